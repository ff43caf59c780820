"""Character encodings of text files: the one decoder of tables, transcripts and guides, to text in NFC."""

import codecs
import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""What ends a line beside the line feed: U+000B and U+000C are soft and page breaks of word processors."""


class NotText(ValueError):
    """Bytes that cannot be read as text; the message says why and quotes nothing."""


def decode(data: bytes) -> str:
    """Decode a text file in UTF-8, UTF-16 or Windows-1252 to NFC, line ends unchanged; raises NotText."""
    return unicodedata.normalize("NFC", _decoded(data))


def decode_lines(data: bytes) -> list[str]:
    """Decode a text file to its lines, whatever ends them; raises NotText for other than text."""
    text = _LINE_END.sub("\n", decode(data))
    if _CONTROL.search(text):
        raise NotText("it holds control characters")
    return text.split("\n")


def _decoded(data: bytes) -> str:
    for encoding in (
        ("utf-16",) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8-sig", "cp1252")
    ):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotText("its characters are in no known encoding")
