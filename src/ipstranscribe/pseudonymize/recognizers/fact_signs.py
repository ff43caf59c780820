"""Patterns of identifying facts: the record. The lists are in `fact_signs_en` and `fact_signs_nb`."""

from dataclasses import dataclass

KNOWN_BY = 4
"""Letters of a word by which `words` know it."""

FACT = "fact"
"""Group of a pattern whose match tells more than the fact."""


@dataclass(frozen=True)
class Sign:
    """A pattern that begins a clause with an identifying fact; it is tried only if the casefolded text contains `hint`.

    `hint` may also be a set of `words`, which costs less. `closed`: the match is the whole fact. `headline`: text after one
    comma may be the printed headline and belongs to it. `about`: what was said just before is what it is about. A pattern
    with a group `fact` finds what the group holds, and the rest is how it is told.
    """

    hint: str | frozenset[str]
    pattern: str
    confidence: float
    closed: bool = False
    headline: bool = False
    about: bool = False


def words(*begin: str) -> frozenset[str]:
    """Hint of a sign by the words it needs one of: each by its first letters, at most `KNOWN_BY`."""
    return frozenset(one[:KNOWN_BY] for one in begin)
