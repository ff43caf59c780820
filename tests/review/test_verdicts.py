"""Verdicts are understood in every language, however they are typed, and nothing else is taken for one."""

import pytest

from ipstranscribe.languages import LANGUAGES
from ipstranscribe.review.verdicts import UnknownVerdictError, VerdictWords

WORDS = VerdictWords(
    {"merge": ("merge", "slå sammen", "slå saman", "saml"), "reject": ("reject", "avvis", "avvis", "afvis", "x", "Nei")}
)

READ = {
    "merge": "merge", "MERGE ": "merge", "slå sammen": "merge", " Slå  saman\n": "merge", "avvis": "reject",
    "x": "reject", "X": "reject", "nei": "reject", "": None, " ": None,
}  # fmt: skip


@pytest.mark.parametrize(("cell", "meant"), READ.items())
def test_words_of_every_language_and_synonyms_are_understood(cell: str, meant: str | None) -> None:
    assert WORDS.read(cell) == meant


@pytest.mark.parametrize("cell", ["merged", "slåsammen", "?", "mer ge", "merge, reject"])
def test_another_word_is_not_guessed_at(cell: str) -> None:
    with pytest.raises(UnknownVerdictError) as unknown:
        WORDS.read(cell)
    assert cell not in str(unknown.value)


def test_the_word_that_is_offered_is_understood() -> None:
    for language in LANGUAGES:
        for verdict in WORDS:
            assert WORDS.read(WORDS.word(verdict, language)) == verdict
    assert WORDS.word("merge", "nn") == "slå saman"
