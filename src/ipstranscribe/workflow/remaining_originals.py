"""Inventory of remaining originals: every file and table row that says who took part or what was said."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from ipstranscribe.documents import tables
from ipstranscribe.model import Decisions, Withdrawal
from ipstranscribe.study import file_names, storage, study_tables
from ipstranscribe.study.file_names import interviews_of, named_in
from ipstranscribe.study.folder import Study

TABLES = {"interviews": "participant", "participants": "id", "people": "of"}
"""The tables of a study, each with the column that holds the participant of a row."""
_NO_ORIGINALS = frozenset(
    "log.csv approvals.json withdrawals.json key.json findings_count.json page_settings.json .lock".split()  # noqa: SIM905
)
_NO_ORIGINALS_IN_WORK = ("inputs", "listened", "handovers", "cluster")
"""Folders below the working folder with checksums, times, and what machines said of their work."""
_LOCKS = (".lock", ".holder")
_OURS = frozenset(["study.toml", "guide.toml"])
_OUR_FOLDERS = frozenset([storage.RESTRICTED, "pseudonymized", "units", "exports", "shared"])
_FINDINGS = ("findings", "findings_in_folder")
_TELLING = 4000
"""Bytes from which on two files are not the same by chance; an empty form, or a line, can be."""
MENTION = "it names the participant: look into it"
_KEPT_GUIDE = re.compile(r"guide_\d{4}-\d\d-\d\d_[0-9a-f]{8}\.toml")
"""A guide that was replaced by another one."""
_DEPOSIT = re.compile(r"deposit_\d{12}_[0-9a-f]{16}\.json")
"""The record of a deposit: ids and checksums."""
_OF_YOUR_OWN = "a file of your own: look into it"
_FOLDERS = {
    "recordings": "recording",
    "transcripts": "transcript",
    "identifiers": "identifiers",
    "units": "decisions on units",
    "coding": "codes and notes of coders",
    "corrections": "corrections of terms",
    "handovers": "file of a handover",
    "sound": "sound with covered places: a voice says who speaks",
    "stc": "condensation",
    "reidentified": "document with originals",
    "reports": "report on an interview",
    "work": "unfinished work",
}

_IN_WORK = {
    "review": "edits made on the review page",
    "listening": "copy of recordings for listening",
    "recognized": "what was found in the turns of a transcript",
}


class Original(NamedTuple):
    """An item that holds originals: its kind and its path below the study folder, never a name."""

    what: str
    where: str


def of_study(study: Study) -> list[Original]:
    """List all files of the study that hold originals, and files unknown to the program."""
    named = {path for path, whose in _whose(study, ()) if whose}
    held = (path for path in _files(study) if path.parent != study.reports or path in named)
    return [Original(_kind(study, path), _below(study, path)) for path in (*held, *_unknown(study))]


def of_interviews(study: Study, gone: Withdrawal) -> list[Original]:
    """List what holds originals of somebody who has withdrawn: files, table rows, decisions.

    Of interviews in which others stay these are the recordings in which that person is heard.
    """
    interviews, participant = gone.interviews, gone.participant
    found = [Original(_kind(study, path), _below(study, path)) for path in files_of(study, interviews)]
    found += [Original(f"recording with the voice of {participant}", _below(study, p)) for p in heard_in(study, gone)]
    for name in TABLES:
        path = tables.find(study.restricted, name)
        table = study_tables.load(study.restricted, name) if path.exists() else None
        withdrawn = study.withdrawn.participants
        rows = [r for r in table.rows if is_row_of(name, r.cells, participant, withdrawn)] if table else []
        if rows:
            found.append(Original(f"rows of a table: {len(rows)}", _below(study, path)))
    if study.decisions.exists() and (held := len(storage.read(study.decisions, Decisions).decisions)):
        found.append(Original(f"decisions of all interviews: {held}", _below(study, study.decisions)))
    listed = {one.where for one in found}
    own = [path for path in (*_unclear(study, interviews), *_unknown(study)) if _below(study, path) not in listed]
    return found + [Original(_OF_YOUR_OWN, _below(study, path)) for path in own]


def is_row_of(name: str, row: Mapping[str, str], participant: str, withdrawn: Collection[str]) -> bool:
    """Whether a row of a table goes with a participant: of interviews only if everybody in it has withdrawn."""
    cell = row.get(TABLES[name], "")
    if name != "interviews":
        return cell == participant
    ids = study_tables.split_ids(cell)
    return participant in ids and all(one in withdrawn for one in ids)


def heard_in(study: Study, gone: Withdrawal) -> list[Path]:
    """The recordings that are there in which somebody who has withdrawn is heard beside others who stay.

    One that another interview names which stays as it is, is not among them.
    """
    used = {path for interview in study.interviews for path in study.recordings(interview)}
    folder = study.restricted / "recordings"
    found = (file_names.found_in(folder, one.recording) for one in gone.sounds)
    return [path for path in dict.fromkeys(found) if path.is_file() and path not in used]


def files_of(study: Study, interviews: Sequence[str]) -> list[Path]:
    """The files under `restricted` that belong to these interviews only: named after them, or their recordings."""
    whose = dict(_whose(study, interviews))
    own = [path for path, ids in whose.items() if ids and ids <= set(interviews)]
    return own + _same(own, [path for path, ids in whose.items() if not ids and not _is_ours(study, path)])


def owners(name: str, interviews: Collection[str]) -> frozenset[str]:
    """The interviews that a file is named after, as the program names its own, or in another way, as people do."""
    return interviews_of(name, interviews) or named_in(name, interviews)


def _same(own: Sequence[Path], others: Sequence[Path]) -> list[Path]:
    """Those of `others` that are copies of one of `own` under another name, byte by byte."""
    sizes = {path.stat().st_size for path in own if path.is_file()}
    alike = [path for path in others if (size := path.stat().st_size) in sizes and size >= _TELLING]
    digests = {storage.file_digest(path) for path in own if path.is_file()} if alike else set()
    return [path for path in alike if storage.file_digest(path) in digests]


def _unclear(study: Study, interviews: Sequence[str]) -> list[Path]:
    """The files under `restricted` that belong to these and other interviews, or are unknown to the program."""
    return [
        path
        for path, whose in _whose(study, interviews)
        if (not whose and not _is_ours(study, path)) or set() < whose & set(interviews) < whose
    ]


def _is_ours(study: Study, path: Path) -> bool:
    """Whether a file named after no interview is one of the program's: tables, decisions, reports."""
    written = {study.decisions, study.corrections_table, study.code_merges, *map(study.review_table, (".csv", ".xlsx"))}
    written |= {study.findings(name, suffix) for name in _FINDINGS for suffix in (".xlsx", ".html")}
    written |= {study.stc, study.stc_workbook, study.analytic_text}
    written |= {tables.find(study.restricted, name) for name in TABLES}
    return path.parent == study.reports or path in written


