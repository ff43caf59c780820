"""Unclassified lines of an interview guide: what every reader (text, Markdown, Word) hands to the classifier."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from ipstranscribe.errors import ExitCode, UserError

LineKind = Literal["title", "heading", "ordered", "bullet", "text"]
LineRole = Literal["", "question", "follow-up", "heading", "branch", "number", "note"]


@dataclass(frozen=True)
class GuideLine:
    """A line of the guide: a paragraph, heading, list item or paragraph of a table cell.

    `level` is that of a heading (1 is the highest; 9 is a line in bold that only looks like one). `indent` is its
    indentation, comparable within one source only. `cell` is the row and column of a table, rows counted over all tables;
    `columns` is how many the row has. `role` and `branch` follow from its column, see `tables`.
    """

    text: str
    kind: LineKind = "text"
    level: int = 0
    indent: int = 0
    cell: tuple[int, int] | None = None
    columns: int = 0
    role: LineRole = ""
    branch: str = ""


@dataclass(frozen=True)
class GuideSource:
    """The lines of a source file, in order, and the kind of file it is."""

    lines: tuple[GuideLine, ...]
    form: str


NUMBER = re.compile(
    r"(?:(?:q|spm|spørsmål|question)\s?)?(\d{1,2}(?:\.\d{1,2}){0,3})(?:[.):]+\s*|\s+(?=\w))", re.IGNORECASE
)
LETTER = re.compile(r"(?:\(?([a-z]|[ivx]{1,4})[.)]|(\d{1,2})([a-z])[.):]?)\s+", re.IGNORECASE)
BULLET = re.compile(r"[-–—*•·▪◦‣○●➢→o]\s+|[•·▪◦‣○●➢→]|[□☐]\s*")

STEP = 2
"""Indentation of one level in plain text, in columns."""


def without_marker(line: GuideLine) -> GuideLine:
    """Remove a typed list marker (number, letter or dash) from the line's text and set its `kind` accordingly."""
    if line.kind in ("title", "heading"):
        found = NUMBER.match(line.text)
        return replace(line, text=line.text[found.end() :]) if found and line.text[found.end() :].strip() else line
    if line.kind != "text":
        return line
    if found := LETTER.match(line.text):
        return replace(line, kind="ordered", text=line.text[found.end() :], indent=line.indent + STEP)
    if found := NUMBER.match(line.text):
        deeper = STEP * found.group(1).count(".")
        return replace(line, kind="ordered", text=line.text[found.end() :], indent=line.indent + deeper)
    if found := BULLET.match(line.text):
        return replace(line, kind="bullet", text=line.text[found.end() :])
    return line


def not_a_guide(what: str, why: str) -> UserError:
    """The error for a file that cannot be read as a guide."""
    return UserError(
        f"The file is no {what} that can be read: {why}.",
        "Save it again as .docx, .md or .txt, and import that.",
        ExitCode.BAD_INPUT,
    )
