"""The units as a csv file: UTF-8 with a byte order mark, every cell quoted, never a formula."""

import csv
import io
import re
from typing import BinaryIO

from ipstranscribe.export.document import Document
from ipstranscribe.export.rows import COLUMNS, unit_rows
from ipstranscribe.settings import ExportSettings
from ipstranscribe.wording import wording_of

_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
"""How a cell begins that a spreadsheet program may run (OWASP, "CSV Injection"), after blanks and apostrophes too."""


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the units. Column names are `rows.COLUMNS` in every language; cells are in the document language."""
    delimiter = "\t" if settings.delimiter == "tab" else settings.delimiter
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in unit_rows(document, wording_of(settings.document_language)):
        writer.writerow([neutral(cell) if isinstance(cell, str) else cell for cell in row])
    file.write(text.getvalue().encode("utf-8-sig"))


def neutral(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet program might take for a formula; `plain` takes it off."""
    return "'" + cell if _FORMULA.match(cell) else cell


def plain(cell: str) -> str:
    """The text of a cell as it was before `neutral`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
