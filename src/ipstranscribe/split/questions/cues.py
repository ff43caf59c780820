"""Discourse markers and other cue words by language, for segmentation and question tracking."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ipstranscribe.languages import find

Phrases = tuple[tuple[str, ...], ...]
"""Phrases as tuples of words, the longest first; only `breaks` are ordered by strength."""

_PHRASES = (
    "backchannel",
    "joins",
    "goes_on",
    "refers",
    "turns",
    "fillers",
    "asks",
    "returns",
    "points_back",
    "contact",
    "closes",
)
_WORDS = ("past", "present", "self", "others", "times", "abbreviations", "stop")


@dataclass(frozen=True)
class Cues:
    """Cue word lists of one language, explained in `languages/record.py`. All are empty for a language without a record."""

    backchannel: Phrases = ()
    joins: Phrases = ()
    goes_on: Phrases = ()
    refers: Phrases = ()
    turns: Phrases = ()
    breaks: Phrases = ()
    fillers: Phrases = ()
    asks: Phrases = ()
    returns: Phrases = ()
    points_back: Phrases = ()
    contact: Phrases = ()
    closes: Phrases = ()
    past: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    self: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    times: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    stop: frozenset[str] = frozenset()
    background: tuple[str, ...] = ()


@cache
def cues_of(language: str) -> Cues:
    """The cues of `language` (`en`, `nb`, `nn`, also with a region); empty lists for a language without a record."""
    spoken = find(language)
    table = spoken.cues if spoken else {}

    def entries(key: str) -> list[str]:
        return list(table.get(key, ()))

    phrases = {key: _phrases(entries(key)) for key in _PHRASES}
    words = {key: frozenset(entries(key)) for key in _WORDS}
    lists: dict[str, Any] = {**phrases, **words}
    return Cues(
        **lists,
        breaks=tuple(tuple(entry.split()) for entry in entries("breaks")),
        background=tuple(entries("background")),
    )


@cache
def guide_background() -> tuple[str, ...]:
    """Background questions from guides on many topics: what they have in common does not tell questions apart."""
    text = files(__package__).joinpath("other_guides.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["background"])


def _phrases(entries: list[str]) -> Phrases:
    return tuple(sorted((tuple(entry.split()) for entry in dict.fromkeys(entries)), key=len, reverse=True))


def starts_with(words: list[str] | tuple[str, ...], phrases: Phrases) -> int:
    """Number of words of the first of `phrases` that `words` start with; 0 if there is none."""
    first = words[0] if words else None
    return next((len(p) for p in phrases if p[0] == first and tuple(words[: len(p)]) == p), 0)


def contains(words: list[str] | tuple[str, ...], phrases: Phrases) -> bool:
    """Whether one of `phrases` occurs anywhere in `words`."""
    firsts = {phrase[0] for phrase in phrases}
    return any(word in firsts and starts_with(words[at : at + 6], phrases) for at, word in enumerate(words))


def only(words: list[str] | tuple[str, ...], phrases: Phrases) -> bool:
    """Whether `words` consist of nothing but `phrases`, one after the other; True for no words."""
    at = 0
    while at < len(words):
        step = starts_with(words[at : at + 6], phrases)
        if not step:
            return False
        at += step
    return True
