"""Small numbers and single letters: forms that are said all the time, and are therefore looked for in no text.

An age of four is replaced where it was said; `two weeks on, four off` has nothing to do with it.
"""

import re
from collections.abc import Iterator
from functools import cache

from ipstranscribe.languages import RECORDS, find
from ipstranscribe.languages.record import NumberWords
from ipstranscribe.model import Category, Reach

_LETTER_OR_NUMBER = re.compile(r"[^\W_]|\d{1,2}")
_SIGNS = " .,;:!?'\"«»()-–"


_PROPER: frozenset[Category] = frozenset({"person", "organisation", "place"})


def furthest_reach(category: Category, form: str) -> Reach:
    """The furthest that a form is looked for, whoever it means: an age, a small number and a single letter nowhere.

    Whoever is called like a number (`Ti`, `Six`) is looked for with a capital letter.
    """
    bare = " ".join(form.casefold().strip(_SIGNS).split())
    if category == "age" or _LETTER_OR_NUMBER.fullmatch(bare):
        return "nowhere"
    if bare in _number_words():
        return "capitals" if category in _PROPER else "nowhere"
    return "everywhere"


@cache
def number_words_of(language: str) -> frozenset[str]:
    """The words of a language for numbers to 99, for hundreds and thousands; none without a record."""
    one = find(language)
    said = (*_words_to_99(one.numbers), *one.numbers.hundreds, *one.numbers.thousands) if one else ()
    return frozenset(said)


@cache
def _number_words() -> frozenset[str]:
    return frozenset(word for language in RECORDS.values() for word in _words_to_99(language.numbers))


def _words_to_99(said: NumberWords) -> Iterator[str]:
    yield from (*said.units, *said.teens, *said.tens, *said.also)
    for tens in said.tens:
        yield from (f"{tens}{joint}{unit}" for joint in said.joints for unit in said.units[1:])
        yield from (f"{tens}{unit}" for unit in said.close_units)
