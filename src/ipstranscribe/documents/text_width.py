"""Widths of text in a wide font, so that columns and rows hold their words on a machine without Calibri as well.

Documents name the font Calibri. Where it is missing, another takes its place: Carlito with the same widths, Liberation Sans,
or, widest of the usual ones, DejaVu Sans. Its widths are the measure here; in Calibri some room is left.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_CLASSES = {
    0.30: "' ,.Iijl·’",
    0.36: "-/:;\\f|",
    0.42: '!()[]rt"',
    0.54: "*_`sz–?Lc",
    0.62: "FPTYaekovxyøå»«äöEKS",
    0.66: "$0123456789bdghnpqu{}üABCRVXZÅÄ",
    0.80: "DGHNU&OQwØÖ",
    0.86: "#+<=>M^~",
    1.02: "%mÆ@Wæ—…",
}
"""Widths of characters of DejaVu Sans in ems, rounded up, and the characters of that width."""
_EMS = {sign: width for width, signs in _CLASSES.items() for sign in signs}
_OTHER, _FULL, _UNSEEN = 0.66, 1.0, 0.05
"""Widths in ems of any other letter, of a full-width character, and of marks without a width, so that no line is endless."""
BOLD = 1.12
"""How much wider bold type is."""


def ems(text: str, *, bold: bool = False) -> float:
    """The width of a text on one line, in ems of the font's size."""
    return sum(map(_width, text)) * (BOLD if bold else 1)


def widest_word(text: str, *, bold: bool = False) -> float:
    """The width in ems of the widest word. Ids and times with hyphens and colons count as one word."""
    return max((ems(word, bold=bold) for word in text.split()), default=0.0)


def line_count(text: str, room: float) -> int:
    """The number of lines that a text takes in a column of `room` ems; a word wider than that is broken."""
    return sum(1 for _ in line_starts(text, room))


def line_starts(text: str, room: float) -> Iterator[int]:
    """The positions at which the lines of a text begin in a column of `room` ems."""
    start = 0
    for paragraph in text.split("\n"):
        yield start
        used, at = 0.0, start
        for word in paragraph.split(" "):
            end, wide = at + len(word), _word(word)
            if used and used + wide > room:
                yield at
                used = 0.0
            while wide > room:
                broken = _fitting(text, at, end, room)
                wide -= ems(text[at:broken])
                at = broken
                yield at
            used += wide + _EMS[" "]
            at = end + 1
        start += len(paragraph) + 1


def fitted(widths: Sequence[float], needs: Sequence[float]) -> list[float]:
    """The widths of columns, with the same sum, each at least what its widest word needs as long as there is room.

    What a column lacks is taken from those that have more than they need, by how much more they have.
    """
    whole = sum(widths)
    if sum(needs) >= whole:
        return [need * whole / sum(needs) for need in needs]
    grown = [max(pair) for pair in zip(widths, needs, strict=True)]
    spare = [width - need for width, need in zip(grown, needs, strict=True)]
    share = (sum(grown) - whole) / sum(spare) if sum(spare) else 0.0
    return [width - share * more for width, more in zip(grown, spare, strict=True)]


def _fitting(text: str, start: int, end: int, room: float) -> int:
    """Where what fits into `room` ems of the word from `start` to `end` ends; at least one character fits."""
    used = 0.0
    for at in range(start, end):
        used += _width(text[at])
        if used > room and at > start:
            return at
    return end


@lru_cache(maxsize=50_000)
def _word(word: str) -> float:
    return ems(word)


@lru_cache(maxsize=5_000)
def _width(sign: str) -> float:
    if sign in _EMS:
        return _EMS[sign]
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return _UNSEEN
    return _FULL if unicodedata.east_asian_width(sign) in "FW" else _OTHER
