"""Descriptive statistics of table columns, as articles report them."""

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
"""A number as people type it into a table: "42", "42,5", "42 år", "ca. 50"."""
_CODES = re.compile(r"post|zip|\bid\b|(?:number|nummer|nr|no)\.?$|code|kode|born|birth|født|fødd|fødsel", re.IGNORECASE)
"""Names of columns whose numbers are identifying codes and no measures: postcodes, years of birth, file numbers."""
_MOST_DIFFERENT = 0.5
"""Share of distinct values above which a column of words describes single people and is not tabulated."""
_FEW = 4
"""Number of people up to which that share may be higher, unless all values differ."""
_LONGEST = 6
"""Maximum number of words in a value; a longer one describes one person."""


class Spread(NamedTuple):
    """Descriptive statistics of a sample: `sd` is the sample standard deviation (n − 1), None for a single value."""

    n: int
    mean: float
    sd: float | None
    median: float
    low: float
    high: float


class NumericColumn(NamedTuple):
    """A numeric column; `missing` people have no value, `others` one that is no number."""

    column: str
    spread: Spread
    missing: int
    others: int


class CategoricalColumn(NamedTuple):
    """A categorical column: frequency of each value, the highest first."""

    column: str
    counts: tuple[tuple[str, int], ...]
    missing: int


class UnlistedColumn(NamedTuple):
    """A column whose values would identify single people: only the number of people with a value."""

    column: str
    given: int
    missing: int


ColumnSummary = NumericColumn | CategoricalColumn | UnlistedColumn


def spread(values: Sequence[float]) -> Spread | None:
    """The descriptive statistics of `values`; None if there are none."""
    if not values:
        return None
    sd = statistics.stdev(values) if len(values) > 1 else None
    low, high = float(min(values)), float(max(values))
    return Spread(len(values), statistics.fmean(values), sd, statistics.median(values), low, high)


def describe_column(column: str, values: Sequence[str]) -> ColumnSummary:
    """Describe a column with a value per person, empty where unknown.

    It is numeric if most values are numbers. Words are tabulated, unless all of them differ, or more than half do among more
    than a few people, or one is long: such a column identifies single people. So does one of numbers that are codes.
    """
    given = [" ".join(value.split()) for value in values if value.strip()]
    missing = len(values) - len(given)
    counts = _counted(given)
    if given and _CODES.search(column):
        return UnlistedColumn(column, len(given), missing)
    numbers = [number for value in given if (number := _number(value)) is not None]
    found = spread(numbers)
    if found and 2 * len(numbers) > len(given):
        return NumericColumn(column, found, missing, len(given) - len(numbers))
    if given and (_differ(len(counts), len(given)) or any(len(value.split()) > _LONGEST for value in given)):
        return UnlistedColumn(column, len(given), missing)
    return CategoricalColumn(column, counts, missing)


def _differ(different: int, people: int) -> bool:
    return different == people or (people > _FEW and different > _MOST_DIFFERENT * people)


def _number(value: str) -> float | None:
    match = _NUMBER.fullmatch(value)
    if not match or re.match(r"0\d", match[1]):  # a leading zero: a code
        return None
    return float(match[1].replace(",", "."))


def _counted(values: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Frequencies of the values, ignoring letter case; each is spelt as it first occurs."""
    written: dict[str, str] = {}
    for value in values:
        written.setdefault(value.casefold(), value)
    times = Counter(value.casefold() for value in values)
    return tuple((written[value], count) for value, count in sorted(times.items(), key=lambda one: (-one[1], one[0])))
