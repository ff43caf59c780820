"""Recognizer of codes that a machine or an office gave: cards, GUIDs, network addresses, coordinates, property numbers."""

import re
from collections.abc import Iterable

from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.recognizers import Found

_HEX = "[0-9A-Fa-f]"
_COORDINATE = r"[-−]?\d{1,3}[.,]\d{3,8}\s?°?\s?[NSEWØV]?"
_ID = re.compile(
    rf"(?<!\w){_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}(?!\w)"  # GUID (RFC 9562)
    rf"|(?<![\w:-]){_HEX}{{2}}(?:[:-]{_HEX}{{2}}){{5}}(?![\w:-])"  # MAC address
    r"|(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.]*\d)"  # IPv4 address
    rf"|(?<![\w:]){_HEX}{{1,4}}(?::{_HEX}{{0,4}}){{3,7}}:{_HEX}{{1,4}}(?![\w:])"  # IPv6 address
    r"|(?<![\d.,])\d(?:[ -]?\d){12,18}(?![\d]|[.,]\d)"  # payment card (ISO/IEC 7812: 12 to 19 digits)
    r"|(?<![\w/-])(?:[A-Z]{2}\d{2}\s?[A-Z]{3})(?![\w-])"  # British number plate since 2001
    r"|(?<![\w/-])#?(?=[A-Z0-9/-]{0,12}[A-Z])(?=(?:[A-Z/-]*\d){5})[A-Z0-9]{1,12}(?:[/-][A-Z0-9]{1,12}){0,5}(?![\w/-])"
)
_PLACE = re.compile(
    rf"(?<![\w.,]){_COORDINATE}\s?[,;/]?\s{{1,2}}{_COORDINATE}(?![\w.,]*\d)"
    r"|\b\d{1,3}\s?°\s?\d{1,2}\s?[′']\s?(?:\d{1,2}(?:[.,]\d+)?\s?[″\"])?\s?[NSEWØV](?:\s?,?\s?\d{1,3}\s?°\s?\d{1,2}\s?[′']"
    r"\s?(?:\d{1,2}(?:[.,]\d+)?\s?[″\"])?\s?[NSEWØV])?",
)
_PROPERTY = re.compile(
    r"\b(?:gårdsnummer|gardsnummer|gnr\.?)\s?\d{1,5}(?:[\s,./]{1,3}(?:og\s)?(?:bruksnummer|bnr\.?)\s?\d{1,5})?"
    r"(?:[\s,./]{1,3}(?:og\s)?(?:festenummer|fnr\.?|seksjonsnummer|snr\.?)\s?\d{1,5}){0,2}"
    r"|\b(?:bruksnummer|bnr\.?)\s?\d{1,5}\b"
    r"|\b\d{4}\s?-\s?\d{1,5}\s?/\s?\d{1,5}(?:/\d{1,4}){0,2}\b"
    r"|\b(?:postboks|pb\.?)\s?\d{1,5}\b"
    r"|\bp\.?\s?o\.?\s?box\s(?:number\s)?\d{1,6}\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?")


class Codes:
    """Cards, GUIDs, addresses of machines, order and case codes; coordinates, property numbers and post boxes."""

    name = "code"

    def find(self, text: str) -> Iterable[Found]:
        """All are certain: none of them is ever a quantity."""
        if not any(map(str.isdigit, text)):
            return
        kinds: tuple[tuple[re.Pattern[str], Category], ...] = ((_ID, "id"), (_PLACE, "address"), (_PROPERTY, "address"))
        for expression, category in kinds:
            for match in expression.finditer(text):
                if not _YEARS.fullmatch(match.group()):
                    yield Found(*match.span(), category, self.name, 0.9, certain=True)
