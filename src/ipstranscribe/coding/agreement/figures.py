"""Figures of agreement: a value with what it rests on, or the reason why there is none, and its interval by bootstrap.

A coefficient is computed from sums that can be added over interviews, so that a bootstrap over interviews adds rows of a
matrix instead of counting again.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

WhyUndefined = Literal["one coder", "nobody coded", "one category", "no common passages"]
"""Why there is no figure: fewer than two coders had the same text; nobody coded any of it; everybody said the same of all of
it, so that nothing is left to chance; no two coders marked the same stretch."""

RESAMPLES, SEED = 2000, 2016
"""Bootstrap samples, and the seed of their choice: the same codings give the same interval."""
_SHARE = 0.95
"""Share of the bootstrap samples between the ends of an interval, and the least share in which the figure must exist."""


class Coefficient(NamedTuple):
    """A coefficient over some interviews: `sums` (interviews × k), and how a total of k sums becomes a value.

    `value` takes totals of the shape (…, k) and gives values of the shape (…), nan where there is none. `why` is the reason
    for that.
    """

    sums: Array
    value: Callable[[Array], Array]
    why: WhyUndefined = "one category"


class Figure(NamedTuple):
    """A figure of agreement: `value`, or None and `why`; `n` units or characters, by how many interviews.

    `low` and `high` are the ends of the 95 % interval; None where there are fewer than two interviews, or where the figure
    does not exist in too many of the samples.
    """

    value: float | None
    n: int
    interviews: int
    why: WhyUndefined | None = None
    low: float | None = None
    high: float | None = None


def undefined(why: WhyUndefined, n: int = 0, interviews: int = 0) -> Figure:
    """A figure that does not exist."""
    return Figure(None, n, interviews, why)


def figure(coefficient: Coefficient, n: int, resamples: int = RESAMPLES) -> Figure:
    """The figure of a coefficient over `n` units or characters, with its bootstrap interval over interviews."""
    value = float(_quietly(coefficient, coefficient.sums.sum(axis=0)))
    interviews = len(coefficient.sums)
    if np.isnan(value):
        return undefined(coefficient.why, n, interviews)
    low, high = _interval(coefficient, resamples)
    return Figure(value, n, interviews, None, low, high)


def _interval(coefficient: Coefficient, resamples: int) -> tuple[float | None, float | None]:
    interviews = len(coefficient.sums)
    if interviews < 2 or not resamples:
        return None, None
    draws = np.random.default_rng(SEED).multinomial(interviews, np.full(interviews, 1 / interviews), size=resamples)
    values = _quietly(coefficient, draws @ coefficient.sums)
    there = values[~np.isnan(values)]
    if len(there) < _SHARE * resamples:
        return None, None
    low, high = np.quantile(there, [(1 - _SHARE) / 2, (1 + _SHARE) / 2])
    return float(low), float(high)


def _quietly(coefficient: Coefficient, totals: Array) -> Array:
    """The values of totals; what cannot be divided is nan without a warning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return coefficient.value(totals)


def ratio(above: Array, below: Array) -> Array:
    """`above / below`, nan wherever `below` is not positive."""
    return np.where(below > 0, above / np.where(below > 0, below, 1), np.nan)
