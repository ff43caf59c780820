"""Roster of entities known in advance: people, employers and places in the study's three tables, with their forms."""

from collections.abc import Iterable
from dataclasses import dataclass

from ipstranscribe.model import Category, Interview, KnownPerson, Participant
from ipstranscribe.model.cast import names_in
from ipstranscribe.model.scopes import reaches
from ipstranscribe.pseudonymize.redaction import labels


@dataclass(frozen=True)
class RosterEntity:
    """An entity of the tables. `scope` is the participant it belongs to, None for one known to all interviews.

    `role` is the wording of the replacement; for participants the replacement is their id.
    """

    category: Category
    forms: tuple[str, ...]
    scope: str | None
    role: str = ""
    participant: str = ""


@dataclass(frozen=True)
class Roster:
    """All entities that the three tables list."""

    known: tuple[RosterEntity, ...]

    @classmethod
    def of(
        cls, interviews: tuple[Interview, ...], participants: tuple[Participant, ...], people: tuple[KnownPerson, ...]
    ) -> "Roster":
        """Build the roster: participants, then their attributes, then other people, interviewers and places of interviews."""
        known = [
            RosterEntity("person", (p.name, *p.aliases, *_further_names(p)), p.id, participant=p.id)
            for p in participants
        ]
        for participant in participants:
            known += _attributes(participant)
        known += [
            RosterEntity(labels.category_of_role(p.role), (p.name, *p.aliases), p.of or None, role=p.role)
            for p in people
        ]
        known += [
            RosterEntity("person", (name,), None, role="interviewer")
            for name in _ordered(name for i in interviews for name in _interviewers(i.interviewer))
        ]
        known += [RosterEntity("place", (name,), None) for name in _ordered(i.place for i in interviews)]
        return cls(tuple(_without_repeats(known)))

    def people_of(self, scope: str) -> list[str]:
        """The names of the people whom the interview of `scope` may speak of."""
        people = (one for one in self.known if one.category == "person" and reaches(one.scope, scope))
        return [form for one in people for form in one.forms]

    def digested(self) -> str:
        """The roster as text for a fingerprint.

        The words are those of the first version, whatever the types are called now: a study that was finished then is
        up to date still.
        """
        rows = [
            f"Known(category={one.category!r}, forms={one.forms!r}, scope={one.scope!r}, role={one.role!r}, "
            f"participant={one.participant!r})"
            for one in self.known
        ]
        return f"Roster(known=({', '.join(rows)}{',' if len(rows) == 1 else ''}))"


def _further_names(participant: Participant) -> list[str]:
    """Values of columns such as `surname` and `nickname`."""
    return [v for column, v in participant.attributes.items() if labels.ATTRIBUTE_CATEGORIES.get(column) == "person"]


def searched_columns(participants: tuple[Participant, ...]) -> list[str]:
    """Columns of the participants table, beside names, whose values are searched for everywhere: `town`, `employer`."""
    columns = dict.fromkeys(column for p in participants for column in p.attributes)
    return [column for column in columns if column in labels.ATTRIBUTE_CATEGORIES]


def unsearched_columns(participants: tuple[Participant, ...]) -> list[str]:
    """Columns of the participants table that count as descriptions; their words are not searched for."""
    columns = dict.fromkeys(column for p in participants for column in p.attributes)
    return [column for column in columns if column not in labels.ATTRIBUTE_CATEGORIES]


def _attributes(participant: Participant) -> list[RosterEntity]:
    found = []
    for column, value in participant.attributes.items():
        category = labels.ATTRIBUTE_CATEGORIES.get(column)
        if category and category != "person":
            role = "employer" if column in ("employer", "workplace") else ""
            found.append(
                RosterEntity(
                    category, tuple(part.strip() for part in value.split(";") if part.strip()), None, role=role
                )
            )
    return found


def _interviewers(cell: str) -> tuple[str, ...]:
    """The names of who asked, each by itself if there are several; one stays as it is written."""
    names = names_in(cell)
    return names if len(names) > 1 else (cell,)


def _ordered(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


def _without_repeats(known: list[RosterEntity]) -> list[RosterEntity]:
    """Merge rows of one entity: a town that two participants share, an interviewer who is in people.csv as well.

    Rows are merged by full name only, never by an alias that two people share.
    """
    kept: list[RosterEntity] = []
    for one in (k for k in known if k.forms):
        spot = next((n for n, old in enumerate(kept) if _same(old, one)), None)
        if spot is None:
            kept.append(one)
        else:
            old = kept[spot]
            forms = tuple(dict.fromkeys((*old.forms, *one.forms)))
            scope = old.scope if old.scope == one.scope else None
            kept[spot] = RosterEntity(
                old.category, forms, scope, old.role or one.role, old.participant or one.participant
            )
    return kept


def _same(one: RosterEntity, other: RosterEntity) -> bool:
    """Whether two rows mean the same entity: equal full names, and for a person of one word the same scope as well."""
    equal = one.category == other.category and one.forms[0].casefold() == other.forms[0].casefold()
    apart = bool(one.participant and other.participant)
    return equal and not apart and (one.category != "person" or one.scope == other.scope or " " in one.forms[0])
