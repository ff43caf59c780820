"""Reader of transcripts in tables: csv and tab-separated text, Excel workbooks and OpenDocument spreadsheets.

Which column is which, `columns` finds out. Every sheet that has a column of talk is read, the others are told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ipstranscribe.documents import csv_grid, encoding, ods_grid, safe_zip, tables, xlsx_grid
from ipstranscribe.documents.grid import Grid, filled
from ipstranscribe.errors import UserError
from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript, wrong_format_error
from ipstranscribe.review.transcript.readers.column_headings import meaning_of
from ipstranscribe.review.transcript.readers.columns import Row, find_columns, parse_rows, parse_table
from ipstranscribe.review.transcript.readers.lines.label_forms import is_known
from ipstranscribe.review.transcript.readers.lines.marks import find_marks

_NAME = "The table"
_FEWEST = 2
"""Columns that a header names, and a row of talk fills, at least."""


def read(data: bytes) -> ParsedTranscript:
    """Parse a table; `place` counts the rows of a sheet, as programs show them."""
    packed = data.startswith(b"PK")
    form = "spreadsheet" if packed else "csv"
    sheets = _sheets(data) if packed else [_text(data)]
    rows = {sheet.number: list(_rows(sheet, escaped=not packed)) for sheet in sheets if not sheet.is_empty}
    found = {number: columns for number, here in rows.items() if (columns := find_columns(here))}
    if not found:
        return parse_rows([row.cells for here in rows.values() for row in here], form)
    parts = [parse_table(rows[number], columns, form) for number, columns in found.items()]
    further = tuple(
        LeftOut(1, "further sheet", "\n".join("\t".join(row.cells) for row in here))
        for number, here in rows.items()
        if number not in found
    )
    return replace(
        parts[0],
        said=tuple(one for part in parts for one in part.said),
        left_out=(*(one for part in parts for one in part.left_out), *further),
        joined=tuple(place for part in parts for place in part.joined),
        doubtful=tuple(place for part in parts for place in part.doubtful),
    )


def _rows(sheet: Grid, *, escaped: bool) -> Iterator[Row]:
    for number, cells in enumerate(sheet.rows, 1):
        yield Row(tuple(map(tables.from_text_cell, cells)) if escaped else cells, number)


def _sheets(data: bytes) -> list[Grid]:
    try:
        return ods_grid.read(data, _NAME) if b"opendocument.spreadsheet" in data[:200] else xlsx_grid.read(data, _NAME)
    except safe_zip.Unsafe as error:
        raise wrong_format_error("a readable spreadsheet", str(error)) from None
    except xlsx_grid.DAMAGED:
        raise wrong_format_error("a readable spreadsheet", "it is damaged") from None


def _text(data: bytes) -> Grid:
    try:
        return csv_grid.read(data, _NAME, _tells_delimiter).grid
    except UserError:
        grid = _tabs(data)  # programs that write tabs write quotation marks as they are
        if grid is None:
            raise
        return grid


def _tells_delimiter(cells: Sequence[str]) -> bool:
    """Whether a row is a header of a transcript, or has a time or a label in a cell of its own."""
    if sum(map(filled, ([cell] for cell in cells))) < _FEWEST:
        return False
    return any(meaning_of(cell) or is_known(cell.strip()) or _is_time(cell) for cell in cells)


def _is_time(cell: str) -> bool:
    marks = find_marks(cell)
    return len(marks) == 1 and marks[0].begin == 0 and marks[0].stop == len(cell.strip())


def _tabs(data: bytes) -> Grid | None:
    """The cells of tab-separated text without quoting; None if it is none."""
    try:
        lines = encoding.decode_lines(data)
    except encoding.NotText:
        return None
    rows = tuple(tuple(line.split("\t")) for line in lines)
    return Grid(rows) if all(len(row) > 1 for row in rows if filled(row)) else None
