"""What a row of the table of units remembers of the unit as it was exported, so that an edited table can be read back.

It tells what a coder changed from what the program changed since, and never a word that was said.
"""

import hashlib
import unicodedata
from typing import NamedTuple, Self

_NOBODY = "-"
_UNSEEN = frozenset("\u00ad\u200b\u2060\ufeff")
"""Marks of no width that come along when text is copied, as `tables` takes them out of cells."""
_SIGNS = 10
_CONSONANTS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


class RowFingerprint(NamedTuple):
    """A fingerprint of the text that was shown, the unit above in the same turn, and the question; None for none."""

    text: str
    above: str | None
    question: str | None

    @classmethod
    def read(cls, cell: str) -> Self | None:
        """What `str` wrote; None for a cell that is empty or was changed."""
        parts = cell.split(" ", 2)
        if len(parts) != 3 or len(parts[0]) != _SIGNS:
            return None
        text, above, question = parts
        return cls(text, None if above == _NOBODY else above, None if question == _NOBODY else question)

    def __str__(self) -> str:
        return f"{self.text} {self.above or _NOBODY} {self.question or _NOBODY}"


def comparable_text(text: str) -> str:
    """The text without what Excel, Word and people change unseen: white space, marks of no width, form of letters."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if is_compared(sign))


def is_compared(sign: str) -> bool:
    """Whether a sign counts when texts are compared."""
    return not sign.isspace() and sign not in _UNSEEN


def text_fingerprint(text: str) -> str:
    """A few letters that differ for texts that differ in more than white space: no vowel or digit, so never a name."""
    return hashlib.sha256(comparable_text(text).encode()).hexdigest()[:_SIGNS].translate(_CONSONANTS)
