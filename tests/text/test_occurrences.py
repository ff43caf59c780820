"""Where a form is written in a turn: which time, and between which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.text.occurrences import occurrences, starts

COUNTED = [
    ("four on, four off", "four", [0, 9]),
    ("fourteen and forty-four", "four", [19]),
    ("Day by day", "day", [7]),
    ("Ingvilds stemme", "Ingvild", [0]),
    ("Ingvildt", "Ingvild", []),
    ("call +47 900, +47 900", "+47 900", [5, 14]),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("text", "form", "expected"), COUNTED)
def test_whole_words_in_this_case_are_counted(text: str, form: str, expected: list[int]) -> None:
    assert starts(text, form) == expected


def test_the_anchor_is_three_words_on_either_side_whatever_stands_between_them() -> None:
    (place,) = occurrences("P1", "P1-001", "So – we WERE, all of us: four? Then", "four").values()
    assert (place.number, place.before, place.after) == (1, ("all", "of", "us"), ("then",))
    assert place == next(iter(occurrences("P1", "P1-001", "So we were! all of us four then.", "four").values()))


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["four", "Ås", "İ"]))
def test_any_text_has_an_anchor(before: str, after: str, form: str) -> None:
    found = occurrences("P1", "P1-001", f"{before} {form} {after}", form)
    assert len(before) + 1 in found
    assert [place.number for place in found.values()] == list(range(1, len(found) + 1))
