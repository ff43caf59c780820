"""Interviewer detection: the speaker who asks questions, uses the wording of the guide and talks less."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ipstranscribe.languages import pooled

OPENINGS = pooled(lambda one: one.floor.get("openings", ()))
"""First words of questions and of invitations to tell."""

_SENTENCE = re.compile(r"[^.?!…]+[.?!…]*")
_WORD = re.compile(r"\w+")
_LONG = 4
"""Letters from which on a word counts as a content word."""

ASKS, TALKS_LITTLE, KNOWS_GUIDE = 1.0, 0.5, 0.5
"""Weights of the three kinds of evidence."""

UNHEARD = 2
"""Questions that each speaker is taken to have asked besides those heard: where a recognizer hears hardly any question
mark, the one that it hears wrongly is not nearly all of them.
"""

CLEAR_LEAD = 0.15
"""Lead in score below which the choice is reported as uncertain; so it is where the other asks more."""


@dataclass(frozen=True)
class InterviewerGuess:
    """The most likely interviewer, None if there is only one speaker; `clear` if little speaks against it."""

    interviewer: int | None
    clear: bool


def find_interviewer(talk: Sequence[tuple[int, str]], guide_wording: Sequence[str] = ()) -> InterviewerGuess:
    """Find the interviewer, from `talk` (speaker and text of each turn, in order) and the wording of the guide."""
    speakers = sorted({speaker for speaker, _ in talk})
    if len(speakers) < 2:
        return InterviewerGuess(None, clear=False)
    turns = {speaker: [text for who, text in talk if who == speaker] for speaker in speakers}
    words = {speaker: sum(len(text.split()) for text in turns[speaker]) for speaker in speakers}
    asked = {speaker: UNHEARD + sum(map(_questions, turns[speaker])) for speaker in speakers}
    score = {
        speaker: ASKS * asked[speaker] / sum(asked.values())
        + TALKS_LITTLE * (1 - words[speaker] / (sum(words.values()) or 1))
        + KNOWS_GUIDE * _knowing(turns[speaker], guide_wording)
        for speaker in speakers
    }
    best, second = sorted(speakers, key=lambda speaker: -score[speaker])[:2]
    clear = score[best] - score[second] >= CLEAR_LEAD and asked[best] >= asked[second]
    return InterviewerGuess(best, clear=clear)


def _questions(text: str) -> float:
    """Number of questions in a turn; a sentence that only begins like a question counts half."""
    return sum(_question(sentence.strip()) for sentence in _SENTENCE.findall(text))


def _question(sentence: str) -> float:
    if sentence.endswith("?"):
        return 1.0
    first = _WORD.search(sentence.lower())
    return 0.5 if first and first.group() in OPENINGS else 0.0


def _knowing(turns: Sequence[str], guide_wording: Sequence[str]) -> float:
    """Mean overlap of the guide's questions with the turns, in content words: for each question the best turn. Long
    turns do not count.
    """
    said = [_long_words(text) for text in turns if len(text.split()) <= 80]
    asked = [words for words in map(_long_words, guide_wording) if words]
    if not said or not asked:
        return 0.0
    return sum(max(len(words & turn) for turn in said) / len(words) for words in asked) / len(asked)


def _long_words(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if len(word) >= _LONG}
