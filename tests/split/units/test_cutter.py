"""Where the talk of one turn turns."""

from typing import Any

import pytest

from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.units.cutter import Cutter
from ipstranscribe.split.weights import weighted_sum, weights
from tests.split.talk import cases

ANSWER = (
    "I sleep badly after the nights. It takes me two hours to fall asleep, and then I wake up at noon, because the "
    "children come home. I've bought black curtains. And my husband, he has got used to it by now. He cooks, and he "
    "takes the little one to football. The money is good, though. Without it we could never have bought the house."
)


@pytest.mark.parametrize("case", cases("turning"), ids=lambda c: c["why"])
def test_what_begins_something_turns_more_than_what_goes_on(case: dict[str, Any]) -> None:
    """The first of a pair of sentences is the better place to cut before."""
    cutter = Cutter(cues_of(case["language"]), 25)
    turns, goes_on = (
        float(weighted_sum(cutter.boundary_features(["We had talked about that.", case[which]]), weights("border"))[1])
        for which in ("turns", "goes_on")
    )
    assert turns > goes_on


def units(text: str, min_words: int = 25) -> list[str]:
    return [text[start:end] for start, end in Cutter(cues_of("en"), min_words).spans(text)]


def test_units_are_cut_where_the_talk_turns() -> None:
    """Sleep and husband are two ideas; what he does stays with him."""
    assert [unit.split(",")[0] for unit in units(ANSWER)][:2] == [
        "I sleep badly after the nights. It takes me two hours to fall asleep",
        "And my husband",
    ]


def test_a_remainder_joins_its_neighbour() -> None:
    """Two words are no unit of their own."""
    assert units("I think that the nights are good for me, all in all, and so does everybody at home. It works.") == [
        "I think that the nights are good for me, all in all, and so does everybody at home. It works."
    ]


@pytest.mark.parametrize(("min_words", "least", "most"), [(1, 4, 8), (25, 2, 3), (500, 1, 1)])
def test_length_is_a_setting(min_words: int, least: int, most: int) -> None:
    """The longer units should be, the fewer there are."""
    assert least <= len(units(ANSWER, min_words)) <= most


def test_many_sentences_are_no_burden() -> None:
    """A turn of an hour is cut, and nothing of it is lost."""
    text = " ".join([ANSWER] * 60)
    assert " ".join(units(text)) == text


def test_nothing_gives_nothing() -> None:
    """White space holds no unit."""
    assert units(" \n ") == []
