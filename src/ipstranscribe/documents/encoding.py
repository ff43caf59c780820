"""Character encodings of text files: the one decoder of tables, transcripts and guides, to text in NFC.

UTF-8, UTF-16 and UTF-32 say of themselves what they are. Older code pages do not; `code_pages` tells them apart by the
letters that they give, and refuses where these could be read in several ways.
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

from ipstranscribe.documents import code_pages

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""What ends a line beside the line feed: U+000B and U+000C are soft and page breaks of word processors."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks; that of UTF-32 begins like that of UTF-16."""


class NotText(ValueError):
    """Bytes that cannot be read as text; the message says why and quotes nothing."""


@dataclass(frozen=True)
class DecodedText:
    """The text of a file as it stands there, and how it was written: `mark` is the byte order mark, `codec` Python's name."""

    text: str
    codec: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """The bytes of another text in the same encoding."""
        return self.mark + text.encode(self.codec)


def decode(data: bytes) -> str:
    """Decode a text file to NFC, line ends unchanged; raises NotText where it is none, or could be read in several ways."""
    return unicodedata.normalize("NFC", decode_exactly(data).text)


def decode_lines(data: bytes) -> list[str]:
    """Decode a text file to its lines, whatever ends them; raises NotText for other than text."""
    text = _LINE_END.sub("\n", decode(data))
    if _CONTROL.search(text):
        raise NotText("it holds control characters")
    return text.split("\n")


def decode_exactly(data: bytes) -> DecodedText:
    """Decode a text file, its letters as they are stored, so that it can be written again; raises NotText."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data.removeprefix(mark), codec, mark)
    if b"\0" in data:
        return _strict(data, _utf16_without_mark(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if code_pages.is_accident(text, data):
            raise NotText("its letters could be read in two ways; save it again as UTF-8")
        return DecodedText(text, "utf-8")
    try:
        text, codec = code_pages.decode(data)
    except code_pages.Undecided as why:
        raise NotText(str(why)) from None
    return DecodedText(text, codec)


def _strict(data: bytes, codec: str, mark: bytes = b"") -> DecodedText:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise NotText("some of its bytes are no letters in its encoding; save it again as UTF-8") from None
    if "\0" in text:
        raise NotText("it holds control characters")
    return DecodedText(text, codec, mark)


def _utf16_without_mark(data: bytes) -> str:
    """The byte order of text in which most letters are of the Latin alphabet: every other byte of these is zero."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    if len(data) % 2 or min(even, odd) * 10 > max(even, odd):
        raise NotText("it holds control characters")
    return "utf-16-be" if even > odd else "utf-16-le"
