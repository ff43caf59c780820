"""Sheets written one after the other, the rows of a table straight into the sheet's file.

The library keeps an object for every cell of every sheet until the workbook is saved; a study of a hundred interviews has a
million. What is written is the same, byte for byte. To be imported where a workbook is made: it loads the library.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZipFile

from lxml import etree
from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.dimensions import RowDimension, SheetDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

_LONGEST = 32767
"""Characters that a cell holds."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class ReadyRow(NamedTuple):
    """A row as it is written: its attributes but for the number, and each cell's content and look; an empty cell has None."""

    attributes: Mapping[str, str]
    cells: Sequence[tuple[str | float | None, "StyleArray"]]


class EstimatedHeight(RowDimension):  # type: ignore[misc]
    """A row height that Excel may change; the library marks every height as set by the user."""

    customHeight = None  # noqa: N815 - the library's name


class TableWriter(WorksheetWriter):  # type: ignore[misc]
    """Writer of a sheet that holds the cells of its first rows; `rows` follow from the row `first` on."""

    def __init__(
        self, sheet: "Worksheet", rows: Iterator[ReadyRow], first: int, last: int, links: Mapping[str, str]
    ) -> None:
        """`last` is the number of the last row; `links` maps cells → the path of a file beside the workbook."""
        self._rows, self._first, self._last = rows, first, last
        self._letters = [get_column_letter(column) for column in range(1, sheet.max_column + 1)]
        super().__init__(sheet)
        sheet._hyperlinks += [Hyperlink(ref=cell, target=target) for cell, target in links.items()]  # emptied above

    def write_dimensions(self) -> None:
        """Write the range of all cells."""
        self.xf.send(SheetDimension(f"A1:{self._letters[-1]}{self._last}").to_tree())

    def write_rows(self) -> None:
        """Write the rows of the sheet, and those that follow."""
        styles = self.ws.parent._cell_styles
        file = self.xf.send(True)
        with file.element("sheetData"):
            for number, cells in self.rows():
                self.write_row(file, cells, number)
            for number, row in enumerate(self._rows, start=self._first):
                with file.element("row", {"r": str(number)} | dict(row.attributes)):
                    for letter, (value, look) in zip(self._letters, row.cells, strict=False):
                        file.write(_cell(f"{letter}{number}", str(styles.add(look)), value))
        self.xf.send(None)


def _cell(place: str, style: str, value: str | float | None) -> "etree._Element":
    if isinstance(value, str):
        cell = etree.Element("c", {"r": place, "s": style, "t": "inlineStr"})
        text = etree.SubElement(etree.SubElement(cell, "is"), "t")
        text.text = value[:_LONGEST]
        if value != value.strip():
            text.set(_SPACE, "preserve")
        return cell
    cell = etree.Element("c", {"r": place, "s": style, "t": "n"})
    if value is None:
        cell.text = ""  # an end tag of its own, as the library writes it
    else:
        etree.SubElement(cell, "v").text = safe_string(value)
    return cell


class SheetBySheet(ExcelWriter):  # type: ignore[misc]
    """Writer of a workbook whose sheets were written before, each with its own writer."""

    def __init__(self, workbook: "Workbook", archive: ZipFile, written: Mapping[str, WorksheetWriter]) -> None:
        """`written` are the writers by the titles of their sheets."""
        super().__init__(workbook, archive)
        self._written = written

    def write_worksheet(self, ws: "Worksheet") -> None:
        """Put a sheet that is written into the package."""
        writer = self._written[ws.title]
        ws._drawing, ws._rels = SpreadsheetDrawing(), writer._rels
        self._archive.write(writer.out, ws.path[1:])
        self.manifest.append(ws)
        writer.cleanup()
