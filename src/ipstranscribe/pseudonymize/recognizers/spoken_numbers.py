"""Number words of a spoken language, from 0 to 99, and their digits.

`oh` is 0, `thirty-seven`, `trettisju` and Danish `syvogtredive` are 37.
"""

import re
from functools import cache

from ipstranscribe.languages import RULES, record

_TENS = frozenset(map(str, range(20, 100, 10)))


@cache
def number_words(language: str) -> dict[str, str]:
    """Number word → digits, 0 to 99."""
    said = record(language).numbers
    words = {word: str(n) for n, word in enumerate(said.units)}
    words |= {word: str(n) for n, word in enumerate(said.teens, 10)} | {word: str(n) for word, n in said.also.items()}
    for tens, word in enumerate(said.tens, 2):
        words[word] = str(10 * tens)
        for unit, one in enumerate(said.units[1:], 1):
            first, second = (one, word) if said.units_first else (word, one)
            words |= {f"{first}{joint}{second}": str(10 * tens + unit) for joint in said.joints}
    units = {word: n for word, n in words.items() if 0 < int(n) < len(said.units)} if said.older_joints else {}
    for word, whole in [(word, n) for word, n in words.items() if n in _TENS]:
        words |= {
            f"{one}{joint}{word}": str(int(whole) + int(n)) for one, n in units.items() for joint in said.older_joints
        }
    for one, unit in said.close_units.items():
        words |= {f"{word}{one}": str(10 * tens + unit) for tens, word in enumerate(said.tens, 2)}
    return words


@cache
def number_pattern(language: str) -> str:
    """A regular expression for one number word, the longest that fits, without word boundaries."""
    return _prefix_tree(frozenset(number_words(language)))


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
