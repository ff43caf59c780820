"""Tables fit every screen: no line is too long, no word is lost, and nothing is cut off with dots."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.cli.columns import fitted, len_shown
from tests.lanes import examples

CELLS = st.text(alphabet="abc æøå-ー漢é0123456789", max_size=30).map(lambda text: " ".join(text.split()))


def tables() -> st.SearchStrategy[tuple[list[str], list[list[str]]]]:
    """A header and rows of as many cells."""
    width = st.integers(1, 12)
    return width.flatmap(
        lambda n: st.tuples(
            st.lists(CELLS, min_size=n, max_size=n), st.lists(st.lists(CELLS, min_size=n, max_size=n), max_size=5)
        )
    )


@examples(300)
@given(tables(), st.integers(40, 120))
def test_no_line_is_longer_than_the_screen_and_no_sign_is_lost(
    table: tuple[list[str], list[list[str]]], width: int
) -> None:
    header, rows = table
    lines = fitted(header, rows, width)
    assert max(map(len_shown, lines), default=0) <= width
    assert "…" not in "".join(lines)
    shown = "".join(lines)
    for sign in "abcæøå漢":
        assert shown.count(sign) >= sum(cell.count(sign) for row in (header, *rows) for cell in row)


TABLE = [("P1", "reviewed", "draft", "12.5", "3"), ("P2", "missing", "missing", "", "")]
HEADER = ("id", "transcript", "identifiers", "min", "listen")


def test_what_fits_stands_side_by_side() -> None:
    assert fitted(HEADER, TABLE, 80) == [
        "id  transcript  identifiers  min   listen",
        "--  ----------  -----------  ----  ------",
        "P1  reviewed    draft        12.5  3",
        "P2  missing     missing",
    ]


def test_what_does_not_is_divided_and_each_block_has_the_ids() -> None:
    assert fitted(HEADER, TABLE, 30, breaks=(3,)) == [
        "id  transcript  identifiers",
        "--  ----------  -----------",
        "P1  reviewed    draft",
        "P2  missing     missing",
        "",
        "id  min   listen",
        "--  ----  ------",
        "P1  12.5  3",
        "P2",
    ]


def test_long_ids_go_on_below() -> None:
    long = "a-very-long-id-of-an-interview-31"
    lines = fitted(("id", "state"), [(long, "reviewed")], 24)
    assert "".join(line.split("  ")[0] for line in lines[2:]) == long


def test_texts_of_several_words_are_wrapped_at_blanks() -> None:
    lines = fitted(("time", "why"), [("00:00:01", "It is not clear from the voice who says this.")], 40)
    assert [line[10:] for line in lines[2:]] == ["It is not clear from the voice", "who says this."]


@pytest.mark.parametrize(("text", "places"), [("ab", 2), ("å", 1), ("a\u030a", 1), ("漢字", 4), ("", 0)])
def test_the_places_of_a_text_are_those_on_the_screen(text: str, places: int) -> None:
    assert len_shown(text) == places
