"""Recognizer of names that are spelled letter by letter: `Y, A, R, N, double L`, `q u a i n`, `A, c, h, og so terberg`.

Whoever spells a word in an interview spells a name nearly always, so that what speaks against one is named here: lists
(`A, B or C`, vitamins, grades), abbreviations, stammering, and letters beside figures, which are a code.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from ipstranscribe.languages import patterns_of, rules_for
from ipstranscribe.pseudonymize.lexicon import vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_pattern

_LETTER = r"(?<![\w'’])[^\W\d_](?![\w'’])"
_TWICE = {"en": r"double[\s-]", "nb": r"dobb?elt?[\s-]"}
_PAIR = {"en": r"two\s[a-z]['’]s", "nb": r"to\s[a-zæøå]-?er"}
_JOINT = {
    "en": r"(?:\s?[,.;–…-]\s?|\s|,?\s(?:then|and\sthen|um|uh|er)\s)",
    "nb": r"(?:\s?[,.;–…-]\s?|\s|,?\s(?:så|so|og\sså|og\sso|eh|øh)\s)",
}
_REST = {
    "en": re.compile(r",?\s(?:and\s)?then\s(?:just\s)?(?P<rest>[a-z]{3,12})(?![\w'’])"),
    "nb": re.compile(r",?\s(?:og\s)?(?:så|so)\s(?:bare\s|berre\s)?(?P<rest>[a-zæøå]{3,12})(?!\w)"),
}
_TOLD = {
    "en": r"\b(?:spel[lt]\w*|letters?|written|wr[io]te|surname|(?:first|last|second|middle|maiden|my|her|his|the)\sname)\b",
    "nb": r"\b(?:stav\w*|skriv\w*|skreiv|skrev|bokstav\w*|etternamn|etternavn|fornavn|navnet|namnet)\b",
}
_LISTED = re.compile(
    r"\b(?:vitamin\w*|hepatitt?\w*|grades?|plans?|options?|groups?|types?|teams?|wards?|class\w*|forms?|blood|karakter\w*|alternativ\w*|"
    r"gruppe\w*|avdeling\w*|post|blodtype\w*|klasse\w*|punkt\w*|plan\w*|levels?|nivå\w*|key|keys|toneart\w*|chords?)[\s,:]+(?:\w+\s)?$",
    re.IGNORECASE,
)
_CALLED = {
    "en": re.compile(
        rf"\b(?:call(?:s|ed)?\s(?:him|her|me|you|them)|goes\sby|known\sas|nicknamed)\s(?P<name>{_LETTER}[\s.]\s?{_LETTER})(?![\w'’]|\s\w(?!\w))",
        re.IGNORECASE,
    ),
    "nb": re.compile(
        rf"\b(?:kall\w*\s(?:vi\s|dei\s|de\s|alle\s)?(?:han|ham|henne|ho|hun|meg|seg|deg)|går\sunder\snavnet)\s(?P<name>{_LETTER}[\s.]\s?{_LETTER})"
        r"(?![\w'’]|\s\w(?!\w))",
        re.IGNORECASE,
    ),
}
_VOWELS = frozenset("aeiouyæøåäöé")
_SMALL_WORDS = {"en": frozenset("aiou"), "nb": frozenset("iåæeaoøu")}
"""Letters that are words, of dialect as well: a row of these says nothing."""
_NEAR, _BESIDE = 60, 200
"""Characters before a row that may say what it is, and on both sides in which the name itself may stand."""
_FEWEST, _SHORT = 3, 4
"""Fewest letters of a name, and those up to which a row is as often an abbreviation."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_BETWEEN = re.compile(r"(?<![\w-])(?:and|then|um|uh|er|og|så|so|eh|øh|bare|berre|just)\b")
_PIECES = re.compile(
    r"(?:(double|dobb?elt?)[\s-])?(?<!\w)([^\W\d_])(?!\w)|\b(?:two|to)\s([^\W\d_])(?:['’]s|-?er)\b|(?<!\w)([^\W\d_]{3,})"
)


_WORDS_TOO = re.compile(r"[\s,.;–…-]+[Iaiå]$")
_SAID_AGAIN = re.compile(r"[\s,]{1,2}(?:two|to)\s(?P<letter>[^\W\d_])(?:['’]s|-?er)$", re.IGNORECASE)
"""A pair that says once more what was spelled: `q u a i n o o two o's`."""
_GOES_ON = re.compile(r"\s[a-zæøå]{2,}|['’]")


@dataclass(frozen=True)
class _Row:
    """Letters in a row: where they stand, the word they spell, whether in capitals, and with signs between."""

    start: int
    end: int
    word: str
    capitals: bool
    signs: bool


