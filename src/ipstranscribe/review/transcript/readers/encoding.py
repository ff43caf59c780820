"""Text files as they come: with and without byte order mark, from Windows and from elsewhere."""

import codecs
import re
import unicodedata

from ipstranscribe.review.transcript.readers import wrong_format_error

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")


def decode_text(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or, failing these, Windows-1252; NFC, with line feeds.

    Raises UserError for what is no text.
    """
    text = _decoded(data)
    if _CONTROL.search(text):
        raise wrong_format_error("text", "it holds control characters")
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(data: bytes) -> str:
    for encoding in (
        ("utf-16",) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8-sig", "cp1252")
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise wrong_format_error("text", "its characters are in no known encoding")
