"""Writer of Excel workbooks: tables to filter, code in and print. The only module that builds sheets."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from ipstranscribe.documents.excel_places import FIRST_ROW, cell_range
from ipstranscribe.documents.package import MADE, repack
from ipstranscribe.text.wording import Wording, visible

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.styles import Alignment, Border
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_LIST = 255
"""Maximum characters of an inline list of choices in Excel; a longer list has to be on a sheet."""

_LINE, _TALLEST = 15.0, 409.0
"""Heights in points: a line of the default font, and the tallest row Excel shows."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that Excel would read as the start of an escaped character (ECMA-376, ST_Xstring)."""


CellValue = str | float
"""What a cell can hold: a text or a number."""

CellKind = Literal["number", "text", "like a formula", "empty"]
"""The kind of content of a cell."""


class Choice(NamedTuple):
    """The choices (data validation) of a column: `listed`, or, if that is too long for Excel, the range `cells`.

    `cells` may be a named range. With a `warning`, Excel asks for confirmation of any other entry.
    """

    listed: Sequence[str] = ()
    cells: str = ""
    warning: str = ""

    @property
    def formula(self) -> str | None:
        """The formula of the data validation; None if there are no choices."""
        listed = ",".join(self.listed)
        if self.listed and len(listed) <= LONGEST_LIST and not any(set(one) & set(',"') for one in self.listed):
            return f'"{listed}"'
        return self.cells or None


class SheetTable(NamedTuple):
    """The content of a sheet. `printed` is the number of printed columns, `frozen` the first cell that scrolls.

    On A4 all columns fit on one page width; an A3 table may be wider and continue on further pages. `choices` maps column →
    data validation, `hidden` lists hidden columns; columns count from 0. `lists` are named ranges over columns of this
    sheet that people fill in, for choices on other sheets.
    """

    title: str
    mark: str
    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[tuple[CellValue, ...]]
    printed: int
    frozen: str
    paper: Literal["A4", "A3"] = "A4"
    choices: Mapping[int, Choice] = MappingProxyType({})
    hidden: Sequence[int] = ()
    lists: Mapping[str, int] = MappingProxyType({})


class PlainTable(NamedTuple):
    """A plain text sheet, with its first row or its first column in bold.

    `lines` is the height of each row in lines of text. For a table that people fill in, `frozen` is the first cell that
    scrolls: it can be filtered, is printed on A4, and offers its `choices` (columns count from 0) also in `spare` empty
    rows below. `hidden` lists hidden columns.
    """

    title: str
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    lines: Sequence[int]
    bold: Literal["first row", "first column"] = "first row"
    frozen: str = ""
    choices: Mapping[int, Choice] = MappingProxyType({})
    spare: int = 0
    hidden: Sequence[int] = ()


def workbook_bytes(tables: Sequence[SheetTable], title: str, wording: Wording) -> bytes:
    """Write a workbook with a sheet for each table; the same tables give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    workbook.remove(workbook.active)
    for table in tables:
        sheet = workbook.create_sheet(table.title)
        _fill(sheet, table)
        _set_heights(sheet, table)
        _set_view(sheet, table)
        _set_print(sheet, table, wording)
        for column, choice in table.choices.items():
            _offer(sheet, choice, column, FIRST_ROW, max(len(table.rows), 1) + FIRST_ROW - 1)
        for column in table.hidden:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        _name_lists(workbook, table)
    workbook.properties.title = visible(title)
    return _packed(workbook)


def plain_workbook_bytes(tables: Sequence[PlainTable]) -> bytes:
    """Write a workbook of plain tables; the same tables give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    workbook.remove(workbook.active)
    for table in tables:
        sheet = workbook.create_sheet(table.title)
        _fill_plain(sheet, table)
        _set_widths(sheet, table.widths)
        for column, choice in table.choices.items():
            _offer(sheet, choice, column, 2, len(table.rows) + table.spare)
        for column in table.hidden:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        if table.frozen:
            _set_plain_view(sheet, table.frozen)
    return _packed(workbook)


def _name_lists(workbook: "Workbook", table: SheetTable) -> None:
    """Define named ranges over columns, up to the last row filled in, so that lists have no empty end."""
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    for name, column in table.lists.items():
        whole = cell_range(table.title, get_column_letter(column + 1))
        top, last = whole.partition(":")[0], f'SUMPRODUCT(MAX(({whole}<>"")*ROW({whole})))'
        formula = f"{top}:INDEX({whole},MAX(1,{last}-{FIRST_ROW - 1}))"
        workbook.defined_names[name] = DefinedName(name, attr_text=formula)
        sheet = workbook[table.title]
        sheet.column_dimensions[get_column_letter(column + 1)].number_format = "@"


