"""Replacements in place: articles, word times, nothing else moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Identifier, Turn, Word
from ipstranscribe.pseudonymize.redaction.replace import replace_identifiers

NAME = "Falkberg"
ARTICLES = [
    ("I drove a Falkberg van.", "[employer 1]", "en", "I drove an [employer 1] van."),
    ("I drove a Falkberg van.", "[place 1]", "en", "I drove a [place 1] van."),
    ("It was an Falkberg van.", "[place 1]", "en", "It was a [place 1] van."),
    ("A Falkberg van.", "[employer 1]", "en", "A [employer 1] van."),  # capitals are left as they are
    ("Mamma Falkberg.", "[employer 1]", "en", "Mamma [employer 1]."),
    ("Det går an Falkberg.", "[sted 1]", "nb", "Det går an [sted 1]."),
]


def masked(text: str, times: bool = False) -> tuple[Turn, list[Identifier]]:
    """A turn in which every `Falkberg` is an identifier."""
    starts = [n for n in range(len(text)) if text.startswith(NAME, n)]
    words = tuple(
        Word(char_start=n, char_end=n + len(word), start=float(n), end=n + 0.5, probability=1.0)
        for n, word in _words(text)
        if times
    )
    given = [
        Identifier(
            turn="P1-001", char_start=n, char_end=n + len(NAME), category="organisation", entity="E0001",
            found_by="test", confidence=1, state="automatic", masked=True,
        )
        for n in starts
    ]  # fmt: skip
    return Turn(id="P1-001", speaker="P1", text=text, words=words), given


def _words(text: str) -> list[tuple[int, str]]:
    found, at = [], 0
    for word in text.split(" "):
        if word:
            found.append((at, word))
        at += len(word) + 1
    return found


@pytest.mark.parametrize(("text", "wording", "language", "written"), ARTICLES)
def test_an_english_article_follows_the_replacement(text: str, wording: str, language: str, written: str) -> None:
    turn, identifiers = masked(text)
    assert replace_identifiers(turn, identifiers, {"E0001": wording}, language).text == written


@given(st.lists(st.sampled_from([NAME, "a", "an", "it", "so,"]), min_size=1, max_size=12))
def test_words_keep_their_times_and_replacements_their_places(said: list[str]) -> None:
    turn, identifiers = masked(" ".join(said), times=True)
    new = replace_identifiers(turn, identifiers, {"E0001": "[employer 1]"}, "en")
    assert [new.text[r.char_start : r.char_end] for r in new.replacements] == ["[employer 1]"] * said.count(NAME)
    assert [(w.start, w.end) for w in new.words] == [(w.start, w.end) for w in turn.words]
    for old, word in zip(said, new.words, strict=True):
        written = new.text[word.char_start : word.char_end]
        assert written == old or {old, written} in ({NAME, "[employer 1]"}, {"a", "an"})
