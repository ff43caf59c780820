"""The text of an interview as coders had it, and where a place of what was shown lies in the stored turns."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.model import CodedStretch, PseudonymizedTurn, Unit

_BLANKS = dict.fromkeys(map(ord, "\t\n\r\x0b\x0c\x85\xa0\u2007\u2028\u2029\u202f"), " ")
"""Blanks and line ends that programs put in each other's place, one sign for one sign."""
_WIDE = str.maketrans("＠＃＜＞｛｝", "@#<>{}")
"""Signs that our texts for single programs show in full width, where they would be markup."""


def alike(text: str) -> str:
    """A text for comparison: blanks of every kind are the same, and so are composed and decomposed letters."""
    return unicodedata.normalize("NFC", text).translate(_BLANKS).translate(_WIDE)


_REPLACEMENT = re.compile(r"\[[^\[\]]*\]")


def whatever_replaced(text: str) -> str:
    """A text without the wording of its replacements: other readers were shown `[place]` for `[place 2: Eastern Norway]`."""
    return _REPLACEMENT.sub("[]", text)


def moved(place: int, theirs: str, ours: str) -> int:
    """A place in a text as other readers were shown it, in ours: they differ in the wording of replacements alone.

    A place inside a replacement that differs is moved to its end.
    """
    shift = 0
    for there, here in zip(_REPLACEMENT.finditer(theirs), _REPLACEMENT.finditer(ours), strict=False):
        if place <= there.start():
            break
        if place < there.end():
            return place + shift if here.group() == there.group() else here.end()
        shift = here.end() - there.end()
    return place + shift


@dataclass(frozen=True)
class InterviewText:
    """An interview with its units, as documents show it."""

    document: Document

    @property
    def interview(self) -> str:
        """The interview's id."""
        return self.document.transcript.interview

    @cached_property
    def units(self) -> dict[str, Unit]:
        """Units and leftovers by id."""
        return {unit.id: unit for unit in self.document.units.units}

    @property
    def turns(self) -> tuple[PseudonymizedTurn, ...]:
        """The turns, in order."""
        return self.document.transcript.turns

    def said(self, turn: str) -> str:
        """What running texts show of a turn, on one line, without the speaker's label."""
        return one_line(self.document.said(self.document.turns[turn]))

    def unit_said(self, unit: str) -> str:
        """What tables show of a unit."""
        return self.document.said(self.units[unit])

    def on_unit(self, unit: str, code: str, group: str = "") -> CodedStretch:
        """A code on a whole unit."""
        one = self.units[unit]
        return self._stretch(one.turn, (one.char_start, one.char_end), code, group, unit)

    def on_turn(self, turn: str, start: int, end: int, code: str) -> CodedStretch | None:
        """A code on the signs `start` to `end` of what is shown of a turn; None where nothing of the turn is shown there."""
        shown = self.document.shown(self.document.turns[turn])
        text = shown.text
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        span = shown.source(start, end) if start < end else None
        return self._stretch(turn, span, code) if span else None

    def in_unit(self, unit: str, start: int, end: int, code: str) -> CodedStretch | None:
        """A code on the signs `start` to `end` of what is shown of a unit; the whole unit where it has no place."""
        one = self.units[unit]
        spot = self.document.spot(one)
        if spot is None:
            return self.on_unit(unit, code)
        return self.on_turn(one.turn, spot[0] + start, min(spot[0] + end, spot[1]), code)

    def unit_places(self) -> Iterator[tuple[str, int, int]]:
        """The units with a place in running texts: their turn, and first and last sign of what is shown of it."""
        for unit in self.document.units.units:
            spot = self.document.spot(unit)
            if spot is not None:
                yield unit.turn, *spot

    def _stretch(self, turn: str, span: tuple[int, int], code: str, group: str = "", unit: str = "") -> CodedStretch:
        start, end = span
        text = self.document.turns[turn].text[start:end]
        return CodedStretch(char_start=start, char_end=end, turn=turn, code=code, group=group, unit=unit, text=text)
