"""Recognizer of calendar dates: day and month, or month and year. A bare month, year or weekday is not a date."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern

_MONTHS = {
    "en": (
        "January|February|April|June|July|August|September|October|November|December|"
        "Jan|Feb|Apr|Aug|Sept|Sep|Oct|Nov|Dec"
    ),
    "nb": (
        "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|jan|feb|apr|aug|sept|"
        "okt|nov|des"
    ),
}
_MONTHS_THAT_ARE_WORDS = "May|March"
_ORDINALS = {
    "en": (
        "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
        "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|thirty[- ]first|"
        "twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    ),
    "nb": (
        "første|fyrste|andre|annen|tredje|fjerde|femte|sjette|sjuende|syvende|sjuande|åttende|åttande|niende|niande|"
        "tiende|"
        "tiande|ellevte|tolvte|trett[ea]nde|fjort[ea]nde|femt[ea]nde|sekst[ea]nde|sytt[ea]nde|att[ea]nde|nitt[ea]nde|"
        "tju[ea]nde|tyvende|trettiende|trettiande|"
        "(?:tjue|tretti|tyve|tredve)[- ]?(?:og[- ])?(?:første|fyrste|andre|tredje|fjerde|femte|sjette|sj[ua]+[ea]nde|"
        "syvende|åtte?[ea]?nde|ni[ea]nde)"
    ),
}
_RANKED = {
    "en": r"groups?|grades?|floors?|teams?|interviews?|rounds?|times?|years?|weeks?|days?|sessions?|class(?:es)?|rows?|"
    r"parts?|chapters?|operations?|kids?|child(?:ren)?|ones?",
    "nb": r"grupp\w*|etasj\w*|klass\w*|rund\w*|omgang\w*|avdeling\w*|rekk\w*|rad\w*|gang\w*|gong\w*|uk[ea]\w*|vek[ea]\w*|"
    r"dag\w*|år\w*|tim\w*|generasjon\w*|trinn\w*|divisjon\w*|kapittel\w*|samtale\w*|intervju\w*|operasjon\w*|barn\w*",
}
"""What is counted by the second ordinal, which then is no month: `den første i tredje gruppa`."""
_WEEKDAYS = {
    "en": r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?",
    "nb": r"(?:(?:(?:man|mån|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag|lørdag),?\s)?",
}
_SEASONS = {
    "en": r"(?:early\s|late\s)?(?:spring|summer|autumn|fall|winter)(?:\sof|\sin)?",
    "nb": r"(?:vår|sommer|sommar|høst|haust|vinter)(?:en|a|en\si)?",
}
_HINT = {
    "en": r"\d[./-]\d|19|20|born|birth|nineteen|twenty|thousand|uary|march|april|may|june|july|aug|ember|octo|"
    r"of the|jan|feb|"
    r"sep|oct|nov|dec|apr|summer|spring|autumn|winter|\bfall\b|expir|runs? out|valid|"
    r"(?:th|st|nd|rd) (?:of )?\w+(?:th|st|nd|rd)\b",
    "nb": r"\d[./-]\d|\bden |19|20|født|fødd|årgang|fødsels|nitten|tusen|tjue|januar|februar|mars|april|mai|juni|juli|"
    r"august|ember|oktober|jan|feb|apr|aug|sep|okt|nov|des|vår|sommer|sommar|høst|haust|vinter|utløp|gyldig|modell|"
    r"(?:nde|dje|rde|mte|tte|vte|rste) (?:i )?(?:den )?\w+(?:nde|dje|rde|mte|tte|vte|rste|dre)\b",
}
"""Pre-filter: a turn that contains none of these has no date."""
_BEGINS = {
    "en": rf"\d|den\s|the\s|(?:mon|tues|wednes|thurs|fri|satur|sun)day|{_ORDINALS['en']}|{_MONTHS['en']}|"
    rf"{_MONTHS_THAT_ARE_WORDS}",
    "nb": rf"\d|den\s|(?:man|mån|tirs|tys|ons|tors|fre|lør|laur|søn|sun)dag|{_ORDINALS['nb']}|{_MONTHS['nb']}",
}
"""What a date begins with: asked first, as most words of a text begin none."""
_DAY, _MONTH, _ANY_YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:(?:19|20)\d\d|\d\d)"
_NO_MORE = r"(?!\d|[./]\d|-\d(?!\d?[./-]\d{1,2}[./-]))"
"""Nothing that would make it a longer number; another date after a dash is none."""
_NUMERIC = (
    rf"(?<![\d.,/-])(?:den\s)?{_DAY}\.{_MONTH}\.\s?[-–]\s?{_DAY}\.{_MONTH}\.?(?:\s?{_ANY_YEAR})?(?!\d|[.,]\d)"
    rf"|(?<![\d.,/-])(?:den\s)?{_DAY}[./-]{_MONTH}[./-]{_ANY_YEAR}{_NO_MORE}"
    rf"|(?<![\d.,/-])(?:0?[1-9]|1[0-2])/{_DAY}/{_ANY_YEAR}(?![\d/])"
    r"|(?<!\d)(?:19|20)\d\d[-/.](?:0[1-9]|1[0-2])[-/.](?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"(?:(?:T|,?\s(?:kl\.?\s|at\s)?)(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?(?:[.,]\d{1,6})?(?:Z|\s?[+-]\d\d:?\d\d)?(?!\d|[.:/-]\d))?"
    rf"|(?<![\d.,/-]){_DAY}\.?\s?[-–]\s?{_DAY}[./]\s?{_MONTH}[./]{_ANY_YEAR}(?!\d)"
)
_BORN = {
    "en": r"\b(?:(?:born|dated?\sof\sbirth)(?:\s(?:back\s)?in|\sis|\swas|\son)?\s|b\.\s?)",
    "nb": r"\b(?:(?:født|fødd|årgang|fødselsår\w*)(?:\s(?:i|er|den))?\s|f\.\s?)",
}
_BIRTH = {
    "en": r"\b(?:born|dated?\sof\sbirth|birthday|d\.?\s?o\.?\s?b\.?)(?:['’]s)?(?:,?\s(?:on|is|was|the|it['’]s|um|uh))*,?\s",
    "nb": r"\b(?:født|fødd|fødselsdato\w*|bursdag\w*)(?:,?\s(?:min|mi|er|var|den|det|eh))*,?\s",
}
"""Before a date in figures alone: `date of birth is nine six eighty-one`."""


_COUNTED = (
    r"years?|år|days?|dag\w*|weeks?|uke\w*|uker|months?|måned\w*|times|gang\w*|per|prosent|mg|k|people|of|av|minut\w*|hours?|timer?|"
    r"more|to|til|grader|degrees|kilo\w*|kids|barn|weeks"
)
_UNITS = {
    "en": r"(?:one|two|three|four|five|six|seven|eight|nine)",
    "nb": r"(?:en|ein|to|tre|fire|fem|seks|sju|syv|åtte|ni)",
}
_NB_TENS = "tjue|tyve|tretti|tredve|førti|femti|seksti|sytti|åtti|nitti"
_TENS = {
    "en": rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-]{_UNITS['en']})?",
    "nb": rf"(?:{_UNITS['nb']}(?:\s|-)?(?:og|å)(?:\s|-)?)?(?:{_NB_TENS})|(?:{_NB_TENS}){_UNITS['nb']}?",
}
_SAID_YEAR = {
    "en": rf"(?:thirty[\s-](?!one\b)|(?:forty|fifty|sixty|seventy|eighty|ninety)[\s-]){_UNITS['en']}",
    "nb": rf"(?:(?:tretti|tredve)(?!e(?:n|in)(?!\w))|førti|femti|seksti|sytti|åtti|nitti){_UNITS['nb']}",
}
"""A year of two digits that is no day of a month: `May ninety-eight`."""
_AFTER_YEAR = (
    r"(?=\s*(?:[.,;:?!)]|$)|\s(?:i|he|she|we|they|it|and|so|in|at|when|is|was|that|"
    r"jeg|eg|han|hun|ho|vi|og|på|da|då|så|ble|blei|er|var|det)\b)"
)


def _short_year(language: str) -> str:
    """A year of two digits after a day and a month, in figures or said: no count of anything."""
    figures = rf"['’-]?\d\d(?![\d%:]|[.,]\d|\s(?:{_COUNTED})\b)"
    return rf"(?:,?\s(?:in\s|i\s)?(?:{figures}|(?:{_TENS[patterns_of(language)]}){_AFTER_YEAR}))"


def year_pattern(language: str) -> str:
    """A regular expression for a year from 1900 to 2099, in digits or spoken."""
    small = number_pattern(language)
    said = {
        "en": (
            rf"(?:nineteen|twenty)[\s-](?:hundred[\s-](?:and[\s-])?|oh[\s-])?(?:{small})"
            rf"|two\sthousand(?:\s(?:and\s)?(?:{small}))?"
        ),
        "nb": (
            rf"nitten\s?(?:hundre\s?(?:og\s?)?)?(?:{small})|to\s?tusen\s?og\s?(?:{small})|to\s?tusen"
            r"|tjue[\s-]?(?:ti|elleve|tolv|tretten|fjorten|femten|seksten|sytten|atten|nitten|tjue\w*)"
        ),
    }
    return rf"(?:(?:19|20)\d\d|{said[patterns_of(language)]})(?!\w)"


class Dates:
    """Calendar dates, in digits and in words."""

    name = "date"

    def __init__(self, language: str) -> None:
        spoken = patterns_of(language)
        forms = _english() if spoken == "en" else _norwegian()
        self._dates = re.compile(rf"(?={_BEGINS[spoken]})(?:{'|'.join([*forms, _NUMERIC])})", re.IGNORECASE)
        self._hint = re.compile(_HINT[spoken])
        when, small = year_pattern(language), number_pattern(language)
        nought = r"(?:(?:oh|o|zero|null)\s)?"
        self._likely = re.compile(
            rf"\b{_SEASONS[spoken]}\s{when}"
            rf"|{_BIRTH[spoken]}(?P<figures>{nought}{small},?\s{nought}{small},?\s(?:{when}|(?:{_TENS[spoken]})(?!\w)))"
            rf"|{_BORN[spoken]}(?P<born>{when}|\d{{6}}(?!\d)|['’-]?\d\d(?![\d%]|[.,/-]\d|\s(?:{_COUNTED})\b)"
            rf"|(?:{number_pattern(language)})(?![\w%]|\s(?:{_COUNTED})\b))"
            rf"|(?<![\w.,-])(?P<model>['’]?\d\d|{number_pattern(language)})[\s-]?modell\b"
            r"|\b(?:expir\w+|runs?\sout|valid|utløper|gyldig\w*)\s(?:[^\W\d]+\s){0,2}(?P<expires>(?:0[1-9]|1[0-2])/\d\d)(?![\d/])"
            rf"|\b{_SEASONS[spoken]}\s['’]?\d\d(?![\d%]|[.,/-]\d|\s(?:{_COUNTED})\b)"
            + (
                rf"|\bthe\s(?:{_ORDINALS['en']})\sof\sthe\s(?:{_ORDINALS['en']})(?!\w|\s(?:{_RANKED['en']})\b)"
                if spoken == "en"
                else rf"|\bden\s{_DAY}[./]{_MONTH}\b(?![./-]\d)\.?|(?<![\d.,]){_DAY}\.(?:\si\s)?{_MONTH}\.(?=[,;]|\s[a-zæøå])"
            ),
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterable[Found]:
        """Every date, certain; season with year, year of birth and `the third of the fifth` as suggestions."""
        return _found(self, text)

    def _find(self, text: str) -> Iterator[Found]:
        if not self._hint.search(text.casefold()):
            return
        whole = [match.span() for match in self._dates.finditer(text)]
        for span in whole:
            yield Found(*span, "date", self.name, 0.95, certain=True)
        for match in self._likely.finditer(text):
            start, end = match.span(match.lastgroup or 0)
            if any(a <= start and end <= b for a, b in whole):
                continue
            certain = text[match.start() : match.end()].casefold().startswith("den ")
            yield Found(start, end, "date", self.name, 0.9 if certain else 0.6, certain=certain)


@lru_cache(maxsize=2)
def _found(dates: Dates, text: str) -> tuple[Found, ...]:
    """The dates of a text, kept for the last ones: every recognizer of numbers asks which figures are a date."""
    return tuple(dates._find(text))


def _english() -> list[str]:
    month, word, ordinal = rf"(?:{_MONTHS['en']})\b\.?", rf"(?:{_MONTHS_THAT_ARE_WORDS})\b", rf"(?:{_ORDINALS['en']})"
    figure, no_count = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?", r"(?!\s?(?:per|%|out))"
    marked = r"(?:[12]?\d|3[01])(?:st|nd|rd|th)"
    short = _short_year("en")
    when = rf"(?:,?\s{year_pattern('en')})"
    start = rf"\b{_WEEKDAYS['en']}(?:the\s)?"
    to = r"(?:\s?[-–]\s?|\s(?:to|until|till|and|through|or)\s)(?:the\s)?"
    any_month = rf"(?:{month}|(?-i:{word}))"
    return [
        rf"{start}(?:{figure}|{ordinal}){to}(?:{figure}|{ordinal})(?:\sof)?\s{any_month}(?:{when}|{short})?",
        rf"{start}(?:{marked}|{ordinal}){to}(?:{marked}|{ordinal})\sof\s{word}(?:{when}|{short})?",
        rf"\b{any_month}\s(?:the\s)?(?:{figure}|{ordinal}){to}(?:{figure}|{ordinal})\b(?![:.]\d){no_count}(?:{when}|{short})?",
        rf"{start}(?:{figure}|{ordinal})(?:\s(?:day\s)?of)?\s{month}(?:{when}|{short})?",
        rf"{start}(?:{figure}(?:\sof)?|{ordinal}\sof)\s{word}(?:{when}|{short})?",
        rf"{start}{ordinal}\s(?-i:{word})(?:{when}|{short})?",
        rf"\b{_WEEKDAYS['en']}{any_month}\s(?:the\s)?(?:{figure}|{ordinal})\b(?![:.]\d){no_count}(?:{when}|(?-i:{short}))?",
        rf"\b{word}\s(?:the\s{ordinal}|{marked})\b(?:{when}|{short})?",
        rf"\b\d{{1,2}}[-.\s/]{any_month}[-.\s/](?:(?:19|20)\d\d|\d\d)(?![\d%]|[.,:]\d)",
        rf"\b(?:{month}|{word}){when}",
        rf"\b(?:{month}|{word})\s{_SAID_YEAR['en']}{no_count}(?!\s(?:{_COUNTED})\b)",
        rf"\b{any_month}\s(?:of\s|in\s)(?:{year_pattern('en')}|['’]?\d\d(?![\d%]|[.,:]\d|\s(?:{_COUNTED})\b))",
        rf"\b{any_month}\s(?:of\s)?(?:last|next|this|that\ssame)\syear\b",
        rf"\b(?:the\s)?(?:{ordinal}|{marked})\sof\s(?:the\s)?(?:{ordinal}|{marked})(?!\w)(?:{when}|{short})",
        rf"\b{ordinal},?\s{ordinal}(?!\w)(?:{when}|{short})",
    ]


def _norwegian() -> list[str]:
    month, ordinal = rf"(?:{_MONTHS['nb']})\b\.?", rf"(?:{_ORDINALS['nb']})"
    short = _short_year("nb")
    when = rf"(?:,?\s(?:i\s)?{year_pattern('nb')}|\si\s(?:fjor|år))"
    day = rf"(?:{_DAY}\.?|{ordinal})"
    return [
        rf"\b{_WEEKDAYS['nb']}(?:den\s)?{day}(?:\s?[-–]\s?|\s(?:til|og|eller)\s)(?:den\s)?{day}\s{month}(?:{when}|{short})?",
        rf"\b{_WEEKDAYS['nb']}(?:den\s)?{day}\s{month}(?:{when}|{short})?",
        rf"\b(?:{_WEEKDAYS['nb'].removesuffix('?')}(?:den\s)?|den\s){_DAY}[./]{_MONTH}\b(?![./-]?\d)\.?",
        rf"\b{month},?\s(?:i\s)?{year_pattern('nb')}",
        rf"\b{month}\s{_SAID_YEAR['nb']}(?!\w|\s?%|\s(?:{_COUNTED})\b)",
        rf"\bden\s{ordinal}\s(?:i\s(?:den\s)?)?{ordinal}\b(?!\s(?:{_RANKED['nb']})\b)(?:{when}|{short})?",
        rf"\b{ordinal},?\s(?:i\s)?(?:den\s)?{ordinal}\b(?:{when}|{short})",
        rf"(?<![\d.,])(?:den\s)?{_DAY}\.\si\s{_MONTH}\.?(?:{when}|{short})",
        rf"\b{month}\s(?:i\sfjor|i\sår|neste\sår|forrige\sår|året\s(?:før|etter))\b",
    ]
