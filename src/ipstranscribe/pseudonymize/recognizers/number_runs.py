"""Runs of consecutive numbers, written or spoken: `68, 4, four one, 709` is one run of four groups.

What is said with `thousand` is one number: `forty one thousand two hundred and six` is 41206.

One pass over the words with a table lookup for each: linear in the length of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_words

_WORD = re.compile(r"\+?\d+|[^\W\d_]+")
_FILLERS = "um|uh|uhm|erm|eh|ehm|hm|hmm|mm|øh|æh|altså|like|and|then|og|så|deretter|then comes|liksom"
_JOINT = re.compile(rf"[\s,.\-–()]{{1,4}}|[\s,.]{{0,3}}(?:(?:{_FILLERS})\b[\s,.]{{1,3}}){{1,3}}", re.IGNORECASE)
_LONGEST_JOINT = 24
_TIMES = {"double": 2, "triple": 3, "dobbel": 2, "dobbelt": 2, "trippel": 3}
_HUNDRED = {"hundred", "hundre"}
_AND = {"and", "og"}
_THOUSAND = {"thousand", "tusen"}
_CLOSE = (" ", "-")
_BELOW_THOUSAND = 3  # digits
_WHOLE = 8
"""Digits of a group that is a number by itself, whatever numbers stand beside it."""


@dataclass(frozen=True)
class DigitGroup:
    """A number in a text, and its digits."""

    start: int
    end: int
    digits: str
    spoken: bool


@lru_cache(maxsize=1)
def number_runs(text: str, language: str) -> tuple[tuple[DigitGroup, ...], ...]:
    """Runs of numbers that are separated only by spaces, commas, dashes and fillers.

    The result for the last text is cached: phones and plates use the same one.
    """
    return tuple(_runs(text, language))


def _runs(text: str, language: str) -> Iterator[tuple[DigitGroup, ...]]:
    run: list[DigitGroup] = []
    for group in digit_groups(text, language):
        whole = max(len(group.digits), len(run[-1].digits) if run else 0) >= _WHOLE
        if run and (whole or not _joined(text[run[-1].end : group.start])):
            yield tuple(run)
            run = []
        run.append(group)
    if run:
        yield tuple(run)


def digit_groups(text: str, language: str) -> Iterator[DigitGroup]:
    """All numbers from 0 to 999,999 in words, and all numbers in digits."""
    words = list(_WORD.finditer(text))
    known = _small(language)
    at = 0
    while at < len(words):
        word = words[at].group().casefold()
        taken, digits = _number(text, words[at : at + 13], known)
        if taken:
            yield DigitGroup(words[at].start(), words[at + taken - 1].end(), digits, spoken=not word[-1].isdigit())
        at += taken or 1


def _number(text: str, words: Sequence[re.Match[str]], known: dict[str, str]) -> tuple[int, str]:
    """Number of words at the start that are one number in digits or words, and its digits."""
    taken, digits = _below_thousand(text, words[:5], known)
    if not taken or len(digits) > _BELOW_THOUSAND or not _goes_on(text, words, taken, _THOUSAND):
        return taken, digits
    after = taken + 1
    joint = _goes_on(text, words, after, _AND)
    rest = words[after + joint : after + joint + 5]
    more, low = (
        _below_thousand(text, rest, known) if rest and _near(text, words[after - 1 + joint], rest[0]) else (0, "")
    )
    if more and (len(low) > _BELOW_THOUSAND or (rest[0].group()[-1].isdigit() and len(low) != _BELOW_THOUSAND)):
        more, low = 0, ""
    return after + (more and more + joint), f"{digits}{low:0>3}"


def _below_thousand(text: str, words: Sequence[re.Match[str]], known: dict[str, str]) -> tuple[int, str]:
    word = words[0].group().casefold()
    if word[-1].isdigit():
        return 1, word.lstrip("+")
    if word in known or word in _TIMES or word in _HUNDRED:
        return _said(text, words, known)
    return 0, ""


def _goes_on(text: str, words: Sequence[re.Match[str]], at: int, wanted: set[str]) -> bool:
    """Whether the word at `at` stands beside the one before and is one of `wanted`."""
    return at < len(words) and words[at].group().casefold() in wanted and _near(text, words[at - 1], words[at])


def _near(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return text[one.end() : other.start()] in _CLOSE


@cache
def _small(language: str) -> dict[str, str]:
    """The single words of `number_words`."""
    return {word: digits for word, digits in number_words(language).items() if " " not in word and "-" not in word}


def _said(text: str, words: Sequence[re.Match[str]], known: dict[str, str]) -> tuple[int, str]:
    """Number of words at the start that are one number, and its digits."""
    said = [word.group().casefold() for word in _side_by_side(text, words)]
    if said[0] in _TIMES:
        digits = known.get(said[1], "") if len(said) > 1 else ""
        return (2, digits * _TIMES[said[0]]) if len(digits) == 1 else (0, "")
    hundreds = said[0] in _HUNDRED
    if hundreds or (len(said) > 1 and said[1] in _HUNDRED and len(known[said[0]]) == 1):
        first, at = ("1", 1) if hundreds else (known[said[0]], 2)
        joint = len(said) > at + 1 and said[at] in _AND
        rest, digits = _below_hundred(said[at + joint :], known) if joint else (0, "")
        return at + (rest and rest + joint), f"{first}{digits:0>2}"
    return _below_hundred(said, known)


def _side_by_side(text: str, words: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """The adjacent words at the start, separated by a space or hyphen only."""
    near = [words[0]]
    for one, other in pairwise(words):
        if text[one.end() : other.start()] not in _CLOSE:
            break
        near.append(other)
    return near


def _below_hundred(said: Sequence[str], known: dict[str, str]) -> tuple[int, str]:
    """Parse a number below a hundred: `thirty seven`, `trettisju`, `sju og tretti`, or one word."""
    values = [known.get(word, "") for word in said[:3]]
    if not values or not values[0]:
        return 0, ""
    if len(values) > 1 and _is_ten(values[0]) and _is_unit(values[1]):
        return 2, values[0][0] + values[1]
    if len(values) == 3 and said[1] == "og" and _is_unit(values[0]) and _is_ten(values[2]):
        return 3, values[2][0] + values[0]
    return 1, values[0]


def _is_ten(digits: str) -> bool:
    return len(digits) == 2 and digits[1] == "0" and digits != "10"


def _is_unit(digits: str) -> bool:
    return len(digits) == 1 and digits != "0"


def _joined(gap: str) -> bool:
    return len(gap) <= _LONGEST_JOINT and bool(_JOINT.fullmatch(gap))
