"""Transcripts in running text of a document: its lines go to `parse_lines`, what stands beside them is listed."""

from collections.abc import Iterator
from dataclasses import replace

from ipstranscribe.documents.flow import Flow, FlowRow
from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript, WhyLeftOut
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines


def parse_flow(flow: Flow, form: str) -> ParsedTranscript:
    """Parse the lines and rows of a document; `place` counts both."""
    parsed = parse_lines(_lines(flow), form)
    beside = [LeftOut(aside.place, _why(aside.kind), aside.text) for aside in flow.asides]
    return replace(parsed, left_out=(*parsed.left_out, *beside))


def _lines(flow: Flow) -> Iterator[LabelledLine]:
    for block in flow.blocks:
        if isinstance(block, FlowRow):
            yield LabelledLine("\t".join(" ".join(cell.split()) for cell in block.cells if cell.strip()), block.place)
        else:
            yield LabelledLine(block.text, block.place)


def _why(kind: str) -> WhyLeftOut:
    return kind  # type: ignore[return-value]
