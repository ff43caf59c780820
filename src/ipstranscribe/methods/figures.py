"""Numbers and words of a table, described as articles describe them."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_NUMBER = re.compile(
    r"(?:ca\.?|about|approx\.?|omtrent|~)?\s*(-?\d{1,6}(?:[.,]\d+)?)\s*"
    r"(?:years?(?: old)?|yrs?|år(?: gammel)?|%)?",
    re.IGNORECASE,
)
"""A number as people write it into a table: "42", "42,5", "42 år", "ca. 50"."""
_MOST_DIFFERENT = 0.5
"""Share of different values beyond which a column of words describes single people, and is not counted out."""
_FEWEST_TO_TELL = 4
"""People of whom as many values may differ as there are."""
_LONGEST = 6
"""Words of a value; what is longer describes one person."""


class Spread(NamedTuple):
    """How values lie: `sd` is the sample's (n − 1), None for a single value."""

    n: int
    mean: float
    sd: float | None
    median: float
    low: float
    high: float


class Numbers(NamedTuple):
    """A column of numbers; `missing` people have none, `others` something that is no number."""

    column: str
    spread: Spread
    missing: int
    others: int


class Categories(NamedTuple):
    """A column of words: how many people have which, the most frequent first."""

    column: str
    counts: tuple[tuple[str, int], ...]
    missing: int


class Unlisted(NamedTuple):
    """A column whose values would single people out: only how many have one."""

    column: str
    given: int
    missing: int


Described = Numbers | Categories | Unlisted


def spread(values: Sequence[float]) -> Spread | None:
    """How `values` lie; None where there are none."""
    if not values:
        return None
    sd = statistics.stdev(values) if len(values) > 1 else None
    return Spread(len(values), statistics.fmean(values), sd, statistics.median(values), min(values), max(values))


def described(column: str, values: Sequence[str]) -> Described:
    """A column of a table, a value for each person, empty where nothing is known.

    Numbers if most values are. Words are counted, unless more than half of them differ among more than a few people or one
    is long: such a column tells of single people.
    """
    given = [" ".join(value.split()) for value in values if value.strip()]
    missing = len(values) - len(given)
    numbers = [number for value in given if (number := _number(value)) is not None]
    found = spread(numbers)
    if found and 2 * len(numbers) > len(given):
        return Numbers(column, found, missing, len(given) - len(numbers))
    counts = _counted(given)
    differ = len(given) > _FEWEST_TO_TELL and len(counts) > _MOST_DIFFERENT * len(given)
    if differ or any(len(value.split()) > _LONGEST for value in given):
        return Unlisted(column, len(given), missing)
    return Categories(column, counts, missing)


def _number(value: str) -> float | None:
    match = _NUMBER.fullmatch(value)
    return float(match[1].replace(",", ".")) if match else None


def _counted(values: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Values and how often each occurs, whatever its capitals; written as it is first met."""
    written: dict[str, str] = {}
    for value in values:
        written.setdefault(value.casefold(), value)
    times = Counter(value.casefold() for value in values)
    return tuple((written[value], count) for value, count in sorted(times.items(), key=lambda one: (-one[1], one[0])))
