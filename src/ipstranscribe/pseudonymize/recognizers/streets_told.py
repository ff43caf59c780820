"""Streets that somebody lives in, and house numbers told later: `I live in Elm Street, it's number forty-two`."""

import re
from collections.abc import Iterator

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers.houses_told import houses_told
from ipstranscribe.pseudonymize.recognizers.postcodes import CAPITAL, WORD
from ipstranscribe.pseudonymize.recognizers.quantities import unit_follows
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern, number_value

_EN = (
    "street|road|lane|avenue|drive|close|crescent|terrace|grove|mews|way|court|gardens|square|place|row|hill|rise|"
    "walk|boulevard|parade"
)
_EN_SURE = "street|road|lane|avenue|crescent|terrace|drive|grove|mews|close"
_NB = (
    "veien|vegen|vei|veg|gata|gaten|gate|alléen|allé|plassen|svingen|bakken|haugen|stien|tunet|kroken|løkka|bråten|ringen|terrasse|"
    "torget|jordet|faret|vangen|kleiva|kollen|lia"
)
_NB_SURE = "veien|vegen|gata|gaten|svingen|stien|kroken|bråten|faret|alléen"
_HOME = {
    "en": (
        r"\b(?:liv(?:e|es|ed|ing)|stay(?:s|ed|ing)?|mov(?:e|ed|ing)|grew\sup|house|flat|place|home|address|born|rent(?:s|"
        r"ed|ing)?|bought|"
        r"resid\w+)\s(?:[\w'’]+\s){0,3}?(?:in|on|at|to|off|down|is|was)\s(?:the\s|number\s)?"
    ),
    "nb": (
        r"\b(?:bor|bur|bodde|budde|bodd|budd|flytt\w*|vokst\w*\sopp|hus\w*|leilighet\w*|hjemme|heime|adress\w*|oppvokst|"
        r"leier|leide|kjøpte)\s"
        r"(?:[\w]+\s){0,3}?(?:i|på|til|ved|er|var)\s"
    ),
}
_NO_STREET = re.compile(
    r"(?:hoved|riks|fylkes|motor|skole|halv|gang|sykkel|omkjørings|inn|ut|blind|side|gå|stor|skog|grus|bil|høve)(?:veien|"
    r"vegen|gata|gaten|stien|"
    r"svingen)|(?:the|a|this|that|our|same|quiet|busy|main|high|long|wall|dirt|one|next|whole|country|side|back|open|other|"
    r"right|wrong|my|"
    r"every|rocky|hard|steep|two|three|old|new|nice|small|little|narrow|no|dead|different|private)\s\w+",
    re.IGNORECASE,
)


