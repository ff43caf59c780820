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
_CODES = re.compile(r"post|zip|\bid\b|(?:number|nummer|nr|no)\.?$|code|kode|born|birth|født|fødd|fødsel", re.IGNORECASE)
"""Names of columns whose numbers are no measures, and lead to people: postcodes, years of birth, numbers of files."""
_MOST_DIFFERENT = 0.5
"""Share of different values beyond which a column of words describes single people, and is not counted out."""
_FEW = 4
"""People among whom two may differ more; but never do all."""
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


class NumericColumn(NamedTuple):
    """A column of numbers; `missing` people have none, `others` something that is no number."""

    column: str
    spread: Spread
    missing: int
    others: int


class CategoricalColumn(NamedTuple):
    """A column of words: how many people have which, the most frequent first."""

    column: str
    counts: tuple[tuple[str, int], ...]
    missing: int


class UnlistedColumn(NamedTuple):
    """A column whose values would single people out: only how many have one."""

    column: str
    given: int
    missing: int


ColumnSummary = NumericColumn | CategoricalColumn | UnlistedColumn


def spread(values: Sequence[float]) -> Spread | None:
    """How `values` lie; None where there are none."""
    if not values:
        return None
    sd = statistics.stdev(values) if len(values) > 1 else None
    low, high = float(min(values)), float(max(values))
    return Spread(len(values), statistics.fmean(values), sd, statistics.median(values), low, high)


def describe_column(column: str, values: Sequence[str]) -> ColumnSummary:
    """A column of a table, a value for each person, empty where nothing is known.

    Numbers if most values are. Words are counted, unless all of them differ, or more than half among more than a few people,
    or one is long: such a column tells of single people. So does one of numbers that measure nothing.
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
    if not match or re.match(r"0\d", match[1]):  # a code
        return None
    return float(match[1].replace(",", "."))


def _counted(values: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Values and how often each occurs, whatever its capitals; written as it is first met."""
    written: dict[str, str] = {}
    for value in values:
        written.setdefault(value.casefold(), value)
    times = Counter(value.casefold() for value in values)
    return tuple((written[value], count) for value, count in sorted(times.items(), key=lambda one: (-one[1], one[0])))
