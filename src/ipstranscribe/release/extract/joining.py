"""One text out of many strands: programs split a word over runs and tags, and keep what was deleted beside what is there.

The strands of a paragraph are joined in every way in which a reader may see them, so that no name is hidden by how it
was typed.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ipstranscribe.release.extract.pieces import ExtractedText

Mark = str
"""What a strand lies in: the name of an element (`del`, `ins`, `rt`), or `hidden`."""

BESIDE = frozenset({"instrText", "delInstrText", "rt", "rPh", "note-citation"})
"""What stands beside a text and not in it: codes of fields, how a word is pronounced, the numbers of notes."""

_DELETED, _INSERTED = frozenset({"del", "moveFrom", "s"}), frozenset({"ins", "moveTo"})
_READINGS: tuple[tuple[str, frozenset[Mark]], ...] = (
    ("", frozenset()),
    ("as it is now", _DELETED | {"Fallback"}),
    ("without what is hidden", _DELETED | {"Fallback", "hidden"}),
    ("as it was", _INSERTED | {"Fallback"}),
    ("for older programs", _DELETED | {"Choice"}),
)
"""What is left out in each reading. The first, which leaves out nothing, counts as what a reader sees."""

MARKS = BESIDE.union(*(left_out for _, left_out in _READINGS))


class Strand(NamedTuple):
    """A stretch of text and what it lies in."""

    text: str
    marks: frozenset[Mark] = frozenset()


def paragraph_readings(strands: Sequence[Strand]) -> Iterator[ExtractedText]:
    """Every way to read the strands of a paragraph, each text once; blank ones are left out."""
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
    """Whether texts touch with letters: what may be two words (of two cells, in two colours), or one word in two parts."""
    return any(before[-1:].isalnum() and after[:1].isalnum() for before, after in pairwise(texts))
