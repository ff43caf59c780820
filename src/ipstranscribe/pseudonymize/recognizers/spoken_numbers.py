"""Number words of spoken English and Norwegian, from 0 to 99, and their digits.

`oh` is 0, `thirty-seven` and `trettisju` are 37.
"""

import re
from functools import cache

_UNITS = {
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "nb": ["null", "en", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni"],
}
_ALSO = {
    "en": {"oh": "0", "o": "0", "nought": "0"},
    "nb": {
        "ett": "1",
        "én": "1",
        "ein": "1",
        "eitt": "1",
        "syv": "7",
        "tyve": "20",
        "tredve": "30",
        "elleve": "11",
        "tolv": "12",
    },
}
_TEENS = {
    "en": [
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
    "nb": ["ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten"],
}
_TENS = {
    "en": ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
    "nb": ["tjue", "tretti", "førti", "femti", "seksti", "sytti", "åtti", "nitti"],
}


@cache
def number_words(language: str) -> dict[str, str]:
    """Number word → digits, 0 to 99, for `en` or `nb`."""
    words = {word: str(n) for n, word in enumerate(_UNITS[language])}
    words |= {word: str(n) for n, word in enumerate(_TEENS[language], 10)} | _ALSO[language]
    for tens, word in enumerate(_TENS[language], 2):
        words[word] = str(10 * tens)
        for unit, one in enumerate(_UNITS[language][1:], 1):
            joints = ("-", " ") if language == "en" else ("", "-", " ")
            words |= {f"{word}{joint}{one}": str(10 * tens + unit) for joint in joints}
    if language == "nb":
        words |= {f"{tens}syv": f"{n}7" for n, tens in enumerate(_TENS["nb"], 2)}
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
