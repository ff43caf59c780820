"""Talk about how somebody is reached and how a name is written: it answers no question of the guide.

Interviewers ask for it between two questions or at the end, for a form, a voucher or a letter. Without this a telephone
number stands under whatever was asked last.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from ipstranscribe.languages import RECORDS
from ipstranscribe.model import Category
from ipstranscribe.split.questions.cues import Cues, contains
from ipstranscribe.split.words import spoken_words
from ipstranscribe.text.small_numbers import number_words_of

_LONGEST = 45
"""Words of a unit that is about nothing else."""
_LONGEST_ANSWER = 30
"""Words of an answer with a number in it, where the interviewer has asked for one."""
_FEWEST, _DENSE = 3, 0.3
"""Numbers and letters said one by one in a unit that tells a number: how many at least, and of how many words."""
_SPELLED = 4
"""Letters said one by one that are a name spelt out."""
_SHORT_REMARK = 10
"""Words of an interviewer who only says a number back: what comes next may be the rest of it."""
_REPLACED: tuple[Category, ...] = ("phone", "email")
_SIGNS = re.compile(r"\bdot (?:com|org|net|uk|ie|no)\b|\bkrøll ?alfa\b|\balfa ?krøll\b|\bsnabel ?a\b|@", re.IGNORECASE)
"""An e-mail address, written or said."""
_WORDS_OF_ONE_LETTER = frozenset("aiåæeø")


class AnsweringUnit(NamedTuple):
    """A unit with the turn that it is of, and what the interviewer said last before it (empty: nothing)."""

    turn: str
    text: str
    asked: str


def are_contact_talk(units: Sequence[AnsweringUnit], cues: Cues, language: str) -> list[bool]:
    """Whether each of the units, in order, only tells how somebody is reached or a name is written."""
    return list(_judged(units, cues, language))


def _judged(units: Sequence[AnsweringUnit], cues: Cues, language: str) -> Iterator[bool]:
    before = False
    for _, (first, *others) in groupby(units, key=attrgetter("turn")):
        asked = spoken_words(first.asked)
        wanted = contains(asked, cues.contact)
        for unit in (first, *others):
            expected = wanted or (before and len(asked) <= _SHORT_REMARK)
            answers = wanted and unit is first and _answers_with_a_number(unit.text, language)
            before = answers or _tells_contact(unit.text, language, expected=expected, cues=cues)
            yield before


def _tells_contact(text: str, language: str, *, expected: bool, cues: Cues) -> bool:
    words = spoken_words(text)
    if not words or len(words) > _LONGEST:
        return False
    if _SIGNS.search(text) or _replaced().search(text):
        return True
    told = [word for word in words if _is_told_singly(word, language)]
    if len(told) < _FEWEST or len(told) < _DENSE * len(words):
        return False
    return expected or contains(words, cues.contact) or sum(map(_is_letter, told)) >= _SPELLED


def _answers_with_a_number(text: str, language: str) -> bool:
    words = spoken_words(text)
    return len(words) <= _LONGEST_ANSWER and any(_is_told_singly(word, language) for word in words)


def _is_told_singly(word: str, language: str) -> bool:
    """Whether a word is a number, a letter by itself, or both together (`7B`)."""
    return _is_letter(word) or word[0].isdigit() or word in number_words_of(language)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and word not in _WORDS_OF_ONE_LETTER


@cache
def _replaced() -> re.Pattern[str]:
    """What stands for a telephone number or an e-mail address in a pseudonymized text, in any language."""
    labels = {one.replacements.labels[category] for one in RECORDS.values() for category in _REPLACED}
    return re.compile(rf"\[(?:{'|'.join(map(re.escape, sorted(labels)))}) \d+\]", re.IGNORECASE)
