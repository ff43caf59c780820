"""What the own words of a unit say about which question it answers, whatever was asked last."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.split.questions.course import Matchers
from ipstranscribe.split.questions.cues import contains
from ipstranscribe.split.questions.decoder import Scores, log_sum
from ipstranscribe.split.questions.past import taken_up
from ipstranscribe.split.weights import weighted_sum
from ipstranscribe.split.words import first_words, spoken_words

UNIT_WORDS = 25
"""Number of words, the first of a unit, that are encoded."""
_LIKENESS = {"cosines": 10.0, "shares": 5.0}
"""What makes a unit like a question when units are compared: about as the learnt weights have it."""
_LEAST_LIKE, _MOST_LIKE = -1.0, 3.0
"""Logs of how much more a unit is like a question than units are on average; beyond them nothing changes."""
_MOST_EVIDENCE = 4.0
_MOST_TAKEN_UP = 3.0


class SaidUnit(NamedTuple):
    """A unit and the question that was asked last before it; `question` is None where that is not known for sure."""

    turn: str
    text: str
    in_force: int | None
    sure: bool = True


@dataclass(frozen=True)
class UnitScores:
    """Match scores of units' own words with every question. Shapes: [units, questions]; `cosines` are 0 without the model.

    `firsts` and `points_back` are per unit: the first unit of a turn answers the question, one that points back ("as I
    said", "I forgot to say") perhaps another one. `taken_up` is how much of what was said before under each question a
    unit that points back takes up again. `unasked`, per question, is how likely the interviewer never asks it.
    """

    cosines: Scores
    shares: Scores
    evidence: Scores
    taken_up: Scores
    firsts: Scores
    points_back: Scores
    unasked: Scores

    @classmethod
    def of(cls, units: Sequence[SaidUnit], unasked: Scores, matchers: Matchers) -> "UnitScores":
        """Score the units of one interview, in order."""
        texts = [unit.text for unit in units]
        shares, evidence = matchers.words.scores(texts), matchers.words.evidence(texts)
        cosines = np.zeros_like(shares)
        if matchers.meaning:
            rows = may_answer_another(shares, evidence, [unit.in_force if unit.sure else None for unit in units])
            cosines[rows] = matchers.meaning.scores([first_words(texts[row], UNIT_WORDS) for row in rows])
        before = [None, *(unit.turn for unit in units)]
        said = [(unit.turn, unit.text, unit.in_force) for unit in units]
        back = [contains(spoken_words(text), matchers.cues.points_back) for text in texts]
        return cls(
            cosines=cosines,
            shares=shares,
            evidence=evidence,
            taken_up=taken_up(said, back, shares.shape[1], matchers.cues),
            firsts=np.array([float(unit.turn != turn) for unit, turn in zip(units, before, strict=False)]),
            points_back=np.array(back, dtype=np.float64),
            unasked=unasked,
        )


def may_answer_another(shares: Scores, evidence: Scores, in_force: Sequence[int | None]) -> NDArray[np.intp]:
    """Indices of the units that share more words, and rarer ones, with other questions than with the one in force.

    Also of those of which it is not known (None) what is in force.

    The others answer what was asked, whatever their vectors say: encoding them takes most of the time and changes no tag.
    """
    rows = [
        row
        for row, force in enumerate(in_force)
        if force is None or all(scores[row].max(initial=0) > scores[row, force] for scores in (shares, evidence))
    ]
    return np.array(rows, dtype=np.intp)


def answer_features(own: UnitScores) -> dict[str, Scores]:
    """The features by name of a unit answering a question while one is in force [units, in force, answered].

    Units are compared with each other as well: a question that the interviewer leaves out was mostly answered unasked, by
    the unit that is most like it.
    """
    same = np.eye(own.shares.shape[1])[None]
    other, back = 1 - same, own.points_back[:, None, None]
    among, most = _among_units(own)
    left_out = own.unasked / max(1.0, own.unasked.sum())
    return {
        "same": same * np.ones((len(own.firsts), 1, 1)),
        "same_first": same * own.firsts[:, None, None],
        "same_pointing_back": same * back,
        "cosine": own.cosines[:, None, :] * np.ones_like(same),
        "other_evidence": other * np.clip(_lead(own.evidence), 0.0, _MOST_EVIDENCE),
        "other_among": other * among[:, None, :],
        "other_unasked": other * left_out * np.ones((len(own.firsts), 1, 1)),
        "other_unasked_most_like": other * (left_out * most)[:, None, :],
        "other_taken_up": other * back * np.clip(_lead(own.taken_up), -_MOST_TAKEN_UP, _MOST_TAKEN_UP),
    }


def _among_units(own: UnitScores) -> tuple[Scores, Scores]:
    """How each unit stands among the units of the interview [units, questions].

    The log of how much more it is like a question than units are on average, and whether none is more like it.
    """
    likeness = sum((by * getattr(own, name) for name, by in _LIKENESS.items()), start=np.zeros_like(own.shares))
    more = likeness - log_sum(likeness, axis=0) + math.log(len(likeness))
    most = (likeness == likeness.max(axis=0)) & (likeness > 0)
    return np.clip(more, _LEAST_LIKE, _MOST_LIKE), most.astype(np.float64)


def _lead(scores: Scores) -> Scores:
    """Score difference between a question and the one in force [units, in force, answered]."""
    return scores[:, None, :] - scores[:, :, None]


def answer_probabilities(own: UnitScores, weights: dict[str, float]) -> Scores:
    """Probability that a unit answers a question, given the one in force [units, in force, answered]."""
    total = weighted_sum(answer_features(own), weights)
    scores: Scores = np.exp(total - log_sum(total, axis=2)[..., None])
    return scores
