"""Ages that answer a question: after *how old were you?* a number at the beginning of the next turn is one.

A recognizer reads one turn. All are questions: the answer may be how long ago it was.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ipstranscribe.languages import patterns_of
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.ages import Ages
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern, number_value

_ASKED = {
    "en": re.compile(
        r"\b(?:how\sold\s(?:are|is|was|were|would|did|do|might)|(?:what|which|at\swhat)\sage\b|(?:and\s)?(?:your|his|her|their)\sage\b|how\smany\syears\s(?:are|is)\s(?:you|he|she)\b|what(?:['’]s|\sis|\swas)\s(?:your|his|her|their)\sage\b)"
        r"[^.?!]{0,60}[.?!]*\s*$",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:(?:hvor|kor|åssen|ka|hvilken|kva)\s(?:gamm\w+|gaml\w+|alder)|(?:alder(?:en)?\s(?:din|hans|hennes|hennar|deres))|(?:hvor|kor)\smange\sår\s(?:er|e|fyller|blir)\s(?:du|han|hun|ho))\b[^.?!]{0,60}[.?!]*\s*$",
        re.IGNORECASE,
    ),
}
_AND_YOU = {
    "en": re.compile(r"(?:^|[.?!,]\s)(?:and\s)?(?:you\sare|you['’]re|age)\s?[?:–—-]*\s*$", re.IGNORECASE),
    "nb": re.compile(r"(?:^|[.?!,]\s)(?:og\s)?(?:du\s(?:er|e)|alder(?:en)?)\s?[?:–—-]*\s*$", re.IGNORECASE),
}
"""An open question that a number alone answers with an age: `And you are?`"""
_ALONE, _GROWN = re.compile(r"\s*(?:[.,!?–—-]|$)"), 13
_GUESS = re.compile(r"[\s,.!…–—-]*(?:right|then|da|kanskje|eller)?\s*\?\s*$", re.IGNORECASE)
"""Between an age and the end of the turn that guesses it: `What are you, forty?`"""
_NO_PERSON = re.compile(
    r"\b(?:house|building|car|boat|dog|cat|horse|farm|huset|bygget|bilen|båten|hunden|katta|katten|hesten|gården|garden)\b",
    re.I,
)
_FIRST = 40
"""Characters of the answer before the number at most."""
_OLDEST = 110


def answered(found: Sequence[FoundInTurn], turns: Sequence[Turn], language: str) -> Iterator[FoundInTurn]:
    """The first number of each turn that answers a question for an age, or a guess, unless it was found as one."""
    ages = {(turn.id, one.char_start) for turn, one in found if one.category == "age"}
    guessed = {turn.id for turn, one in found if one.category == "age" and _GUESS.match(turn.text, one.char_end)}
    for asking, answer in pairwise(turns):
        if asking.speaker == answer.speaker:
            continue
        told = _number(language).search(answer.text, 0, _FIRST)
        years = number_value(told.group(), language) if told else None
        if told and years and years <= _OLDEST and (answer.id, told.start()) not in ages:
            alone = years >= _GROWN and _ALONE.match(answer.text, told.end()) is not None
            if _asks(asking.text, language) or (
                alone
                and (asking.id in guessed or (not told.start() and _AND_YOU[patterns_of(language)].search(asking.text)))
            ):
                yield answer, Found(*told.span(), "age", Ages.name, 0.6, certain=False)


def _asks(text: str, language: str) -> bool:
    asked = _ASKED[patterns_of(language)].search(text)
    return bool(asked and not _NO_PERSON.search(asked.group()))


@cache
def _number(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,])(?:\d{{1,3}}|{number_pattern(language)})(?![\w%])", re.IGNORECASE)
