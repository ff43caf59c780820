"""Tables that people keep: csv (any usual delimiter, with or without BOM) and xlsx, as rows of named text cells."""

import csv
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from ipstranscribe.errors import ExitCode, UserError

Row = dict[str, str]
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet program take a csv cell for a formula (OWASP, CSV injection)."""


def find(folder: Path, name: str) -> Path:
    """The table `name` in `folder`: `name.xlsx` if it is there, else `name.csv`. Both at once are refused."""
    book, text = folder / f"{name}.xlsx", folder / f"{name}.csv"
    if book.exists() and text.exists():
        raise UserError(f"There are both {book.name} and {text.name}.", "Keep one of them.", ExitCode.BAD_STUDY)
    return book if book.exists() else text


def read(path: Path, required: Sequence[str]) -> list[Row]:
    """The rows of a csv or xlsx table; column names in lower case, cells stripped and NFC, empty rows left out.

    Raises UserError if the file is missing or unreadable or lacks a `required` column.
    """
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
    grid = _sheet(raw, path.name) if path.suffix.lower() == ".xlsx" else _csv(raw, path.name)
    header = [cell.strip().lower() for cell in grid[0]] if grid else []
    for column in required:
        if column not in header:
            raise UserError(
                f"{path.name} has no column {column!r}.", f"Add it; the first row must name: {', '.join(required)}."
            )
    rows = [dict(zip(header, map(_clean, cells), strict=False)) for cells in grid[1:]]
    return [{name: row.get(name, "") for name in header} for row in rows if any(row.values())]


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.strip())


def _csv(raw: bytes, name: str) -> list[list[str]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")  # what Excel in Western Europe writes as "CSV"
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True) if row]
    except csv.Error:
        raise UserError(f"{name} is not a readable csv table.", "Save it again as CSV UTF-8.") from None


def _sheet(raw: bytes, name: str) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
    except (zipfile.BadZipFile, zlib.error, SyntaxError, LookupError, ValueError, TypeError, EOFError, OSError):
        raise UserError(f"{name} is not a readable Excel workbook.", "Save it again as .xlsx.") from None


def to_csv(header: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: Literal[",", ";", "\t"] = ",") -> bytes:
    """A csv table in UTF-8 with BOM, so that Excel reads æøå. Text that looks like a formula gets a leading apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_as_text(row.get(name, "")) for name in header] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _as_text(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA_STARTS) else cell


def from_text_cell(cell: str) -> str:
    """The text that `to_csv` was given for `cell`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
