"""Numbers told in pieces: `five four, two two, wait, I never ring myself, nine one, oh six`.

Whoever says a number from memory stops, corrects, or is interrupted, so that no run of digits is a number by itself.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.number_runs import DigitGroup

_FEWEST, _WHOLE, _MOST = 3, 7, 13
"""Digits of a piece, and of all pieces together."""
_FEWEST_ASKED = 2
"""Digits of a piece where a word for a telephone stands before: `femtifire, tolv, and then, wait, nitti, tretten`."""
_GAP, _GAP_ASKED = 55, 90
"""Characters between two pieces, within one sentence; where a telephone is spoken of, over sentences."""
_SENTENCE_END = re.compile(r"[.?!]\s")
_CLEARLY_BEGUN = 5
"""Digits said one by one, after which shorter pieces belong to the number as well."""
_IDENTITY = 11
"""Digits of a Norwegian identity number."""
_COMPLETE = 8
_YEAR = re.compile(r"(?:19|20)\d\d")


def in_pieces(
    runs: Sequence[Sequence[DigitGroup]], text: str, asked: Callable[[Sequence[DigitGroup]], bool]
) -> Iterator[Found]:
    """The pieces of numbers that are told with words between, digit by digit, or in any way where `asked` says that a
    telephone is spoken of before: certain as a phone or identity number by digits, or where they are eight together.

    A run that is a number by itself may have a piece before it: what was said before it was said again.
    """
    number: list[Sequence[DigitGroup]] = []
    named = False
    for run in runs:
        going_on = bool(number) and _goes_on(number[-1], run, text, named=named)
        named_here = (going_on and (named or _by_digit(number[0]))) or asked(run)
        told = _told(run, text, named=named_here)
        if not (going_on and told):
            yield from _found(number, text)
            number, named = [], False
        if told:
            number.append(run)
            named = named_here
    yield from _found(number, text)


def _told(run: Sequence[DigitGroup], text: str, *, named: bool) -> bool:
    """Whether a run is said digit by digit, or in twos and threes with a nought before: `seven, five, oh`, `020 918`."""
    digits = _digits(run)
    fewest, groups = (_FEWEST_ASKED, 1) if named else (_FEWEST, 2)
    if (
        not fewest <= len(digits) <= _MOST
        or len(run) < groups
        or any(group.quantity or len(group.digits) > 3 for group in run)
    ):
        return False
    if any(
        other.start - one.end == 1 and not one.spoken and not text[one.end].isspace() for one, other in pairwise(run)
    ):
        return False  # a time, a date
    single = sum(len(group.digits) == 1 for group in run)
    return named or 2 * single >= len(run) or (digits.startswith("0") and not _YEAR.fullmatch(digits))


def _by_digit(run: Sequence[DigitGroup]) -> bool:
    """Whether so many digits are said one by one that it is the beginning of a number: `oh one six double two`."""
    single = sum(len(group.digits) == 1 and group.spoken for group in run)
    return 2 * single > len(run) and len(_digits(run)) >= _CLEARLY_BEGUN


def _digits(run: Sequence[DigitGroup]) -> str:
    return "".join(group.digits for group in run)


def _goes_on(one: Sequence[DigitGroup], other: Sequence[DigitGroup], text: str, *, named: bool) -> bool:
    gap = text[one[-1].end : other[0].start]
    return len(gap) <= (_GAP_ASKED if named else _GAP) and (named or not _SENTENCE_END.search(gap))


def _found(pieces: Sequence[Sequence[DigitGroup]], text: str) -> Iterator[Found]:
    sizes = [len(_digits(run)) for run in pieces]
    if len(pieces) < 2 or all(_is_round(group) for run in pieces for group in run):
        return
    if not (_WHOLE <= sum(sizes) <= _MOST or max(sizes) >= _COMPLETE):
        return
    certain = sum(sizes) == _COMPLETE or all(_told(run, text, named=False) for run in pieces)
    category: Category = "id" if sum(sizes) == _IDENTITY and max(sizes) < _COMPLETE else "phone"
    for run in pieces:
        yield Found(run[0].start, run[-1].end, category, "phone", 0.85 if certain else 0.4, certain=certain)


def _is_round(group: DigitGroup) -> bool:
    """Twenty, thirty: who counts or guesses says so."""
    return len(group.digits) > 1 and group.digits.endswith("0")
