"""Question tagging: which question each unit answers, or which kind of leftover it is."""

from dataclasses import dataclass

import numpy as np

from ipstranscribe.split.questions.asked import TrackedTurn
from ipstranscribe.split.questions.cues import Cues, only
from ipstranscribe.split.questions.decoder import Scores
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


@dataclass(frozen=True)
class Tag:
    """A question tag: index in the branch (None for untagged), how it was found, and its confidence, 0 to 1.

    `alternatives` are the indices of other questions that are nearly as likely, the likeliest first.
    """

    question: int | None
    how: str
    confidence: float
    alternatives: tuple[int, ...] = ()


CONTACT = Tag(None, "contact details", 1.0)
"""The tag of a unit that tells how somebody is reached or a name is written (contact_talk)."""


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


def tag(heard: TrackedTurn | None, own: Scores | None, *, points_back: bool = False) -> Tag:
    """Choose the question of one unit: usually the one in force, unless its own words clearly match another.

    `own` [in force, answered] are probabilities; None where there is no guide. `points_back` is told with the tag.
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
        return Tag(best, "own_words, points back" if points_back else "own_words", confidence, close[1:])
    return Tag(best, "follow_up" if heard.kind == "follow_up" else "asked", confidence, close[1:])
