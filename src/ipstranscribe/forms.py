"""Finding known written forms in a text, whatever their case, hyphenation or genitive, in time linear in the text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

Payload = TypeVar("Payload")

_WORD = re.compile(r"[^\W_]+")  # an underscore separates: names hide in file names
_MAX_JOINT = 3  # characters between the words of one name: `Liv-Torunn`, `Anna  Berg`, `anna. berg`
_MIN_STEM = 3  # a genitive s is taken off words longer than this


def words_of(form: str) -> tuple[str, ...]:
    """The casefolded words of a form."""
    return tuple(match.group().casefold() for match in _WORD.finditer(form))


@dataclass(frozen=True)
class Hit(Generic[Payload]):
    """A known form in a text; the genitive ending, if any, lies outside the span."""

    char_start: int
    char_end: int
    payload: Payload


@dataclass
class FormIndex(Generic[Payload]):
    """Known forms by their first word."""

    _by_first: dict[str, list[tuple[tuple[str, ...], Payload]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, form: str, payload: Payload) -> None:
        """Make `form` known. Forms without a word are ignored."""
        words = words_of(form)
        if words:
            self._by_first[words[0]].append((words, payload))

    def find(self, text: str) -> Iterator[Hit[Payload]]:
        """Every occurrence of every known form in `text`, overlapping ones included."""
        tokens = [(match.group().casefold(), *match.span()) for match in _WORD.finditer(text)]
        for at, (word, start, _) in enumerate(tokens):
            for stem in _stems(word):
                for words, payload in self._by_first.get(stem, ()):
                    end = self._match(words, tokens, at)
                    if end:
                        yield Hit(start, end, payload)

    @staticmethod
    def _match(words: tuple[str, ...], tokens: list[tuple[str, int, int]], at: int) -> int | None:
        """Where `words` end if they stand at token `at`. Only the last word may carry a genitive s."""
        here = tokens[at : at + len(words)]
        if len(here) < len(words) or [t[0] for t in here[:-1]] != list(words[:-1]):
            return None
        if any(after[1] - before[2] > _MAX_JOINT for before, after in pairwise(here)):
            return None
        last, _, end = here[-1]
        if last == words[-1]:
            return end
        return end - 1 if last == words[-1] + "s" and len(words[-1]) >= _MIN_STEM else None


def _stems(word: str) -> tuple[str, ...]:
    return (word, word[:-1]) if word.endswith("s") and len(word) > _MIN_STEM else (word,)
