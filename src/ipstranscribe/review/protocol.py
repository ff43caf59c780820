"""The base of what goes out for review: the stored value that a draft, a table or a worksheet was made from.

What comes back is read against its base, and not against what is stored by then, so that it undoes nobody else's work.
"""

from dataclasses import dataclass
from typing import Literal

ReviewedThing = Literal["transcript", "identifiers", "units"]

_CONSONANTS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
_SHORT = 6


@dataclass(frozen=True)
class Base:
    """What something was made from: which kind of value, of which interview, and the digest of that value."""

    kind: ReviewedThing
    interview: str
    digest: str

    @property
    def code(self) -> str:
        """A short code for people, in consonants only, so that it never looks like a name or a number: `kdf-gmn`."""
        short = self.digest[:_SHORT].translate(_CONSONANTS)
        return f"{short[:3]}-{short[3:]}"
