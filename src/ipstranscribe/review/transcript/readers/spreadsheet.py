"""Reader of transcripts in tables: csv and tab-separated text, Excel workbooks and OpenDocument spreadsheets.

Which column is which, `columns` finds out. Every sheet that has a column of talk is read, the others are told.
"""

from collections.abc import Sequence
from dataclasses import replace

from ipstranscribe.documents import csv_grid, encoding, ods_grid, safe_zip, tables, xlsx_grid
from ipstranscribe.documents.grid import MAX_COLUMNS, column_name, filled
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript, wrong_format_error
from ipstranscribe.review.transcript.readers.column_headings import meaning_of
from ipstranscribe.review.transcript.readers.columns import Row, find_columns, parse_rows, parse_table
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines
from ipstranscribe.review.transcript.readers.lines.label_forms import is_known
from ipstranscribe.review.transcript.readers.lines.marks import find_marks

_NAME = "The table"
_FEWEST = 2
"""Columns that a header names, and a row of talk fills, at least."""


def read(data: bytes) -> ParsedTranscript:
    """Parse a table; `place` counts the rows of a sheet, as programs show them."""
    packed = data.startswith(b"PK")
    form = "spreadsheet" if packed else "csv"
    sheets = [one for one in (_sheets(data) if packed else [_text(data)]) if any(filled(row.cells) for row in one)]
    found = [(sheet, columns) for sheet in sheets if (columns := find_columns(sheet))]
    if not found:
        return _without_columns([row for sheet in sheets for row in sheet], form)
    parts = [parse_table(sheet, columns, form) for sheet, columns in found]
    further = tuple(
        LeftOut(1, "further sheet", "\n".join("\t".join(row.cells) for row in sheet))
        for sheet in sheets
        if all(sheet is not one for one, _ in found)
    )
    return replace(
        parts[0],
        said=tuple(one for part in parts for one in part.said),
        left_out=(*(one for part in parts for one in part.left_out), *further),
        joined=tuple(place for part in parts for place in part.joined),
        doubtful=tuple(place for part in parts for place in part.doubtful),
    )


def _without_columns(rows: Sequence[Row], form: str) -> ParsedTranscript:
    """Parse rows of which at most one cell is filled as lines; raises UserError if there are columns that say nothing."""
    if all(sum(bool(cell.strip()) for cell in row.cells) < _FEWEST for row in rows):
        return parse_lines((LabelledLine("".join(row.cells), row.place) for row in rows), form)
    return parse_rows([row.cells for row in rows], form)


def _sheets(data: bytes) -> list[list[Row]]:
    try:
        grids = ods_grid.read(data, _NAME) if b"opendocument.spreadsheet" in data[:200] else xlsx_grid.read(data, _NAME)
    except safe_zip.Unsafe as error:
        raise wrong_format_error("a readable spreadsheet", str(error)) from None
    except xlsx_grid.DAMAGED:
        raise wrong_format_error("a readable spreadsheet", "it is damaged") from None
    for grid in grids:
        for place in grid.faults:
            raise UserError(
                f"{_NAME}, row {place.row}, column {column_name(place.column)}: a formula without a value, or an error.",
                "Open it in a spreadsheet program, save it again, and look at that cell.",
                ExitCode.BAD_INPUT,
            )
    return [[Row(_padded(cells, grid.rows), n) for n, cells in enumerate(grid.rows, 1)] for grid in grids]


def _padded(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The cells of a row with the empty ones at its end."""
    return (*cells, *("" for _ in range(max(map(len, rows)) - len(cells))))


def _text(data: bytes) -> list[Row]:
    try:
        table = csv_grid.read(data, _NAME, _tells_delimiter)
    except UserError:
        rows = _tabs(data)  # programs that write tabs write quotation marks as they are
        if rows is None:
            raise
        return rows
    heading = next((cells for cells in table.rows if _tells_delimiter(cells)), ())
    wide = len(heading) if heading and meaning_of(heading[-1]) == "text" else MAX_COLUMNS
    return [
        Row(tuple(map(tables.from_text_cell, _one_row(cells, line, table, wide))), n)
        for n, (cells, line) in enumerate(zip(table.rows, table.lines[1:], strict=True), 1)
    ]


def _one_row(cells: Sequence[str], line: str, table: csv_grid.CsvTable, wide: int) -> Sequence[str]:
    """The cells of a row: with the empty ones at its end, and talk whole that has unquoted delimiters in the last column."""
    if table.delimiter not in line:
        return cells  # a line break in a cell that was written without quotes
    if len(cells) > wide:
        return (*cells[: wide - 1], table.delimiter.join(cells[wide - 1 :]))
    return _padded(cells, table.rows)


def _tells_delimiter(cells: Sequence[str]) -> bool:
    """Whether a row is a header of a transcript, or has a time or a label in a cell of its own."""
    if sum(map(filled, ([cell] for cell in cells))) < _FEWEST:
        return False
    return any(meaning_of(cell) or is_known(cell.strip()) or _is_time(cell) for cell in cells)


def _is_time(cell: str) -> bool:
    marks = find_marks(cell)
    return len(marks) == 1 and marks[0].begin == 0 and marks[0].stop == len(cell.strip())


def _tabs(data: bytes) -> list[Row] | None:
    """The rows of tab-separated text without quoting; None if it is none."""
    try:
        lines = encoding.decode_lines(data)
    except encoding.NotText:
        return None
    rows = [Row(tuple(line.split("\t")), n) for n, line in enumerate(lines, 1)]
    return rows if all(len(row.cells) > 1 for row in rows if filled(row.cells)) else None
