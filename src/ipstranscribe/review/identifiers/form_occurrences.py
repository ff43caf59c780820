"""Occurrences of the forms of the decision table: every place of each, and whether it is replaced there now, and why not.

So that whoever decides on a form sees what the decision touches: the age of four, and `two weeks on, four off`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ipstranscribe.model import Identifier, Turn
from ipstranscribe.pseudonymize.entities.decisions import Suggestion
from ipstranscribe.text.occurrences import starts, words_around
from ipstranscribe.text.phrase_index import FormIndex
from ipstranscribe.text.small_numbers import furthest_reach

WhyNot = Literal["", "rejected", "waits", "number", "small", "elsewhere"]
"""Why an occurrence stays as it was said: a person rejected it; it is asked about; a number or letter is looked for nowhere
else; an ordinary word in small letters; it was not taken for this name here."""


@dataclass(frozen=True)
class SearchedInterview:
    """The turns of an interview, and what was found in them."""

    interview: str
    turns: Sequence[Turn]
    identifiers: Sequence[Identifier]


@dataclass(frozen=True)
class FormOccurrence:
    """One place of a form, which is that of its row; `place` is what the column `scope` takes.

    `by` is what replaces it now, empty if nothing does; then `why` says why not.
    """

    form: str
    entity: str
    interview: str
    place: str
    context: str
    by: str
    why: WhyNot = ""

    @property
    def replaced(self) -> bool:
        """Whether it is replaced now."""
        return bool(self.by)


def form_occurrences(
    suggestions: Iterable[Suggestion], interviews: Iterable[SearchedInterview], wording: Mapping[str, str]
) -> list[FormOccurrence]:
    """Every occurrence of every form of the table, in the order of the rows, then of the interviews.

    `wording` is entity id → its replacement. A form that several rows have is listed once, at the row of whom it means there.
    """
    rows: dict[str, dict[str, Suggestion]] = {}
    for one in suggestions:
        rows.setdefault(one.form.casefold(), {}).setdefault(one.form, one)
    index: FormIndex[Rows] = FormIndex()
    for form, alike in rows.items():
        index.add(form, alike)
    order = {form: number for number, form in enumerate(form for alike in rows.values() for form in alike)}
    found = [one for interview in interviews for one in _in_interview(interview, index, wording)]
    return sorted(found, key=lambda one: order[one.form])


Rows = Mapping[str, Suggestion]
"""The rows of one form, by how it is written: `Dag` and `dag`."""


def _in_interview(
    searched: SearchedInterview, index: FormIndex[Rows], wording: Mapping[str, str]
) -> Iterator[FormOccurrence]:
    known: dict[str, list[Identifier]] = {}
    for one in searched.identifiers:
        known.setdefault(one.turn, []).append(one)
    for turn in searched.turns:
        begins: dict[str, dict[int, int]] = {}
        hits = {(hit.char_start, hit.char_end): hit.payload for hit in index.find(turn.text)}
        for (start, end), alike in sorted(hits.items(), key=lambda hit: hit[0]):
            row = alike.get(turn.text[start:end]) or next(iter(alike.values()))
            over = [i for i in known.get(turn.id, ()) if i.char_start < end and start < i.char_end]
            by = next((wording.get(i.entity, "") for i in over if i.masked), "")
            why: WhyNot = "" if by else _why(turn.text[start:end], row, over)
            entity = over[0].entity if over else row.entity
            written = turn.text[start:end]
            if written not in begins:
                begins[written] = {at: number for number, at in enumerate(starts(turn.text, written), 1)}
            number = begins[written].get(start)
            place = f"{turn.id} #{number}" if number else turn.id
            yield FormOccurrence(
                row.form, entity, searched.interview, place, words_around(turn.text, start, end), by, why
            )


def _why(written: str, row: Suggestion, over: Sequence[Identifier]) -> WhyNot:
    if any(one.state == "rejected" for one in over):
        return "rejected"
    if over:
        return "waits"
    if furthest_reach(row.category, row.form) == "nowhere":
        return "number"
    return "small" if written.islower() and not row.form.islower() else "elsewhere"
