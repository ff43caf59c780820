"""Of a heard word the recognizer is told whether it is a name that people have, an everyday word, or neither."""

import pytest

from ipstranscribe.workflow.heard_words import kind_of

KINDS = [
    ("Klaus", "en", "name"),
    ("Klara", "nb", "name"),
    ("Klaras", "nb", "name"),  # the genitive
    ("Thorsen", "en", "name"),
    ("Jonas", "nb", "name"),
    ("Solfrid", "nb", "name"),
    ("Solfrid", "en", "name"),
    ("Horten", "nb", "name"),
    ("clear", "en", "word"),
    ("klar", "nb", "word"),
    ("Will", "en", "word"),  # a word first, whatever it is besides
    ("1998", "en", "word"),
    ("Engvild", "en", "unknown"),
    ("Kavistibo", "nb", "unknown"),
    ("Klaus", "de", "name"),  # names are known for a language without lists
    ("Wohnung", "de", "unknown"),
]


@pytest.mark.parametrize(("word", "language", "kind"), KINDS)
def test_what_a_heard_word_is(word: str, language: str, kind: str) -> None:
    assert kind_of(word, language) == kind
