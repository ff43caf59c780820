"""The units as csv and tsv: UTF-8 with a byte order mark, every cell quoted, formulas escaped."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from ipstranscribe.documents.excel import CellValue
from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.unit_table import COLUMNS, unit_rows
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import wording_of

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
"""Start of a cell that a spreadsheet program may run (OWASP, "CSV Injection"), also after blanks and apostrophes."""


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the units. Column names are `unit_table.COLUMNS` in every language; cells are in the document language."""
    file.write(table(COLUMNS, _rows(document, settings), delimiter(settings)))


def write_tsv(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the same table with tabs between the columns."""
    file.write(table(COLUMNS, _rows(document, settings), "\t"))


def _rows(document: Document, settings: ExportSettings) -> Iterator[tuple[CellValue, ...]]:
    return unit_rows(document, wording_of(settings.document_language))


def delimiter(settings: ExportSettings) -> str:
    """The delimiter between the columns of csv."""
    return "\t" if settings.delimiter == "tab" else settings.delimiter


def table(head: Sequence[str], rows: Iterable[Sequence[CellValue | None]], between: str) -> bytes:
    """A table as delimited text, with `between` between its columns; the same bytes on every system."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=between, quoting=csv.QUOTE_ALL)
    writer.writerow(head)
    for row in rows:
        writer.writerow([escape_formula(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def escape_formula(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet program might take for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell
