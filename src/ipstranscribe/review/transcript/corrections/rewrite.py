"""Corrections applied to a transcript, and taken back exactly: nothing but the words of their places is changed.

The words that stand there get the time of those that were heard. What was there is kept with each place.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from ipstranscribe.model import AppliedCorrection, Concern, TermCorrection, Transcript, Turn, Word
from ipstranscribe.review.transcript.corrections.places import CorrectionPlace
from ipstranscribe.text.occurrences import starts, words_after, words_before

WHY = "Corrected in another interview and written here as well; what was heard is before it."
"""The reason that the list of places to listen to gives."""
_SAME_TIME = 0.02  # seconds

Accepted = tuple[TermCorrection, CorrectionPlace]
"""A correction and a place at which it is to be applied."""


class Undone(NamedTuple):
    """A transcript without corrections: those taken back, each with where its place begins now, and those that were lost."""

    transcript: Transcript
    restored: tuple[tuple[AppliedCorrection, int], ...] = ()
    lost: tuple[AppliedCorrection, ...] = ()


def apply(transcript: Transcript, accepted: Sequence[Accepted]) -> tuple[Transcript, tuple[AppliedCorrection, ...]]:
    """Apply corrections at places of this very transcript, which must not overlap; returns what was done, in order.

    Where the words have times, a concern tells a listener that a term was written there and what was heard.
    """
    of_turn = {turn.id: [one for one in accepted if one[1].place.turn == turn.id] for turn in transcript.turns}
    concerns = list(transcript.concerns)
    turns, done = [], []
    for turn in transcript.turns:
        shift, now = 0, turn
        for correction, place in sorted(of_turn[turn.id], key=lambda one: one[1].start):
            span = (place.start + shift, place.end + shift)
            now, applied = _written(now, correction, place, span)
            done.append(_told(applied, concerns))
            shift += len(applied.after) - len(applied.before)
        turns.append(now)
    if not done:
        return transcript, ()
    changed = {"turns": tuple(turns), "concerns": tuple(concerns)}
    return Transcript.model_validate({**dict(transcript), **changed}), tuple(done)


def undo(transcript: Transcript, applied: Sequence[AppliedCorrection]) -> Undone:
    """Take corrections back; a place that a person has changed since is left as it is.

    All corrections that were applied together are taken back together: then the transcript is byte by byte what it was.
    """
    turns = {turn.id: turn for turn in transcript.turns}
    concerns = list(transcript.concerns)
    lost: list[AppliedCorrection] = []
    restored: list[tuple[AppliedCorrection, int]] = []
    ordered = sorted(applied, key=lambda one: (one.place.turn, one.start))
    for identity, group in groupby(ordered, key=lambda one: one.place.turn):
        here: list[tuple[AppliedCorrection, int]] = []
        for one in reversed(list(group)):
            at = locate(turns[identity], one) if identity in turns else None
            if at is None:
                lost.append(one)
                continue
            turns[identity] = _taken_back(turns[identity], one, at)
            by = len(one.before) - len(one.after)
            here = [(one, at), *((other, place + by) for other, place in here)]
            _settle(one, concerns)
        restored += here
    if restored:
        changed = {"turns": tuple(turns[turn.id] for turn in transcript.turns), "concerns": tuple(concerns)}
        transcript = Transcript.model_validate({**dict(transcript), **changed})
    return Undone(transcript, tuple(restored), tuple(lost))


def locate(turn: Turn, one: AppliedCorrection) -> int | None:
    """Where an applied correction stands in its turn now; None where that is not certain any more."""
    if turn.text.startswith(one.after, one.start) and _has_words(turn, one, one.start):
        return one.start
    there = starts(turn.text, one.after)
    if one.words_after:
        there = [at for at in there if _same_time(turn, one, at)]
    else:
        there = [at for at in there if _beside(turn.text, at, one)]
    return there[0] if len(there) == 1 else None


# One place.


def _written(
    turn: Turn, correction: TermCorrection, place: CorrectionPlace, span: tuple[int, int]
) -> tuple[Turn, AppliedCorrection]:
    start, end = span
    old = _over(turn, start, end)
    new = _new_words(turn, span, place.instead, old)
    lead = max([0, *(start - word.char_start for word in old)])
    applied = AppliedCorrection(
        heard=correction.heard,
        written=correction.written,
        place=place.place,
        start=start,
        before=turn.text[start:end],
        after=place.instead,
        lead=lead,
        words_before=tuple(_moved(word, lead - start) for word in old),
        words_after=tuple(_moved(word, lead - start) for word in new),
    )
    return _replaced(turn, span, place.instead, new), applied


def _new_words(turn: Turn, span: tuple[int, int], after: str, old: Sequence[Word]) -> tuple[Word, ...]:
    """The timed words over a place once `after` stands in it: word for word where that is possible, else one stretch."""
    if not old:
        return ()
    (start, end), text = span, turn.text
    heard, written = _tokens(text[start:end], start), _tokens(after, start)
    inside = len(heard) == len(old) and all(
        word.char_start <= a and b <= word.char_end for word, (a, b) in zip(old, heard, strict=True)
    )
    if inside and len(heard) == len(written):
        return tuple(
            _said(word, (a - (c - word.char_start), b + word.char_end - d), alone=_is_one(text, word, (c, d)))
            for word, (a, b), (c, d) in zip(old, written, heard, strict=True)
        )
    first, last = min(start, old[0].char_start), max(end, old[-1].char_end)
    whole = Word(char_start=first, char_end=last, start=old[0].start, end=max(word.end for word in old))
    surest = min((word.probability for word in old if word.probability is not None), default=None)
    whole = whole.model_copy(update={"probability": surest})
    return (_said(whole, (first, last + len(after) - (end - start)), alone=_is_one(text, whole, span)),)


def _is_one(text: str, word: Word, span: tuple[int, int]) -> bool:
    """Whether a timed word is no more than the words of a span with the signs around them, and no stretch of several."""
    outside = text[word.char_start : span[0]] + text[span[1] : word.char_end]
    return not any(map(str.isspace, outside))


def _said(word: Word, span: tuple[int, int], *, alone: bool) -> Word:
    """A word over another span. A person has decided on it, so no confidence is told, unless it is part of a stretch."""
    sure = None if alone and word.end > word.start else word.probability
    return Word(char_start=span[0], char_end=span[1], start=word.start, end=word.end, probability=sure)


def _tokens(text: str, start: int) -> list[tuple[int, int]]:
    return [(start + match.start(), start + match.end()) for match in re.finditer(r"\S+", text)]


def _replaced(turn: Turn, span: tuple[int, int], text: str, new: Sequence[Word]) -> Turn:
    """The turn with `text` in a span, whose words become `new`; those behind it move along."""
    start, end = span
    by = len(text) - (end - start)
    before = [word for word in turn.words if word.char_end <= start]
    behind = [_moved(word, by) for word in turn.words if word.char_start >= end]
    return Turn.model_validate(
        {
            **dict(turn),
            "text": turn.text[:start] + text + turn.text[end:],
            "words": (*before, *new, *behind),
        }
    )


def _taken_back(turn: Turn, one: AppliedCorrection, at: int) -> Turn:
    span = (at, at + len(one.after))
    here = _over(turn, *span)
    if here == tuple(_moved(word, at - one.lead) for word in one.words_after):
        old = tuple(_moved(word, at - one.lead) for word in one.words_before)
    else:  # a person has worked on the words since
        old = _new_words(turn, span, one.before, here)
    return _replaced(turn, span, one.before, old)


def _over(turn: Turn, start: int, end: int) -> tuple[Word, ...]:
    return tuple(word for word in turn.words if word.char_start < end and start < word.char_end)


def _moved(word: Word, by: int) -> Word:
    return word.model_copy(update={"char_start": word.char_start + by, "char_end": word.char_end + by})


def _has_words(turn: Turn, one: AppliedCorrection, at: int) -> bool:
    return not one.words_after or _same_time(turn, one, at)


def _same_time(turn: Turn, one: AppliedCorrection, at: int) -> bool:
    here = _over(turn, at, at + len(one.after))
    return bool(here) and abs(here[0].start - one.words_after[0].start) <= _SAME_TIME


def _beside(text: str, at: int, one: AppliedCorrection) -> bool:
    """Whether the words on one side at least are those that stood there."""
    before, after = words_before(text[:at]), words_after(text[at + len(one.after) :])
    return before == one.place.before or after == one.place.after


# Concerns.


def _told(one: AppliedCorrection, concerns: list[Concern]) -> AppliedCorrection:
    """Raise the concern that a term was written, in the place of one about the same word, and note both."""
    if not one.words_after:
        return one
    start, end = one.words_after[0].start, max(word.end for word in one.words_after)
    raised = Concern(
        kind="respelling", start=start, end=end, turn=one.place.turn, why=WHY, heard=one.before, written=one.after
    )
    about = [c for c in concerns if c.heard and c.turn == one.place.turn and c.start < end and start < c.end]
    if about:
        concerns[concerns.index(about[0])] = raised
    else:
        concerns.append(raised)
    return one.model_copy(update={"raised": raised, "settled": about[0] if about else None})


def _settle(one: AppliedCorrection, concerns: list[Concern]) -> None:
    """Take a raised concern back; one that somebody has settled meanwhile is not there any more."""
    if one.raised is None or one.raised not in concerns:
        return
    at = concerns.index(one.raised)
    concerns[at : at + 1] = [one.settled] if one.settled else []
