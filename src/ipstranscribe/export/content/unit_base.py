"""Row fingerprints of the units table: the state of a unit at export, so that an edited table can be read back.

A fingerprint separates changes by the coder from later changes by the program, and never contains a word that was said.
"""

import hashlib
import unicodedata
from typing import NamedTuple, Self

_NOBODY = "-"
_UNSEEN = frozenset("\u00ad\u200b\u2060\ufeff")
"""Zero-width characters that come along with copied text, as `tables` removes them from cells."""
_SIGNS = 10
_CONSONANTS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


class RowFingerprint(NamedTuple):
    """Row fingerprint: hash of the shown text, id of the unit above in the same turn, and the question; None for none."""

    text: str
    above: str | None
    question: str | None

    @classmethod
    def read(cls, cell: str) -> Self | None:
        """Parse what `str` wrote; None for a cell that is empty or was changed."""
        parts = cell.split(" ", 2)
        if len(parts) != 3 or len(parts[0]) != _SIGNS:
            return None
        text, above, question = parts
        return cls(text, None if above == _NOBODY else above, None if question == _NOBODY else question)

    def __str__(self) -> str:
        return f"{self.text} {self.above or _NOBODY} {self.question or _NOBODY}"


def comparable_text(text: str) -> str:
    """Normalise text for comparison: without white space and zero-width characters, in Unicode form NFC.

    Excel, Word and people change these without noticing.
    """
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if is_compared(sign))


def is_compared(sign: str) -> bool:
    """Whether a character counts when texts are compared."""
    return not sign.isspace() and sign not in _UNSEEN


def text_fingerprint(text: str) -> str:
    """A short hash of the normalised text, in consonants only, so that it never looks like a name or a number."""
    return hashlib.sha256(comparable_text(text).encode()).hexdigest()[:_SIGNS].translate(_CONSONANTS)
