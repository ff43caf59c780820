"""What the tests of readers look at: who says what, when."""

from ipstranscribe.review.transcript.readers import ParsedTranscript


def said(parsed: ParsedTranscript) -> list[tuple[str | None, str]]:
    """Label and text of each turn."""
    return [(one.label, one.text) for one in parsed.said]


def times(parsed: ParsedTranscript) -> list[tuple[float | None, float | None]]:
    """Start and end of each turn."""
    return [(one.start, one.end) for one in parsed.said]


def left_out(parsed: ParsedTranscript) -> list[tuple[int, str, str]]:
    """Place, reason and text of all that is no talk."""
    return [(one.place, one.why, one.text) for one in parsed.left_out]
