"""Names of branches are compared as people write them, and never so that two are one by accident."""

import pytest

from ipstranscribe.model import Question, branch_key, same_branch

SAME = [
    ("permanent_nights", "Permanent nights"),
    ("permanent_nights", "PERMANENT-NIGHTS"),
    ("permanent nights", "permanent night"),
    ("pårørende", "Parorende"),
    ("sykepleier", "Sykepleiere"),
    ("families", "family"),
    ("group 1", "Group1"),
    ("ａll", "All"),
]
OTHER = [
    ("working", "not_working"),
    ("employers", "employees"),
    ("group 1", "group 2"),
    ("group a", "group as"),
    ("nights", "night shifts"),
    ("with_children", "without_children"),
    ("", "all"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_branch(one: str, other: str) -> None:
    assert same_branch(one, other)
    assert same_branch(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_branches(one: str, other: str) -> None:
    assert not same_branch(one, other)
    assert branch_key(one) != branch_key(other)


def test_a_question_is_for_a_participant_whose_branch_is_spelt_otherwise() -> None:
    question = Question(id="Q1", text="How do you sleep?", branch="permanent_nights")
    assert question.is_for("Permanent nights")
    assert question.is_for(None)
    assert not question.is_for("Rotating")
