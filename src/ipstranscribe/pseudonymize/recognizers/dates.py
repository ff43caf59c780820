"""Dates that could be looked up: day and month, or month and year. A bare month, year or weekday is none."""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize.recognizers import Found

_MONTHS = {
    "en": "January|February|March|April|May|June|July|August|September|October|November|December",
    "nb": "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember",
}
_ORDINALS = {
    "en": (
        "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
        "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|"
        "(?:twenty|thirty)[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    ),
    "nb": (
        "første|andre|tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende|tiende|ellevte|tolvte|trettende|"
        "fjortende|femtende|sekstende|syttende|attende|nittende|tjuende|tyvende|trettiende|"
        "(?:tjue|tretti|tyve|tredve)(?:første|andre|tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende)"
    ),
}
_YEAR = r"(?:\s*,?\s(?:19|20)\d\d)"
_WEEKDAYS = {
    "en": r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?",
    "nb": r"(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s)?",
}
_NUMERIC = (
    r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:(?:19|20)\d\d|\d\d)(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)"
)


class Dates:
    """Dates in figures and in words."""

    name = "date"

    def __init__(self, language: str) -> None:
        month, ordinal = rf"(?:{_MONTHS[language]})", rf"(?:{_ORDINALS[language]})"
        if language == "en":
            day = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?|{ordinal})"
            forms = [
                rf"\b{_WEEKDAYS[language]}(?:the\s)?{day}\s(?:of\s)?{month}\b{_YEAR}?",
                rf"\b{month}\s(?:the\s)?{day}\b(?!\s?(?:per|%)){_YEAR}?",
                rf"\b{month}{_YEAR}\b",
            ]
        else:
            day = rf"(?:(?:0?[1-9]|[12]\d|3[01])\.?|{ordinal})"
            forms = [
                rf"\b{_WEEKDAYS[language]}(?:den\s)?{day}\s{month}\b(?:{_YEAR}|\si\s(?:fjor|år))?",
                rf"\b{month}{_YEAR}\b",
                rf"\b(?:den\s){ordinal}\s(?:i\s)?{ordinal}\b",
            ]
        self._dates = re.compile("|".join([*forms, _NUMERIC]), re.IGNORECASE)

    def find(self, text: str) -> Iterable[Found]:
        """Every date; all are certain."""
        for match in self._dates.finditer(text):
            yield Found(*match.span(), "date", self.name, 0.95, certain=True)
