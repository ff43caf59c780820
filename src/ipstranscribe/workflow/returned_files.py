"""The files that coders return, read by their kind: tables of units, Word documents, projects of programs for coding."""

import io
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ipstranscribe.coding import consensus
from ipstranscribe.coding.files import project_xml, taguette, word_xml
from ipstranscribe.coding.files.lines import TextDifference
from ipstranscribe.coding.files.project import ProjectReading
from ipstranscribe.coding.files.project_xml import QdaProject
from ipstranscribe.coding.files.recounted import Counting
from ipstranscribe.coding.files.table import from_table
from ipstranscribe.coding.files.word import coders_of, from_word
from ipstranscribe.coding.interview_text import InterviewText
from ipstranscribe.coding.returned import ReturnedCodes
from ipstranscribe.documents import cell_comments, safe_zip, tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export.dialects import taguette as taguette_export
from ipstranscribe.export.qdpx.project import PROGRAM
from ipstranscribe.review.units.typed import coders_named, interviews_in, is_coded_table, typed_codes, unread_cells
from ipstranscribe.study.folder import Study
from ipstranscribe.text.first_few import first_few
from ipstranscribe.workflow.coded_study import own_codes

MOST_NAMED = 10
"""Maximum number of turns or units that are named in one line; further ones are counted."""
_TABLES = (".xlsx", ".ods", ".csv", ".tsv")
_DATABASES = (".sqlite3", ".sqlite", ".db")
_FIX_TEXT = (
    "Codes are read by places, so the text has to be the one that was exported. If the study has changed since, add "
    "--earlier-version: what stands unchanged is read, and the rest is listed."
)


class ReturnOptions(NamedTuple):
    """How returned files are read: `earlier` ones, whose text differs, as far as it stands; codings of which `user`."""

    earlier: bool = False
    user: int | None = None


@dataclass
class ReturnedFiles:
    """What the files hold, by interview, and what to tell of it."""

    of: dict[str, ReturnedCodes] = field(default_factory=lambda: defaultdict(ReturnedCodes))
    told: list[str] = field(default_factory=list)

    def add(self, found: Mapping[str, ReturnedCodes]) -> None:
        """Take in what one file holds."""
        for interview, returned in found.items():
            self.of[interview].add(returned)


class FileReading(NamedTuple):
    """How files are read: on which texts, how, and into what."""

    texts: Mapping[str, InterviewText]
    options: ReturnOptions
    read: ReturnedFiles


def read_file(study: Study, file: Path, coder: str, reading: FileReading) -> None:
    """Read one file by its kind; raises UserError for another, or one that cannot be read as it is."""
    ending = file.suffix.lower()
    if ending in _TABLES and (highlights := taguette.highlights_of(tables.sheets(file, taguette.is_header))):
        _read_highlights(study, file, highlights, reading)
    elif ending in _TABLES:
        _read_table(file, coder, reading)
    elif ending == ".docx":
        _read_word(file, coder, reading)
    elif ending == ".qdpx":
        _read_project(study, file, reading)
    elif ending in _DATABASES:
        _read_database(file, reading)
    else:
        raise UserError(
            f"{file.name} is of a kind from which codes are not read.",
            "Codes are read from our table of units (xlsx, csv), our Word documents (docx), REFI-QDA projects (qdpx) and "
            "projects of Taguette (sqlite3, or its table of highlights).",
            ExitCode.WRONG_FILE,
        )


def _read_table(file: Path, coder: str, reading: FileReading) -> None:
    if consensus.read(file) is not None:
        raise UserError(
            f"{file.name} is the workbook of the comparison, not what a coder coded.",
            f"Read it with `ipstranscribe import consensus {file.name} --by ROLE`.",
            ExitCode.WRONG_FILE,
        )
    _refuse_renamed(file, unread_cells(file).renamed)
    if not is_coded_table(file):
        raise UserError(
            f"{file.name} is not a table of units.",
            "Codes are read from P1_units.xlsx, P1_units.csv or `all interviews units.xlsx`, as they were exported.",
            ExitCode.WRONG_FILE,
        )
    _refuse_other(file, coders_named(file), coder)
    typed = typed_codes(file)
    shown = {one: ReturnedCodes() for one in interviews_in(file) if one in reading.texts}
    reading.read.add(shown | from_table(typed, reading.texts))
    reading.read.told += _unread(file)
    outside = {one.interview for one in typed.units if one.cells} - reading.texts.keys()
    if outside:
        reading.read.told.append(
            f"{file.name}: codes of {len(outside)} interviews were not read: not in the study, or not ready for coders."
        )


def _refuse_renamed(file: Path, heading: str) -> None:
    """Raise UserError where the codes stand under another heading than `heading`, if that is not empty."""
    if heading:
        raise UserError(
            f"{file.name}: no column is headed `{heading}`, so no code was found, and nothing was read.",
            f"Head the column with the codes `{heading}` again, as it was exported, and import the file once more.",
            ExitCode.WRONG_FILE,
        )


def _refuse_other(file: Path, named: Collection[str], coder: str) -> None:
    if any(one.casefold() != coder.casefold() for one in named):
        raise UserError(
            f"{file.name} is the copy of another coder than {coder}, by what it says of its coder.",
            "Give --coder the id that stands there.",
            ExitCode.USAGE,
        )


