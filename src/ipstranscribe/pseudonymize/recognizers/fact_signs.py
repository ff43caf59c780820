"""Patterns of identifying facts: the record. The lists are in `fact_signs_en` and `fact_signs_nb`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """A pattern that begins a clause with an identifying fact; it is tried only if the casefolded text contains `hint`.

    `closed`: the match is the whole fact. `headline`: text after one comma may be the printed headline and belongs to
    it.
    """

    hint: str
    pattern: str
    confidence: float
    closed: bool = False
    headline: bool = False
