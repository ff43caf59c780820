"""Words that ask for the same."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from ipstranscribe.split.questions.concepts import concepts_of, terms
from ipstranscribe.split.words import stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("And the pain?", "How has work affected your symptoms?"),
        ("Hva med smertene?", "How has work affected your symptoms?"),
        ("Was there anything that stood in the way?", "Have you experienced any barriers or difficulties?"),
        ("Har noe stått i veien?", "Have you experienced any barriers or difficulties?"),
        ("Korleis er kvardagen?", "your daily life"),
        ("Er det noe vi ikke har snakket om?", "Is there anything else you want to add?"),
    ],
)
def test_what_asks_for_the_same_shares_a_concept(one: str, other: str) -> None:
    """In other words and in another language."""
    assert set(concepts_of(one)) & set(concepts_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Then we went to the pain clinic.", "How has work affected your symptoms?"),
        ("Mhm, I see.", "Is there anything else you want to add?"),
        ("She has a red bicycle.", "How do you feel now compared to before?"),
    ],
)
def test_what_does_not_shares_none(one: str, other: str) -> None:
    """The pain clinic is a place."""
    assert not set(concepts_of(one)) & set(concepts_of(other))


def test_other_words_stay_stems_and_empty_ones_fall_out() -> None:
    """A stop word counts where it is a concept: `now`."""
    assert terms("The bicycle is red now", frozenset({"the", "is", "now"})) == ["bicycl", "red", "«now"]


def test_a_word_stands_in_one_line_only() -> None:
    """Which concept a word has must not depend on the order of lines."""
    table = tomllib.loads(files("ipstranscribe.split.questions").joinpath("concepts.toml").read_text("utf-8"))
    having = Counter(word for words in table.values() for word in {w if " " in w else stem(w) for w in words})
    assert {word: count for word, count in having.items() if count > 1} == {}
