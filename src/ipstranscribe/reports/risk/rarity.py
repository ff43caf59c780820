"""k-anonymity check: combinations of describing attributes (quasi-identifiers) that fewer than k participants share.

A combination of columns is k-anonymous if everybody shares their values in it with k − 1 others (L. Sweeney, k-anonymity:
a model for protecting privacy, Int. J. of Uncertainty, Fuzziness and Knowledge-Based Systems 10(5), 2002). Values held by
fewer are listed as minimal ones: no part of them is as rare (M. J. Elliot, A. M. Manning and R. W. Ford, A computational
algorithm for handling the special uniques problem, in the same issue).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import NamedTuple

from ipstranscribe.model import Participant

People = Mapping[str, Mapping[str, str]]
"""Participant id → column → value. Empty cells are left out: they identify nobody."""

WIDEST = 3
"""Maximum number of columns in a combination."""
_WORK = 1_000_000
"""Limit on cells (combinations × people) above which fewer columns are combined; 200 people × 20 columns need a quarter."""

_NUMBER = re.compile(r"(\d{1,4})(?:[.,]\d+)?(?:\s*(?:years?|yrs?|år))?", re.IGNORECASE)
_COUNTS_END = 20
"""A column whose numbers all stay below this holds counts or codes (children, groups), for which bands are too coarse."""


class Attribute(NamedTuple):
    """A describing attribute: a column and its value."""

    column: str
    value: str


@dataclass(frozen=True)
class RareCombination:
    """A rare combination of attributes, and the ids of the people who share it."""

    attributes: tuple[Attribute, ...]
    held_by: tuple[str, ...]


@dataclass(frozen=True)
class ColumnGroup:
    """A combination of columns. `in_small` people share their values with fewer than k − 1 others, `alone` with nobody."""

    names: tuple[str, ...]
    smallest: int
    in_small: int
    alone: int


@dataclass(frozen=True)
class Rarity:
    """Rare combinations among `people` participants, fewest columns and people first; up to `widest` columns combined."""

    people: int
    columns: tuple[str, ...]
    widest: int
    rare: tuple[RareCombination, ...] = ()
    groupings: tuple[ColumnGroup, ...] = ()


def comparable_attributes(
    participants: Iterable[Participant], columns: Sequence[str], branch: str = "branch"
) -> People:
    """Describing attributes of `participants` from `columns` and the guide's branch, in comparable form.

    A column of numbers only is grouped into bands of ten (`30–39`); letter case and blanks do not count.
    """
    told: dict[str, dict[str, str]] = {p.id: {} for p in participants}
    for column in (*columns, branch):
        given = {p.id: (p.branch or "") if column == branch else p.attributes.get(column, "") for p in participants}
        for person, value in _comparable({i: " ".join(v.split()) for i, v in given.items() if v.strip()}).items():
            told[person][column] = value
    return told


def rarity(people: People, k: int) -> Rarity:
    """Find combinations of up to three attributes shared by fewer than `k` of `people`; none are listed below `k` people."""
    columns = tuple(dict.fromkeys(column for told in people.values() for column in told))
    widest = _widest(len(columns), len(people))
    if len(people) < k:
        return Rarity(len(people), columns, widest)
    rare: dict[frozenset[Attribute], RareCombination] = {}
    groupings = []
    for names in (names for size in range(1, widest + 1) for names in combinations(columns, size)):
        groups = _groups(people, names)
        small = {values: held_by for values, held_by in groups.items() if len(held_by) < k}
        rare |= {
            frozenset(values): RareCombination(values, held_by)
            for values, held_by in small.items()
            if _minimal(values, rare)
        }
        if groups:
            groupings.append(_summed(names, [len(held_by) for held_by in groups.values()], k))
    in_order = sorted(rare.values(), key=lambda one: (len(one.attributes), len(one.held_by), one.attributes))
    return Rarity(len(people), columns, widest, tuple(in_order), tuple(sorted(groupings, key=_telling)))


def _groups(people: People, names: Sequence[str]) -> dict[tuple[Attribute, ...], tuple[str, ...]]:
    """Group people by their values in these columns; a person with a missing value is in no group."""
    groups: dict[tuple[Attribute, ...], list[str]] = defaultdict(list)
    for person, told in people.items():
        if all(name in told for name in names):
            groups[tuple(Attribute(name, told[name]) for name in names)].append(person)
    return {values: tuple(held_by) for values, held_by in groups.items()}


def _minimal(values: Sequence[Attribute], rare: Mapping[frozenset[Attribute], RareCombination]) -> bool:
    """Whether the combination is minimal: no part of `values` is already rare."""
    parts = (part for size in range(1, len(values)) for part in combinations(values, size))
    return not any(frozenset(part) in rare for part in parts)


def _summed(names: tuple[str, ...], sizes: Sequence[int], k: int) -> ColumnGroup:
    return ColumnGroup(names, min(sizes), sum(size for size in sizes if size < k), sizes.count(1))


def _telling(columns: ColumnGroup) -> tuple[int, int, int, tuple[str, ...]]:
    return len(columns.names), -columns.in_small, -columns.alone, columns.names


def _widest(columns: int, people: int) -> int:
    """The maximum number of columns to combine within the work limit."""
    return max((size for size in range(2, WIDEST + 1) if comb(columns, size) * people <= _WORK), default=1)


# Comparable values.


def _comparable(values: Mapping[str, str]) -> dict[str, str]:
    """The values of a column, in bands if they are numbers; spellings that differ in letter case alone become the first."""
    numbers = {person: int(found[1]) for person, found in _numbers(values)}
    if len(numbers) == len(values) and max(numbers.values(), default=0) >= _COUNTS_END:
        return {person: _band(number) for person, number in numbers.items()}
    spelt: dict[str, str] = {}
    return {person: spelt.setdefault(value.casefold(), value) for person, value in values.items()}


def _numbers(values: Mapping[str, str]) -> Iterator[tuple[str, re.Match[str]]]:
    for person, value in values.items():
        if found := _NUMBER.fullmatch(value):
            yield person, found


def _band(number: int) -> str:
    start = number // 10 * 10
    return f"{start}–{start + 9}"
