"""Whether two words can be one name that was heard as two, or was divided."""

import pytest

from ipstranscribe.pseudonymize.lexicon.halves import are_halves
from ipstranscribe.text.phrase_index import tokenize

HALVES = ["mau reen", "lille hammer", "haga lia", "tveter sund", "Inge-borg", "Inge- borg"]
NONE = ["Kari, Ann", "bo le", "og hanseth", "i dag", "vi skal", "jern bane", "p2 hansen", "the rapist", "inge – borg"]


@pytest.mark.parametrize("said", HALVES)
def test_two_words_that_together_are_no_word(said: str) -> None:
    assert are_halves(said, tokenize(said), "nb")


@pytest.mark.parametrize("said", NONE)
def test_a_word_small_words_and_what_stands_apart_are_none(said: str) -> None:
    assert not are_halves(said, tokenize(said), "nb")
