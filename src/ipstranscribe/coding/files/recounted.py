"""A text of a project as programs rewrite it, and its places recounted: byte order mark, line ends, NFC, UTF-16.

REFI-QDA 1.5 counts code points of the file. Programs differ: one counts a line end of two signs as one, another the mark at
the start, or an emoji as two. Which it was is told by the places themselves: those of our own codings, if they are there, and
else by where words begin and end.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

from ipstranscribe.coding.interview_text import alike
from ipstranscribe.documents.encoding import DecodedText

_FITS = 1000
"""What a place that fits exactly counts for, against one that lies at the edge of a word."""


class Counting(NamedTuple):
    """How a program counts places: whether the mark counts, line ends of two signs count as one, and UTF-16 units."""

    mark: bool = False
    short_ends: bool = False
    utf16: bool = False


STANDARD = Counting()


@dataclass(frozen=True)
class RecountedText:
    """The text of a source in comparable form (`text`), with places of the file by each way of counting."""

    source: DecodedText

    @cached_property
    def _parts(self) -> tuple[str, list[int]]:
        """The comparable text, and for each sign of the file (and its end) where it lies in it."""
        raw, out, places = self.source.text, "", []
        at = 0
        while at < len(raw):
            end = at + 1
            while end < len(raw) and unicodedata.combining(raw[end]):
                end += 1
            cluster = unicodedata.normalize("NFC", raw[at:end])
            if raw[at] == "\r" and raw[end : end + 1] == "\n":
                cluster = ""
            elif raw[at] in "\r\x0b\x85\u2028\u2029":
                cluster = "\n" + cluster[1:]
            places += [len(out)] + [len(out) + len(cluster)] * (end - at - 1)
            out, at = out + cluster, end
        return out, [*places, len(out)]

    @property
    def text(self) -> str:
        """The text in Unicode form NFC, with a line feed for every line end, without a mark at its start."""
        return self._parts[0]

    def countings(self) -> list[Counting]:
        """The ways of counting that differ on this text, the standard first."""
        raw = self.source.text
        marks = (False, True) if self.source.mark else (False,)
        ends = (False, True) if "\r\n" in raw else (False,)
        units = (False, True) if any(sign > "\uffff" for sign in raw) else (False,)
        return [Counting(*each) for each in product(marks, ends, units)]

    def counted(self, counting: Counting) -> list[int]:
        """For each sign of the file, and its end, the place by a way of counting."""
        raw, at, places = self.source.text, int(counting.mark), []
        for number, sign in enumerate(raw):
            places.append(at)
            half = counting.short_ends and sign == "\r" and raw[number + 1 : number + 2] == "\n"
            at += 0 if half else 2 if counting.utf16 and sign > "\uffff" else 1
        return [*places, at]

    def spans(self, places: Sequence[tuple[int, int]], counting: Counting) -> list[tuple[int, int] | None]:
        """Where places of the file lie in `text`; None for one beyond its end."""
        counted, of_text = self.counted(counting), self._parts[1]

        def place(position: int) -> int | None:
            at = bisect_left(counted, position)
            return of_text[at] if at < len(counted) else None

        found = [(place(start), place(end)) for start, end in places]
        return [(a, b) if a is not None and b is not None and a <= b else None for a, b in found]

    def best_counting(
        self, places: Sequence[tuple[int, int]], names: Sequence[str], known: Collection[tuple[int, int]]
    ) -> Counting:
        """The way of counting by which most places fit; `known` are places in `text` at which our own codings lie.

        `names` are those of the selections: some programs name them by their text.
        """
        ways = self.countings()
        if len(ways) == 1:
            return STANDARD
        return max(ways, key=lambda way: self._fit(self.spans(places, way), names, known))  # the first of equals

    def _fit(
        self, spans: Sequence[tuple[int, int] | None], names: Sequence[str], known: Collection[tuple[int, int]]
    ) -> int:
        text, fit = self.text, 0
        for span, name in zip(spans, names, strict=True):
            if span is None:
                continue
            start, end = span
            said = alike(text[start:end])
            fit += _FITS * (span in known or (len(name) > 2 and alike(name) == said))
            fit += _at_edge(text, start) + _at_edge(text, end)
        return fit


def _at_edge(text: str, place: int) -> bool:
    """Whether a word begins or ends at a place of a text."""
    return place in (0, len(text)) or text[place - 1].isalnum() != text[place].isalnum()
