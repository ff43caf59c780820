"""Recognizer of people's ages, in digits and words. Only the number is the identifier; "years old" stays."""

import re
from collections.abc import Iterable

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.lexicon import casing, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.ages_in_passing import ENDS, AgesInPassing
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern, number_value

_AFTER = {
    "en": r"(?:[-\s](?:and\sa\shalf\s)?years?[-\s](?:old|of\sage)|[-\s]year[-\s]olds?)\b",
    "nb": r"[-\s]?(?:år\sgam\w+|år\sung\w*|-?\s?åring\w*)",
}
_VERBS = {
    "en": (
        r"\b(?:I'm|I’m|I\sam|I\swas|I\swere|im|(?:he|she)(?:['’]?s|\sis|\swas|['’]ll\sbe|\swill\sbe|\sturned)|(?:he|she|who|"
        r"you|they)\s(?:is|are|were)|(?:you|they)['’]re|turned|"
        r"turning|turn|turns|aged|age(?:\sof)?|aged\sabout|since\sI\swas|when\s(?:he|she|you)\swas|before\sI\swas|"
        r"be\sturning)\s"
    ),
    "nb": (
        r"\b(?:(?:jeg|eg|æ|han|hun|ho|du|de|dei)\s(?:er|var|ble|blei|blir|vart|vert|fylte|fyller)|(?:er|var|ble|"
        r"blei|blir|vart|fyller|fylte)"
        r"\s(?:jeg|eg|han|hun|ho)|(?:jeg|eg|han|hun|ho)\s(?:e|va)|(?:blitt|vorte[nt]?)|fylte|fyller|fylt|rundet|runda|runder|"
        r"en\salder\sav|alder\spå|som\ser)\s"
    ),
}
_NEARLY = (
    r"maybe|perhaps|just|about|almost|only|nearly|around|now|already|over|past|under|barely|soon|going\son|close\sto|like|um|uh|well|"
    r"kanskje|bare|berre|nesten|rundt|kring|nå|no|snart|straks|blitt|vorte|vel|godt|eh|cirka|omtrent|om\slag|knapt|snautt|allerede|"
    r"allereie|akkurat|nettopp|jo|faktisk|visst"
)
# What follows a number that is not an age: "I'm fifty per cent", "he was two hours late".
_NOT_AFTER = {
    "en": (
        r"(?!\s*(?:%|per|percent|sure|positive|o'clock|hours?|days?|weeks?|months?|minutes?|kilos?|times|of|points?|"
        r"pounds?|euros?|grand|"
        r"hundred|thousand|out|metres?|meters?|miles?|stone|mg|feet|foot|years?\s(?!old)|or\stwo|more|person|who|"
        r"thing|who)\b"
        r"|\s?%|[.,:/]\d|-\w|\w)"
    ),
    "nb": (
        r"(?!\s*(?:%|prosent|time(?:r|n)?|timar|dag(?:er|ar)?|uker?|vek[ae]r?|måned(?:er|ar)?|månader|minutt(?:er)?|"
        r"gang(?:er|ar)?|"
        r"kilo|kg|stykker|stykk|av|stk|poeng|kroner|hundre|tusen|meter|mil|år\s(?!gam)|som|til|slik|sånn|veldig|"
        r"litt|god|"
        r"person|dame|mann|menneske|type|fin|bra|stor|liten|viktig)\b|\s?%|[.,:/]\d|-\w|\w)"
    ),
}
_TENS = {
    "en": r"\b(?:early|mid|late)?[-\s]?(?:twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|"
    r"teens)\b",
    "nb": r"\b(?:tjue|tretti|førti|femti|seksti|sytti|åtti|nitti)[-\s]?årene\b|\b(?:tenårene|tenåra)\b",
}
_MY = {
    "en": r"\bin\s(?:my|his|her|their|your)\s(?:early\s|mid[-\s]|late\s)?",
    "nb": r"\b(?:i|begynnelsen\sav|slutten\sav|midten\sav)\s",
}
_PLUS = {"en": r"\s?(?:plus|something|ish)\b", "nb": r"\s?(?:pluss|og\snoe|et\sellerannet)\b"}
_CHILD = re.compile(
    r"\b(?:kids?|child(?:ren)?|sons?|daughters?|boys?|girls?|little|eldest|oldest|youngest|grandchild\w*|barn\w*|"
    r"unge[nr]?|"
    r"sønn\w*|son|datter\w*|dotter\w*|gutt\w*|gut\w*|jent[ea]\w*|eldste|yngste|minste|lille|vesle|tvilling\w*|"
    r"twins?)\b",
    re.IGNORECASE,
)
_KIN = {
    "en": (
        r"\b(?:mam|mammy|mummy|da|daddy|nan|nana|gran|granny|uncle|aunt|auntie|cousin|niece|nephew|mum|mom|mother|dad|father|husband|wife|brother|sister|son|daughter|partner|boyfriend|girlfriend|"
        r"grand\w+|boss|"
        r"oldest|eldest|youngest)(?:['’]s|\sis|\swas|\swere|,)\s|\b(?:woman|man|girl|boy|lady|guy)\sof\s"
    ),
    "nb": (
        r"\b(?:mora|moren|faren|søster[ea]n?|onkel\w*|tante\w*|bestemor\w*|bestefar\w*|svigermor\w*|svigerfar\w*|kjæresten|naboen|mor|mamma|far|pappa|mann\w*|kona|kone|bror\w*|søster|syster|sønnen|sonen|datter\w*|dotter\w*|"
        r"samboer\w*|eldste|"
        r"yngste|minste|sjefen)(?:\smin|\smi)?(?:\s(?:er|var|ble|blir|fyller|fylte)|,)\s|\b(?:dame|mann|kvinne|jente|gutt|gut|kar|fyr)\spå\s"
    ),
}
_NAMED = r"(?<!\w)(?-i:[A-ZÆØÅ])[^\W\d_]{1,20},\s"
_IS = {"en": r"(?:['’]s|\sis|\swas|\sturned)", "nb": r"(?:\ser|\svar|\sblir|\sble|\sblei|\svart|\sfylte)"}
_LIKENED = re.compile(r"\blike\s(?:[\w'’]+\s){0,3}an?\s$|\bsom\s(?:en|ei|ein|et)\s$", re.IGNORECASE)
"""Before an age that is nobody's: `it's like living with a fourteen-year-old`, `som en treåring`."""
_LIKENED_NEAR = 40
_CHILD_REACH = 120
_GROWN = 16
"""Least number after a verb that is an age: smaller ones are as often counts."""
_TENS_ALONE, _UNITS = range(20, 100, 10), range(1, 10)
_NO_CLOCK = 25
"""Least number after `at` that is an age and not an hour of the day."""


