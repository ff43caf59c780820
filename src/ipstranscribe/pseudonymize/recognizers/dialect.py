"""Dialect as it is written down, read by the rules for the standard language: `ho e tri og seksti` as `hun er tre og seksti`.

Rules of ages, facts, workplaces know the small words of bokmål and nynorsk. Transcribers write what they hear.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache

from ipstranscribe.languages import record
from ipstranscribe.pseudonymize.recognizers import Found, Recognizer

_WORD = re.compile(r"(?<![\w'’@-])[^\W\d_]+(?![\w'’@-])")


class InDialect:
    """A recognizer that reads the small words of dialects as those of the standard language, and finds the same places."""

    def __init__(self, recognizer: Recognizer, language: str) -> None:
        self._recognizer = recognizer
        self._language = language
        self.name = recognizer.name

    def find(self, text: str) -> Iterable[Found]:
        """What the recognizer finds in the text as it would be written in the standard language, at its places here."""
        read, changes = _reading(text, self._language)
        for found in self._recognizer.find(read):
            start, end = _place(found.char_start, changes), _place(found.char_end, changes, end=True)
            yield replace(found, char_start=start, char_end=end)


_Change = tuple[int, int, str]
"""Start and end of a word in the text, and the standard word for it."""


@lru_cache(maxsize=1)
def _reading(text: str, language: str) -> tuple[str, tuple[_Change, ...]]:
    """The text in the standard language, and what is changed in it. Kept for the last text: every recognizer asks for it."""
    changes = tuple(_changes(text, language))
    parts, at = [], 0
    for start, end, standard in changes:
        parts += [text[at:start], standard]
        at = end
    return "".join([*parts, text[at:]]), changes


def _changes(text: str, language: str) -> Iterator[_Change]:
    always, sometimes = _standard(language)
    words = [(match, match.group().casefold()) for match in _WORD.finditer(text)]
    in_dialect = any(word in always for _, word in words)
    for match, word in words:
        standard = always.get(word) or (sometimes.get(word) if in_dialect else None)
        if standard and (len(word) > 1 or match.group().islower() or word == "æ"):  # a capital alone is a letter
            yield (*match.span(), standard.capitalize() if match.group()[0].isupper() else standard)


def _place(at: int, changes: Iterable[_Change], *, end: bool = False) -> int:
    """Where in the text the place `at` of the standard reading is; within a changed word its start, or its end."""
    longer = 0
    for first, last, standard in changes:
        begins = first + longer
        if at <= begins:
            break
        longer += len(standard) - (last - first)
        if at < begins + len(standard):
            return last if end else first
    return at - longer


@cache
def _standard(language: str) -> tuple[dict[str, str], dict[str, str]]:
    """Form → standard word: those that are of a dialect, and those that are so beside one of these."""
    said = record(language)
    always, sometimes = (
        {form: word for word, forms in table.items() for form in forms} for table in (said.dialect, said.sometimes)
    )
    return always, sometimes
