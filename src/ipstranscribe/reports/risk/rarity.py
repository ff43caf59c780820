"""Which describing attributes, alone or together, are held by so few people that they single somebody out.

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
"""Participant id → column → value. An empty cell is left out: it tells nothing about anybody."""

WIDEST = 3
"""Columns that are looked at together, at most."""
_WORK = 1_000_000
"""Cells (combinations × people) beyond which fewer columns are combined; 200 people × 20 columns are a quarter of it."""

_NUMBER = re.compile(r"(\d{1,4})(?:[.,]\d+)?(?:\s*(?:years?|yrs?|år))?", re.IGNORECASE)
_COUNTS_END = 20
"""Numbers of a column that stays below this are counts or codes (children, groups), which a band of ten would hide."""


class Attribute(NamedTuple):
    """What a column says of somebody."""

    column: str
    value: str


@dataclass(frozen=True)
class RareCombination:
    """Attributes that together are held by few, and the ids of those who hold them."""

    attributes: tuple[Attribute, ...]
    held_by: tuple[str, ...]


@dataclass(frozen=True)
class ColumnGroup:
    """Columns looked at together. `in_small` people share their values with fewer than k − 1 others, `alone` with nobody."""

    names: tuple[str, ...]
    smallest: int
    in_small: int
    alone: int


@dataclass(frozen=True)
class Rarity:
    """What is rare among `people` participants, the fewest columns and people first; `widest` columns were combined."""

    people: int
    columns: tuple[str, ...]
    widest: int
    rare: tuple[RareCombination, ...] = ()
    groupings: tuple[ColumnGroup, ...] = ()


def comparable_attributes(
    participants: Iterable[Participant], columns: Sequence[str], branch: str = "branch"
) -> People:
    """What `columns` and the branch of the guide say of `participants`, ready to be compared.

    Numbers are told in bands of ten (`30–39`) where a column has numbers alone; letter case and blanks do not count.
    """
    told: dict[str, dict[str, str]] = {p.id: {} for p in participants}
    for column in (*columns, branch):
        given = {p.id: (p.branch or "") if column == branch else p.attributes.get(column, "") for p in participants}
        for person, value in _comparable({i: " ".join(v.split()) for i, v in given.items() if v.strip()}).items():
            told[person][column] = value
    return told


def rarity(people: People, k: int) -> Rarity:
    """Which of up to three attributes are held by fewer than `k` of `people`; nothing is listed of fewer than `k` people."""
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
    """The people who share their values in these columns; who lacks one of them is in no group."""
    groups: dict[tuple[Attribute, ...], list[str]] = defaultdict(list)
    for person, told in people.items():
        if all(name in told for name in names):
            groups[tuple(Attribute(name, told[name]) for name in names)].append(person)
    return {values: tuple(held_by) for values, held_by in groups.items()}


def _minimal(values: Sequence[Attribute], rare: Mapping[frozenset[Attribute], RareCombination]) -> bool:
    """Whether no part of `values` is rare by itself."""
    parts = (part for size in range(1, len(values)) for part in combinations(values, size))
    return not any(frozenset(part) in rare for part in parts)


def _summed(names: tuple[str, ...], sizes: Sequence[int], k: int) -> ColumnGroup:
    return ColumnGroup(names, min(sizes), sum(size for size in sizes if size < k), sizes.count(1))


def _telling(columns: ColumnGroup) -> tuple[int, int, int, tuple[str, ...]]:
    return len(columns.names), -columns.in_small, -columns.alone, columns.names


def _widest(columns: int, people: int) -> int:
    """How many columns can be combined at a bearable cost."""
    return max((size for size in range(2, WIDEST + 1) if comb(columns, size) * people <= _WORK), default=1)


# Values as they are compared.


def _comparable(values: Mapping[str, str]) -> dict[str, str]:
    """The values of a column, in bands if they are numbers; spelt as the first that differs in letter case alone."""
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
