"""Which words the risk report must not show, by the gate's own search."""

from collections.abc import Callable, Iterable
from functools import cache

from ipstranscribe.model import Decisions, Entity, Key
from ipstranscribe.release.search.decided import RejectedForms
from ipstranscribe.release.search.known_forms import KnownForms


def screen(entities: Iterable[Entity], decisions: Decisions) -> Callable[[str], bool]:
    """Says of a text whether it shows a written form of `entities` that no decision lets stand in a text of several people.

    Numbers that look like an id or a phone number and e-mail addresses count as well. Answers are remembered.
    """
    key = Key(study="", entities=tuple(entities))
    known, covered = KnownForms.of(key, decisions), RejectedForms.of(key, decisions).within(None)
    return cache(lambda text: bool(known.occurrences(text, covered)))
