"""Reader and writer of tables: csv, xlsx and ods, as rows of named text cells, each with the place where it stands.

The header is the first row that names the required columns; what stands above it is named, not read. Every cell below is in
a row, or the table is refused with its row and column: a name that is overlooked is a name that is not replaced.
"""

import csv
import io
import warnings
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from ipstranscribe.documents import csv_grid, ods_grid, safe_zip, xlsx_grid
from ipstranscribe.documents.grid import (
    Grid,
    IsHeader,
    filled,
    header_row,
    numbered,
)
from ipstranscribe.documents.table_layout import SheetLayout, Table, TableColumns, TableRow, UnreadSheet, is_alike
from ipstranscribe.errors import ExitCode, UserError

SUFFIXES = (".xlsx", ".csv", ".ods")
"""File endings of tables that can be read."""
_TEXTS = (".csv", ".tsv", ".tab", ".txt")
"""File endings of texts that may hold a table."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet program takes a csv cell for a formula (OWASP, CSV injection)."""


def find(folder: Path, name: str) -> Path:
    """The path of table `name` in `folder`, whatever its case; `name.csv` if there is none. Two are refused."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        inside = []
    there = [one for one in inside if one.suffix.lower() in SUFFIXES and one.stem.casefold() == name.casefold()]
    if len(there) > 1:
        first, second, *_ = (one.name for one in there)
        raise UserError(f"There are both {first} and {second}.", "Keep one of them.", ExitCode.BAD_STUDY)
    return there[0] if there else folder / f"{name}.csv"


def read(path: Path, required: Sequence[str]) -> list[TableRow]:
    """Read the rows of a table; column names in lower case, cells stripped and NFC, empty rows left out.

    Raises UserError if the file is missing or unreadable or lacks a `required` column.
    """
    return [row.cells for row in load(path, TableColumns(tuple(required))).rows]


def load(path: Path, columns: TableColumns) -> Table:
    """Read a table with the places of its rows. Every sheet that has such a header is read.

    Raises UserError like `read`, and for a cell whose value is not in the file, or a column that stands there twice.
    """
    raw = _bytes(path)
    swallowed = None
    if path.suffix.lower() in _TEXTS:
        text = csv_grid.read(raw, path.name, columns.is_header)
        grids, swallowed = [text.grid], text.swallowed()
    else:
        grids = _package(raw, path.name)
    found = [(grid, at) for grid in grids if (at := header_row(grid.rows, columns.is_header)) is not None]
    if not found:
        raise _no_header(path.name, columns, next((grid for grid in grids if not grid.is_empty), grids[0]))
    parts = [SheetLayout(path.name, grid, at, columns) for grid, at in found]
    read_sheets = {grid.number for grid, _ in found}
    return Table(
        path.name,
        tuple(row for part in parts for row in part.rows()),
        {part.grid.number: part.places() for part in parts},
        several=len([grid for grid in grids if not grid.is_empty]) > 1,
        above=tuple((p.grid.number, number) for p in parts for number, _ in numbered(p.grid.rows[: p.at])),
        repeated=tuple((p.grid.number, number) for p in parts for number in p.repeated()),
        unread=tuple(
            UnreadSheet(g.number, alike=is_alike(g, columns))
            for g in grids
            if g.number not in read_sheets and not g.is_empty
        ),
        unheaded=tuple((p.grid.number, place) for p in parts for place in p.unheaded()),
        swallowed=swallowed,
    )


def sheets(path: Path, is_header: IsHeader = filled) -> list[Grid]:
    """Read all cells of a csv table, or of every sheet of a workbook; raises UserError like `read`.

    `is_header` tells the row by which the delimiter of a csv table is chosen.
    """
    raw = _bytes(path)
    if path.suffix.lower() in _TEXTS:
        return [csv_grid.read(raw, path.name, is_header).grid]
    return _package(raw, path.name)


def has_header(path: Path, columns: TableColumns) -> bool:
    """Whether some sheet of a file names the columns of a kind of table; raises UserError if it cannot be read."""
    return any(header_row(grid.rows, columns.is_header) is not None for grid in sheets(path, columns.is_header))


def _no_header(name: str, columns: TableColumns, grid: Grid) -> UserError:
    """The error for a table in which no row names the required columns."""
    rows = [columns.named(row) for row in grid.rows]
    closest = max(rows, key=lambda row: sum(column in row for column in columns.required), default=[])
    missing = next((column for column in columns.required if column not in closest), "")
    return UserError(
        f"{name} has no column {missing!r}.", f"Add it; the first row must name: {', '.join(columns.required)}."
    )


# Files.


def _bytes(path: Path) -> bytes:
    if path.exists() and not path.is_file():  # a named pipe would block
        raise UserError(f"{path.name} is no file.", "Name the file itself.")
    if path.suffix.lower() not in (*SUFFIXES, *_TEXTS):
        raise UserError(
            f"{path.name} is no table that can be read.", f"Save it as one of: {', '.join(sorted(SUFFIXES))}."
        )
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
    _refuse_misnamed(path, raw)
    return raw


def _package(raw: bytes, name: str) -> list[Grid]:
    """The sheets of a workbook in a zip package."""
    spreadsheet = name.lower().endswith(".ods")
    kind, suffix = ("OpenDocument spreadsheet", ".ods") if spreadsheet else ("Excel workbook", ".xlsx")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # some quote a cell
            return ods_grid.read(raw, name) if spreadsheet else xlsx_grid.read(raw, name)
    except safe_zip.Unsafe as reason:
        raise UserError(f"{name} is not a readable {kind}: {reason}.", f"Save it again as {suffix}.") from None
    except xlsx_grid.DAMAGED:
        raise UserError(f"{name} is not a readable {kind}.", f"Save it again as {suffix}.") from None


def _refuse_misnamed(path: Path, raw: bytes) -> None:
    """Raise UserError for a workbook whose name says that it is of another kind."""
    packed = raw.startswith(b"PK\x03\x04")
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        what, fix = (
            "is a workbook of an old version of Excel, or locked with a password",
            "Save it as .xlsx, without one.",
        )
    elif packed and path.suffix.lower() in _TEXTS:
        what, fix = "is a workbook, and no csv table", "Give it the ending .xlsx (from LibreOffice: .ods)."
    elif raw.lstrip()[:1] == b"<" and path.suffix.lower() in _TEXTS:
        what, fix = "is a web page or XML, and no csv table", "Open it in Excel, and save it as .xlsx."
    elif raw and not packed and path.suffix.lower() not in _TEXTS:
        what, fix = (
            f"is no workbook, whatever its ending says ({path.suffix})",
            "Open it in Excel, and save it as .xlsx.",
        )
    else:
        return
    raise UserError(f"{path.name} {what}.", fix)


# Writing.


def to_csv(header: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: Literal[",", ";", "\t"] = ",") -> bytes:
    """Write a csv table in UTF-8 with BOM, so that Excel reads æøå. Formula-like text gets a leading apostrophe."""
    out = io.BytesIO()
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")  # a long table is not held as text
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_as_text(row.get(name, "")) for name in header] for row in rows)
    text.flush()
    return out.getvalue()


def _as_text(cell: str) -> str:
    return "'" + cell if cell.startswith(FORMULA_STARTS) else cell


def from_text_cell(cell: str) -> str:
    """The original text of a `cell` written by `to_csv`, without the leading apostrophe."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def without_rows(path: Path, unwanted: Callable[[TableRow], bool], columns: TableColumns | None = None) -> bytes | None:
    """Remove the `unwanted` rows from the table at `path`, everything else unchanged; None if there are none.

    Raises UserError for a table that cannot be read.
    """
    columns = columns or TableColumns(())
    gone: dict[int, set[int]] = defaultdict(set)
    for row in load(path, columns).rows:
        if unwanted(row.cells):
            gone[row.sheet].add(row.number)
    if not gone:
        return None
    raw = path.read_bytes()
    return _without(raw, path, gone, columns)


def _without(raw: bytes, path: Path, gone: Mapping[int, Collection[int]], columns: TableColumns) -> bytes:
    if path.suffix.lower() in _TEXTS:
        return csv_grid.read(raw, path.name, columns.is_header).without(gone[1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ods_grid.without(raw, gone) if path.suffix.lower() == ".ods" else xlsx_grid.without(raw, gone)
