"""The protocol of a review: what goes out to a person, what it was made from, and what comes back as decisions.

Its users are `review/transcript` (a draft in Word), `review/identifiers` (a table) and `review/units` (a worksheet). What
comes back is read against its base, and not against what is stored by then, so that nobody undoes another's work unawares.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

ReviewedThing = Literal["transcript", "identifiers", "units"]
_Item_co = TypeVar("_Item_co", covariant=True)
_Returned_contra = TypeVar("_Returned_contra", contravariant=True)
_Outcome_co = TypeVar("_Outcome_co", covariant=True)

_CONSONANTS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
_SHORT = 6


@dataclass(frozen=True)
class Base:
    """What something was made from: which kind of value, of which interview (empty for all), and the digest of that value."""

    kind: ReviewedThing
    interview: str
    digest: str

    @property
    def code(self) -> str:
        """A short code for people, in consonants only, so that it never looks like a name or a number: `kdf-gmn`."""
        short = self.digest[:_SHORT].translate(_CONSONANTS)
        return f"{short[:3]}-{short[3:]}"


class Review(Protocol[_Item_co, _Returned_contra, _Outcome_co]):
    """A stored value in review. It asks nobody and stores nothing: files and people are met in `workflow/`."""

    @property
    def base(self) -> Base:
        """What goes out is made from this."""

    @property
    def items(self) -> Sequence[_Item_co]:
        """What a person is asked about, in order: turns, rows of a table, units."""

    def decide(self, returned: _Returned_contra) -> _Outcome_co:
        """Read what came back as decisions; raises UserError, or tells in the outcome, what cannot be taken."""
