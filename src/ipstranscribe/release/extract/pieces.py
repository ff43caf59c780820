"""What unpacking hands over: a text and where it stands, or the reason why there is none."""

from dataclasses import dataclass
from typing import NamedTuple


class CannotLookInside(Exception):
    """A file that the gate cannot read: of an unknown type, damaged, or made to harm. Its message quotes nothing."""


@dataclass(frozen=True)
class LocatedText:
    """A text and where it stands: the file, and the part of it (`text`, `file name`, `word/comments.xml, attribute`).

    A part within a package is the member's name; within a package in a package, `inner.docx → word/document.xml`. What
    a reader sees has no more than that; behind a comma stands what else of the part the text is.
    """

    file: str
    part: str
    text: str


class ExtractedText(NamedTuple):
    """A text in one file or member. `where` is empty for what a reader sees, else it says what hides it."""

    text: str
    where: str = ""
