"""Recognizer of codes that a machine or an office gave: cards, GUIDs, network addresses, coordinates, property numbers."""

import re
from collections.abc import Iterable

from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer, national_numbers
from ipstranscribe.pseudonymize.recognizers.quantities import quantities
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern
from ipstranscribe.pseudonymize.recognizers.taken_out import without_certain

_IBAN = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2}(?:[\s-]?[A-Za-z0-9]{1,4}){3,8}(?!\w)")
_CARD = re.compile(r"[\d\s-]+")
_HEX = "[0-9A-Fa-f]"
_COORDINATE = r"[-−]?\d{1,3}[.,]\d{3,8}\s?°?\s?[NSEWØV]?"
_ID = re.compile(
    rf"(?<!\w){_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}(?!\w)"  # GUID (RFC 9562)
    rf"|(?<![\w:-]){_HEX}{{2}}(?:[:-]{_HEX}{{2}}){{5}}(?![\w:-])"  # MAC address
    r"|(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.]*\d)"  # IPv4 address
    rf"|(?<![\w:]){_HEX}{{1,4}}(?::{_HEX}{{0,4}}){{3,7}}:{_HEX}{{1,4}}(?![\w:])"  # IPv6 address
    # payment card (ISO/IEC 7812: 13 to 19 digits)
    r"|(?<![\w.,+])(?<!\d[\s-])(?!00|\d{4}-\d\d-\d\d(?!\d))\d(?:[ -]?\d){12,18}(?!\w|[.,]\d)"
    r"|(?<![\w/-])(?:[A-Z]{2}\d{2}\s?[A-Z]{3})(?![\w-])"  # British number plate since 2001
    r"|(?<![\w/-])#?(?=[A-Z0-9/-]{0,12}[A-Z])(?=(?:[A-Z/-]*\d){5})[A-Z0-9]{1,12}(?:[/-][A-Z0-9]{1,12}){0,5}(?![\w/-])"
)
_PLACE = re.compile(
    rf"(?<![\w.,]){_COORDINATE}\s?[,;/]?\s{{1,2}}{_COORDINATE}(?![\w.,]*\d)"
    r"|\b\d{1,3}\s?°\s?\d{1,2}\s?[′']\s?(?:\d{1,2}(?:[.,]\d+)?\s?[″\"])?\s?[NSEWØV](?:\s?,?\s?\d{1,3}\s?°\s?\d{1,2}\s?[′']"
    r"\s?(?:\d{1,2}(?:[.,]\d+)?\s?[″\"])?\s?[NSEWØV])?",
)
_SAID = f"(?:{number_pattern('en')}|{number_pattern('nb')})"
_NUMERAL = rf"(?:\d{{1,3}}(?:[.,]\d+)?|{_SAID}(?:[\s-]{_SAID})?)"
_DEGREES = re.compile(
    rf"\b{_NUMERAL}\s(?:degrees|grader)(?:,?\s(?:and\s|og\s)?{_NUMERAL}\s(?:minutes\s|minutter\s|seconds\s|"
    rf"sekunder\s)?){{0,2}}"
    r"(?:north|south|east|west|nord|sør|øst|vest|aust)\b(?:[,\s]{1,2}(?:and\s|og\s)?"
    rf"{_NUMERAL}\s(?:degrees|grader)(?:,?\s(?:and\s|og\s)?{_NUMERAL}\s(?:minutes\s|minutter\s|seconds\s|sekunder\s)?){{0,2}}"
    r"(?:north|south|east|west|nord|sør|øst|vest|aust)\b)?",
    re.IGNORECASE,
)
_FIGURE = rf"(?:\d{{1,5}}|(?:{number_pattern('nb')})(?:[\s-](?:{number_pattern('nb')}))?)(?!\w)"
_PROPERTY = re.compile(
    rf"\b(?:gårdsnummer(?:et)?|gardsnummer(?:et)?|gnr\.?)(?:\ser)?\s?{_FIGURE}"
    rf"(?:[\s,./]{{1,3}}(?:og\s)?(?:bruksnummer(?:et)?|bnr\.?)(?:\ser)?\s?{_FIGURE})?"
    rf"(?:[\s,./]{{1,3}}(?:og\s)?(?:festenummer|fnr\.?|seksjonsnummer|snr\.?)\s?{_FIGURE}){{0,2}}"
    rf"|\b(?:gårds|gards)-\s?og\sbruksnummer(?:et)?(?:\ser)?\s?{_FIGURE}(?:\s?(?:/|-|,|og|skråstrek)\s?{_FIGURE})?"
    rf"|\b(?:gbnr|gnr\.?/bnr|g\.?nr\.?/b\.?nr)\.?:?\s?\d{{1,5}}\s?/\s?\d{{1,5}}"
    rf"|\b(?:bruksnummer(?:et)?|bnr\.?)(?:\ser)?\s?{_FIGURE}"
    r"|\b\d{4}\s?-\s?\d{1,5}\s?/\s?\d{1,5}(?:/\d{1,4}){0,2}\b"
    r"|\b\d{1,5}/\d{1,5}(?=\si\smatrikkelen\b)"
    r"|\b(?:postboks|pb\.?)\s?\d{1,5}\b"
    r"|\bp\.?\s?o\.?\s?box\s(?:number\s)?\d{1,6}\b"
    r"|(?<!\w)[HKUL](?:\s?0\d{3}|\s0(?:\s\d){3})(?!\w)",  # Norwegian number of a flat: floor and door
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:19|20)\d\d(?:[/-](?:19|20)?\d\d)?")


class Codes:
    """Cards, GUIDs, addresses of machines, order and case codes; coordinates, property numbers and post boxes."""

    name = "code"

    def __init__(self, beside: tuple[Recognizer, ...] = ()) -> None:
        self._beside = beside

    def find(self, text: str) -> Iterable[Found]:
        """All are certain, none is ever a quantity. What the recognizers `beside` are certain of is taken out first."""
        text = without_certain(text, self._beside)
        if "degrees" in text or "grader" in text:
            yield from (Found(*m.span(), "address", self.name, 0.9, certain=True) for m in _DEGREES.finditer(text))
        if not any(map(str.isdigit, text)):
            if "nummer" in text:
                yield from (Found(*m.span(), "address", self.name, 0.9, certain=True) for m in _PROPERTY.finditer(text))
            return
        ibans = [m for m in _IBAN.finditer(text) if national_numbers.is_iban(re.sub(r"[\s-]", "", m.group()).upper())]
        yield from (Found(*match.span(), "id", self.name, 0.99, certain=True) for match in ibans)
        measured = quantities(text)
        kinds: tuple[tuple[re.Pattern[str], Category], ...] = ((_ID, "id"), (_PLACE, "address"), (_PROPERTY, "address"))
        for expression, category in kinds:
            for match in expression.finditer(text):
                if measured.touch(text, *match.span()) and _CARD.fullmatch(match.group()):
                    continue  # what is a card beside it is for `phones`
                inside = any(iban.start() < match.end() and match.start() < iban.end() for iban in ibans)
                if not inside and not _YEARS.fullmatch(match.group()):
                    yield Found(*match.span(), category, self.name, 0.9, certain=True)
