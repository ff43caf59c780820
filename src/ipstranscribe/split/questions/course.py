"""Transition scores of a linear-chain conditional random field over the guide's questions.

States: 0 before the first question, 1 to n the questions, n + 1 after the closing. A transition goes from the question in
force before an interviewer turn to the one in force after it. The weights (`weights.toml`) were learnt from annotated
interviews (Lafferty, McCallum & Pereira, Conditional random fields, ICML 2001).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.split.questions.cues import Cues, contains, only
from ipstranscribe.split.questions.decoder import Scores, log_sum
from ipstranscribe.split.questions.matching import MeaningMatcher, WordMatcher
from ipstranscribe.split.questions.past import Past, TalkTurn
from ipstranscribe.split.weights import weighted_sum, weights
from ipstranscribe.split.words import first_words, spoken_words, word_count

_USUAL_LENGTH = 12
"""Usual number of words of an interviewer turn that asks something."""
_MOST_EVIDENCE = 5.0
_FARTHEST = 4
"""Number of questions; skipping more is no less likely."""
_LIKENESS = {"cosines": 15.0, "answered": 8.0, "shares": 7.0}
"""What makes a turn and its answer like a question when turns are compared: about as the learnt weights have it."""
_NOTHING_LIKE = -99.0
_LEAST_LIKE = -1.0
"""Log of how much more a turn is like a question than turns are on average; less is no less likely."""
_USUAL_SCARCITY = -1.3
"""Log of questions per turn that asks: two in seven."""
_LATE = 4
"""Number of turns at the end in which the last question is asked and thanks count as the closing."""
_ANSWER_WORDS = 12
"""Number of words, the first of an answer, that say what was asked: what is told later drifts, and costs time."""


@dataclass(frozen=True)
class Matchers:
    """The matchers that score turns against the guide. `meaning` is None where the user chose to do without the model."""

    meaning: MeaningMatcher | None
    words: WordMatcher
    cues: Cues

    def weights_of(self, model: Literal["course", "answer"]) -> dict[str, float]:
        """The weights of a model, learnt with such matchers: with a taught sentence model, another one, or without."""
        ending = "_lexical" if self.meaning is None else "" if self.meaning.taught else "_plain"
        return weights(f"{model}{ending}")


@dataclass(frozen=True)
class TurnScores:
    """Match scores of every interviewer turn with every question of the guide. Shapes: [turns, questions].

    `cosines` and `answered` (how the answer to a turn that asks begins) are 0 without the model.
    """

    texts: tuple[str, ...]
    cosines: Scores
    shares: Scores
    evidence: Scores
    answered: Scores
    answer_shares: Scores
    cues: Cues

    @classmethod
    def of(cls, talk: Sequence[TalkTurn], matchers: Matchers) -> "TurnScores":
        """Score the interviewer turns of `talk` against the guide."""
        texts = tuple(turn.text for turn in talk if turn.interviewer)
        shares, evidence = matchers.words.scores(texts), matchers.words.evidence(texts)
        nothing = np.zeros_like(shares)
        answers = _answers(talk)
        shared = _apart(matchers.words.scores(answers))
        if matchers.meaning is None:
            return cls(texts, nothing, shares, evidence, nothing, shared, matchers.cues)
        asked = [not only(spoken_words(text), matchers.cues.backchannel) for text in texts]
        said = [not only(spoken_words(text), matchers.cues.backchannel) for text in answers]
        telling = np.flatnonzero(np.logical_and(asked, said))
        answered = np.zeros_like(shares)
        answered[telling] = _apart(
            matchers.meaning.scores([first_words(answers[row], _ANSWER_WORDS) for row in telling])
        )
        return cls(texts, matchers.meaning.scores(texts), shares, evidence, answered, shared, matchers.cues)


def _answers(talk: Sequence[TalkTurn]) -> list[str]:
    answers: list[str] = []
    for turn in talk:
        if turn.interviewer:
            answers.append("")
        elif answers:
            answers[-1] += " " + turn.text
    return answers


def asks_something(text: str, cues: Cues) -> bool:
    """Whether an interviewer turn puts a question, whatever it is about."""
    words = spoken_words(text)
    return not only(words, cues.backchannel) and ("?" in text or contains(words, cues.asks))


def _apart(scores: Scores) -> Scores:
    centred: Scores = scores - scores.mean(axis=1, keepdims=True)
    return centred


def transition_features(asking: TurnScores, past: Past | None) -> dict[str, Scores]:
    """The transition features by name; each can be broadcast to [turns, states before, states after].

    Without a `past`, what comes earlier in the guide than the question in force counts as said.
    """
    reference = np.zeros_like(asking.shares) if past is None else past.reference
    turns, count = asking.shares.shape
    before, after = np.arange(count + 2)[:, None], np.arange(count + 2)[None, :]
    asked = (after > 0) & (after <= count)
    enters, stays = asked & (before != after), asked & (before == after)
    closes = (after == count + 1) & (before <= count)
    words = [spoken_words(text) for text in asking.texts]
    returns, ends = (
        _column([contains(w, phrases) for w in words]) for phrases in (asking.cues.returns, asking.cues.closes)
    )
    lengths = np.array([max(word_count(text), 1) for text in asking.texts]) / _USUAL_LENGTH
    position = np.arange(turns)[:, None, None]
    late, early = position >= turns - _LATE, position < turns / 2
    fits = {
        "cosine": asking.cosines,
        "share": asking.shares,
        "evidence": np.minimum(_MOST_EVIDENCE, asking.evidence),
        "answer": asking.answered,
        "answer_share": asking.answer_shares,
        "reference": reference,
    }
    said = (asked & (after < before))[None] if past is None else _padded(past.said.astype(np.float64))[:, None, :]
    spread = {name: _padded(scores)[:, None, :] for name, scores in fits.items()}
    rivals = np.maximum(0.0, _best_other(asking.evidence) - asking.evidence)
    among, most = _among_turns(asking)
    return {
        "enter": enters * np.ones((turns, 1, 1)),
        **{f"enter_{name}": enters * scores for name, scores in spread.items()},
        "enter_among": enters * _padded(among)[:, None, :],
        "enter_most_like": enters * _padded(most)[:, None, :],
        "enter_scarce": enters * np.full((turns, 1, 1), _scarcity(asking)),
        "enter_length": enters * np.clip(np.log(lengths), -1.5, 1.0)[:, None, None],
        "enter_returning": enters * returns * said,
        "enter_returning_new": enters * returns * (1.0 - said),
        "enter_returning_reference": enters * returns * spread["reference"],
        "enter_again": enters * (1.0 - returns) * said,
        "enter_taken_up": enters * np.maximum(0.0, spread["reference"] - _padded(reference)[:, :, None]),
        "enter_back": (enters & (after < before)) * (1.0 - returns),
        "enter_skip": enters * np.clip(after - before - 1, 0, _FARTHEST) * np.ones((turns, 1, 1)),
        "enter_first": (enters & (before == 0) & (after == 1)) * np.ones((turns, 1, 1)),
        "enter_last_late": (enters & (after == count)) * late,
        "enter_last_early": (enters & (after == count)) * early,
        "stay_cosine": stays * np.maximum(0.0, spread["cosine"]),
        "stay_evidence": stays * spread["evidence"],
        "stay_answer": stays * spread["answer"],
        "stay_answer_share": stays * spread["answer_share"],
        "stay_rival": stays * _padded(rivals)[:, None, :],
        "close_cue": closes * ends,
        "close_no_cue": closes * (1.0 - ends),
        "close_early": closes * ~late,
        "close_unbegun": (closes & (before == 0)) * np.ones((turns, 1, 1)),
    }


def _among_turns(asking: TurnScores) -> tuple[Scores, Scores]:
    """How each turn stands among all turns that say something [turns, questions]: nearly every question is asked somewhere.

    The log of how much more it is like a question than turns are on average, and whether none is more like it.
    """
    likeness = sum((by * getattr(asking, name) for name, by in _LIKENESS.items()), start=np.zeros_like(asking.shares))
    nods = _nods(asking)
    likeness[nods] = _NOTHING_LIKE
    more = likeness - log_sum(likeness, axis=0) + math.log(max(1, int((~nods).sum())))
    most = (likeness == likeness.max(axis=0)) & (likeness > 0)
    return np.maximum(_LEAST_LIKE, more), most.astype(np.float64)


def _nods(asking: TurnScores) -> NDArray[np.bool_]:
    return np.array([only(spoken_words(text), asking.cues.backchannel) for text in asking.texts])


def _scarcity(asking: TurnScores) -> float:
    """Log of questions of the guide per turn that asks: the fewer turns, the more of them open a question.

    An excerpt, in which fewer turns ask than the guide has questions, tells nothing of this.
    """
    asked = sum(asks_something(text, asking.cues) for text in asking.texts)
    count = asking.shares.shape[1]
    return math.log(count / asked) if asked >= count else _USUAL_SCARCITY


def allowed_transitions(asking: TurnScores) -> NDArray[np.bool_]:
    """Mask of allowed transitions: none leads back before the first question, and a backchannel changes no question."""
    count = asking.shares.shape[1]
    states = np.arange(count + 2)
    staying = states[:, None] == states[None, :]
    can: NDArray[np.bool_] = staying | ((states[None, :] > 0) & ~_nods(asking)[:, None, None])
    return can


def transition_scores(asking: TurnScores, past: Past | None, weights: dict[str, float]) -> Scores:
    """Log scores of all transitions [turns, states before, states after]; −inf where one is not allowed."""
    total = weighted_sum(transition_features(asking, past), weights)
    scores: Scores = np.where(allowed_transitions(asking), total, -np.inf)
    return scores


def _column(flags: Sequence[bool]) -> Scores:
    return np.array(flags, dtype=np.float64)[:, None, None]


def _padded(scores: Scores) -> Scores:
    """Pad scores from [turns, questions] to [turns, states]."""
    return np.pad(scores, ((0, 0), (1, 1)))


def _best_other(scores: Scores) -> Scores:
    """For each question, the best score among the other questions [turns, questions]; 0 for a guide of one question."""
    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    others = [np.delete(scores, question, axis=1).max(axis=1) for question in range(scores.shape[1])]
    best: Scores = np.stack(others, axis=1)
    return best
