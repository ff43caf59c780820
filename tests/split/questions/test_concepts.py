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
        ("Er det noe du går og bærer på ennå?", "Is there anything else you want to add?"),
        ("Noe du brenner inne med, før vi gir oss?", "Is there anything else you want to add?"),
        ("Anything left unsaid?", "Is there anything else you want to add?"),
        ("Have I missed something you wanted off your chest?", "Er det noe mer du vil legge til?"),
        ("Would there come a day when you stop?", "What are your plans for the future?"),
        ("If you had a magic wand?", "What could be improved?"),
        ("Hvis du satt med makta, hva da?", "What could be improved?"),
        ("Does it belong in a hospital, would you say?", "What do you think about the scheme?"),
        ("What tripped you up?", "Have you experienced any barriers or difficulties?"),
        ("Hvor er det skoen trykker?", "Have you experienced any barriers or difficulties?"),
        ("Hvordan ser en helt vanlig uke ut?", "your daily life"),
        ("Hva er det som holder deg oppe?", "How do you cope?"),
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
        ("He was carrying the shopping.", "Is there anything else you want to add?"),
        ("Han bærer posene for meg.", "Is there anything else you want to add?"),
        ("The key was under the roof of the shed.", "How was the clinic?"),
        ("Barnet sov under taket.", "What do you think about the clinic?"),
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
