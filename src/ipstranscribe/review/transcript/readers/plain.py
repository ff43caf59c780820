"""Reader of plain text: labelled and stamped lines, tables with tabs, and subtitles that were saved as text."""

import re

from ipstranscribe.review.transcript.readers import ParsedTranscript, text_lines
from ipstranscribe.review.transcript.readers.columns import Columns, Row, find_columns, parse_table
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines

_CUE = re.compile(r"\s*\d+:\d\d(?::\d\d)?[.,]\d{3}\s*-->\s*\d+:\d\d(?::\d\d)?[.,]\d{3}\b")
_FORM = "text"
_ENOUGH_COLUMNS = 3
"""Columns from which on a text with tabs and without header is a table; two are a label or a time and the talk."""


def read(data: bytes) -> ParsedTranscript:
    """Parse a .txt file; `place` counts its lines, or cues if it holds subtitles."""
    lines = text_lines(data)
    if _are_cues(lines):
        from ipstranscribe.review.transcript.readers.subtitles import parse_cues

        return parse_cues(lines, _FORM)
    rows = [Row(tuple(line.split("\t")), n) for n, line in enumerate(lines, 1) if line.strip()]
    columns = _columns(rows)
    if columns:
        return parse_table(rows, columns, _FORM)
    return parse_lines((LabelledLine(text, n) for n, text in enumerate(lines, 1)), _FORM)


def _are_cues(lines: list[str]) -> bool:
    """Whether the lines are subtitles: WebVTT, or times each with its number above."""
    if lines[0].lstrip("\ufeff").startswith("WEBVTT"):
        return True
    cues = [n for n, line in enumerate(lines) if _CUE.match(line)]
    return bool(cues) and all(n and lines[n - 1].strip().isdecimal() for n in cues)


def _columns(rows: list[Row]) -> Columns | None:
    """The columns of a text with tabs, if it is a table throughout."""
    tabbed = [row for row in rows if len(row.cells) > 1]
    if len(tabbed) < 2:
        return None
    columns = find_columns(rows)
    if columns is None or columns.header is not None:
        return columns
    widths = {len(row.cells) for row in rows}
    filled = sum(any(row.cell(c) for row in rows) for c in range(max(widths)))
    return columns if len(widths) == 1 and filled >= _ENOUGH_COLUMNS else None
