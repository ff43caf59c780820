"""Question tracking over interviewer turns: each asks a main question of the guide, a follow-up to it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ipstranscribe.model import Question
from ipstranscribe.split.questions.course import Matchers, TurnScores, asks_something, transition_scores
from ipstranscribe.split.questions.cues import Cues, contains, only
from ipstranscribe.split.questions.decoder import DecodedPath, Scores, decode
from ipstranscribe.split.questions.past import Past, TalkTurn, said_before
from ipstranscribe.split.words import spoken_words

_LIKE_IT = 0.2
"""Cosine similarity from which a turn is clearly like a question."""


@dataclass(frozen=True)
class TrackedTurn:
    """An interviewer turn and the question it asks. `question` is an index into the branch's questions; None: none in force.

    `phase` is `before` the first main question, `during`, or `after` the closing. `remark` is true of a turn that says
    something but asks nothing. `chances` are the probabilities that each question is in force after the turn.
    """

    turn: str
    question: int | None
    kind: Literal["main", "follow_up", "none"]
    certainty: float
    why: str
    phase: Literal["before", "during", "after"]
    remark: bool = False
    chances: tuple[float, ...] = ()


def track_questions(talk: Sequence[TalkTurn], questions: Sequence[Question], matchers: Matchers) -> list[TrackedTurn]:
    """Track the question in force: one entry per interviewer turn, in order.

    Decoding runs twice: back-references can only be scored once it is known what was said under which question.
    """
    if not questions or not any(turn.interviewer for turn in talk):
        return []
    asking = TurnScores.of(talk, matchers)
    learnt = matchers.weights_of("course")
    first = decode(transition_scores(asking, None, learnt))
    past = Past.of(talk, first.likeliest, len(questions), matchers.cues)
    course = decode(transition_scores(asking, past, learnt))
    return _told(talk, course, asking)


def never_asked(heard: Sequence[TrackedTurn]) -> Scores:
    """The probability of each question that it is in force after none of the turns [questions]."""
    likeliest: Scores = np.array([turn.chances for turn in heard]).max(axis=0)
    return 1.0 - np.minimum(1.0, likeliest)


def _told(talk: Sequence[TalkTurn], course: DecodedPath, asking: TurnScores) -> list[TrackedTurn]:
    """The decoded path as one record per turn."""
    turns, said = [turn for turn in talk if turn.interviewer], said_before(talk, course.path, asking.shares.shape[1])
    heard = []
    before, last = 0, asking.shares.shape[1]
    for row, (turn, state) in enumerate(zip(turns, course.path, strict=True)):
        certainty = min(1.0, float(course.chances[row, state]))
        chances = tuple(course.chances[row, 1:-1].tolist())
        if 0 < state <= last:
            kind, why = _kind(asking, row, state - 1, entered=state != before, said=bool(said[row, state - 1]))
            remark = _is_remark(turn.text, asking.cues)
            heard.append(TrackedTurn(turn.id, state - 1, kind, certainty, why, "during", remark, chances))
        else:
            phase: Literal["before", "after"] = "before" if state == 0 else "after"
            why = "no question of the guide"
            heard.append(TrackedTurn(turn.id, None, "none", certainty, why, phase, chances=chances))
        before = state
    return heard


def _kind(
    asking: TurnScores, row: int, question: int, *, entered: bool, said: bool
) -> tuple[Literal["main", "follow_up", "none"], str]:
    text, cues = asking.texts[row], asking.cues
    if entered:
        evidence = asking.evidence[row]
        named = 0 < evidence[question] == evidence.max() or asking.cosines[row, question] >= _LIKE_IT
        if said and contains(spoken_words(text), cues.returns):
            return "main", "goes back to what was said under it"
        if named:
            return "main", "matches the guide"
        return "follow_up", "fits best where the talk went"
    return (
        ("follow_up", "a question under the one in force") if asks_something(text, cues) else ("none", "asks nothing")
    )


def _is_remark(text: str, cues: Cues) -> bool:
    return not only(spoken_words(text), cues.backchannel) and not asks_something(text, cues)
