"""Identifying facts leave no half of another find readable."""

import pytest

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.fact_allusions import beside_certain
from ipstranscribe.pseudonymize.recognizers import Found

TEXT = "on the list since may 2023 I'm the only one who ever won it in Skansen Park"
BESIDE = {
    "a date before it": ("2023 I'm the only one", "may 2023", True, "I'm the only one"),
    "a place behind it": (
        "the only one who ever won it in Skansen",
        "Skansen Park",
        True,
        "the only one who ever won it in",
    ),
    "a find inside": ("I'm the only one who", "only one", True, "I'm the only one who"),
    "a find around it": ("only one", "I'm the only one who", True, "only one"),
    "a guess": ("2023 I'm the only one", "may 2023", False, "2023 I'm the only one"),
    "elsewhere": ("I'm the only one", "may 2023", True, "I'm the only one"),
}


@pytest.mark.parametrize("case", BESIDE)
def test_a_fact_ends_where_something_certain_begins(case: str) -> None:
    fact, other, certain, left = BESIDE[case]
    turn = Turn(id="P1:0", speaker="P1", text=TEXT, start=None, end=None)
    found = [
        (turn, Found(at, at + len(words), category, "", 0.5, certain=sure))
        for words, category, sure in ((fact, "fact", False), (other, "date", certain))
        for at in [TEXT.index(words)]
    ]
    told = [(one.category, TEXT[one.char_start : one.char_end]) for _, one in beside_certain(found)]
    assert told == [("fact", left), ("date", other)]
