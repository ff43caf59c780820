"""Number words of a spoken language, from 0 to 99, and their digits.

`oh` is 0, `thirty-seven` and `trettisju` are 37.
"""

import re
from functools import cache

from ipstranscribe.languages import record


@cache
def number_words(language: str) -> dict[str, str]:
    """Number word → digits, 0 to 99."""
    said = record(language).numbers
    words = {word: str(n) for n, word in enumerate(said.units)}
    words |= {word: str(n) for n, word in enumerate(said.teens, 10)} | {word: str(n) for word, n in said.also.items()}
    for tens, word in enumerate(said.tens, 2):
        words[word] = str(10 * tens)
        for unit, one in enumerate(said.units[1:], 1):
            words |= {f"{word}{joint}{one}": str(10 * tens + unit) for joint in said.joints}
    for one, unit in said.close_units.items():
        words |= {f"{word}{one}": str(10 * tens + unit) for tens, word in enumerate(said.tens, 2)}
    return words


@cache
def number_pattern(language: str) -> str:
    """A regular expression for one number word, longest first, without word boundaries."""
    return "|".join(sorted(map(re.escape, number_words(language)), key=len, reverse=True))


def number_value(text: str, language: str) -> int | None:
    """The value of a number in digits or words, None if it is not a number, or above 99 in words."""
    text = text.casefold().strip()
    if text.isascii() and text.isdigit():
        return int(text)
    digits = number_words(language).get(text)
    return int(digits) if digits else None
