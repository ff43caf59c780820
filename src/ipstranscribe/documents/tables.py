"""Reader and writer of tables: csv (any usual delimiter, with or without BOM) and xlsx, as rows of named text cells."""

import csv
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ipstranscribe.documents import safe_zip
from ipstranscribe.errors import ExitCode, UserError

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

TableRow = dict[str, str]
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
"""Invisible characters in text copied from Word or a web page: soft hyphens, zero-width characters."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet program takes a csv cell for a formula (OWASP, CSV injection)."""

MAX_ROWS, MAX_COLUMNS = 100_000, 1_000
"""Maximum size of a table over all sheets, far beyond any study's: a few bytes can claim a million rows."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    OverflowError,
    EOFError,
    OSError,
)
"""Exceptions that openpyxl raises for a damaged workbook."""


def find(folder: Path, name: str) -> Path:
    """The path of table `name` in `folder`: `name.xlsx` if it exists, else `name.csv`. Both at once are refused."""
    book, text = folder / f"{name}.xlsx", folder / f"{name}.csv"
    if book.exists() and text.exists():
        raise UserError(f"There are both {book.name} and {text.name}.", "Keep one of them.", ExitCode.BAD_STUDY)
    return book if book.exists() else text


def read(path: Path, required: Sequence[str]) -> list[TableRow]:
    """Read the rows of a csv or xlsx table; column names in lower case, cells stripped and NFC, empty rows left out.

    Raises UserError if the file is missing or unreadable or lacks a `required` column.
    """
    grid = cells(path)
    header = [cell.strip().lower() for cell in grid[0]] if grid else []
    for column in required:
        if column not in header:
            raise UserError(
                f"{path.name} has no column {column!r}.", f"Add it; the first row must name: {', '.join(required)}."
            )
    rows = [dict(zip(header, map(_clean, line), strict=False)) for line in grid[1:]]
    return [{name: row.get(name, "") for name in header} for row in rows if any(row.values())]


def cells(path: Path) -> list[list[str]]:
    """Read all cells of a csv table or of the first sheet of a workbook, unchanged; raises UserError like `read`."""
    return sheets(path, most=1)[0]


def sheets(path: Path, most: int | None = None) -> list[list[list[str]]]:
    """Read all cells of a csv table, or of the first `most` sheets of a workbook; raises UserError like `read`."""
    if path.exists() and not path.is_file():  # a named pipe would block
        raise UserError(f"{path.name} is no file.", "Name the file itself.")
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UserError(
            f"{path.name} is missing.", "Make it again with `ipstranscribe init`.", ExitCode.BAD_STUDY
        ) from None
    except OSError as error:
        raise UserError(
            f"{path.name} cannot be read ({error.strerror}).", "Close other programs that hold it."
        ) from None
    return _workbook(raw, path.name, most) if path.suffix.lower() == ".xlsx" else [_csv(raw, path.name)]


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", cell).strip())


def _csv(raw: bytes, name: str) -> list[list[str]]:
    text = raw.decode(_encoding(raw), errors="replace").removeprefix("\ufeff")
    try:
        return [
            row for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True) if row
        ]
    except csv.Error:
        raise UserError(f"{name} is not a readable csv table.", "Save it again as CSV UTF-8.") from None


def _encoding(raw: bytes) -> str:
    """The encoding: UTF-8, or the one of Excel's "CSV" in Western Europe."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(text: str) -> str:
    return max(",;\t", key=text.split("\n", 1)[0].count)


def _workbook(raw: bytes, name: str, most: int | None) -> list[list[list[str]]]:
    """The sheets of a workbook. A formula gives its stored value and is never calculated."""
    from openpyxl import load_workbook

    try:
        safe_zip.check(raw)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some quote a cell
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            first, *others = book.worksheets[:most]  # no sheet is a ValueError
            rows = count(1)  # over all sheets, of which a few bytes can claim thousands
            return [_rows(sheet, rows, name) for sheet in (first, *others)]
    except safe_zip.Unsafe as reason:
        raise UserError(f"{name} is not a readable Excel workbook: {reason}.", "Save it again as .xlsx.") from None
    except _DAMAGED:
        raise UserError(f"{name} is not a readable Excel workbook.", "Save it again as .xlsx.") from None


def _rows(sheet: "ReadOnlyWorksheet", numbers: Iterator[int], name: str) -> list[list[str]]:
    sheet.reset_dimensions()  # what the file says of its size need not be so
    return [_texts(row, next(numbers), name) for row in sheet.iter_rows(max_row=MAX_ROWS + 1, values_only=True)]


def _texts(row: Sequence[object], number: int, name: str) -> list[str]:
    """The cells of a row up to the last filled one; raises UserError for a row beyond the size limit."""
    if number > MAX_ROWS or len(row) > MAX_COLUMNS:
        raise UserError(
            f"{name} has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns.",
            "Copy the cells that are filled in to a new workbook; empty ones that were formatted count.",
        )
    cells = ["" if cell is None else str(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def to_csv(header: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: Literal[",", ";", "\t"] = ",") -> bytes:
    """Write a csv table in UTF-8 with BOM, so that Excel reads æøå. Formula-like text gets a leading apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_as_text(row.get(name, "")) for name in header] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _as_text(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA_STARTS) else cell


def from_text_cell(cell: str) -> str:
    """The original text of a `cell` written by `to_csv`, without the leading apostrophe."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def without_rows(path: Path, unwanted: Callable[[TableRow], bool]) -> bytes | None:
    """Remove the `unwanted` rows from the table at `path`, everything else unchanged; None if there are none.

    Raises UserError for a table that cannot be read.
    """
    rows = read(path, ())
    if not any(map(unwanted, rows)):
        return None
    raw = path.read_bytes()
    return _sheet_without(raw, unwanted) if path.suffix.lower() == ".xlsx" else _csv_without(raw, unwanted)


def _csv_without(raw: bytes, unwanted: Callable[[TableRow], bool]) -> bytes:
    code = _encoding(raw)
    text = raw.decode(code)
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=_delimiter(text), strict=True)
    header: list[str] = []
    kept: list[str] = []
    at = 0
    for cells in reader:
        if not header:
            header = [cell.strip().lower().removeprefix("\ufeff") for cell in cells]
        row = dict(zip(header, map(_clean, cells), strict=False))
        if at == 0 or not unwanted(row):
            kept += lines[at : reader.line_num]
        at = reader.line_num
    return "".join(kept).encode(code)


def _sheet_without(raw: bytes, unwanted: Callable[[TableRow], bool]) -> bytes:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(raw))
    sheet = book.worksheets[0]
    grid = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    header = [cell.strip().lower() for cell in grid[0]]
    for number in range(len(grid), 1, -1):
        if unwanted(dict(zip(header, map(_clean, grid[number - 1]), strict=False))):
            sheet.delete_rows(number)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
