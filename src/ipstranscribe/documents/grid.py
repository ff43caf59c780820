"""Grids: the cells of a sheet as texts, each at the place that a person sees, whatever kind of file it came from."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe.errors import UserError

MAX_ROWS, MAX_COLUMNS = 100_000, 1_000
"""Maximum size of a table over all sheets, far beyond any study's: a few bytes can claim a million rows."""

HEADERS_WITHIN = 20
"""Rows within which a header is looked for; people write titles and notes above it."""

IsHeader = Callable[[Sequence[str]], bool]
"""Whether a row names the columns of a table."""


class CellPlace(NamedTuple):
    """A cell of a sheet: its row and column, both from 1."""

    row: int
    column: int


@dataclass(frozen=True)
class Grid:
    """The cells of a sheet: `rows[0]` is row 1; rows are as long as their last filled cell.

    `faults` are cells whose value is not in the file, with what stands there instead. `number` is that of the sheet in its
    file, from 1. Cells that were merged downwards have their value in every row that holds anything else.
    """

    rows: tuple[tuple[str, ...], ...]
    faults: Mapping[CellPlace, str] = field(default_factory=dict)
    number: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether no cell holds anything."""
        return not self.faults and not any(cell.strip() for row in self.rows for cell in row)

    def cell(self, place: CellPlace) -> str:
        """The text of a cell, empty outside the sheet."""
        row = self.rows[place.row - 1] if place.row <= len(self.rows) else ()
        return row[place.column - 1] if place.column <= len(row) else ""


@dataclass
class SheetCells:
    """The cells of a sheet while it is read. `limit` counts the rows of all sheets of a file."""

    limit: "RowLimit"
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    faults: dict[CellPlace, str] = field(default_factory=dict)
    merged: list[tuple[CellPlace, int]] = field(default_factory=list)
    """First cell of what was merged downwards, and its last row."""

    def put(self, place: CellPlace, text: str) -> None:
        """Set the text of a cell; raises UserError beyond the size limit."""
        self.limit.check(place)
        if text:
            self.cells.setdefault(place.row, {})[place.column] = text

    def grid(self, number: int) -> Grid:
        """The grid of the sheet."""
        self._fill_merged()
        last = max((*self.cells, *(place.row for place in self.faults)), default=0)
        self.limit.take(last)
        rows = [self.cells.get(row, {}) for row in range(1, last + 1)]
        texts = tuple(tuple(row.get(column, "") for column in range(1, max(row, default=0) + 1)) for row in rows)
        return Grid(texts, dict(self.faults), number)

    def _fill_merged(self) -> None:
        for (row, column), last in self.merged:
            text = self.cells.get(row, {}).get(column, "")
            fault = self.faults.get(CellPlace(row, column))
            for below in [one for one in self.cells if row < one <= last]:
                if text:
                    self.cells[below].setdefault(column, text)
                if fault:
                    self.faults[CellPlace(below, column)] = fault


@dataclass
class RowLimit:
    """The size limit of a file. `name` is the file's."""

    name: str
    used: int = 0

    def check(self, place: CellPlace) -> None:
        """Raise UserError for a cell beyond the limit."""
        if place.row > MAX_ROWS or place.column > MAX_COLUMNS:
            self._refuse()

    def take(self, rows: int) -> None:
        """Count the rows of a sheet; raises UserError if they are too many by now."""
        self.used += rows
        if self.used > MAX_ROWS:
            self._refuse()

    def _refuse(self) -> None:
        raise UserError(
            f"{self.name} has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns.",
            "Copy the cells that are filled in to a new workbook; empty ones that were formatted count.",
        )


def column_name(number: int) -> str:
    """The name of a column as spreadsheet programs show it: 1 is A, 27 is AA."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def filled(row: Sequence[str]) -> bool:
    """Whether a row holds anything."""
    return any(cell.strip() for cell in row)


def header_row(rows: Sequence[Sequence[str]], is_header: IsHeader) -> int | None:
    """The position of the header, the first row that is one; None if there is none among the first rows."""
    return next((at for at, row in enumerate(rows[:HEADERS_WITHIN]) if is_header(row)), None)


def numbered(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows that hold anything, with their numbers."""
    return ((number, row) for number, row in enumerate(rows, 1) if filled(row))
