"""The units as an Excel workbook: a sheet to code in and one that shows how far the guide was covered."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from ipstranscribe.export.document import Document, coverage
from ipstranscribe.export.rows import COLUMNS, Cell, unit_rows
from ipstranscribe.settings import ExportSettings
from ipstranscribe.word import MADE, repack
from ipstranscribe.wording import Wording, visible, wording_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 16_000
"""Characters in a cell; Excel holds 32,767 in UTF-16. The rest of a longer unit stands in rows below, under its id."""

LONGEST_LIST = 255
"""Characters of a list that Excel offers in a cell."""

_TEXT = COLUMNS.index("text")
_WIDTHS = {
    "interview": 9,
    "unit_id": 11,
    "start": 9,
    "speaker": 9,
    "kind": 9,
    "question": 10,
    "context": 26,
    "text": 54,
}
_WIDTHS |= {"condensate": 32, "code": 16, "subgroup": 16, "note": 18, "decision": 18}
_WIDTHS |= {"turn": 9, "end": 9, "how_tagged": 16, "confidence": 11, "continues": 11, "status": 24, "as_exported": 12}
"""Column widths in characters of the default font."""

_LINE, _TALLEST = 15.0, 409.0
"""Heights in points: a line of the default font, and the tallest row Excel shows."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that Excel would read as the start of an escaped character (ECMA-376, ST_Xstring)."""


class Table(NamedTuple):
    """What stands on a sheet. `printed` is the number of columns on paper, `frozen` the first cell that scrolls.

    On A4 all columns fit beside each other; a table for A3 may be wider, and goes on on further pages. `choices` are
    offered in the cells of a column, and those that are `hidden` are not shown; columns count from 0.
    """

    title: str
    mark: str
    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[tuple[Cell, ...]]
    printed: int
    frozen: str
    paper: Literal["A4", "A3"] = "A4"
    choices: Mapping[int, Sequence[str]] = MappingProxyType({})
    hidden: Sequence[int] = ()


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the workbook. Every text cell is typed as text, and the same document gives the same bytes."""
    wording = wording_of(settings.document_language)
    title = f"{document.transcript.interview} – {wording.units_title}"
    sheets = (_units(document, wording), _coverage(document, wording), _how_to(document, wording))
    file.write(written(sheets, title, wording))


def written(tables: Sequence[Table], title: str, wording: Wording) -> bytes:
    """A workbook with a sheet for each table; the same tables give the same bytes."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for table in tables:
        sheet = workbook.create_sheet(table.title)
        _fill(sheet, table)
        _set_heights(sheet, table)
        _set_view(sheet, table)
        _set_print(sheet, table, wording)
        _offer(sheet, table)
    workbook.properties.creator = None
    workbook.properties.title = visible(title)
    workbook.properties.created = workbook.properties.modified = MADE
    return _packed(workbook)


def _units(document: Document, wording: Wording) -> Table:
    return Table(
        title=wording.units,
        mark=document.header.mark(wording),
        head=[wording.columns[name] for name in COLUMNS],
        widths=[_WIDTHS[name] for name in COLUMNS],
        rows=[piece for row in unit_rows(document, wording) for piece in _pieces(row)],
        printed=COLUMNS.index("note") + 1,  # the columns after it are for looking up
        frozen="C3",
        choices=_choices(document, wording),
        hidden=(COLUMNS.index("as_exported"),),
    )


def _choices(document: Document, wording: Wording) -> dict[int, list[str]]:
    questions = [question.id for question in document.guide.for_branch(document.units.branch)]
    decisions = [wording.by_hand[name] for name in ("join", "reject", "unit", "withdraw")]
    return {COLUMNS.index("question"): [*questions, wording.untagged], COLUMNS.index("decision"): decisions}


def _how_to(document: Document, wording: Wording) -> Table:
    """The sheet that tells how units are changed by hand."""
    names = ("question", "decision", "decision", "decision", "decision", "text", "any")
    keys = ("question", "join", "reject", "unit", "withdraw", "cut", "any")
    columns = wording.columns | {"any": ""}
    told = [(columns[name], wording.by_hand[f"{key}_how"]) for name, key in zip(names, keys, strict=True)]
    return Table(
        title=wording.by_hand["title"],
        mark=document.header.mark(wording),
        head=[wording.by_hand["column"], wording.by_hand["how"]],
        widths=[26, 110],
        rows=[("", wording.by_hand["start"]), *told],
        printed=2,
        frozen="A3",
    )


