"""The most likely course of an interview through its guide, and how sure that is.

A hidden semi-fixed chain: the state is the question in force, each interviewer turn either leaves it or enters another.
Order is a preference and not a rule: interviewers skip, change the order and come back.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Chain:
    """Log scores. Shapes: `stay` and `enter` [turns, states], `move` [states, states] from row to column.

    The chain begins in state 0. A score of −inf is impossible; staying must be possible somewhere at every turn.
    """

    stay: Scores
    enter: Scores
    move: Scores

    def step(self, turn: int) -> Scores:
        """Log scores [states before, states after] of interviewer turn `turn`."""
        scores: Scores = self.move + self.enter[turn]
        np.fill_diagonal(scores, self.stay[turn])
        return scores


@dataclass(frozen=True)
class Course:
    """`path`: the state after each turn. `certainty`: the probability of that state given all turns, 0 to 1."""

    path: list[int]
    certainty: list[float]


def decode(chain: Chain) -> Course:
    """The best path (Viterbi 1967) and the marginal probability of each of its states (forward-backward)."""
    turns, states = chain.stay.shape
    if not turns:
        return Course([], [])
    steps = [chain.step(turn) for turn in range(turns)]
    start = np.full(states, -np.inf)
    start[0] = 0.0
    path = _best_path(start, steps)
    forward = [start]
    for step in steps:
        forward.append(_log_sum(forward[-1][:, None] + step, axis=0))
    backward = [np.zeros(states)]
    for step in reversed(steps[1:]):
        backward.append(_log_sum(step + backward[-1][None, :], axis=1))
    marginals = [f + b for f, b in zip(forward[1:], reversed(backward), strict=True)]
    certainty = [float(np.exp(m[state] - _log_sum(m, axis=0))) for m, state in zip(marginals, path, strict=True)]
    return Course(path, [min(1.0, c) for c in certainty])


def _best_path(start: Scores, steps: list[Scores]) -> list[int]:
    best, origins = start, []
    for step in steps:
        scores = best[:, None] + step
        origins.append(scores.argmax(axis=0))
        best = scores.max(axis=0)
    path = [int(best.argmax())]
    for origin in reversed(origins[1:]):
        path.append(int(origin[path[-1]]))
    return path[::-1]


def _log_sum(scores: Scores, axis: int) -> Scores:
    """Logarithm of the sum of exponentials along `axis`; −inf where everything is impossible."""
    top = scores.max(axis=axis, keepdims=True)
    anchor = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        total: Scores = np.log(np.exp(scores - anchor).sum(axis=axis)) + np.squeeze(anchor, axis=axis)
    return total
