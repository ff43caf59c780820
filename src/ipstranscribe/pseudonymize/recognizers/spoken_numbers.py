"""Number words of a spoken language, from 0 to 99, and their digits.

`oh` is 0, `thirty-seven`, `trettisju` and Danish `syvogtredive` are 37.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from ipstranscribe.languages import RULES, record
from ipstranscribe.languages.record import NumberWords

_TENS = range(20, 100, 10)


@dataclass(frozen=True)
class _Parts:
    """What numbers are said with, word → value: those of one part, the tens and the units that are put together."""

    alone: Mapping[str, int]
    tens: Mapping[str, int]
    units: Mapping[str, int]
    close: Mapping[str, int]
    """Other units that stand close behind tens, and in the older way."""

    @classmethod
    def of(cls, said: NumberWords) -> "_Parts":
        alone = {word: n for n, word in enumerate(said.units)} | {word: n for n, word in enumerate(said.teens, 10)}
        alone |= {**said.also, **{word: 10 * n for n, word in enumerate(said.tens, 2)}}
        tens = {word: n for word, n in alone.items() if n in _TENS}
        units = {word: n for n, word in enumerate(said.units) if n}
        older = {word: n for word, n in alone.items() if 0 < n < len(said.units)} if said.older_joints else {}
        return cls(alone, tens, units, {**older, **said.close_units})


@cache
def number_words(language: str) -> dict[str, str]:
    """Number word → digits, 0 to 99."""
    said, parts = record(language).numbers, _Parts.of(record(language).numbers)
    words = dict(parts.alone)
    for (tens, whole), joint, (one, n) in product(parts.tens.items(), said.joints, parts.units.items()):
        words[f"{one}{joint}{tens}" if said.units_first else f"{tens}{joint}{one}"] = whole + n
    for (tens, whole), (one, n) in product(parts.tens.items(), parts.close.items()):
        words |= {f"{one}{joint}{tens}": whole + n for joint in said.older_joints}
        words |= {f"{tens}{one}": whole + n} if one in said.close_units else {}
    return {word: str(n) for word, n in words.items()}


@cache
def number_pattern(language: str) -> str:
    """A regular expression for one number word, the longest that fits, without word boundaries.

    It is put together as the words are: one for each of thousands of words would take seconds to compile, in every table.
    """
    said, parts = record(language).numbers, _Parts.of(record(language).numbers)
    tens, units, close = map(_any_of, (parts.tens, parts.units, said.close_units))
    joints, older = _any_of(said.joints), _any_of(said.older_joints)
    first = [rf"{units}{joints}{tens}"] if said.units_first else []
    first += [rf"{_any_of(parts.close)}{older}{tens}"] if said.older_joints else []
    behind = [] if said.units_first else [rf"{joints}{units}"]
    behind += [close] if said.close_units else []
    whole = rf"{tens}(?:{'|'.join(behind)})?" if behind else tens
    return rf"(?:{'|'.join([*first, whole, _any_of(parts.alone)])})"


def _any_of(words: Iterable[str]) -> str:
    return _prefix_tree(frozenset(words)) or "(?:)"


def _prefix_tree(words: frozenset[str]) -> str:
    """A regular expression for `words` that looks at every letter once: a hundred alternatives are slow to try."""
    ends = "" in words
    after: dict[str, set[str]] = {}
    for word in words - {""}:
        after.setdefault(word[0], set()).add(word[1:])
    ways = [re.escape(letter) + _prefix_tree(frozenset(rest)) for letter, rest in sorted(after.items())]
    if not ways:
        return ""
    return f"(?:{'|'.join(ways)})" + ("?" if ends else "")


def number_value(text: str, language: str) -> int | None:
    """The value of a number in digits or words, None if it is not a number, or above 99 in words."""
    text = text.casefold().strip()
    if text.isascii() and text.isdigit():
        return int(text)
    digits = number_words(language).get(text)
    return int(digits) if digits else None


def value_in_any(text: str) -> int | None:
    """The value of a number in digits, or in the words of any language."""
    found = (number_value(text, language) for language in RULES)
    return next((value for value in found if value is not None), None)
