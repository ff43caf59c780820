"""Transcripts in the running text of a document: its lines and tables to turns; what stands beside them is listed."""

from collections.abc import Iterable
from itertools import groupby

from ipstranscribe.documents.flow import Flow, FlowLine, FlowRow
from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript
from ipstranscribe.review.transcript.readers.columns import Row, find_columns, table_lines
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines


def parse_flow(flow: Flow, form: str) -> ParsedTranscript:
    """Parse the lines and rows of a document; `place` counts both. A table with a column of talk is read by its columns.

    Where the lines around such a table have labels of their own, lines and table are two parts of one transcript.
    """
    around: list[LabelledLine] = []
    table: list[LabelledLine] = []
    left_out = [LeftOut(aside.place, aside.kind, aside.text) for aside in flow.asides]
    for is_table, group in groupby(flow.blocks, key=lambda block: isinstance(block, FlowRow)):
        if not is_table:
            around += (LabelledLine(one.text, one.place, bold=one.bold) for one in group if isinstance(one, FlowLine))
            continue
        rows = [Row(tuple(_cells(one.cells)), one.place) for one in group if isinstance(one, FlowRow)]
        columns = find_columns(rows)
        if columns:
            more, beside = table_lines(rows, columns)
            table += more
            left_out += beside
        else:
            around += (LabelledLine("\t".join(filter(None, row.cells)), row.place) for row in rows)
    parts = [parse_lines(part, form) for part in (around, table)]
    if not all(any(one.label for one in part.said) for part in parts):
        parts = [parse_lines(sorted([*around, *table], key=lambda line: line.place), form)]
    left_out += (one for part in parts for one in part.left_out)
    return ParsedTranscript(
        form,
        tuple(sorted((one for part in parts for one in part.said), key=lambda one: one.place)),
        left_out=tuple(sorted(left_out, key=lambda one: one.place)),
        joined=tuple(sorted(place for part in parts for place in part.joined)),
        doubtful=tuple(sorted(place for part in parts for place in part.doubtful)),
    )


def _cells(cells: Iterable[str]) -> Iterable[str]:
    """Cells whose lines are joined, as one line of talk."""
    return (" ".join(cell.split()) for cell in cells)
