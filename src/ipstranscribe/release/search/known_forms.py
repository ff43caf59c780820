"""The gate's search terms: every written form in the key and the decisions, with spelling variants, and numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Self

from ipstranscribe.model import Category, Decision, Decisions, Entity, Key, Occurrence, Reach
from ipstranscribe.release.search import number_patterns
from ipstranscribe.release.search.decided import RejectedInText, decisions_in_force
from ipstranscribe.release.search.normalize import base_readings, normalized, search_views
from ipstranscribe.release.search.said_numbers import in_digits
from ipstranscribe.release.search.sighting import Sighting, around, further
from ipstranscribe.text.phrase_index import FEWEST_DIGITS, FormIndex, digits_of, words_of
from ipstranscribe.text.small_numbers import furthest_reach

_NUMBERED: frozenset[Category] = frozenset({"phone", "id"})
_SHORTEST = 2  # characters; a single letter is no name that can be searched for
_FEWEST_JOINT = 6  # letters of a name that is found with its words run together
_FEWEST_CERTAIN = 4  # letters of a spelling that counts without a capital, too: `Noé` is a name, `noe` a word

_NUMBER = re.compile(r"\d+(?:[\s().,_–/-]{1,3}\d+){0,30}")
_SCHEME = re.compile(r"^[a-z]{2,6}://(?:www\.)?")
_GROUP = re.compile(r"\d+")
_LONGEST_NUMBER = 13  # digits, with those of a country
_LETTERS_AND_DIGITS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
"""Scripts without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""


@dataclass(frozen=True)
class FormOwner:
    """The owner of a known form: its category or reason, and its entity; None for a form known from a decision only."""

    what: str
    entity: str | None
    capital: bool = False
    """Whether the form counts only with a capital letter: without its accents it may be an ordinary word."""
    interview: str | None = None
    """The one interview in which the form is replaced, None for all."""
    form: str = field(default="", repr=False)
    """The form as key or decision write it; empty for a number that only looks like one."""


_Span = tuple[int, int, FormOwner]


