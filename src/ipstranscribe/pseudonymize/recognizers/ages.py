"""Ages of people, in digits and words. Only the number is the identifier; "years old" stays."""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import pattern, value

_AFTER = {"en": r"[-\s]years?[-\s](?:old|of\sage)\b", "nb": r"[-\s]?(?:år\sgam\w+|-?åring\w*)"}
_BEFORE = {
    "en": r"\b(?:I'm|I\sam|I\swas|(?:he|she)(?:'s|\sis|\swas)|turned|turning|turn|aged|age(?:\sof)?|since\sI\swas)\s",
    "nb": (
        r"\b(?:(?:jeg|han|hun|ho)\s(?:er|var|ble|blei|blir)|er\sjeg|var\sjeg|fylte|fyller|rundet|siden\sjeg\svar)\s"
    ),
}
# What follows a number that is no age: "I'm fifty per cent", "he was two hours late".
_NOT_AFTER = {
    "en": (
        r"(?!\s*(?:%|per|percent|o'clock|hours?|days?|weeks?|months?|minutes?|kilos?|times|of|years?\s(?:ago|in|on|at))"
        r"|[\d.,:]\d|-\w)"
    ),
    "nb": r"(?!\s*(?:%|prosent|timer?|dager?|uker?|måneder?|minutter?|ganger?|kilo|stykker|av|stk)|[\d.,:]\d|-\w|\w)",
}
_NEARLY = "just|about|almost|only|nearly|around|now|already|over|under|bare|nesten|rundt|nå|snart|straks|blitt"


class Ages:
    """Ages, certain where the words around say so, suggested where only a verb does."""

    name = "age"

    def __init__(self, language: str) -> None:
        self._language = language
        number = rf"(?:\d{{1,3}}|{pattern(language)})"
        self._certain = re.compile(rf"\b({number}){_AFTER[language]}", re.IGNORECASE)
        self._likely = re.compile(
            rf"{_BEFORE[language]}(?:(?:{_NEARLY})\s)?({number})\b{_NOT_AFTER[language]}", re.IGNORECASE
        )

    def find(self, text: str) -> Iterable[Found]:
        """Numbers from 1 to 110 that are said of a person."""
        for expression, certain in ((self._certain, True), (self._likely, False)):
            for match in expression.finditer(text):
                years = value(match.group(1), self._language)
                if years and (2 if not certain else 1) <= years <= 110:  # "she was one" counts nothing
                    likely = certain or years >= 16  # small numbers are as often counts
                    yield Found(*match.span(1), "age", self.name, 0.9 if likely else 0.5, certain=likely)
