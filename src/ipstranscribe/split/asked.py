"""What each interviewer turn asks: a question of the guide, a follow-up to the one in force, or nothing."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ipstranscribe.model import Question
from ipstranscribe.split.cues import Cues, contains, only
from ipstranscribe.split.decoder import Chain, Course, Scores, decode
from ipstranscribe.split.matching import ByMeaning, ByWords
from ipstranscribe.split.words import spoken_words, stems, word_count

# Log odds, rounded from a conditional logit on seven invented interviews with four guides, then adjusted with the sample
# interviews. Moving one by a fifth changes the mean accuracy per unit on all of these (.76) by .02 at most; a higher
# `_COSINE_ZERO` takes .05.
_PER_COSINE = 20.0
_COSINE_ZERO = 0.24
"""A turn whose cosine with a question is this says as much for as against it."""
_PER_SHARE = 3.0
_PER_LENGTH = 1.5
"""Per natural logarithm of words: main questions are longer than follow-ups."""
_USUAL_LENGTH = 12
_PER_ANSWER = 10.0
"""Per cosine by which the answer fits a question better than the others."""
_LEXICAL_PER_SHARE = 10.0
_LEXICAL_ZERO = 0.2
_LEXICAL_PER_ANSWER = 2.0
_RETURN_CUE = 3.0
"""`Can I go back to …`"""
_BY_REFERENCE = -3.5
"""Entering a question only because the turn takes up what was said under it."""
_PER_REFERENCE = 3.0
_BACKWARD = 0.5
_SKIP = 0.15
_MOST_SKIP = 0.6
_LAST_LATE = 2.0
_LATE = 4
"""The last question of a guide is asked among the last turns."""
_CLOSES = 3.0
_NO_CLOSE = -8.0
_CLOSE_UNBEGUN = -4.0
_REFERENCE_WORDS = 3
"""So many words, the rarest, are looked at to see what a turn takes up."""

IMPOSSIBLE = -math.inf


@dataclass(frozen=True)
class Talk:
    """A turn as question recognition sees it."""

    id: str
    text: str
    interviewer: bool


@dataclass(frozen=True)
class Matchers:
    """What a turn can be held against. `meaning` is None where the user went on without the sentence model."""

    meaning: ByMeaning | None
    words: ByWords
    cues: Cues


@dataclass(frozen=True)
class Heard:
    """An interviewer turn and what it asks. `question` is a number in the branch's questions, None for none in force.

    `phase` is `before` the first main question, `during`, or `after` the closing. `remark` is true of a turn that says
    something but asks nothing.
    """

    turn: str
    question: int | None
    kind: Literal["main", "follow_up", "none"]
    certainty: float
    why: str
    phase: Literal["before", "during", "after"]
    remark: bool = False


def hear(talk: Sequence[Talk], questions: Sequence[Question], matchers: Matchers) -> list[Heard]:
    """One entry per interviewer turn, in order."""
    asking = [t for t in talk if t.interviewer]
    if not asking or not questions:
        return []
    match = match_scores([t.text for t in asking], matchers)
    answered = answer_scores(talk, matchers)
    first = decode(_chain(asking, match, answered, np.zeros_like(match), matchers.cues))
    reference = _references(talk, first.path, len(questions), matchers.cues)
    course = decode(_chain(asking, match, answered, reference, matchers.cues))
    return _told(asking, course, match, reference, matchers.cues)


def match_scores(texts: Sequence[str], matchers: Matchers) -> Scores:
    """Log odds [texts, questions] that a turn asks this question rather than something else."""
    shares = matchers.words.scores(texts)
    lengths = np.array([[word_count(text)] for text in texts])
    longer = _PER_LENGTH * np.clip(np.log(np.maximum(lengths, 1) / _USUAL_LENGTH), -1.5, 1.0)
    if matchers.meaning is None:
        lexical: Scores = _LEXICAL_PER_SHARE * (shares - _LEXICAL_ZERO) + longer
        return lexical
    cosines = matchers.meaning.scores(texts)
    both: Scores = _PER_COSINE * (cosines - _COSINE_ZERO) + _PER_SHARE * shares + longer
    return both


def answer_scores(talk: Sequence[Talk], matchers: Matchers) -> Scores:
    """How much better than the others each question fits what was answered, as log odds [interviewer turns, questions]."""
    answers: list[str] = []
    for turn in talk:
        if turn.interviewer:
            answers.append("")
        elif answers:
            answers[-1] += " " + turn.text
    if matchers.meaning is None:
        return _LEXICAL_PER_ANSWER * _apart(matchers.words.scores(answers))
    scores = _PER_ANSWER * _apart(matchers.meaning.scores(answers))
    scores[[only(spoken_words(text), matchers.cues.backchannel) for text in answers]] = 0.0
    return scores


def _apart(scores: Scores) -> Scores:
    centred: Scores = scores - scores.mean(axis=1, keepdims=True)
    return centred


def _chain(asking: Sequence[Talk], match: Scores, answered: Scores, reference: Scores, cues: Cues) -> Chain:
    """States: 0 before the first question, 1 to n the questions, n + 1 after the closing."""
    turns, count = match.shape
    stay = np.zeros((turns, count + 2))
    enter = np.full((turns, count + 2), IMPOSSIBLE)
    for row, turn in enumerate(asking):
        words = spoken_words(turn.text)
        if only(words, cues.backchannel):
            continue
        goes_back = _RETURN_CUE * contains(words, cues.returns)
        stay[row, 1:-1] = np.maximum(0.0, match[row]) + answered[row]
        enter[row, 1:-1] = np.maximum(match[row], _by_reference(reference[row])) + goes_back + answered[row]
        enter[row, count] += _LAST_LATE * (row >= turns - _LATE)
        enter[row, -1] = _CLOSES if contains(words, cues.closes) else _NO_CLOSE
    return Chain(stay, enter, _moves(count))


def _by_reference(reference: Scores) -> Scores:
    scores: Scores = np.where(reference > 0, _BY_REFERENCE + _PER_REFERENCE * reference, IMPOSSIBLE)
    return scores


def _moves(count: int) -> Scores:
    """Log preference for going from one question to another: on in the guide, not far, seldom back."""
    move = np.zeros((count + 2, count + 2))
    for before in range(count + 2):
        for after in range(1, count + 1):
            forward = -min(_MOST_SKIP, _SKIP * (after - before - 1))
            move[before, after] = forward if after > before else -_BACKWARD
    move[:, 0] = IMPOSSIBLE
    move[0, -1] = _CLOSE_UNBEGUN
    return move


def _references(talk: Sequence[Talk], path: Sequence[int], count: int, cues: Cues) -> Scores:
    """How much each interviewer turn takes up what was said before under each question [turns, questions].

    A word counts for the questions under which the participant said it, the more the rarer it is in the interview.
    """
    rarity = _rarity(talk, cues)
    said: list[Counter[str]] = [Counter() for _ in range(count)]
    out = np.zeros((len(path), count))
    row = -1
    for turn in talk:
        bag = stems(turn.text, cues.stop)
        if turn.interviewer:
            row += 1
            out[row] = _taken_up(frozenset(bag), said, rarity)
        elif row >= 0 and 0 < path[row] <= count:
            said[path[row] - 1].update(bag)
    return out


def _rarity(talk: Sequence[Talk], cues: Cues) -> dict[str, float]:
    having = Counter(s for turn in talk for s in frozenset(stems(turn.text, cues.stop)))
    return {s: math.log(len(talk) / n) / math.log(len(talk) + 1) for s, n in having.items()}


def _taken_up(asked: frozenset[str], said: Sequence[Counter[str]], rarity: dict[str, float]) -> Scores:
    rows = []
    for word in asked:
        counts = np.array([bag[word] for bag in said], dtype=np.float64)
        if counts.sum():
            rows.append(rarity[word] * counts / counts.sum())
    rows.sort(key=lambda r: -float(r.max()))
    total: Scores = np.sum(rows[:_REFERENCE_WORDS], axis=0) if rows else np.zeros(len(said))
    # only what is said of one question alone points there
    others = np.array([np.delete(total, q).max(initial=0.0) for q in range(len(total))])
    alone: Scores = np.maximum(0.0, total - others)
    return alone


def _told(asking: Sequence[Talk], course: Course, match: Scores, reference: Scores, cues: Cues) -> list[Heard]:
    """The decoded course in words."""
    heard = []
    before, last = 0, match.shape[1]
    for row, (turn, state, certainty) in enumerate(zip(asking, course.path, course.certainty, strict=True)):
        if 0 < state <= last:
            matches = bool(match[row, state - 1] >= _by_reference(reference[row])[state - 1])
            kind, why = _kind(turn.text, cues, entered=state != before, matches=matches)
            heard.append(Heard(turn.id, state - 1, kind, certainty, why, "during", _is_remark(turn.text, cues)))
        else:
            phase: Literal["before", "after"] = "before" if state == 0 else "after"
            heard.append(Heard(turn.id, None, "none", certainty, "no question of the guide", phase))
        before = state
    return heard


def _kind(text: str, cues: Cues, *, entered: bool, matches: bool) -> tuple[Literal["main", "follow_up", "none"], str]:
    if entered and matches:
        return "main", "matches the guide"
    if entered:
        goes_back = contains(spoken_words(text), cues.returns)
        return ("main" if goes_back else "follow_up"), "takes up what was said under it"
    return ("follow_up", "a question under the one in force") if _asks(text, cues) else ("none", "asks nothing")


def _asks(text: str, cues: Cues) -> bool:
    words = spoken_words(text)
    return not only(words, cues.backchannel) and ("?" in text or contains(words, cues.asks))


def _is_remark(text: str, cues: Cues) -> bool:
    return not only(spoken_words(text), cues.backchannel) and not _asks(text, cues)
