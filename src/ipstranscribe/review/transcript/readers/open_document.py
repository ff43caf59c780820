"""Reader of transcripts in OpenDocument text, as LibreOffice saves them."""

from ipstranscribe.documents import open_document, safe_zip
from ipstranscribe.review.transcript.readers import ParsedTranscript, wrong_format_error
from ipstranscribe.review.transcript.readers.running_text import parse_flow


def read(data: bytes) -> ParsedTranscript:
    """Parse an .odt file; `place` counts its lines."""
    try:
        return parse_flow(open_document.read(data), "OpenDocument")
    except safe_zip.Unsafe as error:
        raise wrong_format_error("an OpenDocument text", str(error)) from None
