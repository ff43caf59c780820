"""Lines of a transcript before anything is understood: cleaned text, its time marks, and what a table said of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ipstranscribe.review.transcript.readers.lines.marks import TimeMark, find_marks

_BREAK = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1d\x7f-\x9f]")
_HYPHEN = "\x1e"
"""What old word processors write for a hyphen at which no line ends; their optional hyphen is U+001F."""
_UNSEEN = re.compile(r"^[\s\ufeff\u200b-\u200f\u202a-\u202e\u2060]+")


@dataclass(frozen=True)
class LabelledLine:
    """A line, paragraph or table row and its number in the file.

    `label`, `start` and `end` are set where a table has them in columns of their own; `labelled` is then whether the table
    has a column of speakers, so that a row without one goes on with the row before. `bold` is the number of characters
    at the beginning that are bold, 0 if all or none of the text is.
    """

    text: str
    place: int
    label: str | None = None
    start: float | None = None
    end: float | None = None
    labelled: bool = False
    bold: int = 0


@dataclass(frozen=True)
class Line:
    """A line that has text: without control characters, with its time marks; `apart` is whether empty lines precede it."""

    text: str
    place: int
    marks: tuple[TimeMark, ...] = ()
    apart: bool = False
    given: LabelledLine | None = None
    bold: int = 0

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def read_lines(labelled: Iterable[LabelledLine]) -> list[Line]:
    """The lines with text, cut at soft breaks."""
    lines: list[Line] = []
    apart = True
    for one in labelled:
        for n, part in enumerate(_BREAK.split(one.text)):
            text = without_controls(part)
            lead = _UNSEEN.match(text)
            bold = max(one.bold - (lead.end() if lead else 0), 0) if n == 0 else 0
            text = text[lead.end() :].rstrip() if lead else text.rstrip()
            given = one if n == 0 and (one.labelled or one.start is not None) else None
            if text or given:
                lines.append(Line(text, one.place, find_marks(text), apart, given, bold if bold < len(text) else 0))
            apart = not text and not given
    return lines


def without_controls(text: str) -> str:
    """Text without control characters; one that stood between two words becomes a blank."""
    if text.isprintable():
        return text
    text = text.replace(_HYPHEN, "-").replace("\x1f", "")
    return _CONTROL.sub(lambda m: " " if _between_words(text, m.start(), m.end()) else "", text)


def _between_words(text: str, begin: int, stop: int) -> bool:
    return text[begin - 1 : begin].isalnum() and text[stop : stop + 1].isalnum()


def without_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[tuple[int, str]]]:
    """Lines without the running numbers that some programs print before each, and the places and texts of these numbers."""
    numbers = [_NUMBERED.match(line.text) for line in lines]
    if len(lines) < _ENOUGH or not all(numbers):
        return list(lines), []
    values = [int(found[1]) for found in numbers if found]
    if values != list(range(values[0], values[0] + len(values))):
        return list(lines), []
    bare, gone = [], []
    for line, found in zip(lines, numbers, strict=True):
        assert found is not None  # noqa: S101 - all of them are
        text = line.text[found.end() :]
        bare.append(Line(text, line.place, find_marks(text), line.apart, line.given))
        gone.append((line.place, found[1]))
    return bare, gone


_NUMBERED = re.compile(r"[\[(]?(\d{1,5})[\])]?(?:[.)\t]\s*|\s+)(?=[^\d\s:])")
_ENOUGH = 3
"""Lines from which on numbers that count on can be no chance."""