def _offer(sheet: "Worksheet", choice: Choice, column: int, first: int, last: int) -> None:
    """Add data validation with a list of choices to the rows `first` to `last`; other entries stay possible."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if choice.formula:
        offered = DataValidation(type="list", formula1=choice.formula, allow_blank=True, showErrorMessage=False)
        if choice.warning:
            offered.showErrorMessage, offered.errorStyle, offered.error = True, "warning", choice.warning
        letter = get_column_letter(column + 1)
        offered.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(offered)


def _fill(sheet: "Worksheet", table: SheetTable) -> None:
    """Write the mark in the first row, the column names in the second, the data below."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    edge = Side(style="thin", color="C8C8C8")
    frame = Border(left=edge, right=edge, top=edge, bottom=edge)
    bold, shade = Font(name="Calibri", bold=True, color="1F3A4D"), PatternFill("solid", fgColor="E8EEF2")
    wrap = Alignment(vertical="top", wrap_text=True)
    _put(sheet.cell(1, 1), table.mark).font = Font(name="Calibri", bold=True, color="A61C1C")
    for column, name in enumerate(table.head, start=1):
        cell = _put(sheet.cell(2, column), name)
        cell.font, cell.fill, cell.alignment, cell.border = bold, shade, wrap, frame
    looks = {kind: _look(sheet, kind, wrap, frame) for kind in get_args(CellKind)}
    for number, row in enumerate(table.rows, start=FIRST_ROW):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(number, column), value)._style = looks[_kind(value)]


def _look(sheet: "Worksheet", kind: CellKind, alignment: "Alignment", frame: "Border") -> "StyleArray":
    """The style of a kind of cells. Set as a whole, because setting each property of each cell takes most of the time.

    An empty cell is formatted as text, so that a coder's entry stays text, too.
    """
    from openpyxl.cell import Cell as SheetCell

    cell = SheetCell(sheet, 1, 1)
    cell.alignment, cell.border = alignment, frame
    cell.quotePrefix = kind == "like a formula"
    if kind == "empty":
        cell.number_format = "@"
    return cell._style


def _kind(value: CellValue) -> CellKind:
    if isinstance(value, float | int):
        return "number"
    if not value:
        return "empty"
    return "like a formula" if value[0] in "=+-@'" else "text"


def _put(cell: "SheetCell", value: CellValue) -> "SheetCell":
    """Set a cell's value. Text is typed as text even if it looks like a formula, an error or a number."""
    if isinstance(value, float | int):
        cell.value = value
    elif value:
        cell.value = _ESCAPE.sub("_x005F_", visible(value))
        cell.data_type = "s"
    return cell


def _fill_plain(sheet: "Worksheet", table: PlainTable) -> None:
    """Write the rows, each as high as its lines. Text is typed as text, never as a formula."""
    from openpyxl.styles import Alignment, Font

    wrap, fonts = Alignment(vertical="top", wrap_text=True), (Font(), Font(bold=True))
    for number, (row, lines) in enumerate(zip(table.rows, table.lines, strict=True), start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type, cell.alignment = visible(text), "s", wrap
            head = (number if table.bold == "first row" else column) == 1
            if table.frozen:
                cell.number_format = "@"  # a person's entry stays text, too
            if head or not table.frozen:
                cell.font = fonts[head]
        sheet.row_dimensions[number].height = min(_TALLEST, _LINE * lines)  # LibreOffice does not grow rows


def _set_plain_view(sheet: "Worksheet", frozen: str) -> None:
    sheet.freeze_panes = frozen
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "1:1"


def _set_heights(sheet: "Worksheet", table: SheetTable) -> None:
    """Set estimated row heights: LibreOffice uses the height in the file, Excel corrects it."""
    from openpyxl.worksheet.dimensions import RowDimension

    class Estimated(RowDimension):  # type: ignore[misc]
        """A row height that Excel may change; the library marks every height as set by the user."""

        customHeight = None  # noqa: N815 - the library's name

    wide = table.paper == "A3"
    rows = [tuple(table.head), *table.rows] if wide else table.rows
    for number, row in enumerate(rows, start=2 if wide else 3):
        lines = max(_lines(str(value), width) for value, width in zip(row, table.widths, strict=True))
        sheet.row_dimensions[number] = Estimated(sheet, index=number, ht=min(_TALLEST, lines * _LINE))


def _lines(text: str, width: int) -> int:
    return sum(1 + len(line) // (width + 2) for line in text.split("\n"))


def _set_widths(sheet: "Worksheet", widths: Sequence[int]) -> None:
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _set_view(sheet: "Worksheet", table: SheetTable) -> None:
    from openpyxl.utils import get_column_letter

    _set_widths(sheet, table.widths)
    sheet.freeze_panes = table.frozen
    sheet.auto_filter.ref = f"A2:{get_column_letter(len(table.head))}{sheet.max_row}"


def _set_print(sheet: "Worksheet", table: SheetTable, wording: Wording) -> None:
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

    workbook.properties.creator = None
    workbook.properties.created = workbook.properties.modified = MADE
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        ExcelWriter(workbook, archive).write_data()  # `Workbook.save` would stamp the current time
    return repack(package.getvalue())