class SpelledNames:
    """Spelled names: certain beside the name itself or a word like `spelled`, or if they are long; else suggestions."""

    name = "spelled letter by letter"

    def __init__(self, language: str) -> None:
        self._rules = rules_for(language)
        self._spoken = spoken = patterns_of(language)
        unit = rf"(?:{_PAIR[spoken]}|(?:{_TWICE[spoken]})?{_LETTER})"
        self._row = re.compile(rf"(?<![\w'’]){unit}(?:{_JOINT[spoken]}{unit}){{1,40}}(?![\w'’])", re.IGNORECASE)
        self._told = re.compile(_TOLD[spoken], re.IGNORECASE)
        number = number_pattern(language)
        self._figure_before = re.compile(rf"(?:\d|\b(?:{number}))[\s,.-]{{1,3}}$", re.IGNORECASE)
        self._figure_after = re.compile(
            rf"[\s,.-]{{1,3}}(?:double\s|dobbel\s|triple\s)?(?:\d|(?:{number})(?!\w|\s\w['’]s|\s\w-?er\b))",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterable[Found]:
        """The rows of letters, with what is said of a piece at the end; initials after `we call him` as a suggestion."""
        for match in self._row.finditer(text):
            row = self._read(text, match)
            certain = self._verdict(text, row)
            if certain is not None:
                yield Found(row.start, row.end, "person", self.name, 0.9 if certain else 0.5, certain)
        for called in _CALLED[self._spoken].finditer(text):
            if not set(called["name"].casefold()) <= {"o", "k", " ", "."}:
                yield Found(*called.span("name"), "person", self.name, 0.5, certain=False)

    def _read(self, text: str, match: re.Match[str]) -> _Row:
        start, end = match.span()
        last = _WORDS_TOO.search(match.group())
        if last and _GOES_ON.match(text, end):  # `K, A, T, I think`
            end = start + last.start()
        again = _SAID_AGAIN.search(text[start:end])
        if again and 2 * again["letter"].casefold() in joined(text[start : start + again.start()]):
            end = start + again.start()
        beside = self._said_beside(text, start, end)
        tails = [joint.end() for joint in _BETWEEN.finditer(text, start, end)]
        start = next((at for at in tails if joined(text[at:end]) in beside), start)  # `with T-H, and then Q-V-E`
        start = end - len(text[start:end].lstrip(" ,"))
        letters = re.findall(_LETTER, text[start:end])
        capitals = text[start].isupper() and sum(map(str.isupper, letters)) * 2 > len(letters)
        rest = _REST[self._spoken].match(text, end)
        if rest and not vocabulary.is_ordinary(rest["rest"], self._rules):
            end = rest.end()
        written = text[start:end]
        return _Row(start, end, joined(written), capitals, "," in written or "-" in written)

    def _verdict(self, text: str, row: _Row) -> bool | None:
        """Whether the row is certainly a name; None if it is none."""
        word, before = row.word, text[max(0, row.start - _NEAR) : row.start]
        if self._is_none(text, row, before):
            return None
        known = vocabulary.is_listed_name(word) or self._is_named(text, row)
        parts = [joined(part) for part in _BETWEEN.split(text[row.start : row.end])]  # `M, R, I and C, T`
        medical = not word_lists.read("medical_names").isdisjoint(parts)
        ordinary = medical or self._is_ordinary(word) or all(map(self._is_ordinary, parts))
        told, long = self._told.search(before), len(word) > _SHORT
        if told or word in self._said_beside(text, row.start, row.end):
            return True if known or not ordinary else False if told and row.signs else None
        if known:
            return long and (row.capitals or row.signs)
        vowels = sum(letter in _VOWELS for letter in word)
        likely = len(set(word)) >= _FEWEST and vowels and (long or vowels >= len(word) / 2)
        return long and row.capitals and row.signs if likely and not ordinary else None

    def _is_none(self, text: str, row: _Row, before: str) -> bool:
        """Whether these are too few letters, words of one letter, members of a list, or parts of a number."""
        if len(row.word) < _FEWEST or _is_list(row.word) or _LISTED.search(before):
            return True
        if not row.capitals and sum(letter not in _SMALL_WORDS[self._spoken] for letter in row.word) < 2:
            return True
        return bool(self._figure_before.search(before) or self._figure_after.match(text, row.end))

    def _is_ordinary(self, word: str) -> bool:
        if len(word) < _FEWEST or (vocabulary.is_listed_name(word) and len(word) > _FEWEST):
            return False
        return vocabulary.is_ordinary(word, self._rules) or word in word_lists.read("medical_names")

    def _is_named(self, text: str, row: _Row) -> bool:
        """Whether the word stands beside with a capital that no sentence gave it, or begins what was said just before."""
        name = re.escape(row.word.capitalize())
        before = text[max(0, row.start - _BESIDE) : row.start]
        return re.search(rf"(?<=[a-zæøå,]\s){name}(?!\w)|\b{name}[a-zæøå]{{2,}}[.,:;–-]?\s$", before) is not None

    def _said_beside(self, text: str, start: int, end: int) -> frozenset[str]:
        around = text[max(0, start - _BESIDE) : start] + " " + text[end : end + _BESIDE]
        return frozenset(word.casefold() for word in _WORD.findall(around))


def spells(written: str) -> tuple[str, ...]:
    """The words that a row may spell: all its letters, and those after `and then`: `T-H, and then Q-V-E-R-N`."""
    last = max((joint.end() for joint in _BETWEEN.finditer(written)), default=0)
    return (joined(written), joined(written[last:])) if last else (joined(written),)


def joined(written: str) -> str:
    """The word that a row spells, casefolded: `yarnall` of `Y, A, R, N, A, double L`."""
    word = ""
    for twice, letter, pair, rest in _PIECES.findall(_BETWEEN.sub(" ", written.casefold())):
        word = word.rstrip(pair) + 2 * pair if pair else word + letter * (2 if twice else 1) + rest
    return word


def _is_list(word: str) -> bool:
    """Whether the letters are those of a list or of school marks: `abc`, `xyz`, `aab`."""
    ascending = all(one <= other for one, other in pairwise(word))
    return ascending and (set(word) <= set("abcdefg") or ord(word[-1]) - ord(word[0]) < len(word) + 1)
