"""Street addresses and postcodes, Norwegian and English."""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize.recognizers import Found

_NORWEGIAN = re.compile(
    r"\b(?:[A-ZÆØÅ][\wæøå]*\s)?[A-ZÆØÅ][\wæøå]*"
    r"(?:veien|vegen|vei|veg|gata|gaten|gate|allé|alléen|plass|plassen|svingen|bakken|lia|haugen|stien|tunet|kroken|løkka|"
    r"bråten|åsen|toppen|ringen|terrasse|terrassen|torget|jordet|skogen|berget)\s\d{1,3}(?:\s?[A-Fa-f])?\b"
)
_ENGLISH = re.compile(
    r"\b\d{1,4}\s(?:[A-Z]\w+\s){1,3}(?:Street|Road|Lane|Avenue|Drive|Way|Close|Court|Crescent|Place|Square|Terrace)\b"
)
_POSTCODE = re.compile(r"\b(?:N-)?\d{4}\s[A-ZÆØÅ][\wæøå]{2,}\b")


class Addresses:
    """Street with number (certain), postcode with place (certain unless the four digits look like a year)."""

    name = "address"

    def find(self, text: str) -> Iterable[Found]:
        """Both kinds, over the whole phrase."""
        for expression in (_NORWEGIAN, _ENGLISH):
            for match in expression.finditer(text):
                yield Found(*match.span(), "address", self.name, 0.95, certain=True)
        for match in _POSTCODE.finditer(text):
            year = match.group()[:2] in ("19", "20")
            yield Found(*match.span(), "address", self.name, 0.4 if year else 0.9, certain=not year)
