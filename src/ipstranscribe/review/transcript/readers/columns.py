"""Tables as transcripts: which column holds times, speakers and talk, for Word, spreadsheets and text with tabs.

The header says it, in any order and in English or Norwegian (`column_headings`). Without one the cells do:
talk is the longest column, speakers are few short entries again and again, times are times. A table may also have a column
for each speaker, with the talk in it. Every other column is left out and told.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript
from ipstranscribe.review.transcript.readers.column_headings import MILLISECONDS, Meaning, meaning_of
from ipstranscribe.review.transcript.readers.lines import LabelledLine, heads, parse_lines
from ipstranscribe.review.transcript.readers.lines.label_forms import could_be_label, is_known
from ipstranscribe.review.transcript.readers.lines.marks import find_marks

_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,9})?")
HEADER_WITHIN = 15
"""Rows at the top among which a header is looked for."""
_LONGEST_STEP = 600.0
"""Median seconds between rows above which whole numbers are milliseconds."""


@dataclass(frozen=True)
class Row:
    """A row of a table: its cells as text, and the number by which the user finds it."""

    cells: tuple[str, ...]
    place: int

    def cell(self, column: int | None) -> str:
        """The text of a column, empty if the row has no such cell."""
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""


@dataclass(frozen=True)
class Columns:
    """Which column holds what, counted from 0; `header` is the number of the row that says so, None if there is none.

    `voices` are the columns of a table with a column for each speaker, with the label of each; `text` is then None.
    """

    text: int | None
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    span: int | None = None
    duration: int | None = None
    header: int | None = None
    voices: tuple[tuple[int, str], ...] = ()
    milliseconds: frozenset[int] = field(default_factory=frozenset)

    @property
    def used(self) -> set[int | None]:
        """The columns that are understood."""
        told = {self.text, self.speaker, self.start, self.end, self.span, self.duration}
        return told | {column for column, _ in self.voices}


def parse_rows(rows: Iterable[Sequence[str]], form: str) -> ParsedTranscript:
    """Parse the rows of a table to turns; `place` counts rows from 1. Raises UserError if no column holds talk."""
    table = [Row(tuple(map(str, cells)), place) for place, cells in enumerate(rows, 1)]
    columns = find_columns(table)
    if columns is None:
        raise UserError(
            "It is not clear which column of the table holds what was said.",
            "Give the columns headings in their first row, such as: Time, Speaker, Text.",
            ExitCode.BAD_INPUT,
        )
    return parse_table(table, columns, form)


def parse_table(table: Sequence[Row], columns: Columns, form: str) -> ParsedTranscript:
    """Parse a table of which the columns are known."""
    lines, left_out = table_lines(table, columns)
    talk = parse_lines(lines, form)
    told = sorted([*talk.left_out, *left_out], key=lambda one: one.place)
    return ParsedTranscript(form, talk.said, left_out=tuple(told), joined=talk.joined, doubtful=talk.doubtful)


def find_columns(rows: Sequence[Row]) -> Columns | None:
    """Find which column holds what, by the header or else by the cells; None if no column holds talk."""
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    for n, row in enumerate(rows[:HEADER_WITHIN]):
        found = _by_header(rows, n, row)
        if found:
            return found
    return _by_cells(filled) if len(filled) > 1 else None


def table_lines(rows: Sequence[Row], columns: Columns) -> tuple[list[LabelledLine], list[LeftOut]]:
    """The rows of a table as lines with their labels and times, in the order of time; and what is left out of them."""
    left_out = [
        LeftOut(row.place, "heading of a table" if n == columns.header else "before the first turn", text)
        for n, row in enumerate(rows[: (columns.header if columns.header is not None else -1) + 1])
        if (text := _whole(row))
    ]
    body = rows[columns.header + 1 :] if columns.header is not None else rows
    heading = _whole(rows[columns.header]) if columns.header is not None else ""
    lines: list[LabelledLine] = []
    for row in body:
        if heading and _whole(row) == heading:  # printed again on the next page
            left_out.append(LeftOut(row.place, "heading of a table", heading))
            continue
        lines += _lines(row, columns)
        left_out += _further(row, columns)
    starts = [line.start for line in lines if line.start is not None]
    if len(starts) == len(lines) and starts != sorted(starts):  # one speaker after the other, as in tiers
        lines.sort(key=lambda line: line.start or 0.0)
    return lines, left_out


def _whole(row: Row) -> str:
    return "\t".join(cell.strip() for cell in row.cells if cell.strip())


def _lines(row: Row, columns: Columns) -> Iterator[LabelledLine]:
    if (
        len(row.cells) == 1 and columns.text != 0 and row.cell(0)
    ):  # a line break in a cell that was written without quotes
        yield LabelledLine(row.cell(0), row.place, labelled=True)
        return
    start, end = _times(row, columns)
    said = [(row.cell(column), label) for column, label in columns.voices] or [
        (row.cell(columns.text), heads.tidy(row.cell(columns.speaker)))
    ]
    labelled = bool(columns.voices) or columns.speaker is not None
    for text, label in said:
        if text or (label and not columns.voices):
            yield LabelledLine(text, row.place, label or None, start, end, labelled=labelled)


def _times(row: Row, columns: Columns) -> tuple[float | None, float | None]:
    """Start and end of a row in seconds."""
    whole = _time(
        row.cell(columns.span if columns.span is not None else columns.start), columns.start in columns.milliseconds
    )
    if whole is None:
        return None, None
    start, end = whole
    last = _time(row.cell(columns.end), columns.end in columns.milliseconds)
    long = _time(row.cell(columns.duration), columns.duration in columns.milliseconds)
    if last:
        end = last[0]
    elif long and end is None:
        end = round(start + long[0], 3)
    return start, end if end is not None and end >= start else None


def _further(row: Row, columns: Columns) -> Iterator[LeftOut]:
    """Cells that are no talk, label or time; a cell in a column of times that is no time is one of them."""
    if len(row.cells) == 1 and columns.text != 0:
        return
    for n in range(len(row.cells)):
        text = row.cell(n)
        timed = n in (columns.start, columns.end, columns.span, columns.duration)
        if text and (n not in columns.used or (timed and _time(text, milliseconds=False) is None)):
            yield LeftOut(row.place, "further column", text)


def _time(cell: str, milliseconds: bool) -> tuple[float, float | None] | None:
    """Start and end in a cell: a time, a range, or a number of seconds or milliseconds."""
    if _NUMBER.fullmatch(cell):
        number = float(cell.replace(",", "."))
        return (number / 1000 if milliseconds else number, None) if number >= 0 else None
    marks = find_marks(cell)
    if len(marks) != 1 or re.search(r"\w", cell[: marks[0].begin] + cell[marks[0].stop :]):
        return None
    return marks[0].start, marks[0].end


# --- by the header -------------------------------------------------------------------------------------------------------


def _by_header(rows: Sequence[Row], n: int, row: Row) -> Columns | None:
    at: dict[Meaning, list[int]] = {}
    other = []
    for column, cell in enumerate(row.cells):
        what = meaning_of(cell)
        if what:
            at.setdefault(what, []).append(column)
        elif cell.strip():
            other.append(column)
    body = [one for one in rows[n + 1 :] if any(cell.strip() for cell in one.cells)]
    first = {what: _best(columns, body) for what, columns in at.items()}
    milliseconds = _in_milliseconds(row, body, first)
    if "text" in first and len(at) > 1:
        return _columns(first, header=n, milliseconds=milliseconds)
    named = sorted([*other, *at.get("speaker", ())])
    roles = [column for column in named if is_known(heads.tidy(row.cells[column]))]
    voices = roles if len(roles) > 1 else named if {"start", "end", "span", "duration"} & set(first) else []
    if len(voices) > 1 and _one_speaks(body, voices):
        times = {what: column for what, column in first.items() if what not in ("text", "speaker")}
        spoken = tuple((column, heads.tidy(row.cells[column])) for column in voices)
        return replace(_columns(times, header=n, milliseconds=milliseconds), voices=spoken)
    return None


def _columns(
    at: Mapping[Meaning, int], header: int | None = None, milliseconds: frozenset[int] = frozenset()
) -> Columns:
    return Columns(
        text=at.get("text"),
        speaker=at.get("speaker"),
        start=at.get("start"),
        end=at.get("end"),
        span=at.get("span"),
        duration=at.get("duration"),
        header=header,
        milliseconds=milliseconds,
    )


def _best(columns: list[int], body: Sequence[Row]) -> int:
    """Of columns with one meaning the first that has cells; times as clocks are better than as numbers."""

    def rank(column: int) -> tuple[int, int]:
        cells = [row.cell(column) for row in body if row.cell(column)]
        return (0 if not cells else 1 if all(_NUMBER.fullmatch(cell) for cell in cells) else 2), -column

    return max(columns, key=rank)


def _one_speaks(body: Sequence[Row], columns: Sequence[int]) -> bool:
    spoken = [sum(bool(row.cell(column)) for column in columns) for row in body]
    return sum(n > 0 for n in spoken) > 0 and sum(n > 1 for n in spoken) <= 0.5 * len(spoken)


def _in_milliseconds(header: Row, body: Sequence[Row], at: Mapping[Meaning, int]) -> frozenset[int]:
    """Columns of times whose heading says so, or all of them if whole numbers have steps as no interview has in seconds."""
    timed = [at[what] for what in ("start", "end", "duration") if what in at]
    starts = [row.cell(at["start"]) for row in body if row.cell(at["start"])] if "start" in at else []
    if starts and all(cell.isdecimal() for cell in starts):
        values = sorted(map(int, starts))
        steps = sorted(b - a for a, b in pairwise(values)) or values
        if steps[len(steps) // 2] > _LONGEST_STEP:
            return frozenset(timed)
    return frozenset(column for column in timed if MILLISECONDS.search(header.cells[column]))


# --- by the cells --------------------------------------------------------------------------------------------------------


def _by_cells(rows: Sequence[Row]) -> Columns | None:
    """The columns of a table without header, if its cells leave no doubt."""
    width = max(len(row.cells) for row in rows)
    cells = {column: [row.cell(column) for row in rows] for column in range(width)}
    filled = {column: [cell for cell in column_cells if cell] for column, column_cells in cells.items()}
    times = [c for c, found in filled.items() if found and all(_time(cell, milliseconds=False) for cell in found)]
    clocks = [c for c in times if not all(_NUMBER.fullmatch(cell) for cell in filled[c])]
    counted = [c for c in times if c not in clocks and _counts(filled[c])]
    timed = clocks or [c for c in times if c not in counted and any("." in cell for cell in filled[c])]
    length = {c: sum(map(len, found)) for c, found in filled.items() if c not in times and found}
    if not length or width < 2:
        return None
    text = max(length, key=lambda c: length[c])
    speaker = next((c for c in length if c != text and _are_labels(filled[c], len(rows))), None)
    if speaker is None and not (timed and len(length) == 1):
        return None
    return replace(_columns(dict(_kinds_of_times(rows, timed[:3]))), text=text, speaker=speaker)


def _counts(cells: Sequence[str]) -> bool:
    """Whether the cells are numbers that count on by one."""
    if not all(cell.isdecimal() for cell in cells):
        return False
    return all(int(b) == int(a) + 1 for a, b in pairwise(cells))


def _are_labels(cells: Sequence[str], rows: int) -> bool:
    count = Counter(heads.tidy(cell) for cell in cells)
    again = sum(n for label, n in count.items() if n > 1 or is_known(label))
    return all(map(could_be_label, count)) and again >= 0.7 * len(cells) and len(cells) > 0.4 * rows


def _kinds_of_times(rows: Sequence[Row], columns: Sequence[int]) -> Iterator[tuple[Meaning, int]]:
    """Start, end and duration, by their values: an end is never before its start, a duration is sometimes."""
    if not columns:
        return
    yield "start", columns[0]
    start, *others = ([_time(row.cell(c), milliseconds=False) for row in rows] for c in columns)
    ended = False
    for column, values in zip(columns[1:], others, strict=True):
        pairs = [(a[0], b[0]) for a, b in zip(start, values, strict=True) if a and b]
        if not ended and all(b >= a for a, b in pairs):
            ended = True
            yield "end", column
        else:
            yield "duration", column
            return
