"""Which words of two texts are the same, and by which rule."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.text.alignment import bare_word, common, trimmed_word
from tests.lanes import examples

WORDS = st.lists(st.sampled_from("abc"), max_size=6)


def longest(before: list[str], after: list[str]) -> int:
    """The length of a longest common subsequence, by its textbook definition."""
    if not before or not after:
        return 0
    if before[-1] == after[-1]:
        return longest(before[:-1], after[:-1]) + 1
    return max(longest(before[:-1], after), longest(before, after[:-1]))


@examples(100)
@given(WORDS, WORDS)
def test_pairs_are_equal_in_order_and_as_many_as_there_can_be(before: list[str], after: list[str]) -> None:
    pairs = list(common(before, after))
    assert all(before[was] == after[at] for was, at in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert len(pairs) == longest(before, after)


SAME = [
    # two words, whether units take them for the same, whether a corrected draft does
    ("Yes,", "yes", True, True),
    ("don’t", "don't", True, True),
    ("dont", "don't", True, False),
    ("well-being", "wellbeing", True, False),
    ("[bank 1].", "[employer 1]", True, False),
    ("…", "...", False, False),
    ("yes", "no", False, False),
]


@pytest.mark.parametrize(("one", "other", "in_units", "in_a_draft"), SAME)
def test_units_and_drafts_compare_words_by_rules_of_their_own(
    one: str, other: str, in_units: bool, in_a_draft: bool
) -> None:
    assert (bare_word(one) == bare_word(other)) is in_units
    assert (trimmed_word(one) == trimmed_word(other)) is in_a_draft
