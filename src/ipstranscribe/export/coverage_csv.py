"""The coverage table of a study as csv and tsv: a row for every interview and question, for any program to count in."""

from collections.abc import Iterator
from typing import BinaryIO

from ipstranscribe.export.content.study_document import StudyDocument
from ipstranscribe.export.units_csv import delimiter, table
from ipstranscribe.guide.coverage import CoverageRow, QuestionCoverage
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import Wording, visible, wording_of

COLUMNS = (
    "interview",
    "branch",
    "question",
    "text",
    "question_branch",
    "coverage",
    "asked",
    "units",
    "words",
    "status",
    "coder",
)
"""Column names, the same in every language. `branch` is the participant's; empty where readers must not know it."""


def write(document: StudyDocument, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the coverage table. Counts are empty where an interview is not split or out of date.

    The last two rows of an interview count untagged units and leftovers.
    """
    file.write(table(_columns(document), _table(document, settings), delimiter(settings)))


def write_tsv(document: StudyDocument, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the same table with tabs between the columns."""
    file.write(table(_columns(document), _table(document, settings), "\t"))


def _columns(document: StudyDocument) -> tuple[str, ...]:
    """The columns; with `speaker` where several were interviewed together."""
    return (COLUMNS[0], "speaker", *COLUMNS[1:]) if document.is_joint else COLUMNS


def _table(document: StudyDocument, settings: ExportSettings) -> Iterator[tuple[str | int | None, ...]]:
    wording, is_joint = wording_of(settings.document_language), document.is_joint  # asked of all rows: once
    for row in document.rows:
        branch = row.branch or "" if document.tells_branch else ""
        for told in _rows(row, wording):
            who = (row.interview, row.speaker) if is_joint else (row.interview,)
            cells = (*who, branch, *told, document.header.mark(wording), document.header.coder)
            yield tuple(visible(cell) if isinstance(cell, str) else cell for cell in cells)


def _rows(row: CoverageRow, wording: Wording) -> Iterator[tuple[str | int | None, ...]]:
    for cell in row.cells:
        yield (cell.question.id, cell.question.text, cell.question.branch, wording.coverage[cell.state], *counts(cell))
    for name, amount in ((wording.untagged, row.untagged), (wording.leftovers, row.leftovers)):
        yield (name, "", "", "", None, *(amount or (None, None)))


def counts(cell: QuestionCoverage) -> tuple[int | None, int | None, int | None]:
    """The counts of a cell: times asked, and the units and words that answer the question; None where unknown."""
    return (len(cell.asked), cell.units, cell.words) if cell.known else (None, None, None)
