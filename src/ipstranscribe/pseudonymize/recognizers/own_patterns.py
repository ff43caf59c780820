"""Recognizer of what a language's own patterns find, as its record states them: Danish addresses, ages, numbers of persons.

They stand beside the patterns of the language that it is like, so that a language needs no code.
"""

import re
from collections.abc import Iterable
from functools import cache

from ipstranscribe.languages import record
from ipstranscribe.languages.record import OwnPattern
from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern, number_words

_CAPITAL = r"(?-i:[A-ZÆØÅÄÖÉÜ])[\w'’-]"
_GROWN = 13
"""Years from which a number in words is hardly a count of anything near a person."""
_PLACEHOLDER = re.compile(r"\{([A-Za-z]+)\}")


class OwnPatterns:
    """What the patterns of a language's record find, certain or as a suggestion as each says."""

    name = "pattern of the language"

    def __init__(self, language: str) -> None:
        self._patterns: tuple[tuple[Category, re.Pattern[str], bool], ...] = tuple(
            (one.kind, compiled(one, language), one.certain) for one in record(language).patterns
        )

    def find(self, text: str) -> Iterable[Found]:
        """The group `found` of each match, or all of it."""
        for kind, pattern, certain in self._patterns:
            for match in pattern.finditer(text):
                span = match.span("found" if "found" in pattern.groupindex else 0)
                yield Found(*span, kind, self.name, 0.9 if certain else 0.5, certain=certain)


def compiled(one: OwnPattern, language: str) -> re.Pattern[str]:
    """The expression with the words of the language in it; raises KeyError for a placeholder that there is not."""
    words = _words(language)
    return re.compile(_PLACEHOLDER.sub(lambda match: words[match[1]], one.pattern), re.IGNORECASE)


@cache
def _words(language: str) -> dict[str, str]:
    """Placeholder → an expression."""
    own = record(language)
    numbers, dates = own.numbers, own.dates
    number = rf"(?:{number_pattern(language)})"
    grown = sorted((word for word, digits in number_words(language).items() if int(digits) >= _GROWN), key=len)
    hundred, thousand = "|".join(numbers.hundreds), "|".join(numbers.thousands)
    nineteen, two = numbers.teens[9], numbers.units[2]
    return {
        "number": number,
        "grown": rf"(?:{_any(reversed(grown))}|1[3-9]|[2-9]\d|1[01]\d)",
        "month": rf"(?:{_any(dates.months)})",
        "ordinal": rf"(?:{_any((*dates.also, *dates.ordinals))})",
        "year": rf"(?:(?:19|20)\d\d|{nineteen}\s?(?:(?:{hundred})\s?(?:og\s)?)?{number}"
        rf"|{two}\s?(?:{thousand})(?:\s?(?:og\s?)?{number})?)",
        "kin": rf"(?:{_any(form for forms in own.kinship.values() for form in forms)})",
        "Name": rf"(?:{_CAPITAL}+(?:\s{_CAPITAL}+){{0,2}})",
    }


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(dict.fromkeys(words), key=len, reverse=True)))
