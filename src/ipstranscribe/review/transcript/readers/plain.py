"""Reader of plain text with speaker labels."""

from ipstranscribe.review.transcript.readers import ParsedTranscript, text_lines
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines


def read(data: bytes) -> ParsedTranscript:
    """Parse a .txt file; `place` counts its lines."""
    return parse_lines((LabelledLine(text, n) for n, text in enumerate(text_lines(data), 1)), "text")
