"""Word-for-word corrections: what a person wrote in the place of what was heard, from the alignment of two versions."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ipstranscribe.model import Transcript, Turn
from ipstranscribe.review.transcript.alignment import (
    Alignment,
    NewWord,
    StoredWord,
    align,
    gaps,
    stored_words,
    whole_text,
)
from ipstranscribe.review.transcript.corrections.written_forms import FormWord, are_one, form_words, letters, phrase
from ipstranscribe.text.wording import visible

MOST_WORDS = 4
"""Most words that one word or term may have been heard as: "in Vild scar" for one name."""

LONGEST = 8
"""Most words of a passage, before or after, that is still told apart word by word; a longer one was written anew."""

ALIKE = 0.4
"""Likeness, 0 to 1 (letters in common, in order), from which on words of a passage are taken for the same ones."""


@dataclass(frozen=True)
class WordCorrection:
    """What a person wrote for what was heard, each up to `MOST_WORDS` words without the signs around them.

    `words` are those written, as they stand in the turn; `start` and `end` are the time of what was heard, if known.
    """

    turn: str
    heard: str
    written: str
    words: tuple[FormWord, ...]
    start: float | None = None
    end: float | None = None

    @property
    def changes_case_only(self) -> bool:
        """Whether the words are the same but for capitals."""
        return self.heard.casefold() == self.written.casefold()


@dataclass(frozen=True)
class _Pair:
    """Heard words and the words written for them, by their numbers; `same` where both are the same word."""

    heard: tuple[int, ...]
    written: tuple[int, ...]
    same: bool = False


def likeness(heard: str, written: str) -> float:
    """How alike two forms are written, 0 to 1, whatever case and blanks."""
    from rapidfuzz import fuzz

    return fuzz.ratio(letters(heard), letters(written)) / 100


def word_corrections(before: Transcript, after: Transcript, sounds: Collection[str] = ()) -> Iterator[WordCorrection]:
    """The corrections that made `after` of `before`, in order. Words that were only added, or only taken out, are none.

    A name beside a corrected word belongs to it ("anti Amara" → "Auntie Amara"). A word that was moved to another turn is
    no correction, and neither is one that was taken out of `sounds` (casefolded fillers) beside it.
    """
    now = {turn.id: turn for turn in after.turns}
    for turn in before.turns:
        if turn.id in now and now[turn.id].text != turn.text:
            yield from _of_turn(turn, now[turn.id], sounds)


def _of_turn(before: Turn, after: Turn, sounds: Collection[str]) -> Iterator[WordCorrection]:
    stored = stored_words(before, whole_text)
    heard, written = form_words(visible(before.text)), form_words(visible(after.text))
    if len(stored) != len(heard):  # characters that no document shows: nothing certain can be said
        return
    new = [NewWord(0, visible(after.text)[word.start : word.end]) for word in written]
    alignment = align(stored, new, [(range(len(stored)), range(len(new)))])
    for pair in _joined(sorted(_pairs(alignment, heard, written, sounds), key=lambda one: one.written), heard, written):
        found = _correction(before.id, [heard[n] for n in pair.heard], [written[n] for n in pair.written])
        if found:
            yield _timed(found, [stored[n] for n in pair.heard])


def _pairs(
    alignment: Alignment, heard: Sequence[FormWord], written: Sequence[FormWord], sounds: Collection[str]
) -> Iterator[_Pair]:
    for number, origin in enumerate(alignment.origin):
        if origin is not None:
            yield _Pair((origin,), (number,), same=heard[origin].core == written[number].core)
    for gap in gaps(alignment):
        said = [number for number in gap.stored if heard[number].core.casefold() not in sounds]
        yield from _told_apart(heard, written, said or gap.stored, gap.new)


def _told_apart(
    heard: Sequence[FormWord], written: Sequence[FormWord], old: Sequence[int], new: Sequence[int]
) -> Iterator[_Pair]:
    """Which words of a changed passage stand for which: the division into pairs in which most letters are alike."""
    if not old or max(len(old), len(new)) > LONGEST:
        return
    if len(old) <= MOST_WORDS and len(new) == 1:
        if likeness(phrase([heard[n] for n in old]), phrase([written[n] for n in new])) >= ALIKE:
            yield _Pair(tuple(old), tuple(new))
            return
        best = max(
            (old[a:b] for a in range(len(old)) for b in range(a + 1, len(old) + 1)),
            key=lambda span: (_worth(heard, written, span, new), len(span)),
        )
        yield _Pair(tuple(best if _worth(heard, written, best, new) > 0 else old), tuple(new))
        return
    # the worth of the first a heard and b written words, and the pairs of that division
    division: dict[tuple[int, int], tuple[float, tuple[_Pair, ...]]] = {(0, 0): (0.0, ())}
    for a in range(len(old) + 1):
        for b in range(len(new) + 1):
            ways = [division[a - 1, b]] if a else []
            ways += [division[a, b - 1]] if b else []
            for m, n in _SIZES:
                if m <= a and n <= b:
                    pair = _Pair(tuple(old[a - m : a]), tuple(new[b - n : b]))
                    worth, pairs = division[a - m, b - n]
                    ways.append((worth + _worth(heard, written, pair.heard, pair.written), (*pairs, pair)))
            if ways:
                division[a, b] = max(ways, key=lambda way: way[0])
    yield from division[len(old), len(new)][1]


_SIZES = ((1, 1), (2, 1), (3, 1), (4, 1), (1, 2), (1, 3))
"""How many heard words may stand for how many written ones."""


def _worth(heard: Sequence[FormWord], written: Sequence[FormWord], old: Sequence[int], new: Sequence[int]) -> float:
    one, other = phrase([heard[n] for n in old]), phrase([written[n] for n in new])
    return (likeness(one, other) - ALIKE) * max(len(letters(one)), len(letters(other)))


def _joined(pairs: Sequence[_Pair], heard: Sequence[FormWord], written: Sequence[FormWord]) -> Iterator[_Pair]:
    """The pairs that were changed, each with the names beside it; neighbouring names are one."""
    done = -1
    for at, pair in enumerate(pairs):
        if pair.same or at <= done:
            continue
        first, last = at, at
        if _is_name(written, pair):
            while last + 1 < len(pairs) and _continues(pairs[last], pairs[last + 1], heard, written):
                last += 1
            while first - 1 > done and _continues(pairs[first - 1], pairs[first], heard, written):
                first -= 1
        done = last
        whole = pairs[first : last + 1]
        yield _Pair(tuple(n for p in whole for n in p.heard), tuple(n for p in whole for n in p.written))


def _continues(one: _Pair, other: _Pair, heard: Sequence[FormWord], written: Sequence[FormWord]) -> bool:
    """Whether two pairs stand side by side, before and after, and both are written as names."""
    beside = one.heard[-1] + 1 == other.heard[0] and one.written[-1] + 1 == other.written[0]
    beside = beside and not (one.same and written[one.written[0]].opens)  # "Then Auntie Amara": another word
    joined = beside and are_one([heard[n] for n in (one.heard[-1], other.heard[0])])
    joined = joined and are_one([written[n] for n in (one.written[-1], other.written[0])])
    return joined and _is_name(written, one) and _is_name(written, other)


def _is_name(written: Sequence[FormWord], pair: _Pair) -> bool:
    """Whether every word of a pair has a capital, be it that of the beginning of a sentence (`Auntie Amara came`)."""
    return all(written[n].core[:1].isupper() and len(written[n].core) > 1 for n in pair.written)


def _correction(turn: str, heard: Sequence[FormWord], written: Sequence[FormWord]) -> WordCorrection | None:
    if not (are_one(heard) and are_one(written)) or max(len(heard), len(written)) > MOST_WORDS:
        return None
    old, new = phrase(heard), phrase(written)
    if heard[-1].is_genitive != written[-1].is_genitive:  # one of the two has lost or gained it: part of the correction
        old += heard[-1].after[:2] if heard[-1].is_genitive else ""
        new += written[-1].after[:2] if written[-1].is_genitive else ""
    return WordCorrection(turn, old, new, tuple(written)) if old != new else None


def _timed(found: WordCorrection, words: Sequence[StoredWord]) -> WordCorrection:
    times = [time for word in words for time in word.times]
    if not times:
        return found
    start, end = min(time.start for time in times), max(time.end for time in times)
    return WordCorrection(found.turn, found.heard, found.written, found.words, start, end)
