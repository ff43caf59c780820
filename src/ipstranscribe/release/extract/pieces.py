"""Results of text extraction: a text with its location, or the reason why there is none."""

from dataclasses import dataclass
from typing import NamedTuple


class CannotLookInside(Exception):
    """A file that the gate cannot search: of an unknown type, damaged, or malicious. Its message quotes nothing."""


WHOLE = "whole"
"""The spot of a whole file of plain text, whose lines have spots of their own (`line 3`)."""


class ExactPlace(NamedTuple):
    """The exact place of a text, by which our own words are told from the study's: nothing of it is shown to people.

    `kind` is the suffix of the file, or of the innermost package around the part; `part` the part in it. `spots` are the
    places in that part where the text stands: the path of its element with what tells it from others (styles, column and
    first rows of a table), or a line. Empty for a text whose place nobody keeps account of.
    """

    kind: str
    part: str
    spots: frozenset[str] = frozenset()


NOWHERE = ExactPlace("", "")


@dataclass(frozen=True)
class LocatedText:
    """A text with its location: the file, and the part of it (`text`, `file name`, `word/comments.xml, attribute`).

    A part within a package is the member's name; within a package in a package, `inner.docx → word/document.xml`. For
    visible text that is all; for hidden text, what hides it follows after a comma.
    """

    file: str
    part: str
    text: str
    place: ExactPlace = NOWHERE


class ExtractedText(NamedTuple):
    """A text in one file or member. `where` is empty for visible text, else it says what hides it."""

    text: str
    where: str = ""
    spots: frozenset[str] = frozenset()
    """See `ExactPlace`."""
