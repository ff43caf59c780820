"""Names of sheets and of ranges on them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipstranscribe.documents.excel_places import LONGEST_NAME, cell_range, sheet_names

NAMES = [
    (["P1", "P2"], ["P1", "P2"]),
    (["Codes", "codes", "CODES"], ["Codes", "codes 2", "CODES 3"]),
    (["history"], ["history 2"]),
    (["a/b:c", "[x]?*\\"], ["a b c", "x"]),
    (["'quoted'", ""], ["quoted", "_"]),
    (["x" * 31, "x" * 32], ["x" * 31, "x" * 29 + " 2"]),
    (["😀" * 20], ["😀" * 15]),
]


@pytest.mark.parametrize(("titles", "names"), NAMES)
def test_names_of_sheets(titles: list[str], names: list[str]) -> None:
    """Safe, short and different without regard to capitals; "History" is Excel's own."""
    assert sheet_names(titles) == names


@given(st.lists(st.text(max_size=40), max_size=12))
@example(["'" * 40, "_", "'"])
def test_any_titles_become_names_of_sheets(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(names) == len(titles)
    for name in names:
        assert 0 < len(name.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST_NAME
        assert not set("[]:*?/\\") & set(name)
        assert name[0] != "'" != name[-1]


def test_a_place_on_a_sheet_is_quoted() -> None:
    assert cell_range("Ole's", "A:C", "2:9") == "'Ole''s'!$A$2:$C$9"
