"""Recognizer of car number plates: in Norway two letters and five digits; written, spoken, or mixed."""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize.recognizers import Found, Recognizer
from ipstranscribe.pseudonymize.recognizers.number_runs import number_runs
from ipstranscribe.pseudonymize.recognizers.taken_out import without_certain

_CAPITAL = "A-ZÆØÅ"
WRITTEN = re.compile(rf"\b[{_CAPITAL}]{{2}}\s?\d{{5}}\b")
"""A plate as it stands on the car. `IdNumbers` takes it even where a longer run of numbers holds its digits."""
_ANY_CASE = f"[{_CAPITAL}{_CAPITAL.lower()}]"
_LETTERS = re.compile(rf"(?<![^\W_])({_ANY_CASE})[\s.\-]?({_ANY_CASE})[\s,.\-]{{0,2}}[$£€]?$")
_HEARD_AS_THOUSANDS = re.compile(r"\d{2}000(?P<rest>\d{1,3})")
"""Digits of `41,000 207`, as a recognizer writes *forty-one thousand two hundred and seven*."""
"""The same two letters as they are heard: apart or small, before a run of numbers that is all of the plate."""
_CAR = re.compile(
    r"\b(?:cars?|plates?|registration|licen[cs]e|bil\w*|skilt\w*|registrerings\w*|regnr|skoda|volvo|toyota|volkswagen|golf|tesla|"
    r"ford|audi|bmw|mazda|nissan|opel|peugeot|parkert|parked|van|varebil\w*)\b",
    re.IGNORECASE,
)
_NO_LETTERS = re.compile(
    r"uh|um|eh|er|hm|mm|oh|ok|ah|so|no|my|me|be|as|an|if|up|go|do|am|at|by|in|is|it|of|on|or|to|we|"
    r"øh|ja|jo|nå|av|om|ca|kl|nr|en|på|da|så|vi|de"
)
"""Words of two letters, which are no letters of a plate."""


class Plates:
    """Number plates: certain in capitals or near a word for a car, else suggestions."""

    name = "plate"

    def __init__(self, language: str, beside: tuple[Recognizer, ...] = ()) -> None:
        self._language = language
        self._beside = beside

    def find(self, text: str) -> Iterable[Found]:
        """Find two letters before exactly four or five digits, however these are grouped.

        What the recognizers `beside` are certain of (dates, codes) is taken out first.
        """
        text = without_certain(text, self._beside)
        for run in number_runs(text, self._language):
            digits = "".join(group.digits for group in run)
            if _HEARD_AS_THOUSANDS.fullmatch(digits):
                digits = digits[:2] + digits[5:].zfill(3)
            letters = _LETTERS.search(text, max(0, run[0].start - 6), run[0].start) if 4 <= len(digits) <= 5 else None
            if not letters:
                continue
            capitals = letters[1].isupper() and letters[2].isupper()
            car = bool(_CAR.search(text, max(0, letters.start() - 80), letters.start()))
            word = bool(_NO_LETTERS.fullmatch((letters[1] + letters[2]).casefold())) and not capitals
            if (capitals and len(digits) == 5) or (car and not word):
                yield Found(letters.start(), run[-1].end, "id", self.name, 0.9, certain=True)
            elif len(digits) == 5 and not word:
                yield Found(letters.start(), run[-1].end, "id", self.name, 0.4, certain=False)
