"""Recognizer of numbers that are introduced by a word for them: `my policy number is …`, `room 214`, `HPR sju seks …`.

After such a word the form does not matter: figures, letters between, words, pairs, *thousand*.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer
from ipstranscribe.pseudonymize.recognizers.number_nouns import NOUNS, Noun
from ipstranscribe.pseudonymize.recognizers.quantities import unit_follows
from ipstranscribe.pseudonymize.recognizers.spelled import Spelled, spelled_runs, starting_at
from ipstranscribe.pseudonymize.recognizers.taken_out import without_certain

_WORDS = {
    "en": r"is|was|are|were|it['’]?s|it|that['’]s|that|the|number|numbers|no|nr|num|id|code|mine|my|his|her|called|"
    r"reads|said|says|"
    r"begins|starts|ends|ending|with|in|um|uh|erm|er|like|so|well|yes|yeah|okay|now|i|think|believe|would|be|card|digits|"
    r"which|for|"
    r"me|on|at|an?(?!\s\d)",
    "nb": r"er|var|det|den|mitt|min|mi|hans|hennes|deres|dykkar|nummer|nummeret|nr|heter|heiter|hette|står|stod|sto|"
    r"som|lyder|begynner|"
    r"begynte|slutter|ender|på|med|har|i|eh|øh|altså|ja|jo|liksom|da|tror|jeg|eg|koden?|og|sånn|dette|blir|sifrene|siste|"
    r"kort|(?:en|ei|ein)(?!\s\d)",
}
_SIGN = r"[\s,:;#.()–\"“«/-]{0,3}"
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIAGNOSIS = re.compile(r"[A-Za-z]\d{1,2}(?:\.\d{1,2})?(?!\w)")
_NEVER_COUNTED = 6
"""Digits from which a number after a noun for it is none of a count, whatever follows."""
_ROUND = re.compile(r"\d{1,3}0{2,}")


@dataclass(frozen=True)
class _Compiled:
    noun: Noun
    pattern: re.Pattern[str]


class Introduced:
    """Numbers after a noun for them; certain where the noun leaves no doubt."""

    name = "number after its noun"

    def __init__(self, language: str, beside: tuple[Recognizer, ...] = ()) -> None:
        self._language = language
        spoken = patterns_of(language)
        self._beside = beside
        words = _WORDS[spoken]
        told = rf"(?:['’]s)?(?:{_SIGN}\b(?:{words})\b){{0,8}}{_SIGN}"
        about = r"(?:,?\s[^\W\d_]+(?:['’]\w+)?){1,7}?,?\s(?:is|was|er|var)\s"
        self._nouns = [
            _Compiled(
                noun, re.compile(rf"(?:{noun.pattern})(?P<joint>{about if noun.far else told}|{told})", re.IGNORECASE)
            )
            for noun in NOUNS[spoken]
        ]
        self._any = re.compile("|".join(f"(?:{noun.pattern})" for noun in NOUNS[spoken]), re.IGNORECASE)

    def find(self, text: str) -> Iterable[Found]:
        """Find the number after each noun. What the recognizers `beside` are certain of (dates, codes) is taken out first."""
        if not self._any.search(text):
            return
        text = without_certain(text, self._beside)
        runs = spelled_runs(text, self._language)
        for one in self._nouns if runs else ():
            for match in one.pattern.finditer(text):
                run = starting_at(runs, text, match.end())
                if run and (certain := _verdict(one.noun, run, text, match)) is not None:
                    yield Found(run.start, run.end, one.noun.category, self.name, 0.9 if certain else 0.4, certain)


def _verdict(noun: Noun, run: Spelled, text: str, match: re.Match[str]) -> bool | None:
    """Whether the stretch is certainly the number, None if it is none."""
    if run.start != match.end() or len(run.letters) < noun.letters:
        return None
    digits, size = len(run.digits), len(run.digits) + len(run.letters)
    enough = digits >= noun.least or (bool(run.letters) and digits >= noun.least - 1 and size >= noun.least)
    alone = run.parts[0].group if len(run.parts) == 1 else None
    if alone and digits < _NEVER_COUNTED and (unit_follows(text, run.end) or alone.quantity):
        return None
    written = text[run.start : run.end]
    if noun.weak and (_YEAR.fullmatch(written) or _ROUND.fullmatch(run.digits) or _DIAGNOSIS.match(written)):
        return None
    if enough:
        return noun.certain
    return False if digits >= 2 and digits == noun.least - 1 and not noun.weak else None
