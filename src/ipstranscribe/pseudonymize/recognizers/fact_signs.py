"""What a sign of a rare fact is. Their lists: `fact_signs_en`, `fact_signs_nb`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sign:
    """`pattern` opens the clause; it is tried only where `hint` is found in the casefolded text.

    `closed`: the sign is the whole fact. `headline`: what follows one comma may be the words that were printed.
    """

    hint: str
    pattern: str
    confidence: float
    closed: bool = False
    headline: bool = False
