"""The account of the three tables: what was read, what stands there and was not, and files that look like a table.

Who pseudonymizes, checks or releases asks for it first. A file that is named almost like a table, or has a table's header,
holds names that nothing looks for: it stops them, with what to do. What cannot be read at all stops them as well.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import file_names, study_tables
from ipstranscribe.study.folder import Study
from ipstranscribe.study.study_tables import REQUIRED

_WORDS = {
    "interviews": "interviews interview intervjuer intervju intervjua intervjuar intervjuliste",
    "participants": "participants participant deltakere deltaker deltagere deltakarar deltakar informanter informants",
    "people": "people persons person personer personar folk names navn namn navneliste namneliste personliste staff",
}
"""Table → file names by which people mean it."""
_PLAIN = {
    "interviews": {"interviews", "intervjuer", "intervjuar"},
    "participants": {"participants", "deltakere", "deltagere", "deltakarar", "informanter"},
    "people": {"people", "personer", "personar"},
}
"""Those among them that mean the table even beside other words, or as a document: `people at the clinic.xlsx`."""
_CELLS = frozenset([".csv", ".tsv", ".tab", ".dif", ".numbers", ".gsheet", ".sav"])
_BOOKS = frozenset([".xlsx", ".xlsm", ".xlsb", ".xltx", ".xls", ".ods", ".ots", ".fods"])
"""Endings of files that hold tables, whatever their name."""
_OTHERS = frozenset(
    ["", ".txt", ".bak", ".old", ".orig", ".html", ".htm", ".docx", ".doc", ".odt", ".rtf", ".json", ".zip"]
)
"""Endings of files that may hold one."""
_NOISE = re.compile(
    r"\b(?:copy|kopi|final|endelig|ny|new|old|gammel|gamal|version|versjon|backup|v\d*|\d+|of|av|the|utf|csv)\b"
)
_LOCK_FILES = ("~$", ".~lock.", "._")
"""Beginnings of files that office programs and macOS put beside an open or copied one."""
_OURS = frozenset({"log.csv"})
_CLOSE = 0.8
"""Likeness from which a file name is a misspelt table: one or two letters of six."""
_ADVICE = {
    ".xls": "Open it in Excel, and save it as .xlsx",
    ".xlsb": "Open it in Excel, and save it as .xlsx",
    ".xlsm": "Open it in Excel, and save it as .xlsx",
    ".xltx": "Open it in Excel, and save it as .xlsx",
    ".numbers": "Open it in Numbers, and export it as .xlsx or .csv",
    ".gsheet": "It is a link to Google Sheets and holds no table; download it there as .xlsx",
    ".fods": "Open it in LibreOffice, and save it as .ods",
    ".ots": "Open it in LibreOffice, and save it as .ods",
}

_RIGHT = dict.fromkeys([*_ADVICE, ".xlsx"], ".xlsx") | dict.fromkeys([".ods", ".fods", ".ots"], ".ods")
"""Ending of a stray file → the ending that the table should have; any other is .csv."""


@dataclass(frozen=True)
class TablesRead:
    """What was read of the tables: numbers of rows, `names` with aliases; `notes` are lines on what was not read."""

    people: int
    names: int
    participants: int
    interviews: int
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The numbers as a line for the user."""
        return (
            f"people: {self.people} read, {self.names} names and aliases; participants: {self.participants}; "
            f"interviews: {self.interviews}"
        )


def account(study: Study) -> TablesRead:
    """Account for everything that looks like one of the tables; raises UserError for what cannot be accounted for."""
    strays = list(_strays(study))
    if strays:
        raise strays[0]
    read = {name: study_tables.load(study.restricted, name) for name in REQUIRED}
    notes = [line for name, table in read.items() if table for line in study_tables.notes(name, table)]
    names = {form for one in study.people for form in (one.name, *one.aliases)}
    return TablesRead(
        len(study.people), len(names), len(study.participants), len(study.listed), (*notes, *_other_files(study))
    )


def _strays(study: Study) -> Iterator[UserError]:
    """An error for each file that is named almost like a table, or has the header of one."""
    taken = {tables.find(study.restricted, name) for name in REQUIRED}
    for folder in (study.restricted, study.root):
        for path in _files(folder):
            if path not in taken and path.name not in _OURS:
                like = _by_name(path) or (_by_header(path) if folder == study.restricted else "")
                if like:
                    yield _stray(path, like, study)
    for folder in (one for one in sorted(study.restricted.iterdir()) if one.is_dir()):
        for path in file_names.below(folder):
            if path.suffix.lower() in _CELLS | _BOOKS and path.stem.casefold() in REQUIRED:
                yield _stray(path, path.stem.casefold(), study)


def _files(folder: Path) -> list[Path]:
    """What lies in a folder: files, and folders that a program shows as files (Numbers)."""
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    return [
        one
        for one in inside
        if not one.name.startswith(_LOCK_FILES)
        and (one.is_file() or one.suffix.lower() == ".numbers" or not one.exists())
    ]


def _stray(path: Path, like: str, study: Study) -> UserError:
    place = path.relative_to(study.root).as_posix()
    suffix = path.suffix.lower()
    right = f"{like}{_RIGHT.get(suffix, '.csv')}"
    advice = _ADVICE.get(suffix)
    how = f"{advice}: restricted/{right}." if advice else f"If it is the table, name it restricted/{right}."
    return UserError(
        f"{place} looks like the table {like}, and is not read: names in it would not be replaced.",
        f"{how} There can be one {like} table; move anything else out of the study.",
        ExitCode.BAD_STUDY,
    )


def _by_name(path: Path) -> str:
    """The table that a file is named after, more or less; empty if none."""
    stem, suffix = _parted(path)
    words = re.findall(r"[^\W\d_]+", _NOISE.sub(" ", re.sub(r"[\W_]+", " ", stem)))
    said = "".join(words)
    for name, known in _WORDS.items():
        if suffix in _OTHERS and said in _PLAIN[name]:
            return name
        if suffix in _CELLS | _BOOKS and (said in known.split() or set(words) & _PLAIN[name] or _is_close(said, name)):
            return name
    return ""


def _parted(path: Path) -> tuple[str, str]:
    """A file name without its endings, of which there may be several, and the one of a table among them."""
    stem, suffix = unicodedata.normalize("NFC", path.name).casefold().rstrip("~"), ""
    while (end := Path(stem).suffix) and end.strip() in _CELLS | _BOOKS | _OTHERS:
        stem = stem.removesuffix(end)
        suffix = end.strip() if suffix not in _CELLS | _BOOKS else suffix
    return stem, suffix


def _is_close(said: str, name: str) -> bool:
    """Whether a word is a table's name with a letter or two wrong."""
    return SequenceMatcher(None, said, name).ratio() >= _CLOSE


def _by_header(path: Path) -> str:
    """The table whose header a file has; empty if none, or if it cannot be read."""
    for name in REQUIRED:
        try:
            if tables.has_header(path, study_tables.columns(name)):
                return name
        except UserError:
            return ""
    return ""


def _other_files(study: Study) -> Iterator[str]:
    """A line for each further file beside the tables that holds a table of some kind."""
    taken = {tables.find(study.restricted, name) for name in REQUIRED}
    for path in _files(study.restricted):
        if path not in taken and path.name not in _OURS and path.suffix.lower() in _CELLS | _BOOKS:
            yield f"{path.relative_to(study.root).as_posix()}: is none of the tables, and was not read."
