"""Recognizer of phone numbers, and of identification numbers in words, from runs of written or spoken digits.

A run of eight digits or more is never ignored: it is a phone number, an identity number or a suggestion.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer, national_numbers
from ipstranscribe.pseudonymize.recognizers.number_pieces import in_pieces
from ipstranscribe.pseudonymize.recognizers.number_runs import (
    DigitGroup,
    joined_digits,
    number_runs,
    without_quantities,
)
from ipstranscribe.pseudonymize.recognizers.spelled import with_letters
from ipstranscribe.pseudonymize.recognizers.taken_out import without_certain

_PHONE = (
    r"\b(?:phone|mobile|cell|ring|call|text|reach|telefon\w*|mobil\w*|tlf|ringe|ringje|sms|nås|(?:my|your|his|her)\snumber"
    r"|nummer\w*)\b"
)
_PHONE_NEAR = re.compile(rf"{_PHONE}[^.?!]{{0,50}}$", re.IGNORECASE)
_PHONE_JUST_BEFORE = re.compile(
    rf"{_PHONE}(?:[^.?!]{{0,50}}|(?:[^.?!]{{0,20}}[.?!]){{1,2}}[^.?!]{{0,20}})$", re.IGNORECASE
)
"""In the same sentence, or at the end of the one before: `Just ring. It's …`, `What's my number? Oh. It's …`."""
_OWN_NUMBER_AFTER = re.compile(
    r".{0,40}\b(?:(?:my|his|her)\snumber|(?:telefon|mobil)?nummer(?:et)?\s(?:mitt|hans|hennes))\b", re.IGNORECASE
)
"""Who stops in the middle: `forty, eighteen and, what is my number?`"""
_ID_NEAR = re.compile(
    r"\b(?:(?:case|journal|record|patient|personal|passport|account|national|social\ssecurity|employee|registration|hpr"
    r"|identity|id|member|nhs|insurance|licen[cs]e|org\w*)[\s-](?:number|no|id)|(?:saks?|journal|person|fødsels|føds[l]?e|pass|konto|hpr|d"
    r"|organisasjons|org|pasient|ansatt|medlems|id|identitets|kunde|løpe|referanse)-?\s?(?:nummer|nummeret|nr)"
    r"|saka?|saken|ID)\b[^.?!\d]{0,30}$",
    re.IGNORECASE,
)
_UNIT_AFTER = re.compile(
    r"\s?(?:%|per\s?cent|prosent|kr\b|kroner|nok|euros?|dollars?|pounds?|mg|ml|kg|km|cm|gram|kilo|meter|million|thousand|"
    r"tusen|years?\b|år\b|hours?|timer|times\b|gang|minut|uker|veker|weeks|days|dager|dagar|months|måned|mg/|steps|skritt)",
    re.IGNORECASE,
)
_CALENDAR = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d\d|(?:19|20)\d\d)|(?:19|20)\d\d-\d\d-\d\d")
EMERGENCY = frozenset({"000", "101", "110", "111", "112", "113", "911", "999"})
"""Numbers that are everybody's: fire, police, ambulance, in the countries whose languages are read."""
_NEVER_A_COUNT = 9
"""Digits from which a number is one that was given to somebody, unless it is an amount."""
_WHOLE_PHONE = 8
"""Digits from which a number is whole: a letter beside it is none of it."""
_LONGEST_PHONE = 15
"""Digits of the longest phone number (ITU-T E.164)."""
_BRITISH = re.compile(r"0(?:7\d{9}|[1238]\d{9})")
"""Digits of a British phone number (Ofcom, National Telephone Numbering Plan)."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLUS = re.compile(r"(?<!\w)pluss?\s$", re.IGNORECASE)
_EXTENSION = re.compile(r"\s?x\s?\d{2,5}(?!\w)")
_NEAR = 70
"""Characters before a number that are searched for a word for it."""
_STEPS = frozenset({1, 2, 3, 5, 10, 20, 25, 50, 100, 1000})
"""Differences of two numbers of somebody who counts."""


def asks_for_number(text: str) -> bool:
    """Whether a telephone or a number of somebody is spoken of at the end of a text."""
    return bool(_PHONE_JUST_BEFORE.search(text) or _ID_NEAR.search(text))


class Phones:
    """Phone numbers, and identity or case numbers that are spoken like phone numbers."""

    name = "phone"

    def __init__(self, language: str, beside: tuple[Recognizer, ...] = ()) -> None:
        self._language = language
        self._beside = beside

    def find(self, text: str) -> Iterable[Found]:
        """Find runs of 6 digits or more in groups, and single groups that are valid phone numbers or nine digits long.

        What the recognizers `beside` are certain of (dates, codes) is taken out first.
        """
        text = without_certain(text, self._beside)
        runs = number_runs(text, self._language)

        def follows(word: re.Pattern[str], run: Sequence[DigitGroup]) -> bool:
            return bool(word.search(text, max(0, run[0].start - _NEAR), run[0].start))

        def asked(run: Sequence[DigitGroup]) -> bool:
            return follows(_PHONE_JUST_BEFORE, run) or bool(_OWN_NUMBER_AFTER.match(text, run[-1].end))

        yield from in_pieces(runs, text, asked)
        for whole in runs:
            named = follows(_PHONE_NEAR, whole)
            run = without_quantities(whole, named=named)
            verdict = _judged(run, text, named=named)
            if verdict:
                category, confidence, certain = verdict
                start, end = with_sign(text, run[0].start), run[-1].end
                if extension := _EXTENSION.match(text, end):
                    end = extension.end()
                elif len(joined_digits(run)) < _WHOLE_PHONE:
                    lettered = with_letters(text, self._language, start, end)
                    category, (start, end) = category if lettered == (start, end) else "id", lettered
                by = self.name if category == "phone" else "id number"
                yield Found(start, end, category, by, confidence, certain=certain)


def _judged(run: Sequence[DigitGroup], text: str, *, named: bool) -> tuple[Category, float, bool] | None:
    """Classify a run: category, confidence and certainty; None for counts, money, years, times and lists."""
    digits = "".join(group.digits for group in run)
    start, end = run[0].start, run[-1].end
    near = bool(_ID_NEAR.search(text, max(0, start - _NEAR), start))
    measured = not named and not near and (all(group.quantity for group in run) or _is_round(run))
    if len(digits) < 4 or measured or _CALENDAR.fullmatch(text, start, end):
        return None
    if near and len(digits) <= 15 and (run[0].spoken or len(digits) > 4):
        return "id", 0.9, True
    if len(digits) == 11 and not counts(run):
        return _eleven(digits)
    if len(digits) >= _NEVER_A_COUNT and not counts(run) and not _is_amount(run, text):
        long = len(run) == 1 or len(digits) > _LONGEST_PHONE or national_numbers.is_card(digits)
        return ("id", 0.9, True) if long else _as_phone(run, digits, text, named=True)
    if len(run) == 1:
        return ("phone", 0.95, True) if len(digits) >= 8 and _in_phone_book(text, start, end) else None
    return _as_phone(run, digits, text, named=named)


def _eleven(digits: str) -> tuple[Category, float, bool]:
    """Classify eleven digits: a British phone number, or an identity number even if its check digits are wrong."""
    known = national_numbers.kind(digits)
    if _BRITISH.fullmatch(digits) and not known:
        return "phone", 0.95, True
    return "id", 0.99 if known else 0.9, True


def with_sign(text: str, start: int) -> int:
    """The start of a number with the plus, written or said, or the bracket before its first digit."""
    if said := _PLUS.search(text, max(0, start - len("pluss ")), start):
        return said.start()
    before = text[max(0, start - 2) : start]
    return start - len(before) + before.rindex("+") if "+" in before else start - before.endswith("(")


def _as_phone(run: Sequence[DigitGroup], digits: str, text: str, *, named: bool) -> tuple[Category, float, bool] | None:
    if not named and (_UNIT_AFTER.match(text, run[-1].end) or _is_list(run, digits, text)):
        return None
    if counts(run):
        listed = not named and all("," in text[one.end : other.start] for one, other in pairwise(run[:-1]))
        return ("phone", 0.3, False) if len(digits) >= 8 and run[0].digits not in ("0", "1") and not listed else None
    if len(digits) >= 8:
        loose = text[run[-2].end : run[-1].start].strip(" ,").casefold() in ("and", "og")
        sure = named or (len(digits) <= 15 and not loose)
        return "phone", 0.95 if sure else 0.4, sure
    if {digits[at : at + 3] for at in range(0, len(digits), 3)} <= EMERGENCY:
        return None  # one after the other
    single = sum(len(group.digits) == 1 for group in run)
    alone = all(len(group.digits) == 1 or group.spoken for group in run)
    likely = named or (single >= 3 and single >= len(run) // 2 and alone)
    return ("phone", 0.85, True) if len(digits) >= 6 and likely else None


def _is_amount(run: Sequence[DigitGroup], text: str) -> bool:
    """Whether the run is an amount of something: a unit follows, or it is written with separators of thousands."""
    digits = "".join(group.digits for group in run)
    return bool(_UNIT_AFTER.match(text, run[-1].end)) or _is_list(run, digits, text)


def _is_round(run: Sequence[DigitGroup]) -> bool:
    """Whether all are round numbers of thousands, as of steps or money: `fifty thousand, sixty thousand`."""
    return all(3 < len(group.digits) < _NEVER_A_COUNT and group.digits.endswith("00") for group in run)


def counts(run: Sequence[DigitGroup]) -> bool:
    """Whether the run is somebody counting, in equal steps, once or to the same end again."""
    half = len(run) // 2
    if half >= 3 and [group.digits for group in run[:half]] == [group.digits for group in run[half:]]:
        run = run[:half]
    if len(run) < 3 or any(len(group.digits) > 3 for group in run):
        return False
    steps = {int(other.digits) - int(one.digits) for one, other in pairwise(run)}
    return len(steps) == 1 and abs(next(iter(steps))) in _STEPS


def _is_list(run: Sequence[DigitGroup], digits: str, text: str) -> bool:
    """Whether the run is a list of years, or a number with thousands separators, decimals, or a time of day."""
    years = sum(bool(_YEAR.fullmatch(group.digits)) for group in run)
    few = 2 * len(digits) <= 8 * len(run) + 4 and len(run) <= 3
    short = all(len(group.digits) <= len("2019") for group in run)
    if years and few and (len(digits) < _NEVER_A_COUNT or (short and 2 * years >= len(run))):
        return True
    if all(_YEAR.fullmatch(group.digits) for group in run):
        return True
    gaps = [text[one.end : other.start] for one, other in pairwise(run)]
    if "." in gaps and set(gaps) != {"."} and not all(g in (".", " ") for g in gaps):
        return True
    written = not any(group.spoken for group in run)
    thousands = all(len(group.digits) == 3 for group in run[1:]) and set(gaps) <= {" ", "."}
    return len(run) > 1 and written and thousands and (len(digits) < 8 or digits.endswith("000"))


def _in_phone_book(text: str, start: int, end: int) -> bool:
    import phonenumbers

    return any(True for _ in phonenumbers.PhoneNumberMatcher(text[start:end], "NO"))
