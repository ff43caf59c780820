"""Recognizer of identification numbers: national identity numbers, case numbers, number plates, accounts."""

import re
from collections.abc import Iterable

from ipstranscribe.pseudonymize.recognizers import Found, Recognizer, national_numbers, plates
from ipstranscribe.pseudonymize.recognizers.quantities import quantities
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern
from ipstranscribe.pseudonymize.recognizers.taken_out import without_certain

_ELEVEN = re.compile(r"(?<!\d)\d{6}[\s-]?\d{5}(?!\d)|(?<!\d)(?:\d(?:[^\S\n]|[.,-]){0,2}){10}\d(?!\d)")
_BORN = re.compile(
    r"(?<![\d.,/-])(?:0[1-9]|[12]\d|3[01])[./-](?:0[1-9]|1[0-2])[./-]\d\d(?:\d\d)?["
    r"\s,-]{1,2}(?P<last>\d{3}\s?\d{2})(?![\d]|[.,-]\d)"
)
"""A date of birth and the last five digits of a Norwegian identity number."""
_YEARS = r"(?!(?:19|20)\d\d[-/](?:\d\d|(?:19|20)\d\d)(?![-/\d]))"
_CASE = re.compile(rf"(?<![\d.,:/-]){_YEARS}\d{{2,6}}(?:[-/]\d{{1,7}}){{1,3}}(?![\d:])")
_CALENDAR = re.compile(r"\d{1,2}[-/]\d{1,2}[-/](?:\d\d|(?:19|20)\d\d)|(?:19|20)\d\d-\d\d-\d\d")
_LONG = re.compile(
    r"(?<![\d.,])\d{9}(?!\d)(?:\s?MVA\b)?|(?<!\d)\d{3}\s\d{3}\s\d{3}(?!\d)(?!\s?(?:kr|nok|euro|doll|"
    r"pound))(?:\s?MVA\b)?"
    r"|(?<!\d)\d{4}[.\s]\d{2}[.\s]\d{5}(?!\d)",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{1,4}){3,8}\b")
_CONTEXT = re.compile(
    r"(?:\bnumber|nummer|nummeret|nr|\bID|\bcase|\bsak|\bsaka|\bHPR|\bpassport|\bpasset|\bpass|\breference|"
    r"\breferanse\w*|\bextension|\bext|\bpin|\bcode|\blinje|\bkode|\bkoden|\bpinkode\w*)"
    r"(?:\s(?:mitt|min|hans|hennes))?\W{0,3}(?:is|was|er|var)?\W{0,3}$",
    re.IGNORECASE,
)
_AFTER_CONTEXT = re.compile(r"(?<![\w.])[A-Za-z]{0,3}-?\d{4,12}(?!\w|[-/]\d)")
_INSURANCE = re.compile(r"\b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-Z]\b")  # British national insurance numbers
_TOKEN = rf"(?:\d{{1,8}}|[A-ZÆØÅ]{{1,3}}\b|(?i:{number_pattern('en')}|{number_pattern('nb')}))"
_STROKE = r"(?:-|/|,?\s(?i:slash|stroke|dash|hyphen|skråstrek|skråstreik|bindestrek|strek),?\s)"
_SPELLED = re.compile(
    rf"(?<![\w/-]){_TOKEN}(?:[\s,]{{1,2}}{_TOKEN}){{0,9}}(?:{_STROKE}{_TOKEN}(?:[\s,]{{1,2}}{_TOKEN}){{0,9}}){{1,3}}(?!\w)"
)
_DOTTED = re.compile(
    rf"(?<![\w.-]){_TOKEN}(?:\s{_TOKEN}){{0,2}}(?:\s(?i:dot|point|punktum|punkt|prikk)\s{_TOKEN}(?:\s{_TOKEN}){{0,2}}){{3}}(?!\w)"
)
"""The address of a machine as it is said: `one nine two dot one six eight dot one dot seventeen`."""
_SPOKEN_STROKE = re.compile(_STROKE.replace("-|/|", ""))
_SPOKEN_DOT = re.compile(r"\s(?:dot|point|punktum|punkt|prikk)\s", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


class IdNumbers:
    """Norwegian identity numbers and other numbers that identify a person, an account, a car or a case.

    Any group of eleven digits counts as an identity number, even with wrong check digits: else a slip of the tongue or
    of the speech recognizer would let one through. Numbers spoken in words are found by `phones`.
    """

    name = "id number"

    def __init__(self, beside: tuple[Recognizer, ...] = ()) -> None:
        self._beside = beside

    def find(self, text: str) -> Iterable[Found]:
        """Find identity, account, organisation and case numbers, IBANs, plates, and numbers introduced by a word for them.

        What the recognizers `beside` are certain of (dates, codes) is taken out first.
        """
        yield from (Found(*m.span("last"), "id", self.name, 0.9, certain=True) for m in _BORN.finditer(text))
        text = without_certain(text, self._beside)
        yield from self._said(text)
        if any(map(str.isdigit, text)):
            yield from self._written(text)
            yield from self._cases(text)

    def _said(self, text: str) -> Iterable[Found]:
        if _SPOKEN_STROKE.search(text):  # "eighteen slash four four one": never a quantity
            for match in _SPELLED.finditer(text):
                if _SPOKEN_STROKE.search(match.group()):
                    yield self._found(match, 0.9)
        if _SPOKEN_DOT.search(text):
            yield from (self._found(match, 0.9) for match in _DOTTED.finditer(text))

    def _written(self, text: str) -> Iterable[Found]:
        ibans = [m for m in _IBAN.finditer(text) if national_numbers.is_iban(m.group().replace(" ", ""))]
        yield from (self._found(match, 0.99) for match in ibans)
        measured = quantities(text)
        for match in _ELEVEN.finditer(text):
            if measured.touch(text, *match.span()):  # 12.1, 13.4, 15.6; what else stands there is for `phones`
                continue
            if any(iban.start() <= match.start() < iban.end() for iban in ibans):
                continue
            known = national_numbers.kind("".join(filter(str.isdigit, match.group())))
            yield self._found(match, 0.99 if known else 0.9)
        for expression in (plates.WRITTEN, _LONG, _INSURANCE):
            whole = (m for m in expression.finditer(text) if not measured.touch(text, *m.span()))
            yield from (self._found(match, 0.9) for match in whole)

    def _cases(self, text: str) -> Iterable[Found]:
        for match in _CASE.finditer(text):
            enough = sum(map(str.isdigit, match.group())) >= 6
            if (enough or "-" in match.group()) and not _CALENDAR.fullmatch(match.group()):
                range_or_score = not enough and len(match.group()) <= 5  # 50-60, 12-14
                if not range_or_score:
                    yield self._found(match, 0.96 if enough else 0.4, certain=enough)
        for match in _AFTER_CONTEXT.finditer(text):
            if _CONTEXT.search(text, max(0, match.start() - 34), match.start()) and not _YEAR.fullmatch(match.group()):
                yield self._found(match, 0.85)

    def _found(self, match: re.Match[str], confidence: float, *, certain: bool = True) -> Found:
        return Found(*match.span(), "id", self.name, confidence, certain=certain)
