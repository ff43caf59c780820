"""Reader of WebVTT subtitles, with or without voice tags (`<v Anna>`)."""

from ipstranscribe.review.transcript.readers import ParsedTranscript, text_lines
from ipstranscribe.review.transcript.readers.subtitles import parse_cues


def read(data: bytes) -> ParsedTranscript:
    """Parse a .vtt file; `place` counts cues."""
    return parse_cues(text_lines(data), "WebVTT")
