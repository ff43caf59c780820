"""Recognizer of names at birth and other parts of a name that are told: `née Hansen`, `f. Strøm`, `my maiden name is …`."""

import re
from collections.abc import Iterable

from ipstranscribe.languages import patterns_of
from ipstranscribe.pseudonymize.lexicon import places, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found

_LETTER = r"[^\W\d_]"
_NAME = rf"{_LETTER}[\w'’-]{{1,30}}"
_PARTICLE = r"(?:(?:von|van|de|der|den|dos|da|di|la|el|al|av|af|mac|st\.?)\s){0,2}"
_TOLD = {
    "en": (
        r"\b(?:maiden|birth|family|middle|second|sur|last|married)\s?name(?:\sat\sbirth)?(?:['’]s|,?\s(?:is|was|used\sto\sbe|being))"
        r"(?:,?\s(?:um|uh|er|called|actually),?)?\s",
        r"\bbefore\s(?:I|she|he|we)\s(?:got\s|was\s)?married,?\s(?:I|she|he|my\sname|her\sname)\s(?:was|used\sto\sbe)\s(?:called\s)?",
    ),
    "nb": (
        r"\b(?:pike|jente|etter|mellom|føde|slekts|familie|fødsels)(?:navn|namn)(?:et|a)?(?:\s(?:mitt|hennes|hans|deres|ditt|vårt))?"
        r"\s(?:er|var|ble|blei)(?:,?\s(?:eh|øh|jo|altså|egentlig),?)?\s",
        r"\bfør\s(?:jeg|eg|hun|ho|vi)\s(?:ble\s|vart\s)?gift[ae]?(?:\s(?:meg|seg|oss))?,?\s(?:het|heitte|hette|hett)\s(?:jeg|eg|hun|ho|vi)\s",
    ),
}
_BORN = {
    "en": r"\b(?P<sign>née|nee|born|formerly)\s",
    "nb": r"(?<![^\W_])(?P<sign>f\.|født|fødd|née|ugift)\s",
}
_NO_SIGN = frozenset({"born", "født", "fødd", "formerly"})
"""Words before a name at birth that stand before other words as well."""


class BirthNames:
    """Names told as such. Certain with a capital, suggestions in small letters; `født sånn` and `born in` are no names."""

    name = "name at birth"

    def __init__(self, language: str) -> None:
        self._language = language
        name = rf"(?P<name>{_PARTICLE}{_NAME}(?:\s(?-i:[A-ZÆØÅ])[\w'’-]+)?)"
        self._told = [re.compile(one + name, re.IGNORECASE) for one in _TOLD[patterns_of(language)]]
        self._born = re.compile(_BORN[patterns_of(language)] + name, re.IGNORECASE)
        self._hint = re.compile(
            r"name|born|n[ée]e\b|married|formerly"
            if patterns_of(language) == "en"
            else r"navn|namn|\bf\.|f[øo]d[td]|n[ée]e\b|ugift|gift",
            re.IGNORECASE,
        )

    def find(self, text: str) -> Iterable[Found]:
        """The name alone, without the word before it."""
        if not self._hint.search(text):
            return
        for expression in self._told:
            for match in expression.finditer(text):
                if not self._is_function(match["name"]):
                    yield self._found(match, certain=match["name"][0].isupper())
        for match in self._born.finditer(text):
            loose = match["sign"].casefold() in _NO_SIGN
            if self._is_name(match["name"], loose=loose):
                yield self._found(
                    match, certain=match["name"][0].isupper() and (not loose or patterns_of(self._language) == "nb")
                )

    def _found(self, match: re.Match[str], *, certain: bool) -> Found:
        return Found(*match.span("name"), "person", self.name, 0.9 if certain else 0.5, certain=certain)

    def _is_function(self, written: str) -> bool:
        first = written.split(maxsplit=1)[0].casefold()
        return vocabulary.is_common(first, self._language) and first not in vocabulary.surnames()

    def _is_name(self, written: str, *, loose: bool) -> bool:
        """Whether what follows `born` can be a name: a capital and no month or place, or a word that only names are."""
        first = written.split(maxsplit=1)[0]
        folded = first.casefold()
        if folded in word_lists.never_names(self._language) or vocabulary.is_common(folded, self._language):
            return False
        if first[0].isupper():
            return (
                not loose
                or folded in vocabulary.surnames()
                or not (folded in places.names() or vocabulary.is_ordinary(folded, self._language))
            )
        return folded in vocabulary.surnames() or not vocabulary.is_ordinary(folded, self._language)
