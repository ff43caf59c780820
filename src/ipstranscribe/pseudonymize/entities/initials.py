"""Initials of names: how they are written, and which are those of a person."""

import re
from collections.abc import Iterator

from ipstranscribe.model import Entity
from ipstranscribe.pseudonymize.lexicon import word_lists
from ipstranscribe.text.phrase_index import words_of

_JOINED = re.compile(r"[A-ZÆØÅÄÖ]{2,4}")
_DOTTED = re.compile(r"(?:[A-ZÆØÅÄÖ]\.[ -]?){1,3}[A-ZÆØÅÄÖ]\.?")
_GOES_ON = re.compile(r"\.(?=['’]|,|\s+[a-zæøåäö])")


def spellings(form: str) -> list[str]:
    """Other spellings of an alias of initials: `J.J.` for `JJ`, and `JJ` for `J. J.`."""
    if _JOINED.fullmatch(form):
        return [f"{'.'.join(form)}."]
    return ["".join(filter(str.isalpha, form))] if _DOTTED.fullmatch(form) else []


def are_letters(written: str) -> bool:
    """Whether all words are single letters, and more than one."""
    words = words_of(written)
    return len(words) > 1 and all(len(word) == 1 for word in words)


def is_run(text: str, start: int, end: int) -> bool:
    """Whether a stretch that was found as letters is written as initials are: capitals with a full stop between."""
    return bool(_DOTTED.fullmatch(text, start, end))


def with_stop(text: str, end: int) -> int:
    """The end of initials, with the full stop that belongs to them where the sentence goes on."""
    return end + bool(_GOES_ON.match(text, end))


def begins(entity: Entity, letter: str) -> bool:
    """Whether one of a person's initials is this casefolded letter."""
    return entity.category == "person" and any(letter in run for run in runs(entity))


def runs(entity: Entity) -> Iterator[str]:
    """The initials of each full name, casefolded: of all its words, and of the first and the last."""
    for form in entity.forms:
        words = [word for word in words_of(form) if word not in word_lists.read("name_particles")]
        if len(words) > 1 and all(len(word) > 1 for word in words):
            yield from {"".join(word[0] for word in words), words[0][0] + words[-1][0]}
