"""Reader of transcripts in Rich Text Format, as f4, f5, MAXQDA, Word and TextEdit save them."""

from ipstranscribe.documents import rtf
from ipstranscribe.review.transcript.readers import ParsedTranscript, wrong_format_error
from ipstranscribe.review.transcript.readers.running_text import parse_flow


def read(data: bytes) -> ParsedTranscript:
    """Parse an .rtf file; `place` counts its lines."""
    try:
        return parse_flow(rtf.read(data), "RTF")
    except rtf.NotRtf:
        raise wrong_format_error("a Rich Text document", "it does not begin like one") from None
