"""Numbers that are given to one person or case: national identity numbers, case numbers, number plates."""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize.recognizers import Found

_ELEVEN = re.compile(r"(?<!\d)\d{6}[\s-]?\d{5}(?!\d)|(?<!\d)(?:\d[\s.-]?){10}\d(?!\d)")
_YEARS = r"(?!(?:19|20)\d\d[-/](?:\d\d|(?:19|20)\d\d)(?![-/\d]))"
_CASE = re.compile(rf"(?<![\d.,:/-]){_YEARS}\d{{2,6}}(?:[-/]\d{{1,7}}){{1,3}}(?![\d:])")
_PLATE = re.compile(r"\b[A-ZÆØÅ]{2}\s?\d{5}\b")
_LONG = re.compile(r"(?<![\d.,])\d{9}(?!\d)|(?<!\d)\d{3}\s\d{3}\s\d{3}(?!\d)|(?<!\d)\d{4}[.\s]\d{2}[.\s]\d{5}(?!\d)")
_CONTEXT = re.compile(
    r"(?:\bnumber|\bnummer|nummeret|\bID|\bcase|\bsak|saksnummer|reference|referanse)\W{0,3}(?:is|was|er|var)?\W{0,3}$",
    re.IGNORECASE,
)
_AFTER_CONTEXT = re.compile(r"(?<![\w.])[A-Za-z]{0,3}-?\d{4,12}(?!\w|[-/]\d)")


class IdNumbers:
    """Norwegian identity numbers and other numbers that single out a person, an account, a car or a case.

    Any group of eleven digits is taken for an identity number, whether or not its check digits hold: a slip of the tongue
    or of the recognizer would otherwise let one through.
    """

    name = "id number"

    def find(self, text: str) -> Iterable[Found]:
        """Eleven digits, plates, account and organisation numbers, case numbers, and any number named as one."""
        for expression, confidence in ((_ELEVEN, 0.99), (_PLATE, 0.9), (_LONG, 0.9)):
            for match in expression.finditer(text):
                yield Found(*match.span(), "id", self.name, confidence, certain=True)
        for match in _CASE.finditer(text):
            if sum(map(str.isdigit, match.group())) >= 6 or "-" in match.group():
                enough = sum(map(str.isdigit, match.group())) >= 6
                yield Found(*match.span(), "id", self.name, 0.96 if enough else 0.4, certain=enough)
        for match in _AFTER_CONTEXT.finditer(text):
            if _CONTEXT.search(text, max(0, match.start() - 30), match.start()):
                yield Found(*match.span(), "id", self.name, 0.85, certain=True)
