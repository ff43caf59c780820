"""Words with capitals and numbers that are left in a text: what is listed for a person, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.release.search.remaining import Counted, remaining

LISTED = {
    "a name inside a sentence": ("Then Kari came.", ["Kari"]),
    "a genitive": ("at Kari's house", ["Kari"]),
    "an abbreviation at the start": ("NAV called.", ["NAV"]),
    "a capital inside a word": ("iPhone is what I have", ["iPhone"]),
    "a hyphen": ("then Anne-Marie left", ["Anne-Marie"]),
    "an apostrophe inside": ("with O’Brien there", ["O’Brien"]),
    "in quotation marks": ("he is called “Tom” there", ["Tom"]),
    "behind a replacement": ("[P1] Kari came", ["Kari"]),
    "behind a title": ("ask Dr. Berg", ["Berg"]),
    "a road": ("langs E6 hjem", ["E6"]),
    "Norwegian letters": ("så kom Åse og Øystein", ["Åse", "Øystein"]),
    "behind our mark of a pause": ("med (4 s) Kari", ["Kari"]),
}
UNLISTED = {
    "the start of the text": "Kari came.",
    "the start of a sentence": "It rained. Then we left? Yes! Well… Now",
    "behind a quotation that ends": "He said “no.” Then he left",
    "a quotation that begins": "he said: «Ja, det er greit»",
    "a line of its own": "so\nThen",
    "I": "and I said I’m fine, I'll go",
    "days and months": "on Monday in May, på Lørdag i Mars",
    "a replacement": "with [P1's Wife] and [place 2: town in Eastern Norway]",
    "our ids": "P1 in P1-014 and P1-MU007 about Q3a",
    "small letters": "no name here",
    "the mark of a pause": "well (4 s) so (pause)",
}
NUMBERS = {
    "digits": ("for 14 years", ["14"]),
    "a time": ("at 14:30 sharp", ["14:30"]),
    "a date": ("den 12.03.1971", ["12.03.1971"]),
    "thousands": ("1 000 kroner", ["1 000"]),
    "at the end of a sentence": ("it was 14.", ["14"]),
    "English words": ("twenty-six, thirteen and ninety", ["ninety", "thirteen", "twenty-six"]),
    "Norwegian words": ("tjueto, seksten, femogtyve og hundre", ["femogtyve", "hundre", "seksten", "tjueto"]),
}
NO_NUMBERS = {
    "small ones in words": "one, two, twelve, ti, tolv, en",
    "inside a replacement": "[age 1: 30–39]",
    "our times": "00:01:02",
    "our ids": "P1-014",
    "parts of words": "often, hundrevis, tusenvis",
}


def words(text: str) -> list[str]:
    return [one.what for one in remaining(text).words]


def numbers(text: str) -> list[str]:
    return [one.what for one in remaining(text).numbers]


@pytest.mark.parametrize(("text", "listed"), LISTED.values(), ids=LISTED.keys())
def test_a_capital_that_may_say_something_is_listed(text: str, listed: list[str]) -> None:
    assert words(text) == listed


@pytest.mark.parametrize("text", UNLISTED.values(), ids=UNLISTED.keys())
def test_a_capital_that_grammar_explains_is_not_listed(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(("text", "listed"), NUMBERS.values(), ids=NUMBERS.keys())
def test_numbers_are_listed(text: str, listed: list[str]) -> None:
    assert numbers(text) == listed


@pytest.mark.parametrize("text", NO_NUMBERS.values(), ids=NO_NUMBERS.keys())
def test_small_numbers_and_our_own_are_not_listed(text: str) -> None:
    assert numbers(text) == []


def test_the_most_frequent_comes_first() -> None:
    assert remaining("so Per and Kari and Kari").words == (Counted("Kari", 2), Counted("Per", 1))


@given(st.text(alphabet="aAb .!?[]()'\"-\n1", max_size=60))
def test_whatever_is_listed_stands_in_the_text_that_often(text: str) -> None:
    left = remaining(text)
    for one in left.words:
        assert text.count(one.what) >= one.times
        assert any(map(str.isupper, one.what))
    assert sum(one.times for one in left.numbers) <= sum(map(str.isdigit, text))


@given(st.text(alphabet="aAb .1", max_size=40))
def test_nothing_inside_brackets_is_listed(text: str) -> None:
    left = remaining(f"so [{text}] so")
    assert (left.words, left.numbers) == ((), ())
