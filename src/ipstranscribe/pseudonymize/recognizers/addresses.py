"""Recognizer of street addresses and postcodes, in any letter case: Norwegian, English, and as other countries write them.

What stands beside a street (flat, town, postcode, country) is one address with it.
"""

import re
from collections.abc import Iterable

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.postcodes import WORD, postcodes
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern
from ipstranscribe.pseudonymize.recognizers.streets_abroad import ABROAD, ARMY, BOX, LETTER, ROUTE, TWO_NUMBERS, UNIT
from ipstranscribe.pseudonymize.recognizers.streets_told import StreetsTold

_STREETS = (
    "veien|vegen|vei|veg|gata|gaten|gate|allé|alle|alléen|alleen|plass|plassen|svingen|bakken|lia|haugen|stien|"
    "tunet|kroken|"
    "løkka|bråten|åsen|toppen|ringen|terrasse|terrassen|torget|jordet|skogen|berget|faret|grenda|vangen|kleiva|"
    "dalen|kollen"
)
_OTHER_STREETS = (
    "gjerdet|teigen|sletta|engen|enga|moen|myra|marka|brekka|brinken|hagen|åkeren|brygga|kaia|torvet|veita|smauet|smuget|gutua|bekken|"
    "feltet|leitet|flaten|flata|hammaren|hammeren|neset|odden|vika|viken|parken|sundet|brua|høgda|høyda|lunden|bukta|stranda|stranden"
)
_SURE = "veien|vegen|vei|veg|gata|gaten|gate|svingen|stien|kroken|alléen|allé"  # few other words end so before a number
_HOUSE = rf"(?:\d{{1,3}}(?:\s?[A-Fa-f])?|(?:{number_pattern('nb')})(?:\s[a-fA-F])?)"
_NO_COUNT = (
    r"(?!\w|\s(?:år|ganger|gonger|timer|prosent|dager|uker|minutter|kilo|kroner|stykker|personer|meter|km|kilometer)\b"
    r"|[.,:]\d|\s?%)"
)
_NORWEGIAN = re.compile(
    rf"\b(?:[A-ZÆØÅ][\wæøå]*\s)?[A-ZÆØÅ][\wæøå]*(?:{_STREETS})\s(?:nummer\s)?(?i:{_HOUSE}){_NO_COUNT}"
    rf"|\b(?:[A-ZÆØÅ]\w+\s){{1,3}}(?:vei|veg|gate|gata|plass|allé|terrasse)\s(?:nummer\s)?(?i:{_HOUSE}){_NO_COUNT}"
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
_NORWEGIAN_STRANGE = re.compile(
    rf"\b(?P<names>[a-zæøå]{{2,30}}(?:{_STREETS}|{_OTHER_STREETS}))\s(?:nummer\s)?\d{{1,3}}(?:\s?[a-f])?{_NO_COUNT}"
    r"(?:,?\soppgang\s[a-h]\b)?(?:,?\s\d{4}(?:\s[a-zæøå]{2,20})?\b)?"
)
"""Without a word before that says it: of a street that is no word of the vocabulary."""
_NO_STREET = re.compile(
    r"(?:tredje|under|om|hoved|halv|snar|ut|inn|gang|sykkel|motor|skole|riks|fylkes|jobb|arbeids|av|opp|ned)"
    r"(?:veien|vegen|vei|veg|stien)\b"
)
_STREET_WORDS = (
    "Street|Road|Lane|Avenue|Drive|Way|Close|Court|Crescent|Place|Square|Terrace|Gardens|Grove|Hill|Row|Mews|Yard|"
    "Quay|Wharf|Walk|"
    "Rise|View|Cottages|Green|Gate|Parade|Embankment|Boulevard|Park|Bank|Villas|Heights|Fold|Wynd|Brae|Esplanade"
)
_OTHER_STREET_WORDS = "loan|vennel|ginnel|pike|trail|entry"
_STREET_SHORT = r"St|Rd|Ln|Ave|Dr|Blvd|Ct|Pl|Sq|Ter|Cres|Hwy|Pkwy"
_NUMBER = rf"(?:\d{{1,5}}[A-Da-d]?|(?i:{number_pattern('en')}))"
_ENGLISH = re.compile(
    rf"\b(?:(?i:flat|apartment|"
    rf"number)\s{_NUMBER},?\s)?(?<!\w)(?:(?i:number)\s)?(?:\d{{1,5}}\s)?{_NUMBER},?\s(?:[A-Z][\w'’.-]+\s){{1,3}}"
    rf"(?:(?:{_STREET_WORDS})\b|(?:{_STREET_SHORT})\b\.?)(?:\s[NSEW]{{1,2}}\b)?(?:,\s[A-Z]\w+\b)?"
    rf"|\b(?:[A-Z][\w'’.-]+\s){{1,3}}(?:{_STREET_WORDS}),?\s(?:(?i:number|no\.?)\s)?{_NUMBER}(?!\w|[.,:]\d)"
)
_TOLD = re.compile(
    rf"\b(?i:address\w*|adress\w*|located|situated|ligger)(?:\s(?:of\s|to\s|for\s)?[\w'’]+){{0,3}}?(?::|\s(?:is|was|er|var|"
    rf"at|it\sis|"
    rf"it['’]s))\s(?P<street>(?:\d{{1,5}}\s)?{WORD}(?:\s{WORD}){{0,3}}\s\d{{1,5}}[A-Fa-f]?)(?!\w|[.,:]\d)"
)
"""What is said to be an address, whatever its street is called: `adressen er Lia 7`."""
_HOME = re.compile(
    rf"\b(?:lives?|lived|living|bor|bur|bodde)\s(?:at|on|i|"
    rf"på)\s(?P<street>(?:\d{{1,5}}\s)?{WORD}(?:\s{WORD})?\s\d{{1,4}}[A-Fa-f]?)(?!\w|[.,:]\d)"
)
_CORNER = re.compile(
    rf"\b(?i:corner\sof|hjørnet\sav)\s(?P<street>{WORD}(?:\s{WORD}){{0,2}}\s(?:and|og|&)\s{WORD}(?:"
    rf"\s{WORD}){{0,2}})"
)
_BETWEEN = re.compile(rf"[\s,>|–-]{{0,6}}(?:(?:{WORD}|of|upon|on|de|la|am|an|nan)(?:[\s,>]{{1,6}}|$)){{0,4}}")
"""What may stand between a street and its flat, town or postcode: separators and at most four names."""
_NO_NAME = (
    r"(?:of|in|on|the|way|more|other|per|a|an|long|hard|different|along|down|up|from|to|at|and|or|out|this|that|our|my|"
    r"your|their|main|dirt|"
    r"miles?|minutes?|hours?|years?|days?|people|houses|doors|cars|big|small|little|old|new|one|two|next|same)\b"
)
_ENGLISH_LOWER = re.compile(
    rf"\b(?:(?:flat|apartment|number)\s)?{_NUMBER}(?:\s[a-d])?\s(?:(?!{_NO_NAME})[a-z]{{3,20}}\s){{1,2}}"
    r"(?:street|road|lane|avenue|crescent|terrace)\b"
    rf"|\b(?:at|to|in|is|it['’]?s|number)\s{_NUMBER}(?:\s[a-d])?\s(?!{_NO_NAME})[a-z]{{4,20}}\s(?:row|close|drive|grove|"
    rf"gardens|court|mews|way|hill|place)\b"
)
_ENGLISH_STRANGE = re.compile(
    r"\b(?P<said>(?:at|to|in|is|it['’]?s|we['’]?re|i['’]?m|live|house|number)\s)?"
    rf"(?P<street>(?:(?:flat|apartment|unit|lot)\s{_NUMBER},?\s)?(?:lot\s|number\s)?{_NUMBER}(?:\s[a-d])?"
    rf"\s(?P<names>(?:(?!{_NO_NAME})[a-z][a-z'’]{{0,19}}\s){{1,3}})(?:{_STREET_WORDS.casefold()}|{_OTHER_STREET_WORDS}))\b"
)
"""The same with any kind of street, if its name holds a word that is not of the vocabulary, or a rare one after `it's`."""
_FLAT = re.compile(rf"\b(?i:flat|apartment|leilighet)\s(?:number\s|nummer\s)?(?:H0\d{{3}}|{_NUMBER})(?!\w)")
_ROAD = re.compile(
    rf"(?:{_STREETS}|{_OTHER_STREETS})\s(?:\d|\w)|\b(?:{_STREET_WORDS.casefold()}|{_OTHER_STREET_WORDS}|flat|apartment|leilighet)\b"
)  # a turn without any of these words has no street


_CERTAIN, _LIKELY = 0.8, 0.6
"""Confidence from which an address is certain, and from which two neighbours make each other certain."""
_FARTHEST = 60
"""Most characters between a street and the part that belongs to it."""
_FRONT_WORDS = frozenset({"place", "route", "via", "camino", "largo", "str", "al"})
"""First words of foreign streets that are ordinary words too."""
Stretch = tuple[int, int, float]
"""Start, end and confidence."""


class Addresses:
    """Street addresses with a number (certain) and postcodes with a place (certain unless the digits may be a year).

    Lower-case English streets, Norwegian ones with a rare ending, and a flat by itself are suggestions.
    """

    name = "address"

    def __init__(self, language: str = "nb") -> None:
        self._language = language
        self._told = StreetsTold(language)

    def find(self, text: str) -> Iterable[Found]:
        """Find addresses of all kinds; the span is the whole phrase, with the flat, the town and the postcode."""
        parts = [*self._streets(text), *self._abroad(text)]
        parts += [(start, end, 0.9 if sure else 0.4) for start, end, sure in postcodes(text, self._language)]
        for start, end, confidence in _joined(parts, text):
            yield Found(start, end, "address", self.name, confidence, certain=confidence >= _CERTAIN)
        for start, end, sure in self._told.find(text):
            yield Found(start, end, "address", self.name, 0.85 if sure else 0.5, certain=sure)

    def _streets(self, text: str) -> Iterable[Stretch]:
        if not _ROAD.search(text.casefold()):
            return
        for expression, confidence in ((_NORWEGIAN, 0.95), (_NORWEGIAN_LOWER, 0.85), (_ENGLISH, 0.95)):
            for match in expression.finditer(text):
                if not _NO_STREET.match(match.group().casefold()):
                    yield *match.span(), confidence
        for match in _NORWEGIAN_LIKELY.finditer(text):
            yield *match.span("street"), 0.6
        yield from self._strange_streets(text)
        for expression in (_ENGLISH_LOWER, _FLAT):
            for match in expression.finditer(text):
                yield *match.span(), 0.6

    def _strange_streets(self, text: str) -> Iterable[Stretch]:
        """Streets in small letters by a number beside a name that is no frequent word."""
        for match in _NORWEGIAN_STRANGE.finditer(text):
            if self._may_be_called(match["names"], rare=False):
                yield *match.span(), 0.6
        for match in _ENGLISH_STRANGE.finditer(text):
            if self._may_be_called(match["names"], rare=bool(match["said"])):
                yield *match.span("street"), 0.6

    def _may_be_called(self, names: str, *, rare: bool) -> bool:
        """Whether a street may have the names: none is of grammar, and one is outside the vocabulary, or `rare` in it."""
        words = [re.sub("['’]s?$", "", word) for word in names.split()]
        known = vocabulary.is_frequent if rare else vocabulary.is_ordinary
        small = word_lists.read(f"function_words_{patterns_of(self._language)}")
        return small.isdisjoint(words) and not all(known(word, self._language) for word in words)

    def _abroad(self, text: str) -> Iterable[Stretch]:
        if any(map(str.isdigit, text)):
            for expression in (ABROAD, ARMY, BOX, ROUTE):
                for match in expression.finditer(text):
                    if any(map(str.isdigit, match.group())):
                        yield _after_first_words(match, self._language), match.end(), 0.9
            yield from ((*match.span(), 0.6) for match in UNIT.finditer(text))
            yield from ((*match.span(), 0.6) for match in TWO_NUMBERS.finditer(text))
            yield from ((*match.span("street"), 0.9) for match in _TOLD.finditer(text))
            yield from ((*match.span("street"), 0.6) for match in _HOME.finditer(text))
        yield from ((*match.span(), 0.6) for match in LETTER.finditer(text))
        yield from ((*match.span("street"), 0.5) for match in _CORNER.finditer(text))


def _after_first_words(match: re.Match[str], language: str) -> int:
    """Where the street begins, after what begins the sentence: `It's`, `And`."""
    start = match.start()
    for word in match.group().split()[:-2]:
        bare = re.split("['’]", word)[0].casefold()
        if not (vocabulary.is_common(bare, language) and word[0].isupper() and bare not in _FRONT_WORDS):
            break
        start += len(word) + 1
    return start


def _joined(parts: Iterable[Stretch], text: str) -> list[Stretch]:
    """The parts in order, each joined with those that overlap it or follow as its flat, town or postcode."""
    whole: list[Stretch] = []
    for start, end, confidence in sorted(set(parts), key=lambda part: (part[0], -part[1])):
        if whole:
            first, last, sure = whole[-1]
            if start < last or (start - last <= _FARTHEST and _BETWEEN.fullmatch(text, last, start)):
                both = sure >= _LIKELY and confidence >= _LIKELY and start >= last
                whole[-1] = first, max(last, end), max(sure, confidence, 0.9 if both else 0)
                continue
        whole.append((start, end, confidence))
    return whole
