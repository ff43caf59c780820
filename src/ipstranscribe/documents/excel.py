"""Writer of Excel workbooks: tables to filter, code in and print. The only module that builds sheets."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from ipstranscribe.documents.excel_places import FIRST_ROW, cell_range
from ipstranscribe.documents.package import MADE, repack
from ipstranscribe.documents.text_width import BOLD, line_count, widest_word
from ipstranscribe.text.wording import Wording, visible

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.styles import Alignment, Border
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.dimensions import RowDimension
    from openpyxl.worksheet.worksheet import Worksheet

    from ipstranscribe.documents.excel_rows import ReadyRow, TableWriter

    Looks = Mapping["CellKind", StyleArray]

LONGEST_LIST = 255
"""Maximum characters of an inline list of choices in Excel; a longer list has to be on a sheet."""

_LINE, _TALLEST = 15.0, 409.0
"""Heights in points: a line of the default font, and the tallest row Excel shows."""

_EMS_PER_CHARACTER = 0.6
"""Ems of text (`text_width`) that a unit of column width holds, with some to spare. The unit is the width of a digit of the
font in use (.636 ems in DejaVu Sans), so that columns grow along with a wider font."""
_ARROW = 2
"""Units of column width that the arrow of the filter covers beside a heading."""
_WIDEST_WORD = 40
"""Units of column width that one long word may claim."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that Excel would read as the start of an escaped character (ECMA-376, ST_Xstring)."""

_YELLOW, _PALE = "FFE699", "FFF6D6"
"""Fills of headings of columns to fill in, and of rows that wait for somebody."""


CellValue = str | float
"""What a cell can hold: a text or a number."""

CellKind = Literal["number", "text", "like a formula", "empty"]
"""The kind of content of a cell."""


class Choice(NamedTuple):
    """The choices (data validation) of a column: `listed`, or, if that is too long for Excel, the range `cells`.

    `cells` may be a named range. With a `warning`, Excel asks for confirmation of any other entry. A `hint` is shown beside
    a cell that is chosen.
    """

    listed: Sequence[str] = ()
    cells: str = ""
    warning: str = ""
    hint: str = ""

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
    data validation, `hidden` lists hidden columns, `filled_in` those that people fill in, whose headings are yellow; columns
    count from 0. A row is yellow while the formula `waits` is true of it; the formula names cells of the first data row.
    `spare` empty rows below have the same choices. `lists` are named ranges over columns of this sheet that people fill in,
    for choices on other sheets. `links` maps (row, column) of the data → the path of a file beside the workbook.
    `printed_mark` stands on printed pages if `mark` is too long for them. Columns are made wider than `widths` (characters)
    where a word would be broken.
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
    filled_in: Sequence[int] = ()
    waits: str = ""
    spare: int = 0
    lists: Mapping[str, int] = MappingProxyType({})
    links: Mapping[tuple[int, int], str] = MappingProxyType({})
    printed_mark: str = ""


def room(width: float) -> float:
    """The ems of text (`text_width`) that a line of a column of `width` holds."""
    return width * _EMS_PER_CHARACTER


def workbook_bytes(tables: Iterable[SheetTable], title: str, wording: Wording) -> bytes:
    """Write a workbook with a sheet for each table, one after the other; the same tables give the same bytes."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from ipstranscribe.documents.excel_rows import TableWriter

    workbook, written = Workbook(), {}
    workbook.remove(workbook.active)
    for table in tables:
        sheet = workbook.create_sheet(table.title)
        widths = _wide_enough(table)
        rows = _fill(sheet, table, widths)
        _set_view(sheet, table, widths)
        _set_print(sheet, table, wording)
        for column, choice in table.choices.items():
            _offer(sheet, choice, column, FIRST_ROW, max(len(table.rows), 1) + FIRST_ROW - 1 + table.spare)
        for column in table.hidden:
            sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
        _name_lists(workbook, table)
        links = {f"{get_column_letter(x + 1)}{y + FIRST_ROW}": target for (y, x), target in table.links.items()}
        written[sheet.title] = TableWriter(sheet, rows, FIRST_ROW, _last_row(table), links)
        written[sheet.title].write()
    workbook.properties.title = visible(title)
    return _packed(workbook, written)


def _last_row(table: SheetTable) -> int:
    return FIRST_ROW - 1 + len(table.rows)


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

    if choice.formula or choice.hint:
        kind = "list" if choice.formula else None
        offered = DataValidation(type=kind, formula1=choice.formula, allow_blank=True, showErrorMessage=False)
        if choice.warning:
            offered.showErrorMessage, offered.errorStyle, offered.error = True, "warning", choice.warning
        if choice.hint:
            offered.showInputMessage, offered.prompt = True, choice.hint
        letter = get_column_letter(column + 1)
        offered.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(offered)


def _fill(sheet: "Worksheet", table: SheetTable, widths: Sequence[float]) -> "Iterator[ReadyRow]":
    """Write the mark in the first row and the column names in the second; the rows of data that follow."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    edge = Side(style="thin", color="C8C8C8")
    frame = Border(left=edge, right=edge, top=edge, bottom=edge)
    bold, told = Font(name="Calibri", bold=True, color="1F3A4D"), PatternFill("solid", fgColor="E8EEF2")
    asked = PatternFill("solid", fgColor=_YELLOW)
    wrap = Alignment(vertical="top", wrap_text=True)
    _put(sheet.cell(1, 1), table.mark).font = Font(name="Calibri", bold=True, color="A61C1C")
    for column, name in enumerate(table.head, start=1):
        cell = _put(sheet.cell(2, column), name)
        cell.font, cell.alignment, cell.border = bold, wrap, frame
        cell.fill = asked if column - 1 in table.filled_in else told
    looks = {kind: _look(sheet, kind, wrap, frame) for kind in get_args(CellKind)}
    sheet.row_dimensions[2] = _height(sheet, table.head, widths, 1 / BOLD)
    linked = {kind: _linked(sheet, look) for kind, look in looks.items()} if table.links else looks
    return _rows(sheet, table, widths, looks, linked)


