"""Running text of a word processor's document: its lines and table rows in order, and what stands beside the text."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

AsideKind = Literal["comment", "footnote", "endnote", "page header or footer", "hidden text", "deleted text"]
"""Kinds of text that a reader of the document does not see in the lines: deletions are those that are tracked."""

_LINE_END = re.compile(r"[\n\r\v\f\x85\u2028\u2029]+")
_GONE = str.maketrans({"\xad": None, "\u200b": None, "\ufeff": None, "\u2011": "-"})
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


def clean(text: str) -> str:
    """NFC, without invisible characters, and with a plain hyphen for one that does not break."""
    return unicodedata.normalize("NFC", text.translate(_GONE))


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
    yield from (FlowLine(part, place + n) for n, part in enumerate(_LINE_END.split(clean(block))))
