"""Learns the weights of unit borders and lengths: semi-Markov conditional random fields, over sentences and over words.

`split_weights.py` writes them. Each is fitted by maximum likelihood with a quadratic penalty, as a few hundred borders are
too few to start from nothing. Needs scipy.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from benchmarks.interviews import Annotated, AnnotatedTurn
from numpy.typing import NDArray
from scipy.optimize import minimize

from ipstranscribe.split.questions.cues import cues_of, only
from ipstranscribe.split.questions.decoder import log_sum
from ipstranscribe.split.questions.vectors import StartModel
from ipstranscribe.split.units.cutter import Cutter
from ipstranscribe.split.units.sentences import sentence_spans
from ipstranscribe.split.units.unpunctuated import WordCutter, bare_words, may_begin
from ipstranscribe.split.words import spoken_words, word_count

Numbers = NDArray[np.float64]
Weights = dict[str, float]

USUAL_MIN_WORDS = 25
PENALTY = {"sentences": 0.5, "words": 0.5}


class Problem(NamedTuple):
    """A penalised likelihood: its loss and gradient at some weights, and where the search begins."""

    loss: Callable[[Numbers], tuple[float, Numbers]]
    guess: Weights
    penalty: float


def fitted(problem: Problem) -> Weights:
    """The weights of least loss; each is searched on the scale of its guess."""
    guess = np.array(list(problem.guess.values()))
    scale = np.maximum(1.0, np.abs(guess))

    def penalised(moved: Numbers) -> tuple[float, Numbers]:
        loss, gradient = problem.loss(guess + moved * scale)
        return loss + problem.penalty * float(moved @ moved), gradient * scale + 2 * problem.penalty * moved

    found = minimize(penalised, np.zeros_like(guess), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return dict(zip(problem.guess, (guess + found.x * scale).tolist(), strict=True))


class Turn(NamedTuple):
    """Features of one turn: of a border before each sentence [sentences, k], of units from one to another [n+1, n+1, l]."""

    turning: Numbers
    lengths: Numbers
    firsts: list[int]


def units_problem(interviews: Sequence[Annotated]) -> tuple[Problem, int]:
    """The problem of borders and lengths together, and how many of its weights are those of borders."""
    turns, names = [], list[str]()
    for interview in interviews:
        if all(len(turn.units) < 2 for turn in interview.turns):
            continue  # annotated for questions only
        cutter = Cutter(cues_of(interview.language), USUAL_MIN_WORDS)
        for turn in interview.turns:
            if turn.speaker == "P" and not only(spoken_words(turn.text), cutter.cues.backchannel):
                one, names, borders = _turn(turn, cutter)
                turns.append(one)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        parts = [_unit_loss(turn, weights[:borders], weights[borders:]) for turn in turns]
        return sum(p[0] for p in parts), np.sum([p[1] for p in parts], axis=0)

    return Problem(loss, dict.fromkeys(names, 0.0), PENALTY["sentences"]), borders


def _turn(turn: AnnotatedTurn, cutter: Cutter) -> tuple[Turn, list[str], int]:
    spans = sentence_spans(turn.text, cutter.cues)
    texts = [turn.text[a:b] for a, b in spans]
    turning = cutter.boundary_features(texts)
    until = np.cumsum([0, *(max(1, word_count(text)) for text in texts)])
    names = list(cutter.length_features(10, 1))
    lengths = np.zeros((len(spans) + 1, len(spans) + 1, len(names)))
    for first in range(len(spans)):
        for end in range(first + 1, len(spans) + 1):
            lengths[first, end] = list(cutter.length_features(int(until[end] - until[first]), end - first).values())
    starts = np.array([a for a, _ in spans])
    firsts = sorted({0, *(int(np.abs(starts - unit.start).argmin()) for unit in turn.units)})
    columns = np.stack(list(turning.values()), axis=1)
    columns[0] = 0.0
    return Turn(columns, lengths, firsts), [*turning, *names], len(turning)


def unpunctuated_problem(interviews: Sequence[Annotated], starts: StartModel | None) -> tuple[Problem, int]:
    """The same problem over words, of `interviews` read without capitals and punctuation; `starts` as in `WordCutter`."""
    turns, names, borders = [], list[str](), 0
    for interview in interviews:
        if all(len(turn.units) < 2 for turn in interview.turns):
            continue
        cutter = WordCutter(cues_of(interview.language), USUAL_MIN_WORDS, starts)
        for turn in interview.turns:
            if turn.speaker == "P" and turn.question and not only(spoken_words(turn.text), cutter.cues.backchannel):
                one, names, borders = _word_turn(turn, cutter)
                turns.append(one)

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        parts = [_unit_loss(turn, weights[:borders], weights[borders:]) for turn in turns if len(turn.turning) > 1]
        return sum(p[0] for p in parts), np.sum([p[1] for p in parts], axis=0)

    return Problem(loss, dict.fromkeys(names, 0.0), PENALTY["words"]), borders


def _word_turn(turn: AnnotatedTurn, cutter: WordCutter) -> tuple[Turn, list[str], int]:
    turning = cutter.boundary_features(bare_words(turn.text))
    places = np.array([m.start() for m in re.finditer(r"\S+", turn.text)])
    can = np.array([0, *np.flatnonzero(may_begin(turning["start"]))])
    names = list(cutter.length_features(1))
    by_length = np.array(
        [[0.0] * len(names), *(list(cutter.length_features(n).values()) for n in range(1, len(places) + 1))]
    )
    until = np.array([*can, len(places)])
    lengths = by_length[np.maximum(0, until[None, :] - until[:, None])]
    firsts = sorted({0, *(int(np.abs(places[can] - unit.start).argmin()) for unit in turn.units)})
    columns = np.stack(list(turning.values()), axis=1)[can]
    columns[0] = 0.0
    return Turn(columns, lengths, firsts), [*turning, *names], len(turning)


def _unit_loss(turn: Turn, borders: Numbers, lengths: Numbers) -> tuple[float, Numbers]:
    cut, unit = turn.turning @ borders, turn.lengths @ lengths
    size = len(cut)
    forward, backward = np.full(size + 1, -np.inf), np.zeros(size + 1)
    forward[0] = 0.0
    for end in range(1, size + 1):
        forward[end] = log_sum(forward[:end] + unit[:end, end] + cut[:end], axis=0)
    for first in reversed(range(size)):
        backward[first] = cut[first] + log_sum(unit[first, first + 1 :] + backward[first + 1 :], axis=0)
    loss = float(forward[size])
    by_border, by_length = np.zeros(len(borders)), np.zeros(len(lengths))
    for first in range(size):
        chances = np.exp(forward[first] + cut[first] + unit[first, first + 1 :] + backward[first + 1 :] - forward[size])
        by_border += chances.sum() * turn.turning[first]
        by_length += chances @ turn.lengths[first, first + 1 :]
    for first, end in pairwise([*turn.firsts, size]):
        loss -= float(cut[first] + unit[first, end])
        by_border -= turn.turning[first]
        by_length -= turn.lengths[first, end]
    return loss, np.concatenate([by_border, by_length])


def border_tables(problem: tuple[Problem, int], ending: str = "") -> dict[str, Weights]:
    """The weights of borders and of lengths, each under the name of its table."""
    both = fitted(problem[0])
    names = list(both)
    parts = {"border": names[: problem[1]], "length": names[problem[1] :]}
    return {part + ending: {name: both[name] for name in some} for part, some in parts.items()}


def border_weights(
    interviews: Sequence[Annotated], plain: Sequence[Annotated], starts: StartModel
) -> dict[str, Weights]:
    """The models of borders and lengths; `plain` are the interviews without capitals and punctuation."""
    return (
        border_tables(units_problem(interviews))
        | border_tables(unpunctuated_problem(plain, starts), "_unpunctuated")
        | border_tables(unpunctuated_problem(plain, None), "_unpunctuated_lexical")
    )
