"""The cast of an interview from the study's tables: who may be heard, and by which names a transcript may call them."""

import re
from collections.abc import Iterable, Sequence

from ipstranscribe.model import Cast, CastMember, Interview, KnownPerson, Participant
from ipstranscribe.model.cast import COMPANION, INTERPRETER, names_in

_TRANSLATES = re.compile(r"interpret|translat|tolk|oversett|omset", re.IGNORECASE)
"""Roles of the table of people that mean an interpreter, in English and Norwegian."""


def cast_of(
    interview: Interview, participants: Sequence[Participant], people: Iterable[KnownPerson], ids: Sequence[str]
) -> Cast:
    """The cast of `interview`; `ids` are those of all participants of the study."""
    own = {one.id for one in participants}
    asking = names_in(interview.interviewer)
    known = {name.casefold() for name in asking}
    near = [one for one in people if one.of in ("", *own) and one.name.casefold() not in known]
    return Cast(
        participants=tuple(CastMember(label=one.id, names=(one.name, *one.aliases)) for one in participants),
        interviewers=asking,
        others=tuple(CastMember(label=letter_of(one.role), names=(one.name, *one.aliases)) for one in near),
        strangers=tuple(one for one in ids if one not in own),
    )


def letter_of(role: str) -> str:
    """The letter by which somebody of this role in the table of people is labelled."""
    return INTERPRETER if _TRANSLATES.search(role) else COMPANION
