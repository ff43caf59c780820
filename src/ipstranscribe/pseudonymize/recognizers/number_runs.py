"""Runs of consecutive numbers, written or spoken: `68, 4, four one, 709` is one run of four groups.

What is said with `thousand` is one number: `forty one thousand two hundred and six` is 41206. A quantity beside a number
(an hour, a decimal, a price) is no part of it: `without_quantities`.

One pass over the words with a table lookup for each: linear in the length of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from ipstranscribe import languages
from ipstranscribe.pseudonymize.recognizers.quantities import is_said_quantity, quantities
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_words

_WORD = re.compile(r"\+?\d+|[^\W\d_]+")
_FILLERS = "um|uh|uhm|erm|eh|ehm|hm|hmm|mm|øh|æh|altså|like|and|then|og|så|deretter|then comes|liksom"
_JOINT = re.compile(
    rf"[\s,.\-–—()]{{1,4}}|\s?[/\\_:·•|+*#~=]\s?|[\s,.]{{0,3}}(?:(?:{_FILLERS})\b[\s,.]{{1,3}}){{1,3}}", re.IGNORECASE
)
_LONGEST_JOINT = 24
_TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4, "dobbel": 2, "dobbelt": 2, "trippel": 3, "trippelt": 3}
_HUNDRED = languages.pooled(lambda one: one.numbers.hundreds)
_AND = frozenset({"and", "og"})
_THOUSAND = languages.pooled(lambda one: one.numbers.thousands)
_CLOSE = (" ", "-")
_BELOW_THOUSAND = 3  # digits
_WHOLE = 8
"""Digits of a number by itself: a quantity beside it is none of its digits, and neither is another number after a comma."""
_CLOSED = re.compile(r"(?:(?P<hundreds>\w*)hundre(?:de)?(?:og)?)?(?P<rest>\w*)")
_CLOSED_THOUSAND = re.compile(r"(?P<thousands>\w*)tus(?:en|inde?)(?:og)?(?P<rest>\w*)")


@dataclass(frozen=True)
class DigitGroup:
    """A number in a text, and its digits; `quantity` if it is part of an hour, a decimal, a price."""

    start: int
    end: int
    digits: str
    spoken: bool
    quantity: bool = False


@lru_cache(maxsize=1)
def number_runs(text: str, language: str) -> tuple[tuple[DigitGroup, ...], ...]:
    """Runs of numbers that are separated only by spaces, commas, dashes and fillers.

    The result for the last text is cached: phones and plates use the same one.
    """
    return tuple(part for run in _runs(text, language) for part in _divided(run, text))


def without_quantities(run: Sequence[DigitGroup], *, named: bool) -> Sequence[DigitGroup]:
    """`run` without the quantities at its ends, if the rest is a number by itself; else the whole run.

    In doubt a digit too many is replaced, never one too few: of nine digits and more, or where a word for a number stands
    before (`named`), nothing is left out.
    """
    own = [at for at, group in enumerate(run) if not group.quantity]
    if not own:
        return run
    rest = run[own[0] : own[-1] + 1]
    if sum(len(group.digits) for group in rest) >= _WHOLE:
        return rest
    return run if named or sum(len(group.digits) for group in run) > _WHOLE else rest


def _runs(text: str, language: str) -> Iterator[tuple[DigitGroup, ...]]:
    run: list[DigitGroup] = []
    for group in digit_groups(text, language):
        if run and (_apart(run[-1], group, text) or not joined(text[run[-1].end : group.start])):
            yield tuple(run)
            run = []
        run.append(group)
    if run:
        yield tuple(run)


def _divided(run: tuple[DigitGroup, ...], text: str) -> list[tuple[DigitGroup, ...]]:
    """A run as two numbers or more, if each is complete and a comma or a word divides them: a number said twice."""
    parts: list[list[DigitGroup]] = [[run[0]]]
    for one, other in pairwise(run):
        gap = text[one.end : other.start]
        if "," in gap or any(map(str.isalpha, gap)) or text[other.start] == "+":
            parts.append([])
        parts[-1].append(other)
    whole = all(sum(len(group.digits) for group in part) >= _WHOLE for part in parts)
    return [tuple(part) for part in parts] if whole else [run]


def _apart(one: DigitGroup, other: DigitGroup, text: str) -> bool:
    """Whether two neighbours are two numbers: both are complete, or one is and more than one sign stands between."""
    whole = [len(group.digits) >= _WHOLE for group in (one, other)]
    between = other.start - one.end
    return all(whole) or (any(whole) and (between > 1 or text[one.end] == "," or one.quantity or other.quantity))


@lru_cache(maxsize=1)
def digit_groups(text: str, language: str) -> tuple[DigitGroup, ...]:
    """All numbers from 0 to 999,999 in words, and all numbers in digits; the result for the last text is cached."""
    return tuple(_groups(text, language))


def _groups(text: str, language: str) -> Iterator[DigitGroup]:
    words = list(_WORD.finditer(text))
    known = _small(language)
    known_quantities = quantities(text)
    at = 0
    while at < len(words):
        word = words[at].group().casefold()
        taken, digits = _number(text, words[at : at + 13], known)
        if taken:
            start, end = words[at].start(), words[at + taken - 1].end()
            spoken = not word[-1].isdigit()
            quantity = known_quantities.hold(start, end) or (spoken and is_said_quantity(text, start, end))
            yield DigitGroup(start, end, digits, spoken, quantity)
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
    closed = _in_one_word(word, known)
    return (1, closed) if closed else (0, "")


def _in_one_word(word: str, known: dict[str, str]) -> str:
    """The digits of a number in one word: `firehundreogtolv`, Danish `firehundredeogtolv`; empty for another word."""
    if "hundre" not in word and "tus" not in word:
        return ""
    thousands = _CLOSED_THOUSAND.fullmatch(word)
    if thousands:
        high = known.get(thousands["thousands"], "") if thousands["thousands"] else "1"
        low = _hundreds(thousands["rest"], known)
        return f"{high}{low:0>3}" if high and low is not None else ""
    return _hundreds(word, known) or ""


def _hundreds(word: str, known: dict[str, str]) -> str | None:
    """The digits of a closed number below a thousand, empty for an empty word, None for another word."""
    parts = _CLOSED.fullmatch(word)
    if not parts:
        return None
    rest = known.get(parts["rest"]) if parts["rest"] else ""
    if rest is None or parts["hundreds"] is None:
        return rest
    first = known.get(parts["hundreds"]) if parts["hundreds"] else "1"
    return f"{first}{rest:0>2}" if first and len(first) == 1 else None


def _goes_on(text: str, words: Sequence[re.Match[str]], at: int, wanted: frozenset[str]) -> bool:
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
        after = said[1] if len(said) > 1 else ""
        digits = after if after.isdigit() else known.get(after, "")
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


def joined(gap: str) -> bool:
    """Whether numbers on both sides of `gap` may be one number: signs, spaces and fillers only."""
    return len(gap) <= _LONGEST_JOINT and "\n" not in gap and bool(_JOINT.fullmatch(gap))


_WORD_BEFORE = re.compile(r"\w")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.?!…]\s)[^\w.?!…]*$")
_CLAUSE_END = re.compile(r"\s*(?:[.,;?!…–-]|$)")


def begins_turn(text: str, at: int) -> bool:
    """Whether no word of a turn stands before `at`."""
    return not _WORD_BEFORE.search(text, 0, at)


def ends_clause(text: str, at: int) -> bool:
    """Whether a clause of a turn ends at `at`: a mark follows, or nothing."""
    return bool(_CLAUSE_END.match(text, at))


def begins_sentence(text: str, at: int) -> bool:
    """Whether no word of a sentence stands before `at`."""
    return bool(_SENTENCE_BEFORE.search(text, max(0, at - 8), at))


def joined_digits(run: Sequence[DigitGroup]) -> str:
    """The digits of a run."""
    return "".join(group.digits for group in run)


def digits_said_singly(run: Sequence[DigitGroup], text: str) -> int:
    """How many digits of a run are said one by one; of *double eight* both are."""
    said = [text[group.start : group.end].casefold().split()[0] for group in run]
    return sum(
        len(group.digits) for group, word in zip(run, said, strict=True) if len(group.digits) == 1 or word in _TIMES
    )
