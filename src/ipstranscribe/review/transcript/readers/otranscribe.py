"""Reader of oTranscribe's files (`.otr`): JSON with the page of the transcript, in which times are marked."""

import json
from dataclasses import replace

from ipstranscribe.documents import web_page
from ipstranscribe.review.transcript.readers import ParsedTranscript, text_lines, wrong_format_error
from ipstranscribe.review.transcript.readers.web_page import read_page


def read(data: bytes) -> ParsedTranscript:
    """Parse an .otr file; `place` counts the lines of its text."""
    try:
        content = json.loads("\n".join(text_lines(data)), strict=False)
    except (ValueError, RecursionError):
        raise wrong_format_error("an oTranscribe file", "it is no JSON") from None
    text = content.get("text") if isinstance(content, dict) else None
    if not isinstance(text, str):
        raise wrong_format_error("an oTranscribe file", "it has no `text`")
    try:
        return replace(read_page(web_page.parse_text(f"<div>{text}</div>"), "oTranscribe"), format="oTranscribe")
    except web_page.NoPage as error:
        raise wrong_format_error("an oTranscribe file", str(error)) from None
