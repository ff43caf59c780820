"""Numbers in words as digits: `six eight four, four one` is a part of a phone number as well as 684 41."""

import re
from collections.abc import Iterator
from functools import cache

from ipstranscribe.languages import RECORDS
from ipstranscribe.text.phrase_index import FEWEST_DIGITS

_WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s,.;:–—-]{1,4}(?:(?:and|og|så|then)\s)?")
_LONGEST = 4  # digits of a group in figures beside a number in words


def in_digits(text: str) -> Iterator[str]:
    """Every run of numbers in words as digits, group by group.

    A run has as many digits as a known number at least; figures that stand beside its words are part of it.
    """
    for run in _runs(text):
        digits = [_digits(match.group()) for match in run]
        if sum(map(len, digits)) >= FEWEST_DIGITS and any(match.group().isalpha() for match in run):
            yield " ".join(digits)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """The words that are numbers and follow each other."""
    said, run = _said(), list[re.Match[str]]()
    for match in _WORD.finditer(text):
        word = match.group()
        if word not in said and not word.isdecimal() and word.casefold() not in said:
            continue
        if run and not _BETWEEN.fullmatch(text, run[-1].end(), match.start()):
            yield run
            run = []
        if word.isdecimal() and len(word) > _LONGEST:
            continue
        run.append(match)
    if run:
        yield run


def _digits(word: str) -> str:
    return word if word.isdecimal() else _said()[word.casefold()]


@cache
def _said() -> dict[str, str]:
    """Number word in one word → its digits, from 0 to 99, in every language with rules."""
    found: dict[str, str] = {}
    for language in RECORDS.values():
        said = language.numbers
        found |= {word: str(n) for n, word in enumerate(said.units)} | {w: str(n) for n, w in enumerate(said.teens, 10)}
        found |= {word: str(n) for word, n in said.also.items()}
        units = {**{word: n for n, word in enumerate(said.units) if n}, **said.close_units}
        for tens, word in enumerate(said.tens, 2):
            found[word] = str(10 * tens)
            found |= {f"{word}{unit}": str(10 * tens + n) for unit, n in units.items() if "" in said.joints}
    return found
