"""Widths of text: lines as a wide font breaks them, and columns that hold their words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.documents.text_width import ems, fitted, line_count, line_starts, widest_word

LINES = [
    ("", 1),
    ("word", 1),
    ("one\ntwo\n", 3),
    ("0" * 15, 1),  # ten ems hold 15 digits
    ("0" * 16, 2),
    ("00000 00000 00000", 2),
    ("0000000000 0000000000 0000000000", 3),
    ("0" * 31, 3),
    ("a " + "0" * 31, 4),
    ("語" * 10, 1),
    ("語" * 11, 2),
    ("e\u0301" * 14, 1),
]


@pytest.mark.parametrize(("text", "lines"), LINES)
def test_lines_of_a_column_of_ten_ems(text: str, lines: int) -> None:
    assert line_count(text, 10) == lines


@given(st.text(max_size=300), st.floats(1, 40))
def test_lines_are_the_whole_text_in_order(text: str, room: float) -> None:
    """Nothing is left out between two lines, and a text without line ends is cut where a line begins."""
    starts = [*line_starts(text, room), len(text)]
    assert starts[0] == 0
    assert starts == sorted(starts)
    assert "".join(text[a:b] for a, b in pairwise(starts)) == text
    assert all(ems(text[a:b].strip(" \n")) <= room + 1.1 for a, b in pairwise(starts))


@pytest.mark.parametrize(
    ("widths", "needs", "expected"),
    [
        ([2, 8], [1, 1], [2, 8]),  # enough as it is
        ([2, 8], [3, 1], [3, 7]),  # taken from the one that has more
        ([2, 4, 6], [3, 4, 1], [3, 4, 5]),  # and not from one that has just enough
        ([2, 2], [6, 2], [3, 1]),  # no room for all: shared by need
    ],
)
def test_a_column_gets_what_its_widest_word_needs(
    widths: list[float], needs: list[float], expected: list[float]
) -> None:
    assert fitted(widths, needs) == expected


def test_ids_and_times_are_one_word_and_bold_is_wider() -> None:
    assert widest_word("P1-MU001 00:00:56") == max(ems("P1-MU001"), ems("00:00:56"))
    assert ems("Question", bold=True) > ems("Question")
    assert widest_word("") == 0