def _offer(sheet: "Worksheet", table: Table) -> None:
    """Lists to choose from; what else is understood may be typed. Excel takes no list of more than 255 characters."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, choices in table.choices.items():
        listed = ",".join(one for one in choices if not set(one) & set(',"'))
        if 0 < len(listed) <= LONGEST_LIST and table.rows:
            offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
            letter = get_column_letter(column + 1)
            offered.add(f"{letter}3:{letter}{len(table.rows) + 2}")
            sheet.add_data_validation(offered)
    for column in table.hidden:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True


def _coverage(document: Document, wording: Wording) -> Table:
    names = (wording.columns["question"], wording.guide, wording.branch, wording.status, wording.asked_at)
    return Table(
        title=wording.coverage_sheet,
        mark=document.header.mark(wording),
        head=[name.capitalize() for name in (*names, wording.unit_count, wording.word_count)],
        widths=[24, 70, 20, 46, 30, 10, 10],
        rows=list(_coverage_rows(document, wording)),
        printed=7,
        frozen="A3",
    )


def _coverage_rows(document: Document, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for covered in coverage(document):
        question, state = covered.question, wording.coverage[covered.state]
        yield question.id, question.text, question.branch, state, ", ".join(covered.asked), covered.units, covered.words
    for name, units in ((wording.untagged, document.tagged(None)), (wording.leftovers, document.leftovers)):
        yield name, "", "", "", "", len(units), sum(len(unit.text.split()) for unit in units)


def _pieces(row: tuple[Cell, ...]) -> Iterator[tuple[Cell, ...]]:
    """The row, and further rows for the rest of a text that is longer than a cell holds."""
    text = str(row[_TEXT])
    yield (*row[:_TEXT], text[:LONGEST], *row[_TEXT + 1 :])
    for start in range(LONGEST, len(text), LONGEST):
        rest: list[Cell] = [""] * len(row)
        rest[:2], rest[_TEXT] = row[:2], text[start : start + LONGEST]
        yield tuple(rest)


def _fill(sheet: "Worksheet", table: Table) -> None:
    """Put the mark in the first line, the column names in the second, the rows below."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    edge = Side(style="thin", color="C8C8C8")
    frame = Border(left=edge, right=edge, top=edge, bottom=edge)
    bold, shade = Font(name="Calibri", bold=True, color="1F3A4D"), PatternFill("solid", fgColor="E8EEF2")
    wrap = Alignment(vertical="top", wrap_text=True)
    _put(sheet.cell(1, 1), table.mark).font = Font(name="Calibri", bold=True, color="A61C1C")
    for column, name in enumerate(table.head, start=1):
        cell = _put(sheet.cell(2, column), name)
        cell.font, cell.fill, cell.alignment, cell.border = bold, shade, wrap, frame
    for number, row in enumerate(table.rows, start=3):
        for column, value in enumerate(row, start=1):
            cell = _put(sheet.cell(number, column), value)
            cell.alignment, cell.border = wrap, frame


def _put(cell: "SheetCell", value: Cell) -> "SheetCell":
    """Set a cell. Text is typed as text even if it looks like a formula, an error or a number.

    An empty cell is formatted as text, so that what a coder writes into it stays text, too.
    """
    if isinstance(value, float | int):
        cell.value = value
    elif value:
        cell.value = _ESCAPE.sub("_x005F_", visible(value))
        cell.data_type = "s"
        cell.quotePrefix = value[0] in "=+-@'"
    else:
        cell.number_format = "@"
    return cell


def _set_heights(sheet: "Worksheet", table: Table) -> None:
    """Give rows about the height their text needs: LibreOffice takes what is in the file, Excel corrects it."""
    from openpyxl.worksheet.dimensions import RowDimension

    class Estimated(RowDimension):  # type: ignore[misc]
        """A height that Excel may change when a cell grows; the library marks every height as the user's own."""

        customHeight = None  # noqa: N815 - the library's name

    wide = table.paper == "A3"
    rows = [tuple(table.head), *table.rows] if wide else table.rows
    for number, row in enumerate(rows, start=2 if wide else 3):
        lines = max(_lines(str(value), width) for value, width in zip(row, table.widths, strict=True))
        sheet.row_dimensions[number] = Estimated(sheet, index=number, ht=min(_TALLEST, lines * _LINE))


def _lines(text: str, width: int) -> int:
    return sum(1 + len(line) // (width + 2) for line in text.split("\n"))


def _set_view(sheet: "Worksheet", table: Table) -> None:
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = table.frozen
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(table.head))}{sheet.max_row}"


def _set_print(sheet: "Worksheet", table: Table, wording: Wording) -> None:
    from openpyxl.utils import get_column_letter

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3 if table.paper == "A3" else sheet.PAPERSIZE_A4
    if table.paper == "A3":
        sheet.page_setup.scale = 65  # the default font, still read with ease
        sheet.page_setup.pageOrder = "overThenDown"
        sheet.print_title_cols = "A:A"
    else:
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4  # inches
    sheet.print_title_rows = "2:2"
    sheet.print_area = f"A1:{get_column_letter(table.printed)}{sheet.max_row}"
    sheet.oddHeader.center.text = table.mark
    sheet.oddFooter.center.text = wording.page_of.format(page="&P", pages="&N")


def _packed(workbook: "Workbook") -> bytes:
    from openpyxl.writer.excel import ExcelWriter

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        ExcelWriter(workbook, archive).write_data()  # `Workbook.save` would stamp the current time
    return repack(package.getvalue())
