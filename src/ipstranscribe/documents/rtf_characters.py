"""Characters of Rich Text Format: bytes and UTF-16 units, escaped or not, become text by their code page."""

import codecs

from ipstranscribe.documents.symbol_fonts import SYMBOLS

_PAGES = {0: "cp1252", 437: "cp437", 708: "iso8859_6", 10000: "mac_roman", 10006: "mac_greek", 10007: "mac_cyrillic"} | {
    10029: "mac_latin2", 10079: "mac_iceland", 10081: "mac_turkish", 65001: "utf-8"
}  # fmt: skip
"""Code pages (`\\ansicpg`) that Python names otherwise than `cp` with the number."""

_CHARSETS = {77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258, 177: 1255} | {
    178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850
}  # fmt: skip
"""Character set of a font (`\\fcharset`) → code page; the others have that of the document."""

_SYMBOL_FONT = 2


class Characters:
    """Bytes, escaped or not, become text by the code page of the document (`page`) and of the font (`charsets`)."""

    def __init__(self, data: bytes) -> None:
        self._raw_page = _page_of_raw(data)
        self.page = "cp1252"
        self.charsets: dict[int | None, int] = {}
        self._escaped = bytearray()
        self._units: list[int] = []

    def raw(self, text: bytes, font: int | None) -> str:
        """Text as it stands in the file."""
        return self.ended(font) + text.decode(self._raw_page or self._page_of(font), "replace")

    def escape(self, byte: int, font: int | None) -> str:
        """An escaped byte, which may be half a character: what is complete without it."""
        before = self._of_units()
        if self.charsets.get(font) == _SYMBOL_FONT:
            return before + self.ended(font) + chr(SYMBOLS.start + byte)
        self._escaped.append(byte)
        return before

    def unit(self, number: int, font: int | None) -> str:
        """A unit of UTF-16, which may be half a character: what is complete without it."""
        before = self.escaped(font)
        self._units.append(number % 0x10000)
        return before

    def ended(self, font: int | None) -> str:
        """What is waiting for its other half."""
        return self.escaped(font) + self._of_units()

    def escaped(self, font: int | None) -> str:
        """The escaped bytes that are waiting. Units wait on: there may be control words between two halves."""
        text = bytes(self._escaped).decode(self._page_of(font), "replace")
        self._escaped.clear()
        return text

    def _of_units(self) -> str:
        text = b"".join(unit.to_bytes(2, "little") for unit in self._units).decode("utf-16-le", "replace")
        self._units.clear()
        return text

    def _page_of(self, font: int | None) -> str:
        page = _CHARSETS.get(self.charsets.get(font, 0))
        return encoding_of(page) if page is not None else self.page


def encoding_of(page: int) -> str:
    """Python's name of a code page; Windows' Western one if it is unknown."""
    name = _PAGES.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def _page_of_raw(data: bytes) -> str | None:
    """UTF-8 for a program that, against the specification, writes it unescaped; else None."""
    if data.isascii():
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"
