"""Results of text extraction: a text with its location, or the reason why there is none."""

from dataclasses import dataclass
from typing import NamedTuple


class CannotLookInside(Exception):
    """A file that the gate cannot search: of an unknown type, damaged, or malicious. Its message quotes nothing."""


@dataclass(frozen=True)
class LocatedText:
    """A text with its location: the file, and the part of it (`text`, `file name`, `word/comments.xml, attribute`).

    A part within a package is the member's name; within a package in a package, `inner.docx → word/document.xml`. For
    visible text that is all; for hidden text, what hides it follows after a comma.
    """

    file: str
    part: str
    text: str


class ExtractedText(NamedTuple):
    """A text in one file or member. `where` is empty for visible text, else it says what hides it."""

    text: str
    where: str = ""