def _rows(
    sheet: "Worksheet", table: SheetTable, widths: Sequence[float], looks: "Looks", linked: "Looks"
) -> "Iterator[ReadyRow]":
    from ipstranscribe.documents.excel_rows import ReadyRow

    for number, row in enumerate(table.rows):
        cells = [
            (_content(value), (linked if (number, column) in table.links else looks)[_kind(value)])
            for column, value in enumerate(row)
        ]
        yield ReadyRow(dict(_height(sheet, row, widths)), cells)


def _linked(sheet: "Worksheet", look: "StyleArray") -> "StyleArray":
    """The same look for a cell that is a link."""
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.styles import Font

    cell = SheetCell(sheet, 1, 1, style_array=look)
    cell.font = Font(name="Calibri", underline="single", color="0B4A8F")
    return cell._style


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
    cell.value = _content(value)
    if isinstance(cell.value, str):
        cell.data_type = "s"
    return cell


def _content(value: CellValue) -> CellValue | None:
    """What is written into a cell; None for an empty text."""
    if isinstance(value, float | int):
        return value
    return _ESCAPE.sub("_x005F_", visible(value)) if value else None


def _wide_enough(table: SheetTable) -> list[float]:
    """The widths of the columns: those asked for, or what the longest word needs."""
    widths: list[float] = []
    widest = [0.0] * len(table.head)
    for row in table.rows:
        here = (widest_word(str(one)) if one != "" else 0.0 for one in row)
        widest = [max(pair) for pair in zip(widest, here, strict=True)]
    for name, width, longest in zip(table.head, table.widths, widest, strict=True):
        heading = widest_word(name, bold=True) / _EMS_PER_CHARACTER + _ARROW
        widths.append(max(width, min(max(heading, longest / _EMS_PER_CHARACTER + 1), _WIDEST_WORD)))
    return widths


def _height(
    sheet: "Worksheet", row: Sequence[CellValue], widths: Sequence[float], share: float = 1.0
) -> "RowDimension":
    """The estimated height of a row: LibreOffice uses the height in the file, Excel corrects it."""
    from ipstranscribe.documents.excel_rows import EstimatedHeight

    lines = max(line_count(str(value), share * room(width)) for value, width in zip(row, widths, strict=True))
    return EstimatedHeight(sheet, ht=min(_TALLEST, lines * _LINE))


def _set_view(sheet: "Worksheet", table: SheetTable, widths: Sequence[float]) -> None:
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    last = get_column_letter(len(table.head))
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = round(width, 1)
        if table.spare:
            sheet.column_dimensions[get_column_letter(column)].number_format = "@"  # what people add stays text, too
    sheet.freeze_panes = table.frozen
    sheet.auto_filter.ref = f"A2:{last}{_last_row(table)}"
    if table.waits and table.rows:
        waiting = FormulaRule(formula=[table.waits], fill=PatternFill("solid", bgColor=_PALE))
        sheet.conditional_formatting.add(f"A{FIRST_ROW}:{last}{_last_row(table)}", waiting)


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
    sheet.print_area = f"A1:{get_column_letter(table.printed)}{_last_row(table)}"
    sheet.oddHeader.center.text = table.printed_mark or table.mark
    sheet.oddFooter.center.text = wording.page_of.format(page="&P", pages="&N")


def _packed(workbook: "Workbook", written: "Mapping[str, TableWriter]") -> bytes:
    from ipstranscribe.documents.excel_rows import SheetBySheet

    workbook.properties.creator = None
    workbook.properties.created = workbook.properties.modified = MADE
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        SheetBySheet(workbook, archive, written).write_data()  # `Workbook.save` would stamp the current time
    return repack(package.getvalue())
