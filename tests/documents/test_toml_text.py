"""Mistakes in TOML are told by line and column, and never by what stands there."""

import pytest

from ipstranscribe.documents.toml_text import NotToml, lines_of, parse

SECRET = "Solveig"
WRONG = {
    "a key without a sign": (f'title = "a"\n{SECRET} "b"\n', "at line 2, column"),
    "a text that is not closed": (f'title = "{SECRET}\n', "at line 1, column"),
    "a key twice": (f'{SECRET} = 1\n{SECRET} = 2\n', "twice"),
    "a section twice": (f"[a.{SECRET}]\n[a.{SECRET}]\n", "twice"),
    "an entry where a section is": (f'[a]\n{SECRET} = 1\n[a.{SECRET}]\nb = 1\n', "at line 3"),
    "a list that is not closed": (f'a = ["{SECRET}",', "at its end"),
    "a sign that may not stand there": (f"a = {SECRET}\n", "at line 1, column"),
    "brackets without end": ("a = " + "[" * 5000, "brackets"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_the_place_is_told_and_nothing_quoted(what: str) -> None:
    text, where = WRONG[what]
    with pytest.raises(NotToml) as caught:
        parse(text)
    assert where in str(caught.value)
    assert SECRET not in str(caught.value)


def test_every_entry_has_its_line() -> None:
    text = 'title = "a"\n[export]\nformats = []\n\n[[question]]\nid = "Q1"\n[[question]]\n"odd key" = 1\na.b = 2\n'
    lines = lines_of(text)
    assert lines["title",] == 1
    assert lines["export", "formats"] == 3
    assert lines["question", 1, "id"] == 6
    assert lines["question", 2, "odd key"] == 8
    assert lines["question", 2, "a", "b"] == lines["question", 2, "a"] == 9