_DESCRIBED = {
    "en": re.compile(
        r"\b(?:the\s(?:(?:last|first|only|end|big|little|wee|old|new|\w+)\s){0,3}?(?:house|bungalow|cottage|farmhouse|"
        r"caravan|croft|terrace|semi|flat)\s"
        r"(?:below|above|beside|next\sto|next\sdoor\sto|opposite|behind|past|across\sfrom|facing|on\sthe\scorner|"
        r"at\sthe\s(?:end|top|bottom|foot)|"
        r"with\s(?:the|a|an|two|three)\s(?!kids|dogs?|cats?|family)\w+|(?<=last\shouse\s)(?:on|in|before))|"
        r"(?:last|first|only)\shouse\s(?:on|in|before|after|past))(?:\s(?!and\b|but\b|so\b|not\b|because\b|"
        r"where\b)[\w'’-]+){1,6}",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:(?:det|den)\s(?:\w+\s){1,2}(?:huset|hytta|rekkehuset|gården|garden|leiligheten|leilegheita|brakka)|(?:siste|"
        r"første|fyrste|eneste|einaste)\shuset)\s"
        r"(?:ved|bak|ovenfor|ovanfor|nedenfor|nedanfor|overfor|med|på\shjørnet|bortenfor|bortanfor|innerst|nederst|øverst|"
        r"rett|like|før|etter|i|på|midt)"
        r"(?:\s(?!og\b|men\b|så\b|ikke\b|ikkje\b|der\b|fordi\b)[\w-]+){1,6}",
        re.IGNORECASE,
    ),
}
"""A house told by what it looks like or stands beside: `the yellow bungalow below the old creamery`."""
_BY_NUMBER = {
    "en": re.compile(
        r"\b(?:live|lives|lived|living|going|go|come|came|over|back|us|we['’]?re|they['’]?re|I['’]?m|"
        r"house)\s(?:\w+\s)?(?:at|to|in)\s(?P<house>number\s(?:\d{1,3}|[a-z]+(?:[\s-][a-z]+)?)\b)"
    ),
    "nb": re.compile(r"\b(?:bor|bur|bodde|til|oss|vi|dem)\s(?:\w+\s)?i\s(?P<house>nummer\s(?:\d{1,3}|[a-zæøå]+)\b)"),
}


class StreetsTold:
    """Streets after a word for living somewhere, and the number that follows later in the turn."""

    def __init__(self, language: str) -> None:
        self._language = language
        if patterns_of(language) == "en":
            cased = rf"(?:{WORD}\s){{1,3}}(?i:{_EN})(?!\w)"
            small = rf"[a-z'’]{{3,20}}\s(?:{_EN_SURE})(?!\w)"
        else:
            cased = rf"(?:{WORD}\s)?{CAPITAL}\w*(?:{_NB})(?!\w)|{WORD}s\s(?:gate|vei|veg|plass|allé)(?!\w)"
            small = rf"[a-zæøå]{{2,25}}(?:{_NB_SURE})(?!\w)"
        self._home = re.compile(rf"(?i:{_HOME[patterns_of(language)]})(?:(?P<cased>{cased})|(?P<small>{small}))")
        number = rf"(?:\d{{1,4}}(?:\s?[A-Fa-f](?!\w))?|(?:{number_pattern(language)})(?:\s[a-f](?!\w))?)"
        self._number = re.compile(
            rf"[^?!]{{0,40}}?\b(?:number|house|nummer|nr\.?|"
            rf"husnummer(?:et)?)(?P<between>(?:[\s,]+(?!\d)[\w'’]+){{0,6}}?)[\s,]+"
            rf"(?P<house>{number})(?!\w)",
            re.IGNORECASE,
        )
        self._house = re.compile(rf",?\s(?P<house>{number})(?!\w)", re.IGNORECASE)

    def find(self, text: str) -> Iterator[tuple[int, int, bool]]:
        """Start, end and certainty of streets and their numbers."""
        for match in self._home.finditer(text):
            group = "cased" if match["cased"] else "small"
            street = match[group]
            if _NO_STREET.fullmatch(street) or (group == "small" and self._is_talk(street)):
                continue
            near = self._house.match(text, match.end())
            beside = bool(near and not unit_follows(text, near.end()))
            yield match.start(group), near.end() if near and beside else match.end(), group == "cased"
            later = None if beside else self._number.match(text, match.end())
            if later and not unit_follows(text, later.end()):
                yield (*later.span("house"), group == "cased" and len(later["between"].split()) <= 1)

        yield from ((*match.span(), False) for match in _DESCRIBED[patterns_of(self._language)].finditer(text))
        yield from ((house.start, house.end, False) for house in houses_told(text, self._language) if house.home)
        for match in _BY_NUMBER[patterns_of(self._language)].finditer(text):
            if number_value(match["house"].split(maxsplit=1)[1].replace("-", " "), self._language) is not None:
                yield (*match.span("house"), False)

    def _is_talk(self, street: str) -> bool:
        """Whether the word before `road` is no name: a function word."""
        if self._language != "en":
            return False
        first = street.split(maxsplit=1)[0]
        common = vocabulary.is_common(first, "en") and first not in vocabulary.surnames()
        return common or first in word_lists.read("function_words_en")
