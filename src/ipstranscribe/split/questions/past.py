"""What was said before each interviewer turn, and under which question: what can be gone back to."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

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
    rarity = _rarity([stems(turn.text, cues.stop) for turn in talk])
    said: list[Counter[str]] = [Counter() for _ in range(count)]
    out = np.zeros((len(path), count))
    row = -1
    for turn in talk:
        bag = stems(turn.text, cues.stop)
        if turn.interviewer:
            row += 1
            out[row] = _alone(frozenset(bag), said, rarity)
        elif row >= 0 and 0 < path[row] <= count:
            said[path[row] - 1].update(bag)
    return out


def taken_up(units: Sequence[tuple[str, str, int | None]], wanted: Sequence[bool], count: int, cues: Cues) -> Scores:
    """How much each unit takes up of what was said under each question before its turn [units, questions].

    `units` are (turn, text, question in force), in order; those that are not `wanted` have 0. A word counts the more the
    rarer it is in the interview.
    """
    bags = [stems(text, cues.stop) for _, text, _ in units]
    rarity = _rarity(bags)
    said: list[Counter[str]] = [Counter() for _ in range(count)]
    out = np.zeros((len(units), count))
    for _, turn in groupby(range(len(units)), key=lambda row: units[row][0]):
        rows = list(turn)
        for row in (row for row in rows if wanted[row]):
            out[row] = sum(_shared(frozenset(bags[row]), said, rarity), start=np.zeros(count))
        for row in rows:
            if (question := units[row][2]) is not None:
                said[question].update(bags[row])
    return out


def _rarity(bags: Sequence[Sequence[str]]) -> dict[str, float]:
    having = Counter(s for bag in bags for s in frozenset(bag))
    return {s: math.log(len(bags) / n) / math.log(len(bags) + 1) for s, n in having.items()}


def _shared(words: frozenset[str], said: Sequence[Counter[str]], rarity: dict[str, float]) -> list[Scores]:
    """For each word that was said before, its worth, divided among the questions under which it was said."""
    rows = []
    for word in sorted(words):
        counts = np.array([bag[word] for bag in said], dtype=np.float64)
        if counts.sum():
            rows.append(rarity[word] * counts / counts.sum())
    return rows


def _alone(asked: frozenset[str], said: Sequence[Counter[str]], rarity: dict[str, float]) -> Scores:
    rows = _shared(asked, said, rarity)
    rows.sort(key=lambda r: -float(r.max()))
    total: Scores = np.sum(rows[:_REFERENCE_WORDS], axis=0) if rows else np.zeros(len(said))
    # only words said under one question alone are evidence for it
    others = np.array([np.delete(total, q).max(initial=0.0) for q in range(len(total))])
    alone: Scores = np.maximum(0.0, total - others)
    return alone
