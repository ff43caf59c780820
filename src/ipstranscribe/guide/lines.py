"""Unclassified lines of an interview guide: what every reader (text, Markdown, Word) hands to the classifier."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

LineKind = Literal["title", "heading", "ordered", "bullet", "text"]
LineRole = Literal["", "question", "follow-up", "heading", "branch", "number", "note"]
LineMarker = Literal["", "number", "label", "letter", "capital"]
"""What stood before an ordered item: `1.` or `Q1`; `Main question:`; `a)` or `ii.`; `A.` or `IV.`."""


@dataclass(frozen=True)
class GuideLine:
    """A line of the guide: a paragraph, heading, list item or paragraph of a table cell.

    `level` is that of a heading (1 is the highest; 9 is a line in bold that only looks like one). `indent` is its
    indentation, comparable within one source only. `cell` is the row and column of a table, rows counted over all tables;
    `columns` is how many the row has. `role` and `branches` follow from its column, see `tables`. `marker` is that of a
    typed list item; `label` is its number, or what stood alone on the line before. Lines of one `block` are one
    paragraph of a word processor, with line breaks in it; 0 where the source has none.
    """

    text: str
    kind: LineKind = "text"
    level: int = 0
    indent: int = 0
    cell: tuple[int, int] | None = None
    columns: int = 0
    role: LineRole = ""
    branches: tuple[str, ...] = ()
    marker: LineMarker = ""
    label: str = ""
    block: int = 0


@dataclass(frozen=True)
class GuideSource:
    """The lines of a source file, in order, and the kind of file it is. `left_out` counts characters that are no text."""

    lines: tuple[GuideLine, ...]
    form: str
    left_out: int = 0


_WORD = r"(?:q|spm|spørsmål|question|questions?\s+no|nr|no)"
_MAIN = (
    r"(?:(?:core|main|key|central|primary|opening|closing|guiding|lead|overarching|interview|grand tour|"
    r"transition)\s+question"
    r"|(?:hoved|nøkkel|åpnings|innlednings|avslutnings|kjerne|overgangs|intervju)spørsmål)"
)
_UNIT = (
    r"(?:min|mins|minutes?|minutter|hours?|timer?|years?|år|months?|måneder|days?|dager|questions?|of|to|or|and|til|"
    r"av|eller|og)"
)
_DIGITS = r"\d{1,2}(?:\.\d{1,2}){0,3}"
NUMBER = re.compile(
    rf"(?:(?:{_WORD}\.?|{_MAIN})\s?)?({_DIGITS})(?:[.):]+\s*|\s+(?:[–—-]\s+)?(?=\w)(?!{_UNIT}\b)|"
    rf"(?<=\d\.\d)(?=[A-ZÆØÅ][a-zæøå]))"
    rf"|(?:{_WORD}\.?|{_MAIN})\s?(?P<bare>{_DIGITS})\s*(?=[(\[])"
    rf"|{_MAIN}\s*[:–—]\s*(?=\S)|(?:question|spørsmål)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?:(?:{_WORD}\.?|{_MAIN})\s?#?\s?{_DIGITS}\s*[.:)]*|{_DIGITS}[.)]|{_MAIN}\s*:?)$", re.IGNORECASE)
"""A number or a label that is alone on its line: the question stands on the next."""
_BARE_LABEL = re.compile(r"(?:question|spørsmål)\s*:?$", re.IGNORECASE)
"""A label of the next line if it comes again and again; once, it is a heading."""
_LETTER = re.compile(r"(?:\(?([a-z]|[ivx]{1,4})[.)]|(\d{1,2})([a-z])[.):]?)\s+")
_CAPITAL = re.compile(r"\(?([A-Z]|[IVX]{1,4})[.)]\s+")
_BULLET = re.compile(r"[-–—*•·▪◦‣○●➢→o]\s+|[•·▪◦‣○●➢→]|[-–—](?=[^\W\d_])|[□☐]\s*")
_TICK_BOX = re.compile(r"\[[ xX]?\]\s+")

STEP = 2
"""Indentation of one level in plain text, in columns."""


def without_markers(lines: Iterable[GuideLine]) -> tuple[GuideLine, ...]:
    """The lines without typed list markers; a number or a label alone on its line becomes the marker of the next line."""
    given = [line for line in lines if line.text]
    labels = Counter(bool(_BARE_LABEL.match(line.text)) for line in given)[True]
    return tuple(_joined([without_marker(line) for line in given], repeated=labels > 1))


def _joined(lines: list[GuideLine], *, repeated: bool) -> Iterator[GuideLine]:
    waiting: GuideLine | None = None
    for line in lines:
        if waiting and waiting.cell == line.cell and line.kind in ("text", "heading") and not _is_alone(line, repeated):
            yield replace(line, kind="ordered", indent=waiting.indent, marker="label", level=0, label=waiting.text)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = line if _is_alone(line, repeated) else None
        if not waiting:
            yield line
    if waiting:
        yield waiting


def _is_alone(line: GuideLine, repeated: bool) -> bool:
    if line.kind in ("title", "bullet", "ordered"):
        return False
    return bool(_ALONE.match(line.text) or (repeated and _BARE_LABEL.match(line.text)))


def without_marker(line: GuideLine) -> GuideLine:
    """Remove a typed list marker (number, letter or dash) from the line's text and set its `kind` accordingly.

    A line that is nothing but a marker keeps it as its text.
    """
    if _ALONE.match(line.text):
        return line
    if line.kind in ("title", "heading"):
        found = NUMBER.match(line.text)
        return replace(line, text=line.text[found.end() :]) if found and line.text[found.end() :].strip() else line
    return _ticked(_as_item(line) if line.kind == "text" else line)


def _as_item(line: GuideLine) -> GuideLine:
    if found := _LETTER.match(line.text):
        return _item(line, found, "letter", STEP)
    if found := _CAPITAL.match(line.text):
        return _item(line, found, "capital")
    if found := NUMBER.match(line.text):
        number = found.group(1) or found["bare"] or ""
        return _item(line, found, "number" if number else "label", STEP * number.count("."))
    found = _BULLET.match(line.text)
    rest = line.text[found.end() :].strip() if found else ""
    return replace(line, kind="bullet", text=rest) if rest else line


def _item(line: GuideLine, found: re.Match[str], marker: LineMarker, deeper: int = 0) -> GuideLine:
    rest = line.text[found.end() :].strip()
    if not rest:
        return line
    number = found.group(1) or ""
    return replace(line, kind="ordered", text=rest, indent=line.indent + deeper, marker=marker, label=number)


def _ticked(line: GuideLine) -> GuideLine:
    """A box to be ticked off belongs to a list of the interviewer's own."""
    boxed = line.kind in ("text", "bullet") and _TICK_BOX.match(line.text)
    return replace(line, role="note") if boxed else line
