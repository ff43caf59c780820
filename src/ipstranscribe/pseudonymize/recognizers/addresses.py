"""Recognizer of street addresses and postcodes, Norwegian and English, in any letter case."""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern

_STREETS = (
    "veien|vegen|vei|veg|gata|gaten|gate|allé|alle|alléen|alleen|plass|plassen|svingen|bakken|lia|haugen|stien|"
    "tunet|kroken|"
    "løkka|bråten|åsen|toppen|ringen|terrasse|terrassen|torget|jordet|skogen|berget|faret|grenda|vangen|kleiva|"
    "dalen|kollen"
)
_SURE = "veien|vegen|vei|veg|gata|gaten|gate|svingen|stien|kroken|alléen|allé"  # few other words end so before a number
_HOUSE = rf"(?:\d{{1,3}}(?:\s?[A-Fa-f])?|(?:{number_pattern('nb')})(?:\s[a-fA-F])?)"
_NO_COUNT = (
    r"(?!\w|\s(?:år|ganger|gonger|timer|prosent|dager|uker|minutter|kilo|kroner|stykker|personer|meter|km|kilometer)\b"
    r"|[.,:]\d|\s?%)"
)
_NORWEGIAN = re.compile(
    rf"\b(?:[A-ZÆØÅ][\wæøå]*\s)?[A-ZÆØÅ][\wæøå]*(?:{_STREETS})\s(?:nummer\s)?(?i:{_HOUSE}){_NO_COUNT}"
    rf"|\b[A-ZÆØÅ]\w+s\s(?:vei|veg|gate|plass|allé)\s(?:nummer\s)?(?i:{_HOUSE}){_NO_COUNT}"
)
_NORWEGIAN_LOWER = re.compile(
    rf"\b[a-zæøå]{{2,30}}(?:{_SURE})\s(?:nummer\s)?{_HOUSE}{_NO_COUNT}"
    rf"|\b(?!(?:en|ei|hver|denne|egen|min|vår|på|i|til|av|og|den|samme)\s)[a-zæøå]{{4,30}}\s(?:terrasse|gate|gata|"
    rf"vei|veg|allé|brygge|plass|torg)"
    rf"\s(?:nummer\s)?\d{{1,3}}(?:\s?[a-f])?\b(?!\s(?:år|ganger|timer|prosent|dager|uker|minutter|kilo|kroner))"
)
_NORWEGIAN_LIKELY = re.compile(
    rf"\b(?:i|på|til|in|at|to)\s(?P<street>[a-zæøå]{{3,30}}(?:{_STREETS})\s(?:nummer\s)?{_HOUSE}){_NO_COUNT}"
)
_NO_STREET = re.compile(
    r"(?:tredje|under|om|hoved|halv|snar|ut|inn|gang|sykkel|motor|skole|riks|fylkes|jobb|arbeids|av|opp|ned)"
    r"(?:veien|vegen|vei|veg|stien)\b"
)
_STREET_WORDS = (
    "Street|Road|Lane|Avenue|Drive|Way|Close|Court|Crescent|Place|Square|Terrace|Gardens|Grove|Hill|Row|Mews|Yard|"
    "Quay|Wharf|Walk|"
    "Rise|View|Cottages|Green|Gate|Parade|Embankment|Boulevard|Park|Bank|Villas|Heights|Fold|Wynd|Brae|Esplanade"
)
_NUMBER = rf"(?:\d{{1,4}}[A-Da-d]?|(?i:{number_pattern('en')}))"
_ENGLISH = re.compile(
    rf"\b(?:(?i:flat|apartment|number)\s{_NUMBER},?\s)?(?<!\w){_NUMBER},?\s(?:[A-Z]\w+\s){{1,3}}(?:{_STREET_WORDS})\b(?:,\s[A-Z]\w+\b)?"
)
_ENGLISH_LOWER = re.compile(
    rf"\b(?:(?:flat|apartment|number)\s)?{_NUMBER}\s(?!(?:of|in|on|the|way|more|other|per|a|an|long|hard|"
    rf"different)\b)[a-z]{{3,20}}\s"
    r"(?:street|road|lane|avenue|crescent|terrace)\b"
)
_FLAT = re.compile(rf"\b(?i:flat|apartment|leilighet)\s(?:number\s|nummer\s)?(?:H0\d{{3}}|{_NUMBER})(?!\w)")
_POSTCODE = re.compile(r"\b(?:N-)?\d{4}\s(?:[A-ZÆØÅ][\wæøå]{2,}|[A-ZÆØÅ]{3,})\b")
_ROAD = re.compile(
    rf"(?:{_STREETS})\s(?:\d|\w)|\b(?:{_STREET_WORDS.casefold()}|flat|apartment|leilighet)\b"
)  # a turn without any of these words has no street
_MONEY = re.compile(r"\s(?:Kroner|NOK|Euro)\b")


class Addresses:
    """Street addresses with a number (certain) and postcodes with a place (certain unless the digits may be a year).

    Lower-case English streets, Norwegian ones with a rare ending, and a flat by itself are suggestions.
    """

    name = "address"

    def find(self, text: str) -> Iterable[Found]:
        """Find addresses of all kinds; the span is the whole phrase."""
        if _ROAD.search(text.casefold()):
            yield from self._streets(text)
        for match in _POSTCODE.finditer(text):
            if not _MONEY.search(match.group()):
                year = match.group()[:2] in ("19", "20")
                yield Found(*match.span(), "address", self.name, 0.4 if year else 0.9, certain=not year)

    def _streets(self, text: str) -> Iterable[Found]:
        for expression, confidence in ((_NORWEGIAN, 0.95), (_NORWEGIAN_LOWER, 0.85), (_ENGLISH, 0.95)):
            for match in expression.finditer(text):
                if not _NO_STREET.match(match.group().casefold()):
                    yield Found(*match.span(), "address", self.name, confidence, certain=True)
        for match in _NORWEGIAN_LIKELY.finditer(text):
            yield Found(*match.span("street"), "address", self.name, 0.6, certain=False)
        for expression in (_ENGLISH_LOWER, _FLAT):
            for match in expression.finditer(text):
                yield Found(*match.span(), "address", self.name, 0.6, certain=False)
