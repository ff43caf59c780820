"""Phrase index: dictionary search for written forms in a text, in linear time, whatever case, hyphen or genitive."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, Literal

from ipstranscribe.text.letters import readings, spellings
from ipstranscribe.text.word_tree import Payload, WordToken, WordTree, stems

_WORD = re.compile(
    r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
)  # with accents that compose with no letter; an underscore separates: names hide in file names
_TURNS = 8_000
"""Size of the cache of tokenized texts: the turns of some thirty interviews; all of them would fill the memory."""
_FORMS = 50_000
"""Size of the cache of the words of forms."""
_LONG = 20_000  # characters; longer texts are not cached
FEWEST_RESPELT = 3  # letters of a form that is found in another spelling: `Ase`, but not `As` for `Ås`
_CAMEL = re.compile(r"(?<=[^\W\d_][a-zß-ÿ])(?=[A-ZÀ-Þ][a-zß-ÿ])")  # in `McDonald`, also written `Mc Donald`


_DIGIT_RUN = re.compile(r"(?<!\w)\+?\d(?:[\s().\-–/]{0,2}\d){5,20}(?!\w)")
_DIGITS = re.compile(r"\d+")
_NATIONAL = 8  # digits; longer numbers are compared without the digits before, the country code
FEWEST_DIGITS = 6
"""Fewest digits of a number that is found in any grouping."""


def digits_of(form: str) -> str:
    """The last digits of a phone or id number, by which it is found in any grouping; empty if there are too few."""
    digits = "".join(c for c in form if c.isdigit())
    return digits[-_NATIONAL:] if len(digits) >= FEWEST_DIGITS and not any(map(str.isalpha, form)) else ""


def digit_runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Find what could be numbers in any grouping: start, end, and their `digits_of`.

    A run of digits may be a date and a number beside it: every stretch of whole groups counts, the shortest first.
    """
    for match in _DIGIT_RUN.finditer(text):
        groups = [group.span() for group in _DIGITS.finditer(text, *match.span())]
        stretches = [(a, end) for at, (_, end) in enumerate(groups) for a, _ in groups[: at + 1]]
        for start, end in sorted(stretches, key=lambda span: span[1] - span[0]):
            if digits := digits_of(text[start:end]):
                yield (start - (text[start - 1 : start] == "+"), end, digits)


def tokenize(text: str) -> tuple[WordToken, ...]:
    """Split a text into casefolded words. The words of short texts are cached until `clear_cache`."""
    return _remembered(text) if len(text) <= _LONG else _tokens(text)


def clear_cache() -> None:
    """Clear the cache of tokenized texts and forms."""
    _remembered.cache_clear()
    words_of.cache_clear()


def _tokens(text: str) -> tuple[WordToken, ...]:
    return tuple(WordToken(match.group().casefold(), *match.span()) for match in _WORD.finditer(text))


_remembered = lru_cache(maxsize=_TURNS)(_tokens)


@lru_cache(maxsize=_FORMS)
def words_of(form: str) -> tuple[str, ...]:
    """The casefolded words of a form, cached until `clear_cache`."""
    return tuple(match.group().casefold() for match in _WORD.finditer(form))


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """An occurrence of a known form; a genitive ending is not part of the span."""

    char_start: int
    char_end: int
    payload: Payload
    respelt: Literal["", "certainly", "perhaps"] = ""
    """Whether it is written in other letters: `perhaps` counts only with a capital (see `letters.spellings`)."""


@dataclass
class FormIndex(Generic[Payload]):
    """Index of known forms by their first words. If `respelt`, they are also found without their special letters."""

    respelt: bool = False
    _forms: WordTree[Payload] = field(default_factory=WordTree)
    _spelt: WordTree[Payload] = field(default_factory=WordTree)
    _entries: int = 0

    def add(self, form: str, payload: Payload) -> None:
        """Add `form` with its payload. Forms without a word are ignored."""
        parted = [_CAMEL.sub(" ", form)] if self.respelt else []
        for words, written in {words_of(one): one for one in (*parted, form.replace("-", ""), form)}.items():
            self._entries += 1
            if words:
                self._forms.enter([{word: True} for word in words], self._entries, payload)
            if words and self.respelt and sum(map(len, words)) >= FEWEST_RESPELT:
                spelt = [{word.casefold(): True, **spellings(word)} for word in _WORD.findall(written)]
                self._spelt.enter(spelt, self._entries, payload)

    def find(self, text: str) -> Iterator[Hit[Payload]]:
        """Find every occurrence of every known form in `text`, overlapping ones included."""
        if not self._forms.after or (len(text) > _LONG and not self._may_hold(text)):
            return
        tokens = tokenize(text)
        known, spelt = self._forms.after, self._spelt.after
        for at, (word, start, _) in enumerate(tokens):
            stem = stems(word)[-1]  # the word itself, or without its genitive s
            if word in known or stem in known:  # most words of a text begin no form
                for one in self._forms.standing(tokens, at):
                    yield Hit(start, one.end, one.payload)
            if self.respelt and (word in spelt or stem in spelt or not word.isascii()):
                for one in self._spelt.standing(tokens, at, readings):
                    yield Hit(start, one.end, one.payload, "certainly" if one.certain else "perhaps")

    def _may_hold(self, text: str) -> bool:
        """Whether a form begins with any word of `text`: told by its different words, before all their places are listed."""
        different = {word.casefold() for word in set(_WORD.findall(text))}
        begin = {stem for word in different for stem in stems(word)}
        if not begin.isdisjoint(self._forms.after) or not begin.isdisjoint(self._spelt.after):
            return True
        return self.respelt and any(one in self._spelt.after for stem in begin for one in readings(stem))
