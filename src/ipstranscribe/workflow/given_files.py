"""Files that a user names: what each is, where it is not what the command reads, and which command reads it.

Nothing of a file is told but its kind; its name is the one that the user wrote.
"""

from pathlib import Path
from typing import Literal

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.guide import read_text, read_word, refused
from ipstranscribe.guide.question_signs import TITLE
from ipstranscribe.review.identifiers.decision_table import table_columns
from ipstranscribe.review.transcript.corrections import table_decisions as corrections_table
from ipstranscribe.review.units import worksheet
from ipstranscribe.study import study_tables

TableKind = Literal["decisions", "units", "corrections"]

_OTHER_FILES = {
    (".docx", ".docm", ".doc", ".odt", ".rtf", ".pages"): "a document",
    (".pdf",): "a PDF",
    (".txt", ".md", ".vtt", ".srt"): "a text",
    (".json", ".toml", ".qdpx", ".zip", ".html"): "no table",
}
_DOCUMENTS = (".docx", ".txt", ".md")
_BEGINNING = 4096
_SHEETS = {
    ".xls": "Open it in Excel, choose File › Save As › Excel Workbook (.xlsx), and import that.",
    ".numbers": "Open it in Numbers, choose File › Export To › Excel, and import that.",
}
_WHERE = {
    "decisions": "Decisions are read from restricted/identifiers/identifiers.xlsx (or .csv); "
    "`ipstranscribe identifiers write` writes it anew.",
    "units": "Decisions on units are read from exports/P1_units.xlsx or exports/all interviews units.xlsx; "
    "`ipstranscribe export` writes them anew.",
    "corrections": "Decisions on corrections are read from restricted/corrections/corrections.xlsx; "
    "`ipstranscribe corrections` writes it anew.",
}
_COMMANDS = {
    "decisions": ("the table of identifiers", "Read it with `ipstranscribe import decisions {file} --by ROLE`."),
    "units": ("a table of units", "Read it with `ipstranscribe import units {file} --by ROLE`."),
    "corrections": ("the table of corrections", "Read it with `ipstranscribe import corrections {file} --by ROLE`."),
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
    """Raise UserError, with the command that reads it, for a file that is evidently something else than a transcript."""
    expect_file(file)
    ending = file.suffix.lower()
    if ending in _DOCUMENTS:
        if other := refused.other_content(file.name, file.read_bytes()[:_BEGINNING]):
            raise other
        if _is_guide(file):
            raise UserError(
                f"{file.name} is an interview guide, not a transcript: nobody answers in it.",
                f"Read it with `ipstranscribe import guide {file.name}`.",
            )
    if ending in tables.SUFFIXES and (found := _kinds(file)):
        what, fix = _COMMANDS.get(
            found[0], (f"the table of {found[0]}", "It is read where it lies, under restricted/.")
        )
        raise UserError(f"{file.name} is {what}, not a transcript.", fix.format(file=file.name), ExitCode.WRONG_FILE)


def _is_guide(file: Path) -> bool:
    """Whether a document calls itself an interview guide, and is no transcript."""
    try:
        data = file.read_bytes()
        lines = (read_word.read(data) if file.suffix.lower() == ".docx" else read_text.read(data, markdown=False)).lines
    except UserError:  # the reader of transcripts says why
        return False
    titled = any(TITLE.search(line.text) and "?" not in line.text for line in lines[:3])
    return titled and not refused.is_transcript(lines)


def _kinds(file: Path) -> list[str]:
    """Kinds of tables of ours whose columns the file has; none for one that cannot be read, which its reader tells."""
    try:
        found = [
            *(["units"] if worksheet.is_units_table(tables.sheets(file)) else []),
            *(["decisions"] if tables.has_header(file, table_columns()) else []),
            *(["corrections"] if tables.has_header(file, corrections_table.table_columns()) else []),
        ]
        return found or [name for name in study_tables.REQUIRED if tables.has_header(file, study_tables.columns(name))]
    except UserError:
        return []


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
