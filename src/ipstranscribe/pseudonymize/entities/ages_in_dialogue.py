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
        r"\b(?:how\sold\s(?:are|is|was|were|would|did|do|might)|(?:what|which|at\swhat)\sage\b|what(?:['’]s|\sis|\swas)\s(?:your|his|her|their)\sage\b)"
        r"[^.?!]{0,60}[.?!]*\s*$",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"\b(?:(?:hvor|kor|åssen|ka|hvilken|kva)\s(?:gamm\w+|gaml\w+|alder)|(?:alder(?:en)?\s(?:din|hans|hennes|hennar|deres)))\b[^.?!]{0,60}[.?!]*\s*$",
        re.IGNORECASE,
    ),
}
_NO_PERSON = re.compile(
    r"\b(?:house|building|car|boat|dog|cat|horse|farm|huset|bygget|bilen|båten|hunden|katta|katten|hesten|gården|garden)\b",
    re.I,
)
_FIRST = 40
"""Characters of the answer before the number at most."""
_OLDEST = 110


def answered(found: Sequence[FoundInTurn], turns: Sequence[Turn], language: str) -> Iterator[FoundInTurn]:
    """The first number of each turn that answers a question for an age, unless it was found as one."""
    ages = {(turn.id, one.char_start) for turn, one in found if one.category == "age"}
    for asking, answer in pairwise(turns):
        asked = _ASKED[patterns_of(language)].search(asking.text)
        if not asked or asking.speaker == answer.speaker or _NO_PERSON.search(asked.group()):
            continue
        told = _number(language).search(answer.text, 0, _FIRST)
        years = number_value(told.group(), language) if told else None
        if told and years and years <= _OLDEST and (answer.id, told.start()) not in ages:
            yield answer, Found(*told.span(), "age", Ages.name, 0.6, certain=False)


@cache
def _number(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,])(?:\d{{1,3}}|{number_pattern(language)})(?![\w%])", re.IGNORECASE)