class Ages:
    """Ages: certain where the context is clear, suggestions where there is only a verb."""

    name = "age"

    def __init__(self, language: str) -> None:
        self._language = language
        spoken = patterns_of(language)
        self._ends = re.compile(ENDS[spoken], re.IGNORECASE)
        self._in_passing = AgesInPassing(language)
        number = rf"(?:\d{{1,3}}|{number_pattern(language)})"
        nearly = rf"(?:(?:{_NEARLY}),?\s){{0,2}}"
        ends = _NOT_AFTER[spoken]
        also = r"(?:and|og)" if spoken == "en" else "og"
        self._units = re.compile(rf"\s{also}\s({number_pattern(language)})(?=[.,;?!…]|\sår\b|\s*$)", re.IGNORECASE)
        self._certain = re.compile(
            rf"\b({number})(?:{_AFTER[spoken]}|{_PLUS[spoken]}(?=[\s.,?!]*$|[.,]))"
            rf"|{_MY[spoken]}({_TENS[spoken].replace(chr(92) + 'b', '')})\b",
            re.IGNORECASE,
        )
        self._any_number = re.compile(
            rf"\d|\b(?:{number_pattern(language)})(?!\w)|\bhundred?\b|ties\b|teens\b|årene\b|åra\b|åring|\bhalv(?:anne|anna|tanna)",
            re.IGNORECASE,
        )
        self._hint = re.compile(r"year|åring|år [gu]|ties|teens|årene|tenåra|plus|ish|something|noe|eller")
        self._likely = re.compile(rf"{_VERBS[spoken]}{nearly}({number})\b{ends}", re.IGNORECASE)
        self._first = re.compile(
            rf"\b({number})(?:\sår)?\s(?:er|e|var|va|ble|blei|blir|vart)\s(?:jeg|eg|æ|han|hun|ho)\b{ENDS['nb']}"
            if spoken == "nb"
            else r"(?!)",
            re.IGNORECASE,
        )
        self._at = re.compile(
            rf"\b(?:at|ved|da\shan\svar)\s({number})(?=[.,;]|\s(?:I|he|she|so)\b){ends}", re.IGNORECASE
        )
        self._is = re.compile(
            rf"\b(?:is|was|are|were|er|var|blir|blei|ble)\s((?>{number}))(?=[.,;?!]|\s{also}\s|$)", re.IGNORECASE
        )
        self._kin = re.compile(rf"(?:{_KIN[spoken]}){nearly}({number})\b{ends}", re.IGNORECASE)
        self._named = re.compile(
            rf"\b(?P<who>[^\W\d_]{{2,20}})(?:{_IS[spoken]}\s{nearly}({number})\b(?:{ENDS[spoken]}|(?=\s{number}\b))"
            rf"|,\s({number})(?:\s(?:years?\sold|år))?(?=,\s(?:who|he|she|han|hun|ho|som)\b))",
            re.IGNORECASE,
        )
        self._child = re.compile(
            rf"\b(?:little|lille|vesle)\s(?!bit|over|more|under|less|by)\w{{2,20}},?\s({number})\b{ends}"
            rf"|{_NAMED}({number})(?=[.,;?!]|\s{also}\s|$)|"
            rf"\b({number})(?:,\s({number}))?\s{also}\s({number})(?=[.,;?!]|$){ends}",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterable[Found]:
        """Find numbers from 1 to 110 that are said of a person, and decades of life."""
        for start, end, certain in self._in_passing.find(text) if self._may_hold_one(text) else ():
            yield Found(start, end, "age", self.name, 0.9 if certain else 0.5, certain=certain)
        if not self._any_number.search(text):
            return
        if self._hint.search(text.casefold()):
            yield from self._surely(text)
        yield from self._after_a_verb(text)
        for match in self._first.finditer(text):
            yield from self._of(match, _GROWN, 0.9, certain=True)
        for match in self._at.finditer(text):
            yield from self._of(match, _NO_CLOCK, 0.4, certain=False)
        for match in self._kin.finditer(text):
            yield from self._of(match, 2, 0.5, certain=False)
        yield from self._of_somebody_named(text)
        if not _CHILD.search(text):
            return
        for match in (*self._child.finditer(text), *self._is.finditer(text)):
            if _CHILD.search(text, max(0, match.start() - _CHILD_REACH), match.end()):
                yield from self._of(match, 1, 0.4, certain=False)

    def _may_hold_one(self, text: str) -> bool:
        return bool(self._any_number.search(text)) or "birthday" in text or "ieth" in text or "årsdag" in text

    def _after_a_verb(self, text: str) -> Iterable[Found]:
        for match in self._likely.finditer(text):
            grown = (number_value(match.group(1), self._language) or 0) >= _GROWN
            if grown or self._ends.match(text, match.end()):
                yield from self._of(match, 2, 0.9 if grown else 0.5, certain=grown)

    def _of_somebody_named(self, text: str) -> Iterable[Found]:
        for match in self._named.finditer(text):
            if self._is_somebody(match["who"], uncased=casing.is_uncased(text)):
                yield from self._of(match, 1, 0.5, certain=False)

    def _is_somebody(self, word: str, *, uncased: bool) -> bool:
        """Whether the word may be somebody's name: a listed one, which frequent words seldom are."""
        low = word.casefold()
        names_too = word_lists.read(f"names_that_are_words_{self._language}")
        if not (uncased or word[0].isupper()) or (vocabulary.is_common(low, self._language) and low not in names_too):
            return False
        return vocabulary.is_given_name(word)

    def _surely(self, text: str) -> Iterable[Found]:
        for match in self._certain.finditer(text):
            if _LIKENED.search(text, max(0, match.start() - _LIKENED_NEAR), match.start()):
                continue
            yield from self._of(match, 1, 0.9, certain=True)

    def _of(self, match: re.Match[str], least: int, confidence: float, *, certain: bool) -> Iterable[Found]:
        for group in range(1, match.re.groups + 1):
            if match[group] is None or group == match.re.groupindex.get("who"):
                continue
            years = number_value(match[group], self._language)
            decade = years is None and match.re is self._certain
            if decade or (years is not None and least <= years <= 110):
                start, end = match.span(group)
                if match.re in (self._likely, self._certain) and match[group].isalpha() and years in _TENS_ALONE:
                    end = self._with_units(match.string, end)
                yield Found(start, end, "age", self.name, confidence, certain=certain)

    def _with_units(self, text: str, end: int) -> int:
        """The end of a number of tens, with the units behind that are told apart: `femti og åtte`."""
        units = self._units.match(text, end)
        told = number_value(units[1], self._language) if units else None
        return units.end() if units and told in _UNITS else end
