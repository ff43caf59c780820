"""Character encodings of text files: UTF-8 and UTF-16 with or without byte order mark, and Windows-1252."""

import codecs
import re
import unicodedata

from ipstranscribe.review.transcript.readers import wrong_format_error

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")


def decode_text(data: bytes) -> str:
    """Decode a text file in UTF-8, UTF-16 or else Windows-1252, normalized to NFC and line feeds.

    Raises UserError if it is not text.
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
