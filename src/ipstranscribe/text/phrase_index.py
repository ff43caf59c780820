"""Phrase index: dictionary search for written forms in a text, in linear time, whatever case, hyphen or genitive."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Generic, Literal, NamedTuple, TypeVar

from ipstranscribe.text.letters import readings, spellings

Payload = TypeVar("Payload")

_WORD = re.compile(
    r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
)  # with accents that compose with no letter; an underscore separates: names hide in file names
_TURNS = 8_000
"""Size of the cache of tokenized texts: the turns of some thirty interviews; all of them would fill the memory."""
_FORMS = 50_000
"""Size of the cache of the words of forms."""
_LONG = 20_000  # characters; longer texts are not cached
_MAX_JOINT = 3  # characters between the words of one name: `Liv-Torunn`, `Anna  Berg`, `anna. berg`
_NO_GENITIVE = frozenset(
    {
        *("was", "is", "has", "his", "as", "us", "its", "yes", "this", "thus", "does", "goes", "ours", "hers", "yours"),
        *("theirs", "less", "plus", "hans", "deres", "hennes", "oss", "ellers", "dess", "ses", "finnes", "synes"),
    }
)
"""Words that end in s, so frequent that they are no genitive of a name: `was` of `Wa`, Norwegian `hans` of `Han`."""
FEWEST_RESPELT = 3  # letters of a form that is found in another spelling: `Ase`, but not `As` for `Ås`
_CAMEL = re.compile(r"(?<=[^\W\d_][a-zß-ÿ])(?=[A-ZÀ-Þ][a-zß-ÿ])")  # in `McDonald`, also written `Mc Donald`
_MIN_STEM = 2  # a genitive s is taken off words longer than this


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


class WordToken(NamedTuple):
    """A casefolded word of a text, with its offsets."""

    word: str
    start: int
    end: int


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


_Alternatives = tuple[Mapping[str, bool], ...]
"""Word by word the spellings of a form, True for those that are certain."""


Written = TypeVar("Written", tuple[str, ...], _Alternatives)


class _Entry(NamedTuple, Generic[Written, Payload]):
    """A form as it may be written, word by word, with its payload; entries are found in the order of their numbers."""

    number: int
    written: Written
    payload: Payload


_ByWords = dict[str, dict[str, list[_Entry[Written, Payload]]]]
"""Entries by first and second word; a form of one word has an empty second one. Hundreds may begin with the same word."""


@dataclass
class FormIndex(Generic[Payload]):
    """Index of known forms by their first words. If `respelt`, they are also found without their special letters."""

    respelt: bool = False
    _by_first: _ByWords[tuple[str, ...], Payload] = field(default_factory=dict)
    _spelt: _ByWords[_Alternatives, Payload] = field(default_factory=dict)
    _as_it_is: dict[str, list[_Entry[_Alternatives, Payload]]] = field(default_factory=lambda: defaultdict(list))
    """Forms of one word, which only a word with special letters can be another spelling of."""
    _entries: int = 0

    def add(self, form: str, payload: Payload) -> None:
        """Add `form` with its payload. Forms without a word are ignored."""
        parted = [_CAMEL.sub(" ", form)] if self.respelt else []
        for words, written in {words_of(one): one for one in (*parted, form.replace("-", ""), form)}.items():
            self._entries += 1
            if words:
                _enter(self._by_first, words[0], words[1:2], _Entry(self._entries, words, payload))
            if words and self.respelt and sum(map(len, words)) >= FEWEST_RESPELT:
                spelt = tuple({word.casefold(): True, **spellings(word)} for word in _WORD.findall(written))
                entry = _Entry(self._entries, spelt, payload)
                for first in spelt[0]:
                    if len(words) == 1 and first == words[0]:
                        self._as_it_is[first].append(entry)
                    else:
                        _enter(self._spelt, first, spelt[1] if len(words) > 1 else (), entry)

    def find(self, text: str) -> Iterator[Hit[Payload]]:
        """Find every occurrence of every known form in `text`, overlapping ones included."""
        if not self._by_first or (len(text) > _LONG and not self._may_hold(text)):
            return
        tokens = tokenize(text)
        for at, (word, start, _) in enumerate(tokens):
            for stem in _stems(word):
                for _, words, payload in _entered(self._by_first, stem, tokens, at, respelt=False):
                    end = self._match(words, tokens, at)
                    if end:
                        yield Hit(start, end, payload)
                if self.respelt and (stem in self._spelt or not stem.isascii()):
                    yield from self._respellings(stem, tokens, at)

    def _respellings(self, stem: str, tokens: Sequence[WordToken], at: int) -> Iterator[Hit[Payload]]:
        """The forms that are written in other letters at token `at`, if their first word is read as `stem`."""
        met: set[tuple[int, int]] = set()
        for first in (stem, *readings(stem)):
            spelt_so = _entered(self._spelt, first, tokens, at, respelt=True)
            for _, spelt, payload in (*spelt_so, *self._as_it_is.get(first, ())):
                found = None if (id(spelt), id(payload)) in met else _as_spelt(spelt, tokens[at : at + len(spelt)])
                if found:
                    met.add((id(spelt), id(payload)))
                    yield Hit(tokens[at].start, found[0], payload, "certainly" if found[1] else "perhaps")

    def _may_hold(self, text: str) -> bool:
        """Whether a form begins with any word of `text`: told by its different words, before all their places are listed."""
        different = {word.casefold() for word in set(_WORD.findall(text))}
        stems = {stem for word in different for stem in _stems(word)}
        if not stems.isdisjoint(self._by_first) or not stems.isdisjoint(self._spelt):
            return True
        read = (one for stem in stems for one in readings(stem)) if self.respelt else ()
        return any(one in self._spelt or one in self._as_it_is for one in read)

    @staticmethod
    def _match(words: tuple[str, ...], tokens: Sequence[WordToken], at: int) -> int | None:
        """End offset of `words` if they occur at token `at`, else None. Only the last word may have a genitive s."""
        here = tokens[at : at + len(words)]
        if len(here) < len(words) or any(t.word != word for t, word in zip(here[:-1], words[:-1], strict=True)):
            return None
        if any(after[1] - before[2] > _MAX_JOINT for before, after in pairwise(here)):
            return None
        last, _, end = here[-1]
        if last == words[-1]:
            return end
        return end - 1 if words[-1] in _stems(last)[1:] else None


def _enter(
    index: _ByWords[Written, Payload], first: str, seconds: Iterable[str], entry: _Entry[Written, Payload]
) -> None:
    for second in tuple(seconds) or ("",):
        index.setdefault(first, {}).setdefault(second, []).append(entry)


def _entered(
    index: _ByWords[Written, Payload], first: str, tokens: Sequence[WordToken], at: int, *, respelt: bool
) -> Sequence[_Entry[Written, Payload]]:
    """The entries that may stand at token `at`, read as `first`, by the word after it, in order; some do not."""
    by_second = index.get(first)
    if not by_second:
        return ()
    stems: tuple[str, ...] = _stems(tokens[at + 1].word) if at + 1 < len(tokens) else ()
    seconds: Iterable[str] = {*stems, *(one for stem in stems for one in readings(stem))} if respelt else stems
    found = [entry for second in ("", *seconds) for entry in by_second.get(second, ())]
    return sorted(found, key=_number) if len(found) > 1 else found


def _number(entry: _Entry[Written, Payload]) -> int:
    return entry.number


def _as_spelt(spelt: _Alternatives, here: Sequence[WordToken]) -> tuple[int, bool] | None:
    """End offset of a form whose words have these spellings, and whether it is certain; None for the form as it is."""
    if len(here) < len(spelt) or any(after[1] - before[2] > _MAX_JOINT for before, after in pairwise(here)):
        return None
    certain, other, end = True, False, here[-1].end
    for at, (alternatives, token) in enumerate(zip(spelt, here, strict=True)):
        as_it_is = next(iter(alternatives))
        for stem in _stems(token.word) if at == len(spelt) - 1 else (token.word,):
            read = {stem: True, **readings(stem)}
            common = [(read[one] and alternatives[one], one) for one in read if one in alternatives]
            if common:
                certain &= max(common)[0]
                other |= stem != as_it_is
                end -= len(stem) < len(token.word) and at == len(spelt) - 1
                break
        else:
            return None
    return (end, certain) if other else None


def _stems(word: str) -> tuple[str, ...]:
    genitive = word.endswith("s") and len(word) > _MIN_STEM and word not in _NO_GENITIVE
    return (word, word[:-1]) if genitive else (word,)
