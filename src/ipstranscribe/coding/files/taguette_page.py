"""A document as Taguette keeps it (its own HTML of our page): the lines of talk, and places, which it counts in bytes.

Taguette 1.5 (`extract.py`, `taguette.js`) counts the UTF-8 bytes of all text of a document, that between elements included.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from itertools import accumulate

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5"))
_BLOCKS = _HEADINGS | frozenset(("p", "li", "tr", "dt", "dd", "blockquote", "pre", "table", "ul", "ol", "dl"))
_TIME = re.compile(r"\d+(?::\d\d)+")


class TaguettePage(HTMLParser):
    """A page read: `text` has a line for each paragraph, with the speaker's label, as our other texts have.

    Our headings, and times behind labels, are no part of `text`.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._text: list[str] = []
        self._bytes: list[int] = []  # for each sign of `text`, the byte at which it lies in the document
        self._nodes: list[tuple[str, int]] = []  # pieces of text of the document, and the byte at which each begins
        self._open: list[str] = []
        self._at = 0
        self._labelled = self._after_time = False
        self.feed(html)
        self.close()

    @cached_property
    def text(self) -> str:
        """The lines of talk."""
        return "".join(self._text)

    @cached_property
    def whole(self) -> bytes:
        """All text of the document, in which places are counted."""
        return "".join(node for node, _ in self._nodes).encode("utf-8")

    @cached_property
    def plain(self) -> tuple[str, list[int]]:
        """The document as tables of highlights quote it: its pieces stripped, with a blank between; the byte of each sign."""
        signs: list[str] = []
        places: list[int] = []
        for node, at in self._nodes:
            kept = node.strip()
            if kept and signs:
                signs.append(" ")
                places.append(at)
            begins = at + len(node[: len(node) - len(node.lstrip())].encode("utf-8"))
            signs += kept
            places += (begins + before for before in _sizes(kept))
        return "".join(signs), [*places, self._at]

    def place(self, byte: int) -> int:
        """The sign of `text` at a byte of the document, or the next one after it."""
        return bisect_left(self._bytes, byte)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line at the elements that do."""
        if tag in _BLOCKS or tag == "br":
            self._line_end()
        if tag != "br":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End the line at the elements that do."""
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if tag in _BLOCKS:
            self._line_end()
        self._labelled = tag == "strong"

    def handle_data(self, data: str) -> None:
        """Count the text, and keep what is talk."""
        self._nodes.append((data, self._at))
        inline = self._open[-1] if self._open else ""
        skipped = bool(_HEADINGS.intersection(self._open))
        if inline == "em" and self._labelled and _TIME.fullmatch(data.strip()):
            skipped = self._after_time = True
        elif self._after_time:  # the blank behind a time, of which there is one before it as well
            self._after_time = False
            if data.startswith(" "):
                self._at += 1
                data = data[1:]
        if not skipped:
            self._text += data.replace("\n", " ") if self._open else data
            self._bytes += (self._at + before for before in _sizes(data))
        self._at += len(data.encode("utf-8"))
        if data.strip():
            self._labelled = False

    def _line_end(self) -> None:
        self._text.append("\n")
        self._bytes.append(self._at)
        self._labelled = self._after_time = False


def _sizes(text: str) -> Iterator[int]:
    """For each sign of a text, the bytes before it."""
    return accumulate((len(sign.encode("utf-8")) for sign in text[:-1]), initial=0) if text else iter(())
