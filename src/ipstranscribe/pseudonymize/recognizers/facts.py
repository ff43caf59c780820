"""Recognizer of identifying facts: `the only woman in the county who …`, `it was in the local paper`.

A pattern finds the beginning of a clause; the suggestion is the whole clause, since the words after the match carry the
fact. A person decides on every one: words alone cannot show whether a fact is rare.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.fact_signs import FACT, KNOWN_BY, Sign
from ipstranscribe.pseudonymize.recognizers.fact_signs_en import ENGLISH
from ipstranscribe.pseudonymize.recognizers.fact_signs_kept_out import ENGLISH_KEPT_OUT, NORWEGIAN_KEPT_OUT
from ipstranscribe.pseudonymize.recognizers.fact_signs_nb import NORWEGIAN
from ipstranscribe.pseudonymize.recognizers.fact_signs_told import ENGLISH_TOLD, NORWEGIAN_TOLD
from ipstranscribe.pseudonymize.recognizers.fact_signs_unique import ENGLISH_UNIQUE, NORWEGIAN_UNIQUE

_LONGEST, _BEHIND = 14, 7
"""Longest clause in text without punctuation, in words: in all, and after the match if that reaches further."""

_BEFORE, _ABOUT = 6, 14
"""Words before the match that may belong to the fact, and where what was said just before is what it is about."""

_CLAUSE_BREAK = {
    "en": re.compile(
        r"[.!?;:…–,]+\s*|\b(?:and|so|but|because|although|if|when|that|then|said|say|says|think|know|mean|like|um|uh|er|"
        r"yeah|yes|no|well|oh)\s",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"[.!?;:…–,]+\s*|\b(?:og|så|men|fordi|hvis|om|når|at|da|då|sa|sier|seier|tror|trur|mener|meiner|vet|veit|liksom|"
        r"altså|eh|øh|ja|nei|jo)\s",
        re.IGNORECASE,
    ),
}
_SUBJECT = {
    "en": re.compile(r"\b(?:I|he|she|we|they|you|it|there)(?:['’]\w+)?\s", re.IGNORECASE),
    "nb": re.compile(r"\b(?:jeg|eg|han|hun|ho|vi|de|dei|det|du)\s", re.IGNORECASE),
}
_CLAUSE_END = {
    "en": re.compile(
        r"[.!?;:…]|(?<!\bum)(?<!\buh)(?<!\ber)(?<!\beh),(?!\s(?:um|uh|er|eh|who|which)\b)|"
        r"\s(?:so|but|because|although|though|until|anyway|if|you\sknow|"
        r"and\s(?:i|he|she|we|they|it|you|that|then|so|my|our|the|now|there|everyone|everybody|people))\b",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"[.!?;:…]|(?<!\beh)(?<!\bøh)(?<!\bhm),(?!\s(?:eh|øh|hm|som)\b)|"
        r"\s(?:så|men|fordi|for\s(?:jeg|eg|han|hun|ho|det)|"
        r"og\s(?:jeg|eg|han|hun|ho|vi|de|dei|det|da|nå|no|så|alle|folk|min|mi))\b",
        re.IGNORECASE,
    ),
}
_NEXT_CLAUSE = {
    "en": re.compile(
        rf"{_CLAUSE_END['en'].pattern}|\s(?:i|he|she|we|they|you|it|there|anyway)(?:['’]\w+)?\s", re.IGNORECASE
    ),
    "nb": re.compile(
        rf"{_CLAUSE_END['nb'].pattern}|\s(?:jeg|eg|æ|han|hun|ho|du|vi|dem|det|so|forresten)\s", re.IGNORECASE
    ),
}
"""The same in text without a sign between sentences, where the next subject begins a clause."""
_OF_CARE = {
    "en": re.compile(
        r"(?:[\w'’]+\s){0,4}?(?:first|only)\s(?:[\w'’]+\s){0,2}?(?:(?:who|that|to)['’]?s?\s)?"
        r"(?:(?:ever|even|actually|really|has|had|have|didn['’]t|doesn['’]t|never|not|would|could)\s){0,2}"
        r"(?:ask|listen|sa(?:y|id)|t[eo]l[ld]|s[ae][wey]|look|believ|help|treat|notic|underst|expla|call|rang|ring|phone|wrote|"
        r"thought|knew|mention|suggest|offer|cared?|visit|bother|follow|talk|spoke|speak|smil)\w*"
        r"(?=(?:\s(?:to|at|for|on))?\s(?:me|us|my|how|what|why|if|whether|about|anything|something|properly)\b|\s*[.,;?!]|\s*$)",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        r"(?:\w+\s){0,4}?(?:første|fyrste|eneste|einaste)\s(?:\w+\s){0,2}?som\s"
        r"(?:(?:har|hadde|ikke|ikkje|faktisk|noen\sgang|nokon\sgong|virkelig|ville|kunne|egentlig)\s){0,2}"
        r"(?:spurt|spurd|spør|hørt|hørte|høyrt|lytt|sagt|sa|sier|seier|sett|så|såg|ser|trodd|trudd|hjelp|hjalp|hjulpet|gjort\sno\w*|"
        r"gjort\snokke|skjønt|skjønn|forst[åo]|ring|tenkt|følg|merk|brydd|snakk|smil|tok|tatt)\w*"
        r"(?=(?:\s(?:til|på|med|for))?\s(?:m[ea]g|mæ|oss|min|mitt|mine|hvordan|korleis|korsn|åssen|hva|kva|ka|hvorfor|kvifor|om|med|"
        r"noe|noko|nokke|ordentlig|skikkelig)\b|\s*[.,;?!]|\s*$)",
        re.IGNORECASE,
    ),
}
"""Health interviews are full of first and only ones who asked, listened or believed: a relief, and no distinction."""
_SIGN = re.compile(r"[.?!,](?:\s|$)")
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"[^\W_]+")


class IdentifyingFacts:
    """Clauses with a fact that is true of one person or few; always suggestions."""

    name = "rare fact"

    def __init__(self, language: str) -> None:
        self._language = language
        self._signs = _compiled(language)

    def find(self, text: str) -> Iterable[Found]:
        """Never certain; the confidence is that of the sign."""
        folded = text.casefold()
        taken = 0
        for start, end, sign in sorted(self._openings(text, folded), key=_first):
            if start >= taken and not self._is_of_care(text, start):
                begin, taken = self._clause_start(text, start, taken, sign), self._clause_end(text, start, end, sign)
                yield Found(begin, taken, "fact", self.name, sign.confidence, certain=False)

    def _is_of_care(self, text: str, start: int) -> bool:
        """Whether what begins here is said of somebody who asked or listened: `the first one who asked me`."""
        return bool(_OF_CARE[patterns_of(self._language)].match(text, start))

    def _openings(self, text: str, folded: str) -> Iterable[tuple[int, int, Sign]]:
        begin = frozenset(word[:KNOWN_BY] for word in _LETTERS.findall(folded))
        for one in self._signs:
            if not begin.isdisjoint(one.hint) if isinstance(one.hint, frozenset) else one.hint.search(folded):
                for match in one.pattern.finditer(text):
                    yield *match.span(FACT if FACT in one.pattern.groupindex else 0), one.sign

    def _clause_start(self, text: str, start: int, taken: int, sign: Sign) -> int:
        """Where the clause begins in which the sign stands, not before `taken`; with the clause before if that is meant."""
        if sign.closed:
            return start
        before = text[taken:start]
        words = list(_WORD.finditer(before))[-(_ABOUT if sign.about else _BEFORE) :]
        if not words:
            return start
        at = words[0].start()
        ends = list(_CLAUSE_BREAK[patterns_of(self._language)].finditer(before, at))
        if sign.about and ends and not before[ends[-1].end() :].strip():
            ends = ends[:-1]
        at = ends[-1].end() if ends else at
        said = [match.start() for match in _SUBJECT[patterns_of(self._language)].finditer(before, at)]
        return taken + (said[-1] if said and not sign.about else at)

    def _clause_end(self, text: str, start: int, end: int, sign: Sign) -> int:
        """Where the clause stops that begins at `start`; never before `end`, where the sign does."""
        if sign.closed:
            return end
        limit = max(_after(_LONGEST, text, start), _after(_BEHIND, text, end))
        ends = (_CLAUSE_END if _SIGN.search(text) else _NEXT_CLAUSE)[patterns_of(self._language)]
        stop = ends.search(text, end, limit)
        if stop and sign.headline and stop.group() == ",":
            stop = _CLAUSE_END[patterns_of(self._language)].search(text, stop.end(), limit)
        return start + len(text[start : stop.start() if stop else limit].rstrip(" ,.!?;:"))


@dataclass(frozen=True)
class _Compiled:
    sign: Sign
    hint: re.Pattern[str] | frozenset[str]
    pattern: re.Pattern[str]


_SIGNS = {
    "en": (*ENGLISH, *ENGLISH_TOLD, *ENGLISH_UNIQUE, *ENGLISH_KEPT_OUT),
    "nb": (*NORWEGIAN, *NORWEGIAN_TOLD, *NORWEGIAN_UNIQUE, *NORWEGIAN_KEPT_OUT),
}


@cache
def _compiled(language: str) -> tuple[_Compiled, ...]:
    return tuple(
        _Compiled(sign, re.compile(sign.hint) if isinstance(sign.hint, str) else sign.hint, _pattern(sign))
        for sign in _SIGNS[patterns_of(language)]
    )


def _pattern(sign: Sign) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{sign.pattern})", re.IGNORECASE)


def _first(opening: tuple[int, int, Sign]) -> tuple[int, bool, int]:
    """The order of openings: of two at one place the one that reaches back."""
    start, end, sign = opening
    return start, not sign.about, end


def _after(words: int, text: str, start: int) -> int:
    """End offset of so many words from `start`."""
    return max((match.end() for match in islice(_WORD.finditer(text, start), words)), default=start)
