"""Screening of report texts: finds names that the risk report must not show, with the gate's own search."""

from collections.abc import Callable, Iterable
from functools import cache

from ipstranscribe.model import Decisions, Entity, Key
from ipstranscribe.release.search.decided import RejectedForms
from ipstranscribe.release.search.known_forms import KnownForms


def screen(entities: Iterable[Entity], decisions: Decisions) -> Callable[[str], bool]:
    """Make a test for whether a text contains a written form of `entities` that no decision lets pass.

    The text is judged as one of several people. Numbers that look like an id or a phone number and e-mail addresses count as
    well. Answers are cached.
    """
    key = Key(study="", entities=tuple(entities))
    known, covered = KnownForms.of(key, decisions), RejectedForms.of(key, decisions).within(None)
    return cache(lambda text: bool(known.occurrences(text, covered)))
