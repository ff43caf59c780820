"""Reader of WebVTT subtitles, with or without voice tags (`<v Anna>`)."""

from ipstranscribe.review.transcript.readers import ParsedTranscript, text_lines, wrong_format_error
from ipstranscribe.review.transcript.readers.subtitles import parse_cues


def read(data: bytes) -> ParsedTranscript:
    """Parse a .vtt file; `place` counts cues."""
    lines = text_lines(data)
    if not lines[0].startswith("WEBVTT"):
        raise wrong_format_error("WebVTT", "its first line does not say so")
    return parse_cues(lines, "WebVTT")
