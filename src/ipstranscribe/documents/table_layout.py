"""Layout of a table: which row is its header, what each column is called, and what every row holds in it.

The header is the first row that names the required columns. Every cell below it is in a row, or in a column without a
heading, which is told.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ipstranscribe.documents.grid import HEADERS_WITHIN, CellPlace, Grid, column_name, filled, numbered
from ipstranscribe.errors import UserError

TableRow = dict[str, str]
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
"""Invisible characters in text copied from Word or a web page: soft hyphens, zero-width characters."""


@dataclass(frozen=True)
class TableColumns:
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
        said = [" ".join(clean(cell).lower().split()) for cell in cells]
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
class NumberedRow:
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
    rows: tuple[NumberedRow, ...]
    columns: Mapping[int, Mapping[str, int]]
    several: bool = False
    above: tuple[tuple[int, int], ...] = ()
    repeated: tuple[tuple[int, int], ...] = ()
    unread: tuple[UnreadSheet, ...] = ()
    unheaded: tuple[tuple[int, CellPlace], ...] = ()
    swallowed: tuple[int, int] | None = None

    def where(self, row: NumberedRow, column: str = "") -> str:
        """The place of a row, and of a column in it, as a message names it: `people.csv, row 3, column role (C)`."""
        number = self.columns.get(row.sheet, {}).get(column)
        told = f", column {column}" if column else ""
        return self.place(row.sheet, row.number) + told + (f" ({column_name(number)})" if number else "")

    def place(self, sheet: int, row: int | None = None) -> str:
        """A sheet or a row, as a message names it. Names of sheets may be names of people: they have numbers."""
        told = f"{self.name}, sheet {sheet}" if self.several else self.name
        return f"{told}, row {row}" if row else told


@dataclass(frozen=True)
class SheetLayout:
    """A sheet with its header at the position `at`."""

    name: str
    grid: Grid
    at: int
    columns: TableColumns

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

    def unheaded(self) -> list[CellPlace]:
        """The cells that stand below no heading."""
        named = self._named
        filled_in = [
            CellPlace(number, column)
            for number, row in self._below()
            for column, cell in enumerate(row, 1)
            if clean(cell)
        ]
        places = [*filled_in, *(place for place in self.grid.faults if place.row > self.at + 1)]
        return sorted(place for place in places if place.column > len(named) or not named[place.column - 1])

    def rows(self) -> Iterator[NumberedRow]:
        """The rows below the header; raises UserError for a cell without a value in a column that has a heading."""
        named = self._named
        for place, what in sorted(self.grid.faults.items()):
            if place.row > self.at and place.column <= len(named) and named[place.column - 1]:
                raise fault_of(self.name, place, what)
        for number, row in self._below():
            if not self._repeats(row):
                cells = dict.fromkeys(filter(None, named), "")
                for column, cell in zip(named, map(clean, row), strict=False):
                    if column and cell:
                        cells[column] = f"{cells[column]};{cell}" if cells[column] else cell
                if any(cells.values()):
                    yield NumberedRow(number, self.grid.number, cells)


def fault_of(name: str, place: CellPlace, what: str) -> UserError:
    """The error for a cell whose value is not in the file."""
    return UserError(
        f"{name}, row {place.row}, column {place.column} ({column_name(place.column)}): there is {what}.",
        "Type the value itself into that cell, and save the table again.",
    )


def is_alike(grid: Grid, columns: TableColumns) -> bool:
    """Whether a sheet without the header has a row that names one of the required columns."""
    return any(set(columns.required) & set(columns.named(row)) for row in grid.rows[:HEADERS_WITHIN])


def clean(cell: str) -> str:
    """The text of a cell in NFC, without invisible characters and blanks around it."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", cell).strip())
