"""Files that a user names: what each is, where it is not what the command reads, and which command reads it.

Nothing of a file is told but its kind; its name is the one that the user wrote.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.guide import read_text, read_word, refused
from ipstranscribe.guide.question_signs import TITLE
from ipstranscribe.review.units import worksheet

TableKind = Literal["decisions", "units"]

_IDENTIFIERS = {"decision", "written_form"}
_STUDY_TABLES = {
    "interviews": {"id", "participant", "recordings"},
    "participants": {"id", "name"},
    "people": {"name", "role"},
}
_OTHER_FILES = {
    (".docx", ".docm", ".doc", ".odt", ".rtf", ".pages"): "a document",
    (".pdf",): "a PDF",
    (".txt", ".md", ".vtt", ".srt"): "a text",
    (".json", ".toml", ".qdpx", ".zip", ".html"): "no table",
}
_TRANSCRIPTS = (".docx", ".txt", ".vtt", ".srt", ".json", ".md")
_SOUND = (
    *(".mp3", ".wav", ".m4a", ".mp4", ".ogg", ".opus", ".flac", ".aac", ".wma"),
    *(".amr", ".webm", ".mov", ".aiff", ".aif", ".3gp", ".dss", ".ds2"),
)
_AS_TEXT = "Copy what was said into a Word document or a text file (.txt), each turn with its speaker before it"
_BEGINNING = 4096
_SHEETS = {
    ".xls": "Open it in Excel, choose File › Save As › Excel Workbook (.xlsx), and import that.",
    ".ods": "Open it in LibreOffice, choose File › Save As › Excel 2007-365 (.xlsx), and import that.",
    ".numbers": "Open it in Numbers, choose File › Export To › Excel, and import that.",
}
_WHERE = {
    "decisions": "Decisions are read from restricted/identifiers/identifiers.xlsx (or .csv); "
    "`ipstranscribe identifiers write` writes it anew.",
    "units": "Decisions on units are read from exports/P1_units.xlsx or exports/all interviews units.xlsx; "
    "`ipstranscribe export` writes them anew.",
}
_COMMANDS = {
    "decisions": ("the table of identifiers", "Read it with `ipstranscribe import decisions {file} --by ROLE`."),
    "units": ("a table of units", "Read it with `ipstranscribe import units {file} --by ROLE`."),
}


def missing(file: Path) -> UserError:
    """The error for a file that is not there, with its name's other ending if one of that name is."""
    beside = _same_name(file)
    hint = f" There is {beside}." if beside else ""
    return UserError(
        f"There is no file {file.name} in {file.parent.resolve().name or file.parent}.{hint}",
        "Check name and folder; a path with blanks stands in quotation marks.",
    )


def _same_name(file: Path) -> str:
    try:
        near = [one.name for one in file.parent.iterdir() if one.stem.casefold() == file.stem.casefold()]
    except OSError:
        return ""
    return next(iter(sorted(near)), "")


def expect_file(file: Path) -> None:
    """Raise UserError unless `file` is a file."""
    if file.is_dir():
        raise UserError(f"{file.name or file} is a folder.", "Name the file in it.")
    if not file.exists():
        raise missing(file)
    if not file.is_file():
        raise UserError(f"{file.name} is no file.", "Name the file itself.")


def expect_table(file: Path, wanted: TableKind) -> None:
    """Raise UserError, with the command that reads it, unless `file` is a table and not evidently another one."""
    expect_file(file)
    ending = file.suffix.lower()
    if ending in _SHEETS:
        raise UserError(f"{file.name} is a workbook of a kind that is not read.", _SHEETS[ending])
    if what := next((said for endings, said in _OTHER_FILES.items() if ending in endings), ""):
        raise UserError(f"{file.name} is {what}, not a table.", _WHERE[wanted], ExitCode.WRONG_FILE)
    if not file.stat().st_size:
        raise UserError(f"{file.name} is empty.", _WHERE[wanted], ExitCode.WRONG_FILE)
    found = _kinds(file)
    if wanted in found:
        return
    if other := next(iter(found), ""):
        what, fix = _COMMANDS.get(
            other, (f"the table of {other}", f"It is read where it lies; {_lower(_WHERE[wanted])}")
        )
        raise UserError(f"{file.name} is {what}.", fix.format(file=file.name), ExitCode.WRONG_FILE)


def expect_transcript(file: Path) -> None:
    """Raise UserError, with what to do, for a file that is evidently no transcript."""
    expect_file(file)
    ending = file.suffix.lower()
    if ending in _SOUND:
        raise UserError(
            f"{file.name} is a recording, not a transcript.",
            "Put it into restricted/recordings, write its name into the interviews table (column recordings), and run "
            "`ipstranscribe transcribe`.",
        )
    if ending in refused.OTHER_PROGRAMS and ending not in _TRANSCRIPTS:
        what, fix = refused.OTHER_PROGRAMS[ending]
        fix = _AS_TEXT if "questions" in fix or ending == ".toml" else fix
        raise UserError(
            f"{file.name} is {what}; a transcript is read from .docx, .txt, .vtt, .srt or .json.", f"{fix}."
        )
    data = file.read_bytes()[:_BEGINNING] if ending in _TRANSCRIPTS else b"x"
    if other := refused.other_content(file.name, data):
        raise other
    if ending in (".docx", ".txt", ".md") and _is_guide(file):
        raise UserError(
            f"{file.name} is an interview guide, not a transcript: nobody answers in it.",
            f"Read it with `ipstranscribe import guide {file.name}`.",
        )


def _is_guide(file: Path) -> bool:
    """Whether a document calls itself an interview guide, and is no transcript."""
    try:
        data = file.read_bytes()
        lines = (read_word.read(data) if file.suffix.lower() == ".docx" else read_text.read(data, markdown=False)).lines
    except UserError:
        return False  # the reader of transcripts says why
    titled = any(TITLE.search(line.text) and "?" not in line.text for line in lines[:3])
    return titled and not refused.is_transcript(lines)


def _kinds(file: Path) -> list[str]:
    """Kinds of tables of ours whose columns the file has."""
    grids = tables.sheets(file)
    found = [
        kind for kind, has in (("units", worksheet.is_units_table(grids)), ("decisions", _is_identifiers(grids))) if has
    ]
    return found or list(_study_tables(grids))


def _is_identifiers(grids: Sequence[Sequence[Sequence[str]]]) -> bool:
    return any(_header(grid) >= _IDENTIFIERS for grid in grids)


def _study_tables(grids: Sequence[Sequence[Sequence[str]]]) -> Iterator[str]:
    header = _header(grids[0]) if grids else set()
    yield from (name for name, columns in _STUDY_TABLES.items() if columns <= header)


def _header(grid: Sequence[Sequence[str]]) -> set[str]:
    return {cell.strip().casefold() for cell in grid[0]} if grid else set()


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
