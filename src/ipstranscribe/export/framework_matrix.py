"""The framework matrix: a row per interview, a column per question, and in every cell the units that answer it.

For the first reading (systematic text condensation, step 1; the "framework" of Ritchie and Spencer): everything said on a
question, interview by interview, without any summary.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest

from ipstranscribe.documents.excel import CellValue, SheetTable, room
from ipstranscribe.documents.text_width import line_count, line_starts
from ipstranscribe.export.content.coverage_wording import amount
from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.study_document import StudyDocument, StudyPart
from ipstranscribe.guide.coverage import CoverageRow, QuestionCoverage, coverage_table
from ipstranscribe.model import Question, Unit
from ipstranscribe.text.wording import Wording, visible

_WIDTH = 46
"""Column width in characters: seven columns fit on A3."""
_LINES = 18
"""Lines of a cell, less than half a screen. A longer cell continues in the row below, under the same interview: what is
below the height of the tallest row would be neither seen nor printed, and rows taller than a screen cannot be read."""


def matrix(document: StudyDocument, wording: Wording) -> SheetTable:
    """The framework matrix: interviews × questions, with the units in the cells."""
    rows = [
        row
        for part in document.parts
        for covered in coverage_table([part.of_units], document.guide)
        for row in _interview(part, covered, wording, tells_branch=document.tells_branch)
    ]
    return SheetTable(
        title=wording.matrix,
        mark=document.header.copy_mark(wording),
        head=[
            *_first(document, wording),
            *map(_heading, document.guide.questions),
            wording.untagged,
            wording.leftovers,
        ],
        widths=[10, *([13] if document.tells_branch else []), *[_WIDTH] * (len(document.guide.questions) + 1), 14],
        rows=rows,
        printed=len(_first(document, wording)) + len(document.guide.questions) + 2,
        frozen=_frozen(document),
        paper="A3",
    )


def _first(document: StudyDocument, wording: Wording) -> list[str]:
    return [wording.columns["interview"], *([wording.branch] if document.tells_branch else [])]


def _frozen(document: StudyDocument) -> str:
    return "C3" if document.tells_branch else "B3"


def _heading(question: Question) -> str:
    return f"{question.id}. {question.text}"


def _interview(
    part: StudyPart, covered: CoverageRow, wording: Wording, *, tells_branch: bool
) -> Iterator[tuple[CellValue, ...]]:
    """The rows of an interview or a speaker in it: one, or more if a cell is longer than the tallest row shows."""
    columns = [_question(part.document, cell, covered.speaker, wording) for cell in covered.cells]
    untagged = part.document.tagged(None, covered.speaker) if part.document else ()
    told = [f"({wording.none})"] if part.document and not untagged else []
    columns.append(_cells(told, _blocks(part.document, untagged), covered.untagged, wording))
    columns.append([_counted(covered.leftovers, wording)])
    first = [covered.name, *([covered.branch or ""] if tells_branch else [])]
    for cells in zip_longest(*columns, fillvalue=""):
        yield (*first, *cells)


def _question(document: Document | None, cell: QuestionCoverage, speaker: str, wording: Wording) -> list[str]:
    """The cells of a question: the coverage state unless it was asked and answered, then how much there is, and its units."""
    told = [] if cell.state == "answered" else [f"({wording.coverage[cell.state]})"]
    blocks = _blocks(document, document.tagged(cell.question.id, speaker) if document else ())
    return _cells(told, blocks, (cell.units, cell.words), wording)


def _cells(told: Sequence[str], blocks: Sequence[str], counts: tuple[int, int] | None, wording: Wording) -> list[str]:
    """The cells of a column. Where one is not enough, the first says how much there is, and in how many rows."""
    cells = _pieces([*told, *blocks])
    if len(cells) <= 1:
        return cells
    # with that line in front there may be one row more
    for rows in (len(cells), len(cells) + 1):
        cells = _pieces([*told, f"({_counted(counts, wording)}, {wording.over_rows.format(rows=rows)})", *blocks])
        if len(cells) == rows:
            break
    return cells


def _blocks(document: Document | None, units: Iterable[Unit]) -> list[str]:
    return [f"{unit.id}\n{visible(document.said(unit))}" for unit in units] if document else []


def _counted(counts: tuple[int, int] | None, wording: Wording) -> str:
    return "" if counts is None else amount(*counts, wording)


def _pieces(blocks: Sequence[str]) -> list[str]:
    """Pack blocks into as few cells as possible, with a blank line between them; a long block is cut at a blank."""
    cells: list[str] = []
    for block in (part for one in blocks for part in _cut(one)):
        together = f"{cells[-1]}\n\n{block}" if cells else block
        if cells and _lines(together) <= _LINES:
            cells[-1] = together
        else:
            cells.append(block)
    return cells


def _cut(block: str) -> Iterator[str]:
    """Cut a block into pieces that each fit into a cell; joined, they give the block."""
    starts = list(line_starts(block, room(_WIDTH)))
    yield from (block[a:b] for a, b in pairwise((*starts[::_LINES], len(block))))


def _lines(text: str) -> int:
    return line_count(text, room(_WIDTH))


def coverage(document: StudyDocument, wording: Wording) -> SheetTable:
    """The coverage table: interviews × questions, in words and counts."""
    ids = [question.id for question in document.guide.questions]
    first = _first(document, wording)
    return SheetTable(
        title=wording.coverage_sheet,
        mark=document.header.copy_mark(wording),
        head=[*first, *ids, wording.untagged, wording.leftovers],
        widths=[10, *([13] if document.tells_branch else []), *[17] * len(ids), 17, 17],
        rows=[
            (
                row.name,
                *([row.branch or ""] if document.tells_branch else []),
                *(_told(cell, wording) for cell in row.cells),
                _counted(row.untagged, wording),
                _counted(row.leftovers, wording),
            )
            for row in document.rows
        ],
        printed=len(first) + len(ids) + 2,
        frozen=_frozen(document),
        paper="A3",
    )


def question_columns(document: StudyDocument) -> str:
    """The column range of the coverage table with the questions, untagged units and leftovers: `C:I`."""
    from openpyxl.utils import get_column_letter

    first = 3 if document.tells_branch else 2
    return f"{get_column_letter(first)}:{get_column_letter(first + len(document.guide.questions))}"


def _told(cell: QuestionCoverage, wording: Wording) -> str:
    state = wording.coverage[cell.state]
    return f"{state}: {_counted((cell.units, cell.words), wording)}" if cell.units else state
