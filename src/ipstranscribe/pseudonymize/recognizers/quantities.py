"""Quantities as they are written and said: decimals, hours, scores, amounts of money, round thousands, versions.

They are no identifiers. Whoever reads runs of numbers must know them, so that an hour or a price that stands beside a
phone number is not read as its first digits.
"""

import re
from bisect import bisect_right
from functools import lru_cache

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
_NAMED = (
    r"\b(?:(?:in|since|from|until|till|by|year|of|i|siden|fra|til|året|sidan|frå)\s(?:19|20)\d\d\b(?![.,:/-]\d|\s[-–]\s\d|\s\d{1,7}(?!\d))"
    r"|(?:half\spast|quarter\s(?:past|to)|(?:ten|twenty|five)\s(?:past|to)|halv|kvart\s(?:på|over)|(?:ti|fem)\s(?:på|over))"
    r"\s[1-9]\d?(?![\d]|[.,:/-]\d)|(?:klokk[ae]n?|kl\.?)\s\d{1,2}[.:]\d\d(?![\d]|[.,:/-]\d)"
    r"|(?:version|versjon|utgave|windows|ios|android|macos|v\.?)\s?\d+(?:\.\d+)+)"
)
_AMOUNT = rf"{_ALONE}(?:(?<!\d\s)(?<!\d\s[-–]\s)\d{{1,3}}(?:[ .,]\d{{3}})+|\d{{1,4}})(?:[.,]\d\d?)?\s?(?:{_UNITS})"
_PATTERN = re.compile(f"{_WRITTEN}|{_NAMED}|{_AMOUNT}", re.IGNORECASE)
_HOUR_BEFORE = re.compile(
    r"\b(?:half\spast|quarter\s(?:past|to)|(?:ten|twenty|five)\s(?:past|to)|halv|kvart\s(?:på|over)|(?:ti|fem)\s(?:på|over)|klokk[ae]n?|"
    r"kl\.?)\s$",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d+")
_UNIT_AFTER = re.compile(rf"\s(?:{_UNITS})", re.IGNORECASE)
_SAYINGS = re.compile(
    r"\btwenty[\s-]four[\s-]seven\b|\bfifty[\s-]fifty\b|\bnine\sto\sfive\b|\bfemti[\s-]femti\b|\btjuefire[\s-]sju\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def quantities(text: str) -> "Quantities":
    """The quantities of a text that are written in figures, and sayings; the result for the last text is cached."""
    spans = [match.span() for match in _PATTERN.finditer(text)] if any(map(str.isdigit, text)) else []
    spans += [match.span() for match in _SAYINGS.finditer(text)]
    return Quantities(tuple(sorted(spans)))


def is_said_quantity(text: str, start: int, end: int) -> bool:
    """Whether a number in words is an hour or an amount: `half past three`, `twenty kroner`."""
    return bool(_UNIT_AFTER.match(text, end) or _HOUR_BEFORE.search(text, max(0, start - 16), start))


_COUNTED = re.compile(
    rf"\s?(?:{_UNITS})|\s(?:of\sus|of\sthem|people|persons|patients|kids|children|more|av\soss|av\sdem|personer|pasienter|barn|til\b|"
    r"stykker|stk|weeks|letters|or\s(?:two|three|four|more|so)|"
    r"eller\s(?:to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|femten|tjue|\d+|fler\w*|fleir\w*|mer|meir|mindre|noe|noko|nokke|så|der))\b",
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

    def touch(self, text: str, start: int, end: int) -> bool:
        """Whether a figure between start and end lies inside a quantity."""
        return any(self.hold(*figure.span()) for figure in _FIGURE.finditer(text, start, end))

    def hold(self, start: int, end: int) -> bool:
        """Whether start to end lies inside a quantity."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._spans[at][1]
