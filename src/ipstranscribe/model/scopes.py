"""Scopes of entities: the participants in whose interviews the forms of an entity mean it.

A scope is the id of a participant, or the ids of several who were interviewed together with blanks between them. Ids have no
blanks. What was found in a joint interview is known in the interviews of each of them; None is known in all.
"""

from collections.abc import Sequence


def scope_of(participants: Sequence[str]) -> str:
    """The scope of an interview with these participants."""
    return " ".join(participants)


def reaches(scope: str | None, interview: str) -> bool:
    """Whether an entity of `scope` is known in an interview of the scope `interview`."""
    return scope in (None, interview) or (scope is not None and meets(scope, interview))


def meets(one: str, other: str) -> bool:
    """Whether two scopes have a participant in common."""
    if one == other or not (" " in one or " " in other):
        return one == other
    return not set(one.split()).isdisjoint(other.split())


def owners(scope: str) -> tuple[str, ...]:
    """The participants of a scope."""
    return tuple(scope.split())
