"""The table of identifiers as an Excel workbook: a sheet to decide in, and one that says how."""

import io
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from ipstranscribe.documents.word import MADE, repack
from ipstranscribe.review.identifiers.decision_table import CATEGORIES, COLUMNS, VERDICTS, word
from ipstranscribe.text.wording import visible

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = dict(zip(COLUMNS, (12, 22, 24, 8, 13, 11, 26, 7, 11, 18, 11, 16, 60, 20), strict=True))
"""Widths of the columns in characters."""
_LINE, _TALLEST = 15.0, 409.0
"""Heights in points: a line of the default font, and the tallest row Excel shows."""
APPENDED = 200
"""Empty rows below the table that offer the lists, for forms that a person adds."""


def to_xlsx(table: Sequence[Mapping[str, str]], language: str = "en") -> bytes:
    """The table (`decisions.rows`) as a workbook; the same table gives the same bytes.

    Every cell is text, never a formula; what may be chosen stands in lists; nothing is protected, so that people can sort,
    filter and append rows. `language` (en, nb, nn) is that of the verdicts and of the second sheet.
    """
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = _words(language)["table"]
    _fill(sheet, [dict(zip(COLUMNS, COLUMNS, strict=True)), *table])
    last = len(table) + 1 + APPENDED
    _offer(sheet, f"A2:A{last}", [word(verdict, language) for verdict in VERDICTS])
    _offer(sheet, f"E2:E{last}", CATEGORIES)
    _lay_out(sheet)
    _explain(book, language)
    book.properties.creator = None
    book.properties.created = book.properties.modified = MADE
    return _packed(book)


def _fill(sheet: "Worksheet", table: Sequence[Mapping[str, str]]) -> None:
    from openpyxl.styles import Alignment, Font

    top, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for number, line in enumerate(table, 1):
        for column, name in enumerate(COLUMNS, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = visible(line.get(name, "")), "s"  # never a formula
            cell.number_format, cell.alignment = "@", top  # what a person writes into it stays text, too
            if number == 1:
                cell.font = bold
        lines = max(-(-len(line.get(name, "")) // width) for name, width in _WIDTHS.items())
        sheet.row_dimensions[number].height = min(_TALLEST, _LINE * max(1, lines))  # LibreOffice does not grow rows


def _offer(sheet: "Worksheet", cells: str, choices: Sequence[str]) -> None:
    """A list to choose from. Other words that the program understands may be typed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    quoted = '"' + ",".join(choices) + '"'
    offered = DataValidation(type="list", formula1=quoted, allow_blank=True, showErrorMessage=False)
    sheet.add_data_validation(offered)
    offered.add(cells)


def _lay_out(sheet: "Worksheet") -> None:
    from openpyxl.utils import get_column_letter

    for number, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[name]
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "1:1"


def _explain(book: "Workbook", language: str) -> None:
    """The second sheet: what each verdict does."""
    from openpyxl.styles import Alignment, Font

    words = _words(language)
    sheet = book.create_sheet(words["how_to"])
    lines = [(words["how_to"], words["start"])]
    lines += [(word(verdict, language), words[verdict]) for verdict in VERDICTS]
    lines += [("", text) for text in words["end"]]
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = text, "s"
            cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=column == 1)
        sheet.row_dimensions[number].height = _LINE * -(-len(line[1]) // 90)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 95


@cache
def _words(language: str) -> dict[str, Any]:
    text = (resources.files(__package__) / "workbook.toml").read_text(encoding="utf-8")
    words: dict[str, Any] = tomllib.loads(text)[language]
    return words


def _packed(book: "Workbook") -> bytes:
    from openpyxl.writer.excel import ExcelWriter

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        ExcelWriter(book, archive).write_data()  # `Workbook.save` would stamp the current time
    return repack(package.getvalue())
