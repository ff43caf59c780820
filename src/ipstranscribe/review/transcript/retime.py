"""Interpolation of word times: words that a person wrote get the time of those they replace, or between neighbours."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ipstranscribe.model import Word
from ipstranscribe.review.transcript.alignment import Alignment, Gap, StoredWord, gaps, is_confirmed, written_as


@dataclass(frozen=True)
class TimeSpan:
    """A span of time, in seconds of the interview."""

    start: float
    end: float

    def meets(self, start: float, end: float) -> bool:
        """Whether this span overlaps that from `start` to `end`; a span of length 0 may lie on its edge."""
        if self.start == self.end:
            return start <= self.start <= end
        return self.start < end and self.end > start


def interpolate_times(alignment: Alignment) -> dict[int, TimeSpan]:
    """Estimated times of the new words without a stored one, by number; none where nothing around has times."""
    found: dict[int, TimeSpan] = {}
    for gap in gaps(alignment):
        replaced = [
            time for n in gap.stored if (time := time_of_word(alignment.stored[n])) and _was_shown(alignment, n)
        ]
        if len(replaced) == len(gap.new):
            found.update(zip(gap.new, replaced, strict=True))
        elif replaced or (whole := _between(alignment, gap)):
            whole = TimeSpan(replaced[0].start, max(t.end for t in replaced)) if replaced else whole
            assert whole is not None  # noqa: S101 - for the type checker
            lengths = [len(alignment.new[n].text) for n in gap.new]
            found.update(zip(gap.new, _spread(whole, lengths), strict=True))
    return found


def edited_times(alignment: Alignment, times: Mapping[int, TimeSpan]) -> tuple[TimeSpan, ...]:
    """The time spans in which a person changed, added, confirmed or deleted a word."""
    kept = set(alignment.origin)
    gone = (time_of_word(word) for n, word in enumerate(alignment.stored) if word.shown is not None and n not in kept)
    return tuple(time for time in (*times.values(), *gone, *_rewritten(alignment)) if time)


def time_of_word(word: StoredWord) -> TimeSpan | None:
    """The time span of a stored word, None if it is not known."""
    if not word.times:
        return None
    return TimeSpan(min(t.start for t in word.times), max(t.end for t in word.times))


def stretch_of(word: StoredWord, at: int) -> Word | None:
    """The stretch of several words that the time of a stored word was cut from; `at` counts from the word's start."""
    place = word.start + at
    after = bisect_right(word.turn.words, place, key=lambda one: one.char_start)
    whole = word.turn.words[after - 1] if after and place < word.turn.words[after - 1].char_end else None
    return whole if whole and (whole.char_start < word.start or whole.char_end > word.end) else None


def rejoin_stretches(parts: Iterable[tuple[Word, Word | None]]) -> tuple[Word, ...]:
    """Timed words in order, each with the stretch it was cut from: what is left of a stretch, side by side, is one again.

    So a correction inside a subtitle does not make up times of words that nobody has measured.
    """
    found: list[Word] = []
    last: Word | None = None
    for word, stretch in parts:
        if found and stretch is not None and stretch is last and found[-1].probability == word.probability:
            joined = {"char_end": word.char_end, "end": max(found[-1].end, word.end)}
            found[-1] = found[-1].model_copy(update=joined)
        else:
            found.append(word)
        last = stretch
    return tuple(found)


def _rewritten(alignment: Alignment) -> Iterator[TimeSpan | None]:
    for new, origin in zip(alignment.new, alignment.origin, strict=True):
        if origin is not None:
            stored = alignment.stored[origin]
            if written_as(new, stored) not in (stored.shown, stored.text) or is_confirmed(new, stored):
                yield time_of_word(stored)


def _was_shown(alignment: Alignment, number: int) -> bool:
    return alignment.stored[number].shown is not None


def _between(alignment: Alignment, gap: Gap) -> TimeSpan | None:
    """The time between the neighbours of a gap; a span of length 0 if only one of them has times."""
    before = time_of_word(alignment.stored[gap.before]) if gap.before is not None else None
    after = time_of_word(alignment.stored[gap.after]) if gap.after is not None else None
    if before is None and after is None:
        return None
    start = before.end if before else (after.start if after else 0.0)
    end = after.start if after else start
    return TimeSpan(start, max(start, end))


def _spread(whole: TimeSpan, lengths: Sequence[int]) -> Iterator[TimeSpan]:
    """Divide `whole` among words in proportion to their lengths."""
    total = sum(lengths)
    edges = [whole.start + (whole.end - whole.start) * done / total for done in accumulate([0, *lengths])]
    yield from (TimeSpan(round(a, 2), round(b, 2)) for a, b in pairwise(edges))
