"""Synonym groups (concepts) that match guide words to spoken words: `pain` and `symptoms`, `jobb` and `work`.

The groups are data, in `concepts.toml`.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from ipstranscribe.languages import RECORDS
from ipstranscribe.split.words import spoken_words, stem

_LONGEST_PHRASE = 4
_MARK = "«"
"""Prefix of a concept's name, so that it is never mistaken for a word."""


def terms(text: str, stop: frozenset[str]) -> list[str]:
    """Topic terms of `text`: for each word or phrase its concept, or else its stem, without those of `stop`."""
    words, concepts = spoken_words(text), _concepts()
    found: list[str] = []
    at = 0
    while at < len(words):
        size, name = _phrase(words, at)
        if not size:
            size = 1
            word = words[at]
            name = concepts.get(stem(word)) or (stem(word) if word not in stop and len(word) > 1 else None)
        if name:
            found.append(name)
        at += size
    return found


def concepts_of(text: str) -> list[str]:
    """The concepts in `text`, without the stems of other words."""
    return [term for term in terms(text, frozenset()) if term.startswith(_MARK)]


def concept_places(words: Sequence[str]) -> list[str | None]:
    """The concept that begins at each of lower-case `words`; None where there is none."""
    concepts = _concepts()
    return [_phrase(words, at)[1] or concepts.get(stem(word)) for at, word in enumerate(words)]


def _phrase(words: Sequence[str], at: int) -> tuple[int, str | None]:
    """The longest phrase that starts at word `at`: its number of words, and its concept."""
    for size in range(min(_LONGEST_PHRASE, len(words) - at), 1, -1):
        name = _concepts().get(" ".join(words[at : at + size]))
        if name:
            return size, name
    return 0, None


@cache
def _concepts() -> dict[str, str]:
    """Map from the stem of a word, or from a phrase, to its concept."""
    table: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("concepts.toml").read_text("utf-8"))
    own = {w if " " in w else stem(w): _MARK + name for name, entries in table.items() for w in entries}
    more = [(w, name) for one in RECORDS.values() for name, entries in one.concepts.items() for w in entries]
    return {w if " " in w else stem(w): _MARK + name for w, name in more} | own