@dataclass(frozen=True)
class KnownForms:
    """Index of known forms, digits of known numbers, and names in scripts without spaces."""

    forms: FormIndex[FormOwner]
    numbers: frozenset[str]
    unspaced: tuple[tuple[str, FormOwner], ...] = ()

    @classmethod
    def of(cls, key: Key, decisions: Decisions) -> Self:
        """Collect every form and number of the key, and every form that a person decided to replace, applied or not.

        What was decided for one interview is looked for in what may be from it; for one place, nowhere else.
        """
        index = FormIndex[FormOwner](respelt=True)
        entities = {entity.id: entity for entity in key.entities}
        for decision in decisions_in_force(decisions):
            reach = _reach(decision, entities.get(decision.entity or ""))
            if reach != "nowhere":
                owner = FormOwner("decided on", decision.entity, reach == "capitals", decision.interview, decision.form)
                _add(index, decision.form, owner)
        numbers = set()
        unspaced: list[tuple[str, FormOwner]] = []
        for entity in key.entities:
            for form in (*entity.capital_forms, *entity.forms):
                if (reach := furthest_reach(entity.category, form)) == "nowhere":
                    continue
                named = FormOwner(entity.category, entity.id, form=form)
                _add(index, form, replace(named, capital=reach == "capitals" or form in entity.capital_forms))
                if len(form) >= _SHORTEST and UNSPACED.search(form):
                    unspaced.append((normalized(form), named))
            if entity.category in _NUMBERED:
                numbers |= set(map(digits_of, entity.forms))
        return cls(index, frozenset(numbers - {""}), tuple(unspaced))

    def occurrences(self, text: str, covered: RejectedInText) -> list[str]:
        """Occurrences in `text` that no decision covers: a category or a reason for each, unordered."""
        return [one.what for one in self.sightings(text, covered)]

    def sightings(self, text: str, covered: RejectedInText) -> list[Sighting]:
        """Occurrences in `text` that no decision covers, each with the word as it was found and the words around.

        Every normalised view of the text is searched; an occurrence found in several views counts once.
        """
        seen: list[Sighting] = []
        for base in base_readings(text):
            for view, whole in search_views(base):
                found = _outermost(self._uncovered(view, covered, numbers=whole))
                if found:
                    seen += further([_sighting(view, owners) for owners in found], seen)
            seen += further(self._said(base, covered), seen)
        return seen

    def _said(self, base: str, covered: RejectedInText) -> list[Sighting]:
        """Known numbers that are said in words; other numbers in words may be a count."""
        seen: list[Sighting] = []
        for digits in in_digits(base) if self.numbers else ():
            number = FormOwner("number", None)
            spans = [(start, end, number) for run in _NUMBER.finditer(digits) for start, end in self._known_in(run)]
            seen += [_sighting(digits, owners) for owners in _outermost(spans) if not covered.covers(digits, None)]
        return seen

    def _uncovered(self, text: str, covered: RejectedInText, *, numbers: bool) -> list[_Span]:
        """The spans of known forms in `text` that no decision covers."""
        found = [*self._forms(text), *(self._numbers(text) if numbers else ())]
        stretches = covered.stretches(text) if found else []
        return [
            (start, end, named)
            for start, end, named in found
            if covered.concerns(named.interview)
            and not covered.covers(text[start:end], named.entity)
            and not any(a <= start and end <= b for a, b in stretches)
        ]

    def _forms(self, text: str) -> Iterator[tuple[int, int, FormOwner]]:
        for hit in self.forms.find(text):
            short = hit.respelt and hit.char_end - hit.char_start < _FEWEST_CERTAIN
            capital = hit.payload.capital or hit.respelt == "perhaps" or short
            if not capital or any(map(str.isupper, text[hit.char_start : hit.char_end])):
                yield hit.char_start, hit.char_end, hit.payload
        if self.unspaced and UNSPACED.search(text):
            for form, named in self.unspaced:
                yield from ((*match.span(), named) for match in re.finditer(re.escape(form), text))

    def _numbers(self, text: str) -> Iterator[tuple[int, int, FormOwner]]:
        for start, end, what in number_patterns.find(text):
            yield start, end, FormOwner(what, None)
        for run in _NUMBER.finditer(text) if self.numbers else ():
            if run.end() - run.start() < FEWEST_DIGITS:  # most: the numbers of turns, and parts of times
                continue
            yield from ((start, end, FormOwner("number", None)) for start, end in self._known_in(run))

    def _known_in(self, run: re.Match[str]) -> Iterator[tuple[int, int]]:
        """The spans of consecutive digit groups that form a known number."""
        groups = [group.span() for group in _GROUP.finditer(run.string, *run.span())]
        for first, (start, _) in enumerate(groups):
            digits = ""
            for a, b in groups[first:]:
                digits += run.string[a:b]
                if len(digits) > _LONGEST_NUMBER:
                    break
                if len(digits) >= FEWEST_DIGITS and digits_of(digits) in self.numbers:
                    yield start, b


def _reach(decision: Decision, entity: Entity | None) -> Reach:
    """How far a form is looked for that a person decided to replace.

    Who accepts what was found says that it is right there: an age stays a number elsewhere, and a form that carries no
    further than where it was found, or with a capital only, carries no further now. Small numbers are looked for nowhere.
    """
    if decision.verdict == "reject" or isinstance(decision.scope, Occurrence):
        return "nowhere"
    furthest = furthest_reach(entity.category if entity else decision.category or "other", decision.form)
    if decision.verdict != "accept" or entity is None or furthest != "everywhere":
        return furthest
    return entity.reach(decision.form) or "everywhere"


def _outermost(found: list[_Span]) -> list[list[_Span]]:
    """The finds without those inside a longer one or overlapping an earlier one; those of the same span together."""
    kept: list[list[_Span]] = []
    reached = -1
    for (start, end), same in groupby(sorted(found, key=_by_place), key=lambda one: one[:2]):
        if start >= reached:
            kept.append(list(same))
            reached = end
    return kept


def _by_place(span: _Span) -> tuple[int, int]:
    return span[0], -span[1]


def _sighting(text: str, owners: list[_Span]) -> Sighting:
    """What was found at a span that one form or several own; the first one counts."""
    start, end, first = owners[0]
    entities = tuple(dict.fromkeys(owner.entity for _, _, owner in owners if owner.entity))
    return Sighting(first.what, entities, text[start:end], first.form, *around(text, start, end))


def _add(index: FormIndex[FormOwner], form: str, named: FormOwner) -> None:
    """Add a form to the index, also with its words run together and in respelt variants."""
    form = _SCHEME.sub("", normalized(form))
    if len(form) < _SHORTEST:
        return
    index.add(form, named)
    if len(joint := "".join(words_of(form))) >= _FEWEST_JOINT:
        index.add(joint, named)
        index.add(_LETTERS_AND_DIGITS.sub(" ", form), named)
