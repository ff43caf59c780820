"""Viterbi decoding and forward-backward probabilities for the chain of questions in force.

The hidden state is the question in force; each interviewer turn either keeps it or enters another. The guide's order is a
preference and not a rule: interviewers skip, change the order and come back.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class DecodedPath:
    """A path through the chain: `path` is the state after each turn, `chances` the marginal probabilities [turns, states].

    `likeliest` is the single most likely path.
    """

    path: list[int]
    chances: Scores
    likeliest: list[int]


def decode(steps: Scores) -> DecodedPath:
    """The path on which most turns should be right, and the marginal probabilities, of a chain that starts in state 0.

    `steps` are log scores [turns, states before, states after]. A score of −inf is impossible; one possible path must exist.
    Of all possible paths the one with the greatest sum of marginal probabilities is taken (Käll, Krogh & Sonnhammer,
    An HMM posterior decoder for sequence feature prediction that includes homology information, Bioinformatics 2005): the
    single most likely one (Viterbi 1967) keeps a question where several ways of leaving it are each a little less likely.
    """
    turns, states = steps.shape[:2]
    if not turns:
        return DecodedPath([], np.zeros((0, states)), [])
    forward, backward = forward_backward(steps)
    marginals = forward[1:] + backward[1:]
    chances: Scores = np.exp(marginals - log_sum(marginals, axis=1)[:, None])
    expected = np.where(np.isfinite(steps), chances[:, None, :], -np.inf)
    return DecodedPath(_best_path(expected), chances, _best_path(steps))


def forward_backward(steps: Scores) -> tuple[Scores, Scores]:
    """Forward and backward messages: log sums over all paths from the start to a state, and from it to the end.

    Both have the shape [turns + 1, states].
    """
    turns, states = steps.shape[:2]
    forward, backward = np.full((turns + 1, states), -np.inf), np.zeros((turns + 1, states))
    forward[0, 0] = 0.0
    for turn in range(turns):
        forward[turn + 1] = log_sum(forward[turn][:, None] + steps[turn], axis=0)
    for turn in reversed(range(turns)):
        backward[turn] = log_sum(steps[turn] + backward[turn + 1][None, :], axis=1)
    return forward, backward


def _best_path(steps: Scores) -> list[int]:
    best, origins = np.full(steps.shape[1], -np.inf), []
    best[0] = 0.0
    for step in steps:
        scores = best[:, None] + step
        origins.append(scores.argmax(axis=0))
        best = scores.max(axis=0)
    path = [int(best.argmax())]
    for origin in reversed(origins[1:]):
        path.append(int(origin[path[-1]]))
    return path[::-1]


def log_sum(scores: Scores, axis: int) -> Scores:
    """Logarithm of the sum of exponentials along `axis`; −inf where everything is impossible."""
    top = scores.max(axis=axis, keepdims=True)
    anchor = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        total: Scores = np.log(np.exp(scores - anchor).sum(axis=axis)) + np.squeeze(anchor, axis=axis)
    return total
