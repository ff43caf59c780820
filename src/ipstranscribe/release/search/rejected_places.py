"""Rejected places: a form that is no identifier at one place passes in the texts of the turn that show it, and nowhere else.

A file shows a place if it holds the text of its turn, or of a unit in it, as the documents of the interview show it: as a
whole line or cell (its id may stand before it), or, if it is long, as a stretch; a subtitle shows part of one. A text that
elsewhere shows the form undecided tells no place, nor does the form alone. What cannot be told stays a finding.
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from ipstranscribe.text.occurrences import starts

CLEARED = "[-----]"
"""Stands where a rejected form stood: no name, and too long for the words beside it to be read as one name."""
_LONG = 40  # characters of a text that need not fill a line or cell
_FEWEST = 3  # other words in a part of a text
_OPENS, _CLOSES = frozenset("\n\r\t\"|>,;'"), frozenset("\n\r\t\"|<,;'\\")
_WORD = re.compile(r"[^\W_]+")

TurnKey = tuple[str, str]
"""Interview and turn id."""


class ShownText(NamedTuple):
    """A text that documents show of a turn or of a unit in it; an id that they show has no `turn`."""

    interview: str
    turn: str
    text: str


@dataclass(frozen=True)
class RejectedPlaces:
    """Interview → shown text → the forms that pass in it; form → the texts that show it undecided; ids of turns and units."""

    passing: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    undecided: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ids: tuple[str, ...] = ()

    @classmethod
    def of(cls, shown: Iterable[ShownText], rejected: Mapping[TurnKey, frozenset[str]]) -> Self:
        """Collect the texts of the turns that show a form at rejected places only (`rejected`)."""
        forms = frozenset(form for of_it in rejected.values() for form in of_it)
        passing: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        undecided: dict[str, set[str]] = defaultdict(set)
        ids: dict[str, None] = {}
        for one in shown if forms else ():
            if not one.turn:
                ids[one.text] = None
            for form in forms:
                if form in one.text and starts(one.text, form):
                    if form in rejected.get((one.interview, one.turn), ()):
                        if _others(one.text, form):
                            passing[one.interview][one.text].add(form)
                    else:
                        undecided[form].add(one.text)
        told = {form: frozenset(texts) for form, texts in undecided.items()}
        safe = {
            interview: {
                text: frozenset(f for f in of_it if _tells(text, told.get(f, ()))) for text, of_it in of.items()
            }
            for interview, of in passing.items()
        }
        return cls(safe, told, tuple(ids))

    def cleared(self, text: str, interview: str | None) -> str:
        """`text` without the rejected forms at their places; `interview` is that of the file, None if it is not known."""
        known = [self.passing.get(interview, {})] if interview else self.passing.values()
        shown = sorted(((t, f) for of_it in known for t, f in of_it.items() if f), key=lambda one: -len(one[0]))
        here = [(t, f) for t, f in shown if any(form in text for form in f)]
        for whole, forms in here:
            for written in dict.fromkeys(spellings(whole)):
                text = self._without(text, written, forms)
        return "".join(self._part(line, here) for line in text.splitlines(keepends=True)) if here else text

    def _without(self, text: str, shown: str, forms: Iterable[str]) -> str:
        cleared = _blanked(shown, forms)
        for at in reversed(list(places_of(shown, text))):
            end = at + len(shown)
            if len(shown) >= _LONG or (self._opens(text[:at]) and (end == len(text) or text[end] in _CLOSES)):
                text = text[:at] + cleared + text[end:]
        return text

    def _opens(self, before: str) -> bool:
        """Whether a line or cell begins after this, an id in it left aside."""
        return not before or before[-1] in _OPENS or before.rstrip().endswith(self.ids)

    def _part(self, line: str, shown: Iterable[tuple[str, frozenset[str]]]) -> str:
        """A line without the forms that pass in a text of which it is a part: a text broken over lines."""
        bare = line.strip()
        for whole, forms in shown:
            for form in forms:
                if (
                    _others(bare, form) >= _FEWEST
                    and form in bare
                    and _is_part(bare, whole)
                    and _tells(bare, self.undecided.get(form, ()))
                ):
                    line = _blanked(line, (form,))
        return line


def _others(text: str, form: str) -> int:
    """The number of words of a text beside one occurrence of the form."""
    return len(_WORD.findall(text)) - len(_WORD.findall(form))


def _tells(text: str, others: Iterable[str]) -> bool:
    """Whether no text that shows the form undecided holds this one."""
    return not any(text in other for other in others)


def _is_part(part: str, whole: str) -> bool:
    return any(is_bounded(whole, at, at + len(part)) for at in places_of(part, whole))


def spellings(text: str) -> Iterator[str]:
    """A text as formats write it: as it is, in csv, JSON and HTML."""
    yield text
    yield text.replace('"', '""')
    yield json.dumps(text)[1:-1]
    yield json.dumps(text, ensure_ascii=False)[1:-1]
    yield html.escape(text)
    yield html.escape(text, quote=False)


def places_of(part: str, text: str) -> Iterator[int]:
    """Where a text holds `part`, without overlaps."""
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + len(part))


def is_bounded(text: str, start: int, end: int) -> bool:
    """Whether no letter or digit goes on beyond a stretch."""
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _blanked(text: str, forms: Iterable[str]) -> str:
    for form in sorted(forms, key=len, reverse=True):
        for at in reversed(starts(text, form)):
            text = text[:at] + CLEARED + text[at + len(form) :]
    return text
