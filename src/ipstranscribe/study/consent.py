"""Consent of participants beyond the team, from the table of participants: a ceiling for everything that is handed on.

Where several people speak in an interview the narrowest consent holds. Whoever is in no row has consented to nothing. A
study whose table has no column `consent` says nothing of it: then it is for the researchers alone to see to.
"""

from typing import get_args

from ipstranscribe.choices import ProfileName
from ipstranscribe.model import ConsentScope, Interview
from ipstranscribe.study.folder import Study

SCOPES: tuple[ConsentScope, ...] = get_args(ConsentScope)
OF_PROFILE: dict[ProfileName, ConsentScope | None] = {"internal": None, "coders": "coders", "archive": "archive"}
"""The consent that a release for these readers needs; those who hold the key are the team."""


def is_recorded(study: Study) -> bool:
    """Whether the table of participants says what each has consented to."""
    return any(one.consent is not None for one in study.participants)


def of_interview(study: Study, interview: Interview) -> tuple[ConsentScope, ...] | None:
    """What everybody who speaks in an interview has consented to; None where the table has no such column."""
    if not is_recorded(study):
        return None
    given = {one.id: set(one.consent or ()) for one in study.participants}
    shared = set(SCOPES).intersection(*(given.get(one, set()) for one in interview.participants))
    return tuple(scope for scope in SCOPES if scope in shared)


def without(study: Study, scope: ConsentScope | None) -> frozenset[str]:
    """The ids of the interviews that lack a scope of consent; none for None, and where consent is not recorded."""
    if scope is None or not is_recorded(study):
        return frozenset()
    return frozenset(one.id for one in study.interviews if scope not in (of_interview(study, one) or ()))
