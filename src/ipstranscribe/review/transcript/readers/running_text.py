"""Transcripts in the running text of a document: its lines and tables to turns; what stands beside them is listed."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from ipstranscribe.documents.flow import Flow, FlowLine, FlowRow
from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript
from ipstranscribe.review.transcript.readers.columns import Row, find_columns, table_lines
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines


def parse_flow(flow: Flow, form: str) -> ParsedTranscript:
    """Parse the lines and rows of a document; `place` counts both. A table with a column of talk is read by its columns."""
    lines: list[LabelledLine] = []
    left_out = [LeftOut(aside.place, aside.kind, aside.text) for aside in flow.asides]
    for is_table, group in groupby(flow.blocks, key=lambda block: isinstance(block, FlowRow)):
        if not is_table:
            lines += (LabelledLine(one.text, one.place, bold=one.bold) for one in group if isinstance(one, FlowLine))
            continue
        rows = [Row(tuple(_cells(one.cells)), one.place) for one in group if isinstance(one, FlowRow)]
        columns = find_columns(rows)
        if columns:
            more, beside = table_lines(rows, columns)
            lines += more
            left_out += beside
        else:
            lines += (LabelledLine("\t".join(filter(None, row.cells)), row.place) for row in rows)
    talk = parse_lines(lines, form)
    told = sorted([*talk.left_out, *left_out], key=lambda one: one.place)
    return replace(talk, left_out=tuple(told))


def _cells(cells: Iterable[str]) -> Iterable[str]:
    """Cells whose lines are joined, as one line of talk."""
    return (" ".join(cell.split()) for cell in cells)
