"""How somebody can be reached: e-mail, web addresses, phone numbers, also as they are said aloud."""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import pattern, table

_WRITTEN_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_AT = {"en": "at", "nb": "(?:krøllalfa|alfakrøll|at|a t)"}
_DOT = {"en": "dot", "nb": "(?:punktum|punkt|dot)"}
_TIMES = ("double ", "triple ", "dobbel ", "dobbelt ")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{3,200}|(?<![\w@])@\w{3,30}", re.IGNORECASE)


class Emails:
    """E-mail addresses, written or said (`anna dot berg at example dot org`)."""

    name = "e-mail"

    def __init__(self, language: str) -> None:
        at, dot = (
            _AT[language],
            rf"(?:\s{_DOT[language]}\s|\s?\.(?=\w)|\s(?:underscore|understrek|dash|hyphen|bindestrek)\s)",
        )
        words = r"[\w-]{1,40}"
        self._said = re.compile(
            rf"\b{words}(?:{dot}{words}){{0,4}}\s(?:{at})\s{words}(?:{dot}{words}){{1,4}}\b", re.IGNORECASE
        )

    def find(self, text: str) -> Iterable[Found]:
        """Both spellings; both are certain."""
        for expression in (_WRITTEN_EMAIL, self._said):
            for match in expression.finditer(text):
                yield Found(*match.span(), "email", self.name, 0.99, certain=True)


class Urls:
    """Web addresses and handles."""

    name = "url"

    def find(self, text: str) -> Iterable[Found]:
        """Addresses with a scheme or `www.`, and `@handle`."""
        for match in _URL.finditer(text):
            yield Found(*match.span(), "url", self.name, 0.95, certain=True)


class Phones:
    """Phone numbers: international and Norwegian ones as written, and runs of digits said in groups or word by word."""

    name = "phone"

    def __init__(self, language: str) -> None:
        self._language = language
        one = rf"(?:\+?\d+|(?:(?:double|triple|dobbel|dobbelt)\s)?(?:{pattern(language)})(?!\w))"
        joint = r"(?:[\s,.\-–/()]{1,3}|,?\s(?:and(?:\sthen)?|og(?:\sså)?)\s)"
        self._run = re.compile(rf"(?<![\w\d]){one}(?:{joint}{one}){{0,14}}(?!\w)", re.IGNORECASE)
        self._one = re.compile(one, re.IGNORECASE)

    def find(self, text: str) -> Iterable[Found]:
        """Runs of 6 to 15 digits in at least two groups, and single groups that a phone book would accept."""
        for match in self._run.finditer(text):
            groups = [self._digits(word) for word in self._one.findall(match.group())]
            if self._is_phone(groups, match.group()):
                yield Found(*match.span(), "phone", self.name, 0.95, certain=True)

    def _digits(self, word: str) -> str:
        *times, last = word.casefold().split(" ", 1) if word.casefold().startswith(_TIMES) else (word.casefold(),)
        digits = table(self._language).get(last, last.lstrip("+"))
        return digits * (3 if times == ["triple"] else 2 if times else 1)

    def _is_phone(self, groups: list[str], written: str) -> bool:
        if all(len(group) == 4 and group[:2] in ("19", "20") for group in groups):
            return False  # years
        length = sum(map(len, groups))
        if len(groups) == 1:
            return _in_phone_book(written)
        said_as_digits = sum(len(group) == 1 for group in groups) >= len(groups) // 2
        grouped = all(2 <= len(group) <= 4 for group in groups[1:]) and len(groups) <= 6  # 684 41 709, 91 23 45 67
        return 6 <= length <= 15 and (said_as_digits or grouped)


def _in_phone_book(written: str) -> bool:
    import phonenumbers

    return any(True for _ in phonenumbers.PhoneNumberMatcher(written, "NO"))
