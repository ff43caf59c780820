"""A workbook of tables that are looked at, filtered, coded in and printed. The one module that knows how a sheet is made."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from ipstranscribe.documents.word import MADE, repack
from ipstranscribe.text.wording import Wording, visible

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.styles import Alignment, Border
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST_LIST = 255
"""Characters of a list that Excel offers in a cell; longer ones have to stand on a sheet."""

LONGEST_NAME = 31
"""Characters of the name of a sheet, in UTF-16."""

FIRST = 3
"""The row below mark and column names."""

_LAST = 1000
"""The last row of a list on a sheet: more codes than anybody keeps apart."""

_LINE, _TALLEST = 15.0, 409.0
"""Heights in points: a line of the default font, and the tallest row Excel shows."""

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""An underscore that Excel would read as the start of an escaped character (ECMA-376, ST_Xstring)."""

_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]]")
_TAKEN_BY_EXCEL = ("history",)


CellValue = str | float
"""What a cell can hold: a text or a number."""

CellKind = Literal["number", "text", "like a formula", "empty"]
"""What stands in a cell."""


class Choice(NamedTuple):
    """What is offered in the cells of a column: `listed`, or, where that is more than Excel lists, what stands in `cells`
    (a range or a name of one). With a `warning` Excel asks whoever writes something else whether that is meant.
    """

    listed: Sequence[str] = ()
    cells: str = ""
    warning: str = ""

    @property
    def formula(self) -> str | None:
        """What the validation of a cell names; None if there is nothing to offer."""
        listed = ",".join(self.listed)
        if self.listed and len(listed) <= LONGEST_LIST and not any(set(one) & set(',"') for one in self.listed):
            return f'"{listed}"'
        return self.cells or None


class SheetTable(NamedTuple):
    """What stands on a sheet. `printed` is the number of columns on paper, `frozen` the first cell that scrolls.

    On A4 all columns fit beside each other; a table for A3 may be wider, and goes on on further pages. `choices` are
    offered in the cells of a column, and those that are `hidden` are not shown; columns count from 0. `lists` are names
    for what people write into a column of this sheet, by which other sheets offer it.
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


def sheet_names(titles: Sequence[str]) -> list[str]:
    """Names that Excel takes for sheets with these titles, in their order: safe, short enough, and each once."""
    names: list[str] = []
    taken = set(_TAKEN_BY_EXCEL)
    for title in titles:
        safe = visible(_NOT_IN_NAMES.sub(" ", title)).strip().strip("'") or "_"
        name, number = _shortened(safe, LONGEST_NAME), 1
        while name.casefold() in taken:
            number += 1
            end = f" {number}"
            name = _shortened(safe, LONGEST_NAME - len(end)) + end
        names.append(name)
        taken.add(name.casefold())
    return names


def _shortened(text: str, longest: int) -> str:
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").strip()


def place(title: str, columns: str, rows: str = f"{FIRST}:{_LAST}") -> str:
    """A range on the sheet `title`: columns `A` or `A:C`, rows `2:2`."""
    (left, _, right), (top, _, bottom) = columns.partition(":"), rows.partition(":")
    quoted = title.replace("'", "''")
    return f"'{quoted}'!${left}${top}:${right or left}${bottom}"


def written(tables: Sequence[SheetTable], title: str, wording: Wording) -> bytes:
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
        _name_lists(workbook, table)
    workbook.properties.creator = None
    workbook.properties.title = visible(title)
    workbook.properties.created = workbook.properties.modified = MADE
    return _packed(workbook)


def _name_lists(workbook: "Workbook", table: SheetTable) -> None:
    """Name what is written in a column, from the first row to the last that is filled in: a list without empty ends."""
    from openpyxl.utils import get_column_letter
    from openpyxl.workbook.defined_name import DefinedName

    for name, column in table.lists.items():
        whole = place(table.title, get_column_letter(column + 1))
        top, last = whole.partition(":")[0], f'SUMPRODUCT(MAX(({whole}<>"")*ROW({whole})))'
        formula = f"{top}:INDEX({whole},MAX(1,{last}-{FIRST - 1}))"
        workbook.defined_names[name] = DefinedName(name, attr_text=formula)
        sheet = workbook[table.title]
        sheet.column_dimensions[get_column_letter(column + 1)].number_format = "@"


def _offer(sheet: "Worksheet", table: SheetTable) -> None:
    """Lists to choose from. What is not in them may be written all the same."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for column, choice in table.choices.items():
        if choice.formula:
            offered = DataValidation(type="list", formula1=choice.formula, allow_blank=True, showErrorMessage=False)
            if choice.warning:
                offered.showErrorMessage, offered.errorStyle, offered.error = True, "warning", choice.warning
            letter = get_column_letter(column + 1)
            offered.add(f"{letter}{FIRST}:{letter}{max(len(table.rows), 1) + FIRST - 1}")
            sheet.add_data_validation(offered)
    for column in table.hidden:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True


def _fill(sheet: "Worksheet", table: SheetTable) -> None:
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
    looks = {kind: _look(sheet, kind, wrap, frame) for kind in get_args(CellKind)}
    for number, row in enumerate(table.rows, start=FIRST):
        for column, value in enumerate(row, start=1):
            _put(sheet.cell(number, column), value)._style = looks[_kind(value)]


def _look(sheet: "Worksheet", kind: CellKind, alignment: "Alignment", frame: "Border") -> "StyleArray":
    """How cells of a kind look. Set as a whole: to set each property of each cell takes most of the time otherwise.

    An empty cell is formatted as text, so that what a coder writes into it stays text, too.
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
    """Set a cell. Text is typed as text even if it looks like a formula, an error or a number."""
    if isinstance(value, float | int):
        cell.value = value
    elif value:
        cell.value = _ESCAPE.sub("_x005F_", visible(value))
        cell.data_type = "s"
    return cell


def _set_heights(sheet: "Worksheet", table: SheetTable) -> None:
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


def _set_view(sheet: "Worksheet", table: SheetTable) -> None:
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(table.widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
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

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        ExcelWriter(workbook, archive).write_data()  # `Workbook.save` would stamp the current time
    return repack(package.getvalue())
