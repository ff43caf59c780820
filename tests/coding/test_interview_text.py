"""Places between what coders were shown and what is stored."""

import pytest

from ipstranscribe.coding.interview_text import alike, moved, whatever_replaced

OURS = "I came to [place 2: Eastern Norway] with [P1's sister], and stayed."
THEIRS = "I came to [place] with [sister 1 of P1], and stayed."


@pytest.mark.parametrize("words", ["I came", " with ", ", and stayed.", "stayed"])
def test_replacements_in_other_words_move_nothing(words: str) -> None:
    start = THEIRS.index(words)
    assert OURS[moved(start, THEIRS, OURS) : moved(start + len(words), THEIRS, OURS)] == words


def test_a_place_inside_a_replacement_moves_to_its_end() -> None:
    inside = THEIRS.index("place]") + 2
    assert moved(inside, THEIRS, OURS) == OURS.index("]") + 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (OURS, THEIRS, True),
        ("[a] b", "[c] b", True),
        ("[a] b", "[a] c", False),
        ("[a] b", "b", False),
        ("a b", "a\u00a0b", True),
        ("e\u0301", "é", True),
        ("ab", "a b", False),
    ],
)
def test_what_counts_as_the_same_text(one: str, other: str, same: bool) -> None:
    assert (whatever_replaced(alike(one)) == whatever_replaced(alike(other))) is same
