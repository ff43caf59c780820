"""Plain text with speaker labels."""

from ipstranscribe.review.transcript.readers import Reading
from ipstranscribe.review.transcript.readers.encoding import decoded
from ipstranscribe.review.transcript.readers.lines import LabelledLine, labelled


def read(data: bytes) -> Reading:
    """The talk of a .txt file; `place` counts its lines."""
    return labelled((LabelledLine(text, n) for n, text in enumerate(decoded(data).split("\n"), 1)), "text")
