"""Reader of plain text with speaker labels."""

from ipstranscribe.review.transcript.readers import ParsedTranscript
from ipstranscribe.review.transcript.readers.encoding import decode_text
from ipstranscribe.review.transcript.readers.lines import LabelledLine, parse_lines


def read(data: bytes) -> ParsedTranscript:
    """Parse a .txt file; `place` counts its lines."""
    return parse_lines((LabelledLine(text, n) for n, text in enumerate(decode_text(data).split("\n"), 1)), "text")
