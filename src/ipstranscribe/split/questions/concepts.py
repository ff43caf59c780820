"""Words that ask for the same in a guide and in talk: `pain` and `symptoms`, `jobb` and `work` (`concepts.toml`)."""

import tomllib
from functools import cache
from importlib.resources import files

from ipstranscribe.split.words import spoken_words, stem

_LONGEST_PHRASE = 4
_MARK = "«"
"""Before the name of a concept, so that it is taken for no word."""


def terms(text: str, stop: frozenset[str]) -> list[str]:
    """What `text` is about: for each word or phrase its concept, or else its stem, without those of `stop`."""
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
    """The concepts alone."""
    return [term for term in terms(text, frozenset()) if term.startswith(_MARK)]


def _phrase(words: list[str], at: int) -> tuple[int, str | None]:
    """The longest phrase that begins at word `at`: how many words, and its concept."""
    for size in range(min(_LONGEST_PHRASE, len(words) - at), 1, -1):
        name = _concepts().get(" ".join(words[at : at + size]))
        if name:
            return size, name
    return 0, None


@cache
def _concepts() -> dict[str, str]:
    """Stem of a word, or phrase, to concept."""
    table: dict[str, list[str]] = tomllib.loads(files(__package__).joinpath("concepts.toml").read_text("utf-8"))
    return {w if " " in w else stem(w): _MARK + name for name, entries in table.items() for w in entries}
