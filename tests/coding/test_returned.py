"""What counts as a code in a cell, in a comment and in a list of codes; which codes are spelt alike."""

import pytest

from ipstranscribe.coding.returned import codes_in, codes_of_comment, entries, with_groups
from ipstranscribe.coding.spelling import spelt_alike


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("sleep", ("sleep",)),
        ("sleep; noise", ("sleep", "noise")),
        ("sleep\nnoise\n", ("sleep", "noise")),
        ("pain, chronic", ("pain, chronic",)),
        (" sleep ;; sleep; ", ("sleep",)),
        ("two   words", ("two words",)),
        (" \n ", ()),
    ],
)
def test_codes_in_a_cell(cell: str, codes: tuple[str, ...]) -> None:
    assert codes_in(cell) == codes


@pytest.mark.parametrize(
    ("codes", "groups", "pairs"),
    [
        ("a", "g", [("a", "g")]),
        ("a; b", "g; h", [("a", "g"), ("b", "h")]),
        ("a; b", "g", [("a", "g"), ("b", "g")]),
        ("a", "", [("a", "")]),
        ("", "g", [("g", "")]),
        ("", "", []),
    ],
)
def test_codes_and_their_groups(codes: str, groups: str, pairs: list[tuple[str, str]]) -> None:
    assert list(with_groups(codes, groups)) == pairs


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("sleep", ("sleep",)),
        ("sleep; noise", ("sleep", "noise")),
        ("Ask her again.", ()),
        ("Is this sleep?", ()),
        ("sleep\nAsk her again.", ()),
        ("x" * 64, ()),
        ("", ()),
    ],
)
def test_a_short_comment_is_a_code_and_a_sentence_a_note(comment: str, codes: tuple[str, ...]) -> None:
    assert codes_of_comment(comment) == codes


def test_a_list_of_codes() -> None:
    rows = [("sleep", "", "lying awake"), ("", "noise", "trams"), ("work", "shifts", ""), ("", "", "more")]
    assert [(one.code, one.groups, one.definition) for one in entries(rows)] == [
        ("sleep", (), "lying awake"),
        ("sleep", ("noise",), "trams"),
        ("work", ("shifts",), ""),
        ("work", (), "more"),
    ]


@pytest.mark.parametrize(
    ("codes", "groups"),
    [
        (("Sleep", "sleep", "work"), (("Sleep", "sleep"),)),
        (("back-to-work", "Back to work"), (("Back to work", "back-to-work"),)),
        (("café", "cafe"), (("cafe", "café"),)),
        (("søvn", "sovn"), ()),
        (("for", "før"), ()),
        (("!", "?"), ()),
    ],
)
def test_codes_spelt_alike(codes: tuple[str, ...], groups: tuple[tuple[str, ...], ...]) -> None:
    assert spelt_alike(codes) == groups
