"""Which question each piece of participant talk answers, or what kind of leftover it is."""

from dataclasses import dataclass

import numpy as np

from ipstranscribe.split.questions.asked import TrackedTurn
from ipstranscribe.split.questions.cues import Cues, only
from ipstranscribe.split.questions.decoder import Scores, log_sum
from ipstranscribe.split.weights import weighted_sum
from ipstranscribe.split.words import spoken_words, word_count

LONGEST_SMALL_TALK = 60
"""Words. What a participant says at such length before the first question or after the last is not small talk."""

_LONGEST_REACTION = 6
"""Words. So short a turn after a remark that asks nothing only takes note of it."""

_SURE_ENOUGH = 0.35
"""Below this probability a unit stays untagged."""
_PLAINLY_CLOSER, _PLAINLY_MORE = 0.2, 0.25
"""Cosines, and shares of telling words, by which another question fits plainly better than the one in force."""
_MOST_AGREEMENT = 1.5
_USUAL_LENGTH = 30
"""Words of a unit from which its own words say enough."""
_MOST_EVIDENCE = 4.0


@dataclass(frozen=True)
class UnitScores:
    """What units say by themselves about every question. Shapes: [units, questions]; `cosines` are 0 without the model.

    `firsts` and `sizes` (words) are per unit: the first of a turn is what answers the question, a short one says little.
    """

    cosines: Scores
    shares: Scores
    evidence: Scores
    firsts: Scores
    sizes: Scores


@dataclass(frozen=True)
class Tag:
    """A question (number in the branch, None for untagged), how it was found, and how sure that is, 0 to 1."""

    question: int | None
    how: str
    confidence: float


def leftover_kind(text: str, heard: TrackedTurn | None, *, any_question: bool, cues: Cues) -> str | None:
    """The name of the leftover that a participant turn is as a whole; None if it holds units.

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


def answer_features(own: UnitScores) -> dict[str, Scores]:
    """What speaks for a unit to answer a question while one is in force, by name [units, in force, answered]."""
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
    """By how much a question fits better than the one in force [units, in force, answered]."""
    return scores[:, None, :] - scores[:, :, None]


def answer_probabilities(own: UnitScores, weights: dict[str, float]) -> Scores:
    """Probability of the question that a unit answers, given the one in force [units, in force, answered]."""
    total = weighted_sum(answer_features(own), weights)
    scores: Scores = np.exp(total - log_sum(total, axis=2)[..., None])
    return scores


def tag(heard: TrackedTurn | None, own: Scores | None) -> Tag:
    """The question of one unit: most often the one in force, unless its own words plainly say another.

    `own` [in force, answered] are probabilities; None where there is no guide.
    """
    if heard is None or own is None or not heard.chances:
        return Tag(None, "untagged", 0.0)
    chances = np.array(heard.chances) @ own
    best = int(chances.argmax())
    confidence = min(1.0, float(chances[best]))
    if confidence < _SURE_ENOUGH:
        return Tag(None, "untagged", confidence)
    if best != heard.question:
        return Tag(best, "own_words", confidence)
    return Tag(best, "follow_up" if heard.kind == "follow_up" else "asked", confidence)
