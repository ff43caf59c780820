"""A number of somebody that is told in pieces is found in each turn: `cases/numbers_told.toml`, with what counts."""

import re
import tomllib
from collections.abc import Sequence

import pytest

from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.entities.numbers_in_dialogue import told_between
from ipstranscribe.pseudonymize.entities.numbers_in_pieces import NUMBERS
from ipstranscribe.pseudonymize.recognizers import patterns
from tests.conftest import CASE_FILES

CASES = tomllib.loads((CASE_FILES / "numbers_told.toml").read_text(encoding="utf-8"))
CERTAIN = {
    "a whole telephone number": (
        "en",
        ("Is there a number?", "Oh seven seven double oh and then", "Yep.", "Nine hundred, four one six."),
        True,
    ),
    "the same with a house after it": (
        "en",
        (
            "Is there a number?",
            "Oh seven seven double oh and then",
            "Yep.",
            "Nine hundred, four one six.",
            "And the house?",
            "Seventeen.",
        ),
        True,
    ),
    "a telephone number that breaks off": (
        "en",
        ("Is there a number?", "Oh seven seven double oh and then", "Yep.", "No, stop."),
        False,
    ),
    "a card, of which no length is right": (
        "en",
        ("Which union?", "It says here, two nine double four", "Yes?", "oh seven seven one."),
        False,
    ),
}
"""Whether the first piece is replaced without asking."""


def _found(language: str, texts: Sequence[str]) -> tuple[list[Turn], list[FoundInTurn]]:
    turns = [Turn(id=f"P1:{n}", speaker="IP"[n % 2], text=text, start=None, end=None) for n, text in enumerate(texts)]
    recognizers = patterns(language)
    alone = [(turn, found) for turn in turns for one in recognizers for found in one.find(turn.text)]
    both = [*alone, *told_between(alone, turns, recognizers, language)]
    return turns, [(turn, found) for turn, found in both if found.category in NUMBERS]


def _marked(turn: Turn, found: list[FoundInTurn]) -> str:
    inside = {at for other, one in found if other is turn for at in range(one.char_start, one.char_end)}
    ends = [(at in inside) - (at - 1 in inside) for at in range(len(turn.text) + 1)]
    signs = {1: "<", 0: "", -1: ">"}
    return "".join(signs[end] + letter for end, letter in zip(ends, f"{turn.text}\0", strict=True)).rstrip("\0")


@pytest.mark.parametrize(("kind", "case"), [(kind, case) for kind, cases in CASES.items() for case in cases])
def test_pieces_are_found_and_what_counts_something_stays(kind: str, case: str) -> None:
    language, marked = CASES[kind][case]
    turns, found = _found(language, [re.sub("[<>]", "", text) for text in marked])
    assert [_marked(turn, found) for turn in turns] == marked


@pytest.mark.parametrize("case", CERTAIN)
def test_a_whole_number_is_certain(case: str) -> None:
    language, texts, certain = CERTAIN[case]
    turns, found = _found(language, texts)
    assert {one.certain for turn, one in found if turn is turns[1]} == {certain}
