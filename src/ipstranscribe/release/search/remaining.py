"""Remaining capitalised words and numbers in a pseudonymized text, for a person to check.

A name that nobody knew and no recognizer found is usually such a word. The list goes by spelling alone, for Norwegian and
English; it misses a name at the start of a sentence, and shows many words that name nobody.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ipstranscribe.text.conventions import without_marks
from ipstranscribe.text.time_codes import TIME_CODE


class Counted(NamedTuple):
    """A word or number of a text, and how often it occurs."""

    what: str
    times: int


@dataclass(frozen=True)
class Remaining:
    """Capitalised words inside sentences, acronyms anywhere; numbers in digits, and from thirteen in words.

    Ordered by frequency, the highest first.
    """

    words: tuple[Counted, ...]
    numbers: tuple[Counted, ...]


_BRACKETED = re.compile(r"\[[^\[\]\n]{1,200}\]")
_WORD = re.compile(r"[^\W\d_]\w*(?:['’-][^\W_]+)*")
_GENITIVE = re.compile(r"['’]s?$")
_OUR_ID = re.compile(r"[PIQ]\d+[a-z]?(?:-(?:MU)?\d+[a-z]?)?")
"""The id of a participant, an interviewer, a question, a turn or a unit."""

_LOOKED_THROUGH = frozenset(" \t\u00a0\"'“”«»‘’„(–—-*")
"""Characters that may stand between the end of a sentence and the next word."""
_ENDS = frozenset(".?!…:\n")
_ABBREVIATED = frozenset(["dr", "mr", "mrs", "ms", "st", "prof", "kl", "nr", "ca", "bl", "eks", "pst"])
"""Abbreviations whose full stop ends no sentence, and that name nobody by themselves: `Dr. Berg`."""

_CALENDAR = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
    "may", "june", "july", "august", "september", "october", "november", "december",
    "mandag", "måndag", "tirsdag", "tysdag", "onsdag", "torsdag", "fredag", "lørdag", "laurdag", "søndag", "sundag",
    "januar", "februar", "mars", "mai", "juni", "juli", "oktober", "desember",
))  # fmt: skip

_DIGITS = re.compile(r"(?<!\w)(?<!\w-)\d+(?:[ \u00a0]\d{3}(?!\d))*(?:[.,:/-]\d+)*")
_CLOCK = re.compile(TIME_CODE)
"""Our own time codes (from the start of an interview)."""
_UNITS_EN, _UNITS_NB = "one|two|three|four|five|six|seven|eight|nine", "en|ett|ein|to|tre|fire|fem|seks|syv|sju|åtte|ni"
_TENS_EN, _TENS_NB = "twen|thir|for|fif|six|seven|eigh|nine", "tjue|tretti|førti|femti|seksti|sytti|åtti|nitti"
_SPOKEN = re.compile(
    r"\b(?:(?:thir|four|fif|six|seven|eigh|nine)teen"
    rf"|(?:{_TENS_EN})ty(?:[ -](?:{_UNITS_EN})\b)?"
    r"|(?:tret|fjor|fem|seks|syt|sut|at|nit)ten"
    rf"|(?:{_TENS_NB})(?:{_UNITS_NB})?|(?:(?:{_UNITS_NB})og)?(?:tyve|tredve)|(?:{_UNITS_NB})og(?:{_TENS_NB})"
    r"|hundred|thousand|million|hundre|tusen)\b",
    re.IGNORECASE,
)
"""Number words from thirteen on; smaller ones are too common."""


def remaining(text: str) -> Remaining:
    """List the capitalised words and numbers of `text` outside `[replacements]` and our own marks, in linear time.

    Left out are sentence starts, `I`, titles, weekdays, months and our own ids. Line ends count as ends of sentences.
    """
    bare = _BRACKETED.sub(lambda found: "]" * len(found.group()), without_marks(text) if "(" in text else text)
    return Remaining(_counted(_words(bare)), _counted(_numbers(bare)))


def _counted(found: Iterator[str]) -> tuple[Counted, ...]:
    return tuple(Counted(*one) for one in sorted(Counter(found).items(), key=lambda one: (-one[1], one[0])))


def _words(text: str) -> Iterator[str]:
    for match in _WORD.finditer(text):
        word = _GENITIVE.sub("", match.group())
        if word.islower() or len(word) < 2 or re.split("['’]", word)[0] == "I":
            continue
        tells = any(map(str.isupper, word[1:])) or not _starts_sentence(text, match.start())
        if tells and word.casefold() not in _CALENDAR | _ABBREVIATED and not _OUR_ID.fullmatch(word):
            yield word


def _starts_sentence(text: str, start: int) -> bool:
    """Whether the word at `start` is the first of a sentence, where a capital letter proves nothing."""
    before = start - 1
    while before >= 0 and text[before] in _LOOKED_THROUGH:
        before -= 1
    if before < 0:
        return True
    return text[before] in _ENDS and not (text[before] == "." and _abbreviated(text, before))


def _abbreviated(text: str, stop: int) -> bool:
    word = re.search(r"\w{1,5}$", text[max(0, stop - 6) : stop])
    return word is not None and word.group().casefold() in _ABBREVIATED


def _numbers(text: str) -> Iterator[str]:
    for match in _DIGITS.finditer(text):
        stands_alone = not text[match.end() : match.end() + 1].isalnum()
        if stands_alone and not _CLOCK.fullmatch(match.group()):
            yield match.group()
    for match in _SPOKEN.finditer(text):
        yield match.group().casefold()
