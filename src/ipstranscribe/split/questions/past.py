"""What was said before each interviewer turn, and under which question: what can be gone back to."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.split.questions.cues import Cues
from ipstranscribe.split.questions.decoder import Scores
from ipstranscribe.split.words import stems

_REFERENCE_WORDS = 3
"""Number of words, the rarest of a turn, by which back-references are found."""


@dataclass(frozen=True)
class TalkTurn:
    """A turn as question tracking needs it: id, text, and whether the interviewer speaks."""

    id: str
    text: str
    interviewer: bool


@dataclass(frozen=True)
class Past:
    """What was said before each interviewer turn. Shapes: [turns, questions].

    `reference`: how much the turn takes up of what was said under each question; `said`: whether anything was.
    """

    reference: Scores
    said: NDArray[np.bool_]

    @classmethod
    def of(cls, talk: Sequence[TalkTurn], path: Sequence[int], count: int, cues: Cues) -> "Past":
        """The past along a course; `path` is the state after each interviewer turn."""
        return cls(back_references(talk, path, count, cues), said_before(talk, path, count))


def said_before(talk: Sequence[TalkTurn], path: Sequence[int], count: int) -> NDArray[np.bool_]:
    """Whether the participant has spoken under each question before each interviewer turn [turns, questions]."""
    out, said, row = np.zeros((len(path), count), dtype=np.bool_), np.zeros(count, dtype=np.bool_), -1
    for turn in talk:
        if turn.interviewer:
            row += 1
            out[row] = said
        elif row >= 0 and 0 < path[row] <= count and turn.text.strip():
            said[path[row] - 1] = True
    return out


def back_references(talk: Sequence[TalkTurn], path: Sequence[int], count: int, cues: Cues) -> Scores:
    """Back-reference scores: how much each interviewer turn repeats earlier talk under each question [turns, questions].

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


def _rarity(talk: Sequence[TalkTurn], cues: Cues) -> dict[str, float]:
    having = Counter(s for turn in talk for s in frozenset(stems(turn.text, cues.stop)))
    return {s: math.log(len(talk) / n) / math.log(len(talk) + 1) for s, n in having.items()}


def _taken_up(asked: frozenset[str], said: Sequence[Counter[str]], rarity: dict[str, float]) -> Scores:
    rows = []
    for word in sorted(asked):
        counts = np.array([bag[word] for bag in said], dtype=np.float64)
        if counts.sum():
            rows.append(rarity[word] * counts / counts.sum())
    rows.sort(key=lambda r: -float(r.max()))
    total: Scores = np.sum(rows[:_REFERENCE_WORDS], axis=0) if rows else np.zeros(len(said))
    # only words said under one question alone are evidence for it
    others = np.array([np.delete(total, q).max(initial=0.0) for q in range(len(total))])
    alone: Scores = np.maximum(0.0, total - others)
    return alone
