"""Reader and writer of tables: csv, xlsx and ods, as rows of named text cells, each with the place where it stands.

The header is the first row that names the required columns; what stands above it is named, not read. Every cell below is in
a row, or the table is refused with its row and column: a name that is overlooked is a name that is not replaced.
"""

import csv
import io
import re
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ipstranscribe.documents import csv_grid, ods_grid, safe_zip, xlsx_grid
from ipstranscribe.documents.grid import (
    HEADERS_WITHIN,
    Grid,
    IsHeader,
    Place,
    column_name,
    filled,
    header_row,
    numbered,
)
from ipstranscribe.errors import ExitCode, UserError

TableRow = dict[str, str]
SUFFIXES = (".xlsx", ".csv", ".ods")
"""File endings of tables that can be read."""
_TEXTS = (".csv", ".tsv", ".tab", ".txt")
"""File endings of texts that may hold a table."""
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
"""Invisible characters in text copied from Word or a web page: soft hyphens, zero-width characters."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters by which a spreadsheet program takes a csv cell for a formula (OWASP, CSV injection)."""


@dataclass(frozen=True)
class Columns:
    """The columns of a kind of table: those that must be there, and further words for any column in the header.

    `words` is a word → the column it means. `lists` may stand in several columns (`alias 1`, `alias 2`), and `once`
    are never two.
    """

    required: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()

    def named(self, cells: Sequence[str]) -> list[str]:
        """The column that each cell of a header names, in lower case; empty for an empty cell."""
        said = [" ".join(_clean(cell).lower().split()) for cell in cells]
        return [self._column(word, said) for word in said]

    def _column(self, word: str, said: Sequence[str]) -> str:
        """The column that a word means: another word for a column that is there as well may be a column of its own."""
        counted = re.sub(r"[ _]?\d+$", "", word)
        if self.words.get(counted) in self.lists:
            return self.words[counted]
        meant = self.words.get(word, word)
        return word if meant in said and meant not in self.once else meant

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row names every required column; where none is, any row that holds something."""
        named = self.named(cells)
        return all(column in named for column in self.required) and filled(cells)


@dataclass(frozen=True)
class Row:
    """A row of a table with its number, as programs show it, and the number of its sheet. `cells` is column → text."""

    number: int
    sheet: int
    cells: TableRow


@dataclass(frozen=True)
class UnreadSheet:
    """A sheet that holds something and was not read; `alike`: it names some of the required columns, not all."""

    number: int
    alike: bool


@dataclass(frozen=True)
class Table:
    """A table that was read. `columns` is column → its number in each sheet; `several` whether the file has more sheets.

    `above` and `repeated` are rows over the header and rows that repeat it, `unread` sheets without such a header that hold
    something, `unheaded` cells in a column without a heading.
    """

    name: str
    rows: tuple[Row, ...]
    columns: Mapping[int, Mapping[str, int]]
    several: bool = False
    above: tuple[tuple[int, int], ...] = ()
    repeated: tuple[tuple[int, int], ...] = ()
    unread: tuple[UnreadSheet, ...] = ()
    unheaded: tuple[tuple[int, Place], ...] = ()
    swallowed: tuple[int, int] | None = None

    def where(self, row: Row, column: str = "") -> str:
        """The place of a row, and of a column in it, as a message names it: `people.csv, row 3, column role (C)`."""
        number = self.columns.get(row.sheet, {}).get(column)
        told = f", column {column}" if column else ""
        return self.place(row.sheet, row.number) + told + (f" ({column_name(number)})" if number else "")

    def place(self, sheet: int, row: int | None = None) -> str:
        """A sheet or a row, as a message names it. Names of sheets may be names of people: they have numbers."""
        told = f"{self.name}, sheet {sheet}" if self.several else self.name
        return f"{told}, row {row}" if row else told


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
    return [row.cells for row in load(path, Columns(tuple(required))).rows]


def load(path: Path, columns: Columns) -> Table:
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
    parts = [_Sheet(path.name, grid, at, columns) for grid, at in found]
    read_sheets = {grid.number for grid, _ in found}
    return Table(
        path.name,
        tuple(row for part in parts for row in part.rows()),
        {part.grid.number: part.places() for part in parts},
        several=len([grid for grid in grids if not grid.is_empty]) > 1,
        above=tuple((p.grid.number, number) for p in parts for number, _ in numbered(p.grid.rows[: p.at])),
        repeated=tuple((p.grid.number, number) for p in parts for number in p.repeated()),
        unread=tuple(
            UnreadSheet(g.number, alike=_is_alike(g, columns))
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


def has_header(path: Path, columns: Columns) -> bool:
    """Whether some sheet of a file names the columns of a kind of table; raises UserError if it cannot be read."""
    return any(header_row(grid.rows, columns.is_header) is not None for grid in sheets(path, columns.is_header))


def fault_of(name: str, place: Place, what: str) -> UserError:
    """The error for a cell whose value is not in the file."""
    return UserError(
        f"{name}, row {place.row}, column {place.column} ({column_name(place.column)}): there is {what}.",
        "Type the value itself into that cell, and save the table again.",
    )


def _is_alike(grid: Grid, columns: Columns) -> bool:
    """Whether a sheet without the header has a row that names one of the required columns."""
    return any(set(columns.required) & set(columns.named(row)) for row in grid.rows[:HEADERS_WITHIN])


def _no_header(name: str, columns: Columns, grid: Grid) -> UserError:
    """The error for a table in which no row names the required columns."""
    rows = [columns.named(row) for row in grid.rows]
    closest = max(rows, key=lambda row: sum(column in row for column in columns.required), default=[])
    missing = next((column for column in columns.required if column not in closest), "")
    return UserError(
        f"{name} has no column {missing!r}.", f"Add it; the first row must name: {', '.join(columns.required)}."
    )


@dataclass(frozen=True)
class _Sheet:
    """A sheet with its header at the position `at`."""

    name: str
    grid: Grid
    at: int
    columns: Columns

    @property
    def _named(self) -> list[str]:
        return self.columns.named(self.grid.rows[self.at])

    def places(self) -> dict[str, int]:
        """Column → its number; raises UserError for one that stands there twice."""
        found: dict[str, int] = {}
        for number, column in enumerate(self._named, 1):
            if column and found.setdefault(column, number) != number and column not in self.columns.lists:
                raise UserError(
                    f"{self.name}: columns {found[column]} and {number} have the same heading, or mean the same.",
                    "Give each column a heading of its own, or put what they hold into one.",
                )
        return found

    def _below(self) -> Iterator[tuple[int, Sequence[str]]]:
        return ((number, row) for number, row in numbered(self.grid.rows) if number > self.at + 1)

    def _repeats(self, row: Sequence[str]) -> bool:
        """Whether a row names the required columns where they stand, or all of them where none is required."""
        named, own = self._named, self.columns.named(row)
        asked = self.columns.required or tuple(filter(None, named))
        return len(asked) > 1 and all(own[at : at + 1] == [one] for at, one in enumerate(named) if one in asked)

    def repeated(self) -> list[int]:
        """The numbers of rows that repeat the header, as where two tables were put one below the other."""
        return [number for number, row in self._below() if self._repeats(row)]

    def unheaded(self) -> list[Place]:
        """The cells that stand below no heading."""
        named = self._named
        return [
            Place(number, column)
            for number, row in self._below()
            for column, cell in enumerate(row, 1)
            if _clean(cell) and (column > len(named) or not named[column - 1])
        ]

    def rows(self) -> Iterator[Row]:
        """The rows below the header; raises UserError for a cell without a value in a column that has a heading."""
        named = self._named
        for place, what in sorted(self.grid.faults.items()):
            if place.row > self.at and place.column <= len(named) and named[place.column - 1]:
                raise fault_of(self.name, place, what)
        for number, row in self._below():
            if not self._repeats(row):
                cells = dict.fromkeys(filter(None, named), "")
                for column, cell in zip(named, map(_clean, row), strict=False):
                    if column and cell:
                        cells[column] = f"{cells[column]};{cell}" if cells[column] else cell
                if any(cells.values()):
                    yield Row(number, self.grid.number, cells)


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


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", cell).strip())


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


def without_rows(path: Path, unwanted: Callable[[TableRow], bool], columns: Columns | None = None) -> bytes | None:
    """Remove the `unwanted` rows from the table at `path`, everything else unchanged; None if there are none.

    Raises UserError for a table that cannot be read.
    """
    columns = columns or Columns(())
    gone: dict[int, set[int]] = defaultdict(set)
    for row in load(path, columns).rows:
        if unwanted(row.cells):
            gone[row.sheet].add(row.number)
    if not gone:
        return None
    raw = path.read_bytes()
    return _without(raw, path, gone, columns)


def _without(raw: bytes, path: Path, gone: Mapping[int, Collection[int]], columns: Columns) -> bytes:
    if path.suffix.lower() in _TEXTS:
        return csv_grid.read(raw, path.name, columns.is_header).without(gone[1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ods_grid.without(raw, gone) if path.suffix.lower() == ".ods" else xlsx_grid.without(raw, gone)
