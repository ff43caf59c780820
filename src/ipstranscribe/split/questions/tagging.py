"""Question tagging: which question each unit answers, or which kind of leftover it is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.split.questions.asked import TrackedTurn
from ipstranscribe.split.questions.cues import Cues, only
from ipstranscribe.split.questions.decoder import Scores, log_sum
from ipstranscribe.split.weights import weighted_sum
from ipstranscribe.split.words import spoken_words, word_count

LONGEST_SMALL_TALK = 60
"""Words. Participant talk of this length before the first question or after the last is not small talk."""

_LONGEST_REACTION = 6
"""Words. A turn this short after a remark that asks nothing is only a reaction to it."""

_SURE_ENOUGH = 0.35
"""Smallest probability of a tag; below it a unit stays untagged."""
_CLOSE = 0.12
"""Share of the best probability from which the next best question is kept as an alternative."""
_LEAST = 0.05
"""Smallest probability of an alternative: below it the talk is about no question of the guide."""
UNIT_WORDS = 25
"""Number of words, the first of a unit, that are encoded."""
_PLAINLY_CLOSER, _PLAINLY_MORE = 0.2, 0.25
"""Differences in cosine, and in share of distinctive words, from which another question fits clearly better."""
_MOST_AGREEMENT = 1.5
_USUAL_LENGTH = 30
"""Words. From this length a unit's own words say enough."""
_MOST_EVIDENCE = 4.0


@dataclass(frozen=True)
class UnitScores:
    """Match scores of units' own words with every question. Shapes: [units, questions]; `cosines` are 0 without the model.

    `firsts` and `sizes` (words) are per unit: the first unit of a turn answers the question, a short one says little.
    """

    cosines: Scores
    shares: Scores
    evidence: Scores
    firsts: Scores
    sizes: Scores


@dataclass(frozen=True)
class Tag:
    """A question tag: index in the branch (None for untagged), how it was found, and its confidence, 0 to 1.

    `alternatives` are the indices of other questions that are nearly as likely, the likeliest first.
    """

    question: int | None
    how: str
    confidence: float
    alternatives: tuple[int, ...] = ()


def leftover_kind(text: str, heard: TrackedTurn | None, *, any_question: bool, cues: Cues) -> str | None:
    """The kind of leftover (backchannel, small talk, …) that a whole participant turn is; None if it holds units.

    `heard` is the interviewer turn before it. Without any recognised question nothing is called a greeting.
    """
    words = spoken_words(text)
    if only(words, cues.backchannel):
        return "backchannel"
    size = word_count(text)
    if heard is None or size > LONGEST_SMALL_TALK:
        return "greeting" if heard is None and any_question and size <= LONGEST_SMALL_TALK else None
    if heard.phase == "before" and any_question:
        return "greeting"
    if heard.phase == "after":
        return "closing"
    return "backchannel" if heard.remark and size <= _LONGEST_REACTION else None


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
    """The features by name of a unit answering a question while one is in force [units, in force, answered]."""
    same = np.eye(own.shares.shape[1])[None]
    best = [scores == scores.max(axis=1, keepdims=True) for scores in (own.cosines, own.shares)]
    closer, more = (
        _lead(scores) / plain for scores, plain in ((own.cosines, _PLAINLY_CLOSER), (own.shares, _PLAINLY_MORE))
    )
    if not own.cosines.any():
        closer = more
    return {
        "same": same * np.ones((len(own.sizes), 1, 1)),
        "same_first": same * own.firsts[:, None, None],
        "same_short": same * np.maximum(0.0, np.log(_USUAL_LENGTH / np.maximum(own.sizes, 1)))[:, None, None],
        "cosine": own.cosines[:, None, :] * np.ones_like(same),
        "other_agreement": (1 - same) * np.clip(np.minimum(closer, more), 0.0, _MOST_AGREEMENT),
        "other_best": (1 - same) * (best[0] & best[1] & (own.shares > 0))[:, None, :],
        "other_evidence": (1 - same) * np.clip(_lead(own.evidence), 0.0, _MOST_EVIDENCE),
    }


def _lead(scores: Scores) -> Scores:
    """Score difference between a question and the one in force [units, in force, answered]."""
    return scores[:, None, :] - scores[:, :, None]


def answer_probabilities(own: UnitScores, weights: dict[str, float]) -> Scores:
    """Probability that a unit answers a question, given the one in force [units, in force, answered]."""
    total = weighted_sum(answer_features(own), weights)
    scores: Scores = np.exp(total - log_sum(total, axis=2)[..., None])
    return scores


def tag(heard: TrackedTurn | None, own: Scores | None) -> Tag:
    """Choose the question of one unit: usually the one in force, unless its own words clearly match another.

    `own` [in force, answered] are probabilities; None where there is no guide.
    """
    if heard is None or own is None or not heard.chances:
        return Tag(None, "untagged", 0.0)
    chances = np.array(heard.chances) @ own
    order = np.argsort(-chances, kind="stable")[:2].tolist()
    best, confidence = order[0], min(1.0, float(chances[order[0]]))
    close = tuple(question for question in order if chances[question] >= max(_CLOSE * chances[best], _LEAST))
    if confidence < _SURE_ENOUGH:
        return Tag(None, "untagged", confidence, close)
    if best != heard.question:
        return Tag(best, "own_words", confidence, close[1:])
    return Tag(best, "follow_up" if heard.kind == "follow_up" else "asked", confidence, close[1:])
