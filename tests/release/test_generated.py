"""The gate against tricks out of schemas and tables: all are found or refused, but for those that are listed.

`benchmarks/planted/generated/escaping.py` lists what gets past, docs/privacy.md tells it in words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from benchmarks.planted.generated import GENERATED, Trick, is_known_to_escape

from tests.lanes import EXHAUSTIVE

FEW = 8
"""Tricks of each kind in the quick lane, from the first to the last of it."""
SIZES = {"spellings": 99, "documents": 65, "pages and subtitles": 106, "data and archives": 106}
"""What was tried when the gate was first attacked from outside; every group is larger."""


@cache
def tricks(group: str) -> tuple[Trick, ...]:
    return tuple(GENERATED[group]())


def tried(group: str) -> Iterator[Trick]:
    """All tricks, or some of each kind."""
    by_kind: dict[str, list[Trick]] = defaultdict(list)
    for trick in tricks(group):
        by_kind[trick.kind].append(trick)
    for of_it in by_kind.values():
        yield from of_it if EXHAUSTIVE else of_it[:: max(1, len(of_it) // FEW)]


def told(some: Iterable[Trick]) -> list[str]:
    return [f"{one.kind}: {one.name}" for one in some]


@pytest.mark.parametrize("group", GENERATED)
def test_every_trick_is_found_or_refused_and_what_is_not_is_listed(group: str) -> None:
    escaped = [one for one in tried(group) if one.outcome() == "escapes"]
    assert told(one for one in escaped if not is_known_to_escape(one)) == []


@pytest.mark.parametrize("group", GENERATED)
def test_what_is_listed_does_escape(group: str) -> None:
    """What is found one day is taken out of the list."""
    listed = [one for one in tried(group) if is_known_to_escape(one)]
    assert told(one for one in listed if one.outcome() != "escapes") == []


@pytest.mark.parametrize("group", GENERATED)
def test_tricks_are_many_and_different(group: str) -> None:
    names = [(one.kind, one.name) for one in tricks(group)]
    assert len(set(names)) == len(names) > SIZES[group]


@pytest.mark.parametrize("group", GENERATED)
def test_the_same_files_pass_where_another_name_is_known(group: str) -> None:
    """They are found for the name, and not for how they are made. Numbers and addresses are found, whoever knows them."""
    others = (one._replace(form="Qvukzybow Xynthrupple") for one in tried(group) if one.category == "person")
    assert told(one for one in others if one.outcome() == "found") == []