def _unread(file: Path) -> Iterator[str]:
    """What somebody wrote beside what is read; headings are not told, since they are anybody's words."""
    columns, rows, _ = unread_cells(file)
    if columns:
        yield (
            f"{file.name}: what stands in columns that are not ours ({', '.join(columns)}) was not read. Several codes of a "
            "unit go into its one cell, one a line or with semicolons."
        )
    if rows:
        yield f"{file.name}: {rows} rows with codes have no id of a unit, and were not read."
    if commented := cell_comments.places(file):
        yield (
            f"{file.name}: {len(commented)} comments on cells were not read ({first_few(commented, MOST_NAMED)}). What they "
            "say belongs into the column of codes, or that of notes."
        )


def _read_word(file: Path, coder: str, reading: FileReading) -> None:
    try:
        document = word_xml.read(file.read_bytes())
    except safe_zip.Unsafe as reason:
        raise UserError(
            f"{file.name} is not a readable Word document: {reason}.", "Save it again as .docx.", ExitCode.WRONG_FILE
        ) from None
    _refuse_other(file, coders_of(document), coder)
    found = from_word(document, reading.texts)
    _refuse_renamed(file, found.renamed)
    reading.read.add(found.of)
    if found.elsewhere:
        reading.read.told.append(
            f"{file.name}: {found.elsewhere} comments are on no unit and no turn, and were not read."
        )


def _read_project(study: Study, file: Path, reading: FileReading) -> None:
    try:
        project = project_xml.read(file.read_bytes(), PROGRAM)
    except safe_zip.Unsafe as reason:
        raise UserError(
            f"{file.name} is not a readable REFI-QDA project: {reason}.", "Export it again.", ExitCode.WRONG_FILE
        ) from None
    _take_in(file, project, own_codes(study), reading)


def _read_database(file: Path, reading: FileReading) -> None:
    try:
        project = taguette.read_database(file.read_bytes())
    except safe_zip.Unsafe as reason:
        raise UserError(
            f"{file.name} is not a readable project of Taguette: {reason}.",
            "In Taguette: Project info, Export project.",
            ExitCode.WRONG_FILE,
        ) from None
    _take_in(file, project, frozenset(), reading)


def _read_highlights(study: Study, file: Path, highlights: Sequence[taguette.Highlight], reading: FileReading) -> None:
    """Read a table of highlights, which has no places: what stands in the text exactly once is there."""
    found = taguette.placed(highlights, dict(_pages(study, reading.texts)))
    _take_in(file, found.project, frozenset(), reading)
    if found.several or found.nowhere:
        reading.read.told.append(
            f"{file.name}: of {len(highlights)} highlights, the words of {found.several} stand in the text several times and "
            f"those of {found.nowhere} nowhere; they have no place. The project itself (Taguette: Project info, Export "
            "project) has the place of each."
        )


def _pages(study: Study, texts: Mapping[str, InterviewText]) -> Iterator[tuple[str, str]]:
    """The pages that Taguette is given, as far as it keeps them."""
    for interview, text in texts.items():
        page = io.BytesIO()
        taguette_export.write(text.document, study.export_settings(), page)
        yield interview, page.getvalue().decode("utf-8").partition("<body>")[2]


def _take_in(file: Path, project: QdaProject, own: Collection[str], reading: FileReading) -> None:
    """Place the codings of a project; `own` are names of codes that are nobody's coding."""
    options = reading.options
    found = ProjectReading(reading.texts, own, options.user).read(project)
    if options.user is None and len(found.users) > 1:
        numbers = ", ".join(map(str, sorted(found.users)))
        raise UserError(
            f"{file.name} holds codings of {len(found.users)} users.",
            f"Have each coder's codings exported alone, or say whose: --user N, in the order of the file ({numbers}).",
            ExitCode.USAGE,
        )
    if not found.of:
        raise UserError(
            f"{file.name} holds no text of this study.",
            "Codes are read from a project into which our project file, or our text for that program, was imported.",
            ExitCode.WRONG_FILE,
        )
    if found.differences and not options.earlier:
        told = [f"  {line}" for one, where in found.differences.items() for line in _where(one, where)]
        raise UserError(
            "\n".join([f"{file.name} differs from the text of the study, and nothing was read:", *told]),
            _FIX_TEXT,
            ExitCode.REFUSED,
        )
    reading.read.add(found.of)
    if found.foreign:
        reading.read.told.append(
            f"{file.name}: {found.foreign} sources are no interview of this study, or nobody worked in them."
        )
    for interview, counting in found.countings.items():
        reading.read.told.append(
            f"{interview}: places were recounted, because the program counts {_counted(counting)}."
        )


def _where(interview: str, differences: Sequence[TextDifference]) -> Iterator[str]:
    """Where a text differs, by turn and sign; never a word of it."""
    named = [one for one in differences if one.turn]
    for one in named[:MOST_NAMED]:
        yield f"{interview}: turn {one.turn}, " + (f"from sign {one.sign} on" if one.sign else "is not there") + "."
    if len(named) > MOST_NAMED:
        yield f"{interview}: and {len(named) - MOST_NAMED} further turns."
    if lines := len(differences) - len(named):
        yield f"{interview}: {lines} lines that belong to no turn."


def _counted(counting: Counting) -> str:
    told = ["the mark at the start of a text"] if counting.mark else []
    told += ["line ends as one sign"] if counting.short_ends else []
    told += ["some signs as two"] if counting.utf16 else []
    return " and ".join(told)
