"""Run joining: texts of a paragraph that a file splits over runs and tags, joined in every way a reader may see them.

Programs split a word over several runs, and keep deleted text beside the current text. All readings (with and without
tracked changes, …) are searched, so that no name is hidden by how it was typed.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ipstranscribe.release.extract.pieces import ExtractedText

Mark = str
"""The context of a strand: the name of an enclosing element (`del`, `ins`, `rt`), or `hidden`."""

BESIDE = frozenset({"instrText", "delInstrText", "rt", "rPh", "note-citation"})
"""Elements whose text is not part of the running text: field codes, pronunciation guides, note numbers."""

_DELETED, _INSERTED = frozenset({"del", "moveFrom", "s"}), frozenset({"ins", "moveTo"})
_READINGS: tuple[tuple[str, frozenset[Mark]], ...] = (
    ("", frozenset()),
    ("as it is now", _DELETED | {"Fallback"}),
    ("without what is hidden", _DELETED | {"Fallback", "hidden"}),
    ("as it was", _INSERTED | {"Fallback"}),
    ("for older programs", _DELETED | {"Choice"}),
)
"""The marks left out in each reading. The first reading leaves out nothing and counts as the visible text."""

MARKS = BESIDE.union(*(left_out for _, left_out in _READINGS))

TURNED, TURNED_BACK = "\u202e", "\u202c"
"""How Unicode says that a text is shown from right to left, and where that ends; the search reads it so."""


class Strand(NamedTuple):
    """A run of text with its marks (the elements it lies in)."""

    text: str
    marks: frozenset[Mark] = frozenset()


def paragraph_readings(strands: Sequence[Strand]) -> Iterator[ExtractedText]:
    """All readings of a paragraph's strands, each text once; blank ones are left out."""
    if len(strands) == 1 and strands[0].text.strip():  # most cells, and most paragraphs of most programs
        yield ExtractedText(strands[0].text)
        return
    seen: set[str] = set()
    for where, text in _ways(strands):
        if text not in seen and text.strip():
            seen.add(text)
            yield ExtractedText(text, where)


def _ways(strands: Sequence[Strand]) -> Iterator[tuple[str, str]]:
    within = [s for s in strands if not s.marks & BESIDE] if any(s.marks for s in strands) else strands
    marked = any(s.marks for s in within)
    for where, left_out in _READINGS if marked else _READINGS[:1]:
        yield where, "".join(s.text for s in within if not s.marks & left_out)
    if touch_with_letters([s.text for s in within]):
        yield "parted", " ".join(s.text for s in within)
    if len(within) < len(strands):
        for mark in sorted(BESIDE):
            yield "beside the text", "".join(s.text for s in strands if mark in s.marks)


def touch_with_letters(texts: Sequence[str]) -> bool:
    """Whether neighbouring texts meet in letters: they may be two words (of two cells) or one word in two parts."""
    return any(before[-1:].isalnum() and after[:1].isalnum() for before, after in pairwise(texts))
