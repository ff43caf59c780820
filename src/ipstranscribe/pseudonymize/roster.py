"""Whom and what the researcher already knows: the three tables as entities with their written forms."""

from collections.abc import Iterable
from dataclasses import dataclass

from ipstranscribe.model import Category, Interview, KnownPerson, Participant
from ipstranscribe.pseudonymize import labels


@dataclass(frozen=True)
class Known:
    """An entity of the tables. `scope` is the participant it belongs to, None for one known to everybody.

    `role` words the replacement; for participants the replacement is their id.
    """

    category: Category
    forms: tuple[str, ...]
    scope: str | None
    role: str = ""
    participant: str = ""


@dataclass(frozen=True)
class Roster:
    """Everything the three tables say about people, employers and places."""

    known: tuple[Known, ...]

    @classmethod
    def of(
        cls, interviews: tuple[Interview, ...], participants: tuple[Participant, ...], people: tuple[KnownPerson, ...]
    ) -> "Roster":
        """Participants first, then what their attributes name, then the others, then interviewers and places of the talks."""
        known = [Known("person", (p.name, *p.aliases), p.id, participant=p.id) for p in participants]
        for participant in participants:
            known += _attributes(participant)
        known += [
            Known(labels.category_of_role(p.role), (p.name, *p.aliases), p.of or None, role=p.role) for p in people
        ]
        known += [
            Known("person", (name,), None, role="interviewer") for name in _ordered(i.interviewer for i in interviews)
        ]
        known += [Known("place", (name,), None) for name in _ordered(i.place for i in interviews)]
        return cls(tuple(_without_repeats(known)))


def _attributes(participant: Participant) -> list[Known]:
    found = []
    for column, value in participant.attributes.items():
        category = labels.ATTRIBUTE_CATEGORIES.get(column)
        if category:
            role = "employer" if column in ("employer", "workplace") else ""
            found.append(Known(category, tuple(part.strip() for part in value.split(";")), None, role=role))
    return found


def _ordered(names: Iterable[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name]


def _without_repeats(known: list[Known]) -> list[Known]:
    """One entity per name: a town that two participants share, an interviewer who is in people.csv as well."""
    seen: dict[tuple[Category, str], int] = {}
    kept: list[Known] = []
    for one in known:
        spot = next(
            (seen[(one.category, form.casefold())] for form in one.forms if (one.category, form.casefold()) in seen),
            None,
        )
        if spot is None or one.participant or kept[spot].participant:
            spot = len(kept)
            kept.append(one)
        else:
            old = kept[spot]
            forms = tuple(dict.fromkeys((*old.forms, *one.forms)))
            kept[spot] = Known(old.category, forms, old.scope if old.scope == one.scope else None, old.role or one.role)
        for form in one.forms:
            seen.setdefault((one.category, form.casefold()), spot)
    return kept
