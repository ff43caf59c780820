"""Quantities as they are written and said: decimals, hours, scores, amounts of money, round thousands, versions.

They are no identifiers. Whoever reads runs of numbers must know them, so that an hour or a price that stands beside a
phone number is not read as its first digits.
"""

import re
from bisect import bisect_right
from functools import cache, lru_cache

from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern

_ALONE = r"(?<![\w.,/:-])"
_ENDS = r"(?!\w|[.,/:]\d)"
_WRITTEN = (
    rf"{_ALONE}\d{{1,3}}[.,]\d{{1,2}}{_ENDS}"  # 38.5, 2,5, 14.30
    rf"|{_ALONE}\d{{1,3}}[/:]\d{{1,3}}{_ENDS}"  # 3/10, 120/80, 14:30, 1:200
    rf"|{_ALONE}\d{{1,3}}(?:[ .,]000){{1,3}}(?![\d]|[.,]\d)"  # 10 000
    rf"|{_ALONE}\d{{1,3}}(?:,\d{{3}})+(?:\.\d\d?)?{_ENDS}"  # 1,250,000.50
    r"|[$£€]\s?\d{1,3}(?:[.,]\d{3})*(?:[.,]\d\d?)?(?!\d)|[$£€]\s?\d+(?:[.,]\d\d?)?(?!\d)"
)
_UNITS = (
    r"%|per\s?cent\b|prosent\b|kr\b|kroner\b|nok\b|euros?\b|dollars?\b|pounds?\b|quid\b|mg\b|ml\b|µg\b|mcg\b|kg\b|km\b|cm\b|mm\b|"
    r"grams?\b|kilos?\b|meters?\b|metres?\b|millions?\b|millioner\b|years?\b|år\b|hours?\b|timer?\b|times\b|gang(?:er)?\b|"
    r"minut\w*|uker\b|veker\b|weeks?\b|days?\b|dag(?:er|ar)?\b|months?\b|måned\w*|månad\w*|steps\b|skritt\b|o['’]?clock\b|"
    r"percent\b|poeng\b|points?\b|am\b|pm\b|a\.m\.|p\.m\."
)
_SAID = {
    "en": (
        r"\b(?:half\spast|quarter\s(?:past|to)|(?:ten|twenty|five)\s(?:past|to))\s{n}\b|\bat\s\d{{1,2}}(?=,?\s)"
        r"|\b(?:in|since|from|until|till|by|year|of)\s(?:19|20)\d\d\b"
        r"|\btwenty[\s-]four[\s-]seven\b|\bfifty[\s-]fifty\b|\bnine\sto\sfive\b"
        r"|\b(?:version|windows|ios|android|macos|v\.?)\s?\d+(?:\.\d+)+"
    ),
    "nb": (
        r"\b(?:halv|kvart\s(?:på|over)|(?:ti|fem)\s(?:på|over)|klokk[ae]n?|kl\.?)\s{n}(?:[.:]\d\d)?\b"
        r"|\b(?:i|siden|fra|til|året|sidan|frå)\s(?:19|20)\d\d\b|\bfemti[\s-]femti\b"
        r"|\b(?:versjon|utgave|windows|ios|android|macos|v\.?)\s?\d+(?:\.\d+)+"
    ),
}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    number = rf"(?:\d{{1,2}}|{number_pattern(language)})"
    said = _SAID[language].format(n=number)
    said_amount = rf"\b(?:{number_pattern(language)})\s(?:{_UNITS})"
    amount = rf"{_ALONE}\d{{1,3}}(?:[ .,]\d{{3}})*(?:[.,]\d\d?)?\s?(?:{_UNITS})|{said_amount}"
    return re.compile(f"{_WRITTEN}|{said}|{amount}", re.IGNORECASE)


@lru_cache(maxsize=1)
def quantities(text: str, language: str) -> "Quantities":
    """The quantities of a text; the result for the last text is cached."""
    return Quantities(tuple(match.span() for match in _pattern(language).finditer(text)))


_COUNTED = re.compile(
    rf"\s?(?:{_UNITS})|\s(?:of\sus|of\sthem|people|persons|patients|kids|children|more|av\soss|av\sdem|personer|pasienter|barn|til\b|"
    r"stykker|stk|weeks|letters|or\s(?:two|three|four|more|so)|eller\s\w+)\b",
    re.IGNORECASE,
)


def unit_follows(text: str, end: int) -> bool:
    """Whether what stands after a number at `end` says that it counts something."""
    return bool(_COUNTED.match(text, end))


class Quantities:
    """Spans of quantities, in order."""

    def __init__(self, spans: tuple[tuple[int, int], ...]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def hold(self, start: int, end: int) -> bool:
        """Whether start to end lies inside a quantity."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._spans[at][1]