def _whose(study: Study, interviews: Sequence[str]) -> Iterator[tuple[Path, Set[str]]]:
    """Every file under `restricted` with the interviews it belongs to, by recording or by name."""
    known = {*interviews, *(interview.id for interview in study.listed)}  # withdrawn ones, too, and former ids
    heard: dict[Path, set[str]] = defaultdict(set)
    for interview in study.listed:
        for path in study.recordings(interview):
            heard[path].add(interview.id)
    for path in _files(study):
        yield path, heard.get(path) or owners(path.relative_to(study.restricted).as_posix(), known)


def _files(study: Study) -> list[Path]:
    """Every file under `restricted`, including the targets of linked folders (recordings on another disk)."""
    held = [path for top in study.restricted.iterdir() for path in (top, *file_names.below(top))]
    return [path for path in sorted(held) if path.is_file() and not _is_known_empty(path)]


def _is_known_empty(path: Path) -> bool:
    """Whether a file is one of the program's that hold no original: log, approvals, records of deposits, locks, checksums."""
    folder = path.parent
    told = folder.name in _NO_ORIGINALS_IN_WORK and folder.parent.name == "work"
    told |= (
        folder.name == "deposits" and _DEPOSIT.fullmatch(path.name) is not None
    )  # ids, as in the record of withdrawals
    return told or path.name in _NO_ORIGINALS or path.suffix in _LOCKS


def _unknown(study: Study) -> list[Path]:
    """Files and folders that are not the program's, with unknown content."""
    own = (path for path in sorted(study.root.iterdir()) if path.name not in (*_OURS, *_OUR_FOLDERS))
    return [path for path in own if not _KEPT_GUIDE.fullmatch(path.name)]


def _kind(study: Study, path: Path) -> str:
    if study.restricted not in path.parents:
        return _OF_YOUR_OWN
    folder, *below = path.relative_to(study.restricted).parts
    if below[:-1] == ["approved"]:
        return "text as it was approved"
    if folder == "work" and below[:-1] and below[0] in _IN_WORK:
        return _IN_WORK[below[0]]
    return _FOLDERS.get(folder, "table" if path.parent == study.restricted else "file")


def _below(study: Study, path: Path) -> str:
    return path.relative_to(study.root).as_posix()
