"""Which stretches of a recording are covered: what is replaced in the text, and where nobody can tell what is said.

When a word is said is known only roughly. Where that is worth nothing (a time that was worked out for a word that a person
wrote, one without an end, one that is far too long), what is covered reaches to the nearest words whose times are known. A
span that cannot be placed at all is told, never left out.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe.audio.intervals import Interval, joined, widened
from ipstranscribe.model import Identifiers, Span, Transcript, Turn, Word

MARGIN = 0.25
"""Seconds that are covered before and after what is replaced: times of words are off by a tenth or two."""

SHORTEST_UNHEARD = 0.25
"""Seconds of speech without words that inexact times of words cannot explain."""

_LONGEST, _LONGEST_PER_SIGN = 1.2, 0.2
"""Seconds: a word that lasts longer than the first and the second for each of its signs hides something else."""
_SHORTEST_PER_SIGN = 0.04
"""Seconds per sign that a word takes at least; into a shorter gap it does not fit."""


class CoveredPlaces(NamedTuple):
    """What is covered, in order and apart (seconds), and the ids of turns in which something could not be placed."""

    stretches: list[Interval]
    unplaced: list[str]


def covered_places(
    transcript: Transcript, identifiers: Identifiers, unheard: Sequence[Interval], length: float
) -> CoveredPlaces:
    """What to cover in the sound of a transcript, `length` seconds long, whose masked identifiers are known.

    `unheard` are the stretches in which somebody speaks and no words were found. They end where words begin, so they are
    covered as they are; everything else `MARGIN` wider on both sides.
    """
    times = _Times.of(transcript, length)
    masked: dict[str, list[Span]] = defaultdict(list)
    for one in identifiers.identifiers:
        if one.masked:
            masked[one.turn].append(one)
    found: list[Interval] = []
    unplaced: list[str] = []
    for turn in transcript.turns:
        found += ((word.start, word.end) for word in turn.words if _is_too_long(word))
        for span in masked[turn.id]:
            stretch = times.of_span(turn, span)
            if stretch is None:
                unplaced.append(turn.id)
            else:
                found.append(stretch)
    inside = [(max(0.0, start), min(end, length)) for start, end in unheard if start < length]
    return CoveredPlaces(joined([*widened(found, MARGIN, length), *inside]), list(dict.fromkeys(unplaced)))


@dataclass(frozen=True)
class _Times:
    """The words whose times are known, by time, and whether the recognizer says how sure it is of words."""

    length: float
    measured: bool
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    begins: list[float] = field(default_factory=list)
    """When anything begins, whatever its end: words and turns."""

    @classmethod
    def of(cls, transcript: Transcript, length: float) -> "_Times":
        words = [word for turn in transcript.turns for word in turn.words]
        measured = any(word.probability is not None for word in words)
        sure = [word for word in words if not _is_doubtful(word, measured=measured)]
        begins = [*(word.start for word in words), *(t.start for t in transcript.turns if t.start is not None)]
        return cls(
            length, measured, sorted(word.start for word in sure), sorted(word.end for word in sure), sorted(begins)
        )

    def of_span(self, turn: Turn, span: Span) -> Interval | None:
        """When a span of a turn is said, at the widest; None if nothing is known of it."""
        words = [w for w in turn.words if w.char_start < span.char_end and span.char_start < w.char_end]
        if not words:
            return self._between(turn, span)
        return min(s for s, _ in map(self._of_word, words)), max(e for _, e in map(self._of_word, words))

    def _of_word(self, word: Word) -> Interval:
        if not _is_doubtful(word, measured=self.measured):
            return word.start, word.end
        if not word.has_end and not self.measured:  # a stamp: said until the next one
            return word.start, self._next_begin(word.start)
        before, after = bisect_right(self.ends, word.start), bisect_left(self.starts, word.end)
        start = self.ends[before - 1] if before else 0.0
        end = self.starts[after] if after < len(self.starts) else self.length
        if end - start < _SHORTEST_PER_SIGN * (
            word.char_end - word.char_start
        ):  # it was heard as a part of its neighbours
            start, end = self._with_neighbours(start, end)
        return min(start, word.start), max(end, word.end)

    def _with_neighbours(self, start: float, end: float) -> Interval:
        """A gap between two words that are known, with these words."""
        before, after = bisect_left(self.starts, start), bisect_right(self.ends, end)
        return (self.starts[before - 1] if before else 0.0), (
            self.ends[after] if after < len(self.ends) else self.length
        )

    def _between(self, turn: Turn, span: Span) -> Interval | None:
        """The time between the words of the turn on either side of a span that has no word, or that of the turn."""
        before = [word.end for word in turn.words if word.char_end <= span.char_start]
        after = [word.start for word in turn.words if word.char_start >= span.char_end]
        start = before[-1] if before else turn.start
        if start is None:
            return None
        end = after[0] if after else turn.end
        if end is None or end <= start:
            end = self._next_begin(start)
        return start, end

    def _next_begin(self, start: float) -> float:
        """When the next word or turn begins after `start`; the end of the recording if there is none."""
        at = bisect_right(self.begins, start)
        return self.begins[at] if at < len(self.begins) else self.length


def _is_doubtful(word: Word, *, measured: bool) -> bool:
    """Whether the time of a word says little of when it is said: worked out, not measured; without an end; too long."""
    return not word.has_end or _is_too_long(word) or (measured and word.probability is None)


def _is_too_long(word: Word) -> bool:
    return word.end - word.start > _LONGEST + _LONGEST_PER_SIGN * (word.char_end - word.char_start)


def unheard_between(speech: Sequence[Interval], transcript: Transcript) -> Iterator[Interval]:
    """The parts of `speech` that no word of a transcript covers; a turn without words covers its own time."""
    said = joined(
        span
        for turn in transcript.turns
        for span in (
            [(w.start, w.end) for w in turn.words]
            or ([(turn.start, turn.end)] if turn.start is not None and turn.end is not None else [])
        )
    )
    for start, end in speech:
        at = start
        for first, last in said:
            if last <= at or first >= end:
                continue
            if first - at >= SHORTEST_UNHEARD:
                yield at, first
            at = max(at, last)
        if end - at >= SHORTEST_UNHEARD:
            yield at, end
