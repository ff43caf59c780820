"""What is rare among people: counted as k-anonymity counts, and listed by the fewest attributes that are rare."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Participant
from ipstranscribe.reports.risk.rarity import Attribute, comparable_attributes, rarity

Told = dict[str, dict[str, str]]

COLUMNS = "abcd"
PEOPLE = st.dictionaries(
    st.integers(1, 30).map(str),
    st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from("xyz"), max_size=4),
    max_size=12,
)


def holders(people: Told, attributes: tuple[Attribute, ...]) -> tuple[str, ...]:
    """Who holds all of `attributes`: everybody is asked."""
    return tuple(i for i, told in people.items() if all(told.get(a.column) == a.value for a in attributes))


def every_combination(people: Told) -> list[tuple[Attribute, ...]]:
    """What anybody holds, up to three at a time."""
    found = {}
    for told in people.values():
        held = [Attribute(*one) for one in sorted(told.items())]
        found |= {c: None for size in (1, 2, 3) for c in combinations(held, size)}
    return list(found)


@given(PEOPLE, st.integers(2, 5))
def test_what_is_listed_is_what_a_count_by_hand_finds(people: Told, k: int) -> None:
    rare = {frozenset(c) for c in every_combination(people) if len(holders(people, c)) < k}
    minimal = {one for one in rare if not any(other < one for other in rare)}
    found = rarity(people, k)
    if len(people) < k:
        assert found.rare == ()
    else:
        assert {frozenset(one.attributes) for one in found.rare} == minimal
        assert len(found.rare) == len(minimal)
        assert all(one.held_by == holders(people, one.attributes) for one in found.rare)


@given(PEOPLE.filter(lambda people: len(people) >= 3))
def test_groups_are_summed_as_a_count_by_hand_sums_them(people: Told) -> None:
    for columns in rarity(people, 3).groupings:
        known = [told for told in people.values() if all(name in told for name in columns.names)]
        sizes = [sum(all(a[n] == b[n] for n in columns.names) for b in known) for a in known]
        assert columns.smallest == min(sizes)
        assert columns.in_small == sum(size < 3 for size in sizes)
        assert columns.alone == sizes.count(1)


@given(PEOPLE, st.integers(2, 4))
def test_who_is_rare_with_more_people_asked_for_stays_rare(people: Told, k: int) -> None:
    fewer, more = rarity(people, k), rarity(people, k + 1)
    if len(people) > k:
        assert all(any(set(m.attributes) <= set(f.attributes) for m in more.rare) for f in fewer.rare)


def test_a_combination_is_not_repeated_where_a_part_of_it_is_rare() -> None:
    people = {str(n): {"sex": "woman", "work": "nurse"} for n in range(3)} | {"9": {"sex": "man", "work": "nurse"}}
    (only,) = rarity(people, 3).rare
    assert (only.attributes, only.held_by) == ((Attribute("sex", "man"),), ("9",))


def test_nothing_is_listed_where_there_are_too_few_people() -> None:
    found = rarity({"1": {"sex": "man"}, "2": {"sex": "man"}}, 3)
    assert (found.people, found.rare, found.groupings) == (2, (), ())


def test_two_hundred_people_and_twenty_columns_are_combined_by_three() -> None:
    people = {str(n): {f"c{c}": str((n * c) % 7) for c in range(20)} for n in range(200)}
    assert rarity(people, 3).widest == 3


def test_hundreds_of_columns_are_combined_by_fewer() -> None:
    people = {str(n): {f"c{c}": "x" for c in range(300)} for n in range(30)}
    assert rarity(people, 3).widest == 1


VALUES = {
    "ages in bands": (("31", "39", "47"), ("30–39", "30–39", "40–49")),
    "ages with their unit": (("31 år", "39 years"), ("30–39", "30–39")),
    "years of birth": (("1971", "1979"), ("1970–1979", "1970–1979")),
    "counts stay": (("0", "2", "7"), ("0", "2", "7")),
    "words beside numbers stay": (("31", "unknown"), ("31", "unknown")),
    "letter case and blanks do not count": (("Woman", "woman ", "WOMAN"), ("Woman", "Woman", "Woman")),
}


@pytest.mark.parametrize(("given_values", "told"), VALUES.values(), ids=VALUES.keys())
def test_values_are_compared_as_people_would(given_values: tuple[str, ...], told: tuple[str, ...]) -> None:
    participants = [Participant(id=f"P{n}", name="x", attributes={"c": v}) for n, v in enumerate(given_values)]
    assert tuple(d["c"] for d in comparable_attributes(participants, ["c"]).values()) == told


def test_the_branch_counts_and_an_empty_cell_does_not() -> None:
    participants = [Participant(id="P1", name="x", branch="working"), Participant(id="P2", name="y")]
    assert comparable_attributes(participants, []) == {"P1": {"branch": "working"}, "P2": {}}
