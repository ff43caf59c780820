"""Running text of a word processor's document: its lines and table rows in order, and what stands beside the text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

AsideKind = Literal["comment", "footnote", "endnote", "page header or footer", "hidden text", "deleted text"]
"""Kinds of text that a reader of the document does not see in the lines: deletions are those that are tracked."""

_LINE_END = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+")
_GONE = str.maketrans({**dict.fromkeys("\xad\u200b\ufeff\x0e\x0f"), "\u2011": "-"})
"""Soft hyphens and other invisible characters, inside which no word would be found; and the hyphen that does not break."""


@dataclass(frozen=True)
class FlowLine:
    """A line: a paragraph, or a part of one up to a soft break; `place` is its number among lines and rows, from 1.

    `bold` is the number of characters at its beginning that are bold, 0 if it is not known or all of it is.
    """

    text: str
    place: int
    bold: int = 0


@dataclass(frozen=True)
class FlowRow:
    """A row of a table: its cells, in which lines are separated by line feeds."""

    cells: tuple[str, ...]
    place: int


@dataclass(frozen=True)
class Aside:
    """A text beside the lines: where it stands (number of the line), what it is, and the text, which is never shown."""

    place: int
    kind: AsideKind
    text: str = field(repr=False)


@dataclass(frozen=True)
class Flow:
    """The running text of a document. Every word of the document is in `blocks` or `asides`."""

    blocks: tuple[FlowLine | FlowRow, ...]
    asides: tuple[Aside, ...] = ()


_BOLD, _PLAIN = "\x0e", "\x0f"
"""Marks in a text that is being collected, where bold type begins and ends."""
_NO_MARKS = dict.fromkeys(map(ord, _BOLD + _PLAIN))


def clean(text: str) -> str:
    """NFC, without invisible characters and marks, and with a plain hyphen for one that does not break."""
    return unicodedata.normalize("NFC", text.translate(_GONE))


class StyledText:
    """A text that is being collected, which remembers where it is bold."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bold = False

    def add(self, text: str, *, bold: bool = False) -> None:
        """Add text at the end."""
        text = text.translate(_NO_MARKS)
        if bold != self._bold and text:
            self._pieces.append(_BOLD if bold else _PLAIN)
            self._bold = bold
        self._pieces.append(text)

    def taken(self) -> str:
        """The text collected so far, with its marks; it begins anew."""
        text = "".join(self._pieces)
        self._pieces, self._bold = [], False
        return text


@dataclass
class FlowBuilder:
    """Collects the paragraphs (texts), rows (lists of cells) and asides of a document in the order of reading."""

    blocks: list[str | list[str]] = field(default_factory=list)
    _beside: list[tuple[int, AsideKind, str]] = field(default_factory=list)

    def beside(self, kind: AsideKind, text: str) -> None:
        """Keep a text that stands beside the paragraph that comes next; pieces of one kind there are one aside."""
        at = len(self.blocks)
        if self._beside and self._beside[-1][:2] == (at, kind):
            text = self._beside.pop()[2] + text
        self._beside.append((at, kind, text))

    def flow(self) -> Flow:
        """What was collected, with its places; asides without a word are passed over."""
        blocks: list[FlowLine | FlowRow] = []
        starts = []
        for block in self.blocks:
            starts.append(len(blocks) + 1)
            blocks += _placed(block, len(blocks) + 1)
        starts.append(len(blocks) + 1)
        asides = (Aside(starts[at], kind, clean(text).strip()) for at, kind, text in self._beside if text.strip())
        return Flow(tuple(blocks), tuple(asides))


def _placed(block: str | list[str], place: int) -> Iterator[FlowLine | FlowRow]:
    if isinstance(block, list):
        yield FlowRow(tuple(clean(cell).strip("\n") for cell in block), place)
        return
    bold = False
    for n, part in enumerate(_LINE_END.split(block)):
        yield FlowLine(clean(part), place + n, _bold_length(part, bold))
        bold = part.rfind(_BOLD) > part.rfind(_PLAIN) or (bold and _PLAIN not in part)


def _bold_length(part: str, bold: bool) -> int:
    """The number of characters at the beginning that are bold, 0 if all of them are."""
    begins = bold or part.lstrip().startswith(_BOLD)
    head, ends, rest = part.partition(_PLAIN)
    return len(clean(head)) if begins and ends and clean(rest).strip() else 0
