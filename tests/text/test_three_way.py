"""Two people change the same sequence: what each changed is kept, whichever comes first, or it is a conflict."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.text.three_way import merge_sequences, merge_values
from tests.lanes import examples


def merged(base: str, mine: str, theirs: str) -> str | None:
    """The merged words; None for a conflict."""
    versions = [text.split() for text in (base, mine, theirs)]
    result = merge_sequences(*versions)
    if result.conflicts:
        return None
    words = []
    for item in result.items:
        version, at = next((v, at) for v, at in zip(versions[::-1], item[::-1], strict=True) if at is not None)
        words.append(version[at])
    return " ".join(words)


BOTH = {
    # base, one, the other, merged; None is a conflict
    "nothing changed": ("a b c", "a b c", "a b c", "a b c"),
    "one changed": ("a b c", "a x c", "a b c", "a x c"),
    "different words": ("a b c d", "x b c d", "a b c y", "x b c y"),
    "words side by side": ("a b c d", "a x c d", "a b y d", "a x y d"),
    "the same change": ("a b c", "a x c", "a x c", "a x c"),
    "the same change, and another beside it": ("a b c d", "a x y d", "a x c d", "a x y d"),
    "the same word differently": ("a b c", "a x c", "a y c", None),
    "changed and taken out": ("a b c", "a x c", "a c", None),
    "taken out by both": ("a b c d", "a c d", "a c d", "a c d"),
    "taken out in part by one": ("a b c d", "a d", "a c d", None),
    "inserted at different places": ("a b c", "x a b c", "a b c y", "x a b c y"),
    "inserted at one place": ("a b c", "a x b c", "a y b c", None),
    "the same inserted": ("a b c", "a x b c", "a x b c", "a x b c"),
    "inserted beside a word that was taken out": ("a b c", "a x b c", "a c", "a x c"),
    "inserted beside a word that was replaced": ("in b c", "in the b c", "in The-b c", None),
    "inserted inside what was taken out": ("a b c d", "a b x c d", "a d", None),
    "everything taken out and one word changed": ("a b", "", "a x", None),
    "one taken out by each": ("a b c", "b c", "a b", "b"),
    "a word repeated": ("a a b b", "a b b", "a a b", "a b"),
    "from nothing": ("", "a", "", "a"),
    "from nothing by both": ("", "a", "b", None),
}


@pytest.mark.parametrize(("base", "mine", "theirs", "expected"), BOTH.values(), ids=BOTH)
def test_changes_of_different_words_are_kept(base: str, mine: str, theirs: str, expected: str | None) -> None:
    assert merged(base, mine, theirs) == expected
    assert merged(base, theirs, mine) == expected


_WORDS = st.lists(st.sampled_from("abcde"), max_size=7).map(" ".join)


@examples(400)
@given(_WORDS, _WORDS, _WORDS)
def test_the_order_makes_no_difference(base: str, mine: str, theirs: str) -> None:
    assert merged(base, mine, theirs) == merged(base, theirs, mine)


@examples(200)
@given(_WORDS, _WORDS)
def test_what_one_alone_changed_is_taken_as_it_is(base: str, changed: str) -> None:
    for pair in ((changed, base), (base, changed), (changed, changed)):
        assert merged(base, *pair) == changed


@examples(200)
@given(_WORDS, _WORDS, _WORDS)
def test_positions_run_upwards_and_name_equal_items(base: str, mine: str, theirs: str) -> None:
    """Every item that is merged is in one version at least; where it is in several, it is the same."""
    versions = [text.split() for text in (base, mine, theirs)]
    items = merge_sequences(*versions).items
    for item in items:
        assert item[1:] != (None, None)
        assert len({version[at] for version, at in zip(versions, item, strict=True) if at is not None}) == 1
    for column in zip(*items, strict=True):
        there = [at for at in column if at is not None]
        assert there == sorted(set(there))


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [(1, 1, 1, (1, True)), (1, 2, 1, (2, True)), (1, 1, 2, (2, True)), (1, 2, 2, (2, True)), (1, 2, 3, (3, False))],
)
def test_a_value_that_both_changed_differently_is_not_certain(
    base: int, mine: int, theirs: int, expected: tuple[int, bool]
) -> None:
    assert merge_values(base, mine, theirs) == expected
