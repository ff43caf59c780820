"""Reader of csv tables as people's programs write them: any usual encoding, delimiter and line end; nothing is cut.

Rows are numbered as spreadsheet programs show them: blank lines count, a first line `sep=;` does not.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from ipstranscribe.documents import encoding
from ipstranscribe.documents.grid import MAX_COLUMNS, MAX_ROWS, Grid, IsHeader, RowLimit, filled, header_row
from ipstranscribe.errors import UserError

_DELIMITERS = ";,\t|"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[;,\t|]*\s*$', re.IGNORECASE)
"""The line by which Excel is told the delimiter."""
_TRIED = 40
"""Rows by which the delimiter is decided; the header is among the first of them."""


@dataclass(frozen=True)
class CsvTable:
    """A csv table: its rows as texts, and the lines of the file that each came from, so that it can be written again."""

    decoded: encoding.DecodedText
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    """What stands before the first row, then the text of each row, line ends included."""
    delimiter: str

    @property
    def grid(self) -> Grid:
        """The cells of the table."""
        return Grid(self.rows)

    def swallowed(self) -> tuple[int, int] | None:
        """The first cell, as row and column, that holds the text of whole rows, as after a stray quotation mark; or None."""
        columns = max(map(len, self.rows), default=0)
        for number, row in enumerate(self.rows, 1):
            for column, cell in enumerate(row, 1):
                inside = [line.count(self.delimiter) for line in cell.splitlines()]
                counted = (
                    max(inside, default=0) if self.delimiter == ";" else sum(inside)
                )  # lists in a cell have semicolons
                if len(inside) > 1 and columns > 1 and counted >= columns - 1:
                    return number, column
        return None

    def without(self, numbers: Collection[int]) -> bytes:
        """The bytes of the table without some rows, everything else unchanged.

        Where the letters that are left no longer tell the code page, it becomes UTF-8.
        """
        text = "".join(text for number, text in enumerate(self.lines) if number not in numbers)
        raw = self.decoded.encode(text)
        try:
            again = encoding.decode_exactly(raw).text
        except encoding.NotText:
            again = ""
        return raw if again == text else text.encode("utf-8-sig")


def read(raw: bytes, name: str, is_header: IsHeader = filled) -> CsvTable:
    """Read a csv table; `is_header` tells the row by which the delimiter is chosen. Raises UserError with the row."""
    try:
        decoded = encoding.decode_exactly(raw)
    except encoding.NotText as why:
        raise UserError(f"{name} cannot be read as text: {why}.", _SAVE_AGAIN) from None
    lines = list(io.StringIO(decoded.text.removeprefix("\ufeff"), newline=""))
    first = _SEPARATOR_LINE.match(lines[0]) if lines else None
    before, lines = (lines[0], lines[1:]) if first else ("", lines)
    delimiter = _delimiter(lines, first[1] if first else "", is_header)
    rows, texts = _records(lines, delimiter, name)
    return CsvTable(decoded, rows, (before, *texts), delimiter)


_SAVE_AGAIN = "In the program it came from, save it as `CSV UTF-8 (comma delimited)`, or as .xlsx."


def _delimiter(lines: list[str], stated: str, is_header: IsHeader) -> str:
    """The delimiter: the stated one, or that with which the header is found and names most columns."""
    widths: list[tuple[bool, int, int, str]] = []
    for delimiter in dict.fromkeys((stated, *_DELIMITERS) if stated else _DELIMITERS):
        rows = _first_rows(lines, delimiter)
        at = header_row(rows, is_header)
        header = rows[at] if at is not None else next(filter(filled, rows), [])
        widths.append((at is not None, delimiter == stated, sum(bool(cell.strip()) for cell in header), delimiter))
    return max(widths, key=lambda found: found[:3])[3]


def _first_rows(lines: list[str], delimiter: str) -> list[list[str]]:
    """The first rows by a delimiter, as far as they can be read."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=True):
            rows.append(row)
            if len(rows) == _TRIED:
                break
    except csv.Error:
        pass
    return rows


def _records(lines: list[str], delimiter: str, name: str) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    """The rows, and the text of each with its line end."""
    rows: list[tuple[str, ...]] = []
    texts: list[str] = []
    limit = RowLimit(name)
    for cells, text in _parsed(lines, delimiter, name):
        limit.take(1)
        rows.append(_trimmed(cells))
        if len(rows[-1]) > MAX_COLUMNS:
            limit.take(MAX_ROWS)
        texts.append(text)
    return tuple(rows), texts


def _parsed(lines: list[str], delimiter: str, name: str) -> Iterator[tuple[list[str], str]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    at, number = 0, 1
    try:
        for cells in reader:
            yield cells, "".join(lines[at : reader.line_num])
            at, number = reader.line_num, number + 1
    except csv.Error:
        raise UserError(
            f"{name}, row {number}: a quotation mark is not closed, or stands inside a cell.",
            'Write it twice (""), or leave it out, and check that each row has its own line.',
        ) from None


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
