"""Which question each piece of participant talk answers, or what kind of leftover it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from ipstranscribe.split.asked import Heard
from ipstranscribe.split.cues import Cues, only
from ipstranscribe.split.decoder import Scores
from ipstranscribe.split.words import spoken_words, word_count

LONGEST_SMALL_TALK = 60
"""Words. What a participant says at such length before the first question or after the last is not small talk."""

_LONGEST_REACTION = 6
"""Words. So short a turn after a remark that asks nothing only takes note of it."""

_SURE_ENOUGH = 0.3
"""Below this probability of the question in force a unit stays untagged."""

_OWN_LEAD = 0.4
_OWN_LEAST = 0.28
"""Cosines. By how much another question must fit a unit's own words better than the one in force, and how well at least.
Both must be plain: one unit in twenty answers something else than what was asked. A lead of .2 found four of the seven
returns of the development interviews, and took as many right tags away on others; see docs/benchmarks.md."""
_OWN_SHARE = 0.3
"""Cosine worth of sharing all telling words with a question."""


@dataclass(frozen=True)
class Tag:
    """A question (number in the branch, None for untagged), how it was found, and how sure that is, 0 to 1."""

    question: int | None
    how: str
    confidence: float


def leftover_of(text: str, heard: Heard | None, *, any_question: bool, cues: Cues) -> str | None:
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


def tag(heard: Heard | None, own: Sequence[float] | None) -> Tag:
    """The question of one unit: the one in force, unless its own words (`own`, a score per question) say another."""
    if heard is None or heard.question is None:
        return Tag(None, "untagged", 0.0)
    if own is not None:
        best = max(range(len(own)), key=lambda q: own[q])
        lead = own[best] - own[heard.question]
        if best != heard.question and lead >= _OWN_LEAD and own[best] >= _OWN_LEAST:
            return Tag(best, "own_words", min(0.9, 0.5 + lead))
    if heard.certainty < _SURE_ENOUGH:
        return Tag(None, "untagged", heard.certainty)
    return Tag(heard.question, "follow_up" if heard.kind == "follow_up" else "asked", heard.certainty)


def own_scores(cosines: Scores | None, shares: Scores) -> Scores | None:
    """Scores [units, questions] of what units say by themselves; None without the sentence model.

    Shared words alone do not carry: a unit that answers one question freely shares words with several.
    """
    if cosines is None:
        return None
    own: Scores = cosines + _OWN_SHARE * shares
    return own
