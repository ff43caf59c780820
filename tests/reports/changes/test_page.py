"""The words of the page of changes: in every language, for everything that can be in a review."""

from typing import get_args

import pytest

from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import Category, Identifier, ReviewString, Speaker, Unit
from ipstranscribe.reports.changes.page import ChangesPage
from ipstranscribe.settings import HeaderFact
from ipstranscribe.study.approvals import STAGES


def choices(kind: type, field: str) -> tuple[str, ...]:
    return get_args(kind.model_fields[field].annotation)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    words = ChangesPage.words_of(language)
    assert set(words["kinds"]) == set(choices(ReviewString, "kind"))
    assert set(words["steps"]) == set(STAGES)
    terms = {*get_args(Category), *get_args(HeaderFact), *choices(Identifier, "state"), *choices(Speaker, "role")}
    assert set(words["terms"]) == terms | {*choices(Unit, "kind"), "untagged", "overtaken"}
    assert len(words["columns"]) == 3


def test_the_languages_have_the_same_entries() -> None:
    entries = [ChangesPage.words_of(language) for language in LANGUAGES]
    assert {tuple(one) for one in entries} == {tuple(entries[0])}
    assert {tuple(one["head"]) for one in entries} == {tuple(entries[0]["head"])}
