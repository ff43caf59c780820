"""Parser of written and spoken dates in any language with a record. What is ambiguous stays open, it is never guessed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from ipstranscribe.languages import RECORDS, day_first, labels_for, record
from ipstranscribe.languages.record import DateWords
from ipstranscribe.pseudonymize.recognizers import spoken_numbers

_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d\d)(?!\d))?(?![\d/-])")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DAY = re.compile(r"(?<![\d.,:])(\d{1,2})(?:st|nd|rd|th|\.)?(?![\d:]|\w)")
_NO_YEAR, _LEAP_YEAR = 2001, 2000  # days are counted in these where no year was said


@dataclass(frozen=True)
class PartialDate:
    """A partial date: day 1–31, month 1–12, year 1900–2099; None for a part that was not said or is ambiguous."""

    day: int | None = None
    month: int | None = None
    year: int | None = None

    def shifted(self, days: int) -> "PartialDate | None":
        """The date shifted by `days`; None without a month. Without a day it counts as the middle of the month."""
        if self.month is None:
            return None
        year = self.year or (_LEAP_YEAR if (self.day, self.month) == (29, 2) else _NO_YEAR)
        moved = date(year, self.month, self.day or 15) + timedelta(days)
        return PartialDate(moved.day if self.day else None, moved.month, moved.year if self.year else None)

    def worded(self, language: str) -> str:
        """The date in words: `3 March 2018`, `3. mars 2018`, or the parts that were said."""
        words = record(labels_for(language)).dates
        day = f"{self.day}{words.day_sign}" if self.day and self.month else ""
        month = words.months[self.month - 1] if self.month else ""
        return " ".join(filter(None, (day, month, str(self.year or ""))))


def parse_date(text: str, language: str) -> PartialDate | None:
    """Parse the date in `text`, None if it has neither month nor year.

    The month of `3/4/2019` is ambiguous unless days come first in `language`; a year of two digits does not count.
    """
    text = " ".join(text.casefold().split())
    if found := _ISO.search(text):
        year, month, day = map(int, found.groups())
        said = PartialDate(day, month, year)
    elif (found := _NUMERIC.search(text)) and (found[4] or not _months(text)):
        said = _numeric(found, language)
    else:
        said = _in_words(text)
    return _possible(said)


def _numeric(found: re.Match[str], language: str) -> PartialDate:
    first, second = int(found[1]), int(found[3])
    year = int(found[4]) if found[4] and len(found[4]) == 4 else None
    if found[2] != "." and not day_first(language):
        if first <= 12 and second <= 12 and first != second:  # day or month first?
            return PartialDate(year=year)
        first, second = (second, first) if second > 12 else (first, second)
    return PartialDate(first, second, year)


def _in_words(text: str) -> PartialDate:
    year, rest = _year(text)
    months = _months(rest)
    days = list(dict.fromkeys(_days(rest)))
    if not months and len(days) == 2:  # `den fjerde i tredje`
        return PartialDate(days[0], days[1], year)
    return PartialDate(_only(days), _only(months), year)


def _only(found: Iterable[int]) -> int | None:
    """The only value found; None if there are several, as in a time span."""
    values = set(found)
    return values.pop() if len(values) == 1 else None


def _possible(said: PartialDate) -> PartialDate | None:
    """`said` without impossible parts; None if neither month nor year is left."""
    month = said.month if said.month and 1 <= said.month <= 12 else None
    year = said.year if said.year and 1900 <= said.year <= 2099 else None
    day = said.day
    try:
        date(year or _LEAP_YEAR, month or 1, day or 1)
    except ValueError:
        day = None
    return PartialDate(day, month, year) if month or year else None


def _months(text: str) -> list[int]:
    return [_month_names()[word] for word in re.findall(r"[^\W\d_]+", text) if word in _month_names()]


def _date_words() -> list[DateWords]:
    """The words of all languages: a date is read in any of them."""
    return [language.dates for language in RECORDS.values()]


@cache
def _month_names() -> dict[str, int]:
    names = {name.casefold(): n for words in _date_words() for n, name in enumerate(words.months, 1)}
    return names | {name[:3]: n for name, n in names.items()} | {"sept": 9}


def _days(text: str) -> Iterator[int]:
    for match in re.finditer(rf"{_DAY.pattern}|\b({'|'.join(_ordinals())})\b", text):
        day = int(match[1]) if match[1] else _ordinals()[match[2]]
        if 1 <= day <= 31:
            yield day


@cache
def _ordinals() -> dict[str, int]:
    """Ordinal word → day of the month; the longest first."""
    words = {word: day for one in _date_words() for word, day in one.also.items()}
    all_tens = {word: value for one in _date_words() for word, value in one.tens.items()}
    for ordinals in (one.ordinals for one in _date_words()):
        words |= {word: n for n, word in enumerate(ordinals, 1)}
        for tens, value in all_tens.items():
            ends = ordinals[: 31 - value] if value == 30 else ordinals[:9]
            words |= {f"{tens}{joint}{end}": value + n for joint in ("", " ", "-") for n, end in enumerate(ends, 1)}
    return dict(sorted(words.items(), key=lambda pair: -len(pair[0])))


def _year(text: str) -> tuple[int | None, str]:
    """The year in digits or words, and the text without it."""
    digits = _YEAR.findall(text)
    if digits:
        return _only(map(int, digits)), _YEAR.sub(" ", text)
    for expression, century, least in _spoken_years():
        if match := expression.search(text):
            tail = match["tail"]
            value = 0 if tail is None else spoken_numbers.value_in_any(tail)
            if value is not None and value >= least:
                return century + value, text[: match.start()] + " " + text[match.end() :]
    return None, text


@cache
def _spoken_years() -> tuple[tuple[re.Pattern[str], int, int], ...]:
    """Expressions for years in words, the century each counts from, and the least that may follow (`twenty five` is 25)."""
    en, nb, da = (rf"(?P<tail>{spoken_numbers.number_pattern(language)})\b" for language in ("en", "nb", "da"))
    return (
        (re.compile(rf"\bnineteen hundred (?:and )?{en}"), 1900, 1),
        (re.compile(rf"\bnineteen[ -](?:oh[ -])?{en}"), 1900, 1),
        (re.compile(rf"\btwo thousand(?: (?:and )?{en})?"), 2000, 0),
        (re.compile(rf"\btwenty[ -]{en}"), 2000, 10),
        (re.compile(rf"\bnitten ?hundre ?(?:og ?)?{nb}"), 1900, 1),
        (re.compile(rf"\bnitten[ -]?{nb}"), 1900, 10),
        (re.compile(rf"\bto ?tusen ?(?:og ?)?{nb}"), 2000, 1),
        (re.compile(r"\bto ?tusen\b(?P<tail>$a)?"), 2000, 0),
        (re.compile(rf"\btjue[ -]?{nb}"), 2000, 10),
        (re.compile(rf"\bnitten ?hundrede ?(?:og ?)?{da}"), 1900, 1),
        (re.compile(rf"\bnitten[ -]?{da}"), 1900, 10),
        (re.compile(rf"\bto ?tusinde? ?(?:og ?)?{da}"), 2000, 1),
        (re.compile(r"\bto ?tusinde?\b(?P<tail>$a)?"), 2000, 0),
        (re.compile(rf"\btyve[ -]?{da}"), 2000, 10),
    )
