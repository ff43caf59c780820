"""The lines of a text that came back, matched to the turns that were exported: a line a turn, with the speaker's label."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ipstranscribe.coding.interview_text import InterviewText, alike, whatever_replaced
from ipstranscribe.export.content.running_text import speaker_prefix
from ipstranscribe.export.content.segments import turn_segments

_MARKS = re.compile("\\[[^\\[\\]]*\\] \u2060?|@[^@:]*: @[^@:]*: ")
"""`[P1; Q2; working] ` (QualCoder) and `@Q2: @P1: ` (ATLAS.ti)."""
_LEAST = 0.5
"""Share of its lines of talk from which on a text is that of an interview."""
_LIKE = 0.4
"""Share of words from which on a line stands for an altered turn."""


class TurnPlace(NamedTuple):
    """What a text shows of a turn, or of a part of one: from `start` to `end`, without the label.

    `said` is what we show there, from the sign `begins` of the turn on. `same` is whether it is as it was exported, but for
    the wording of replacements.
    """

    turn: str
    start: int
    end: int
    said: str
    begins: int = 0
    same: bool = True


class TextDifference(NamedTuple):
    """Where a text is not ours: at a sign of a turn, counted from 1 in what it shows; 0 for a turn that is not there.

    `turn` is empty for a line that belongs to no turn.
    """

    turn: str
    sign: int = 0


class MatchedText(NamedTuple):
    """A text matched to an interview: the turns at their places, and where it differs."""

    turns: tuple[TurnPlace, ...]
    differences: tuple[TextDifference, ...]


class _Line(NamedTuple):
    text: str
    start: int


class _Exported(NamedTuple):
    """A line as it is exported: of which turn, what is said in it from which sign of the turn on, and the label before it."""

    turn: str
    said: str
    label: str = ""
    begins: int = 0

    @property
    def whole(self) -> str:
        """The line without blanks around it."""
        return (self.label + self.said).strip()

    @property
    def before(self) -> int:
        """Signs of the line before what is said."""
        return len(self.whole) - len(self.said.rstrip()) if self.said.strip() else len(self.whole)


def interview_of(text: str, interviews: Iterable[InterviewText]) -> InterviewText | None:
    """The interview that a text is likely to be of: most of its lines of talk stand in it, and at least half."""
    lines = {whatever_replaced(_without_mark(line).text) for line in _lines(text)}
    lines |= {whatever_replaced(line.text) for line in _lines(text)}
    best, found = _LEAST, None
    for interview in interviews:
        share = max(_stands_in(lines, own) for own in (_turns(interview), _parts(interview)))
        if share > best or (found is None and share == best):
            best, found = share, interview
        if share == 1:
            break
    return found


def _stands_in(lines: Collection[str], own: Iterable[_Exported]) -> float:
    """The share of exported lines that a text has."""
    talk = [whatever_replaced(one.whole) for one in own]
    return sum(line in lines for line in talk) / len(talk) if talk else 0


def matched(text: str, interview: InterviewText) -> MatchedText:
    """Match the lines of a text, in comparable form, to the turns of an interview.

    They are lines of turns, as in our projects and most of our texts, or of parts of turns behind marks of the program, as
    in our texts for QualCoder and ATLAS.ti. What stands above the first is our own heading, and may be of another day.
    """
    here = list(_lines(text))
    by_turns = _match(here, list(_turns(interview)))
    if by_turns.differences:
        by_parts = _match([_without_mark(line) for line in here], list(_parts(interview)))
        if not by_parts.differences:
            return by_parts
    return by_turns


def _match(here: Sequence[_Line], own: Sequence[_Exported]) -> MatchedText:
    places: list[TurnPlace] = []
    differences: list[TextDifference] = []
    theirs = [whatever_replaced(line.text) for line in here]
    equal = SequenceMatcher(None, theirs, [whatever_replaced(one.whole) for one in own], autojunk=False)
    for kind, a, b, c, d in equal.get_opcodes():
        if kind == "equal":
            for line, one in zip(here[a:b], own[c:d], strict=True):
                start, end = line.start + one.before, line.start + len(line.text)
                places.append(TurnPlace(one.turn, start, end, one.said, one.begins))
            continue
        found, told = _altered(here[a:b], own[c:d])
        places += found
        differences += [one for one in told if one.turn or c > 0]  # above the first turn: the heading
    return MatchedText(tuple(places), tuple(differences))


def _altered(lines: Sequence[_Line], own: Sequence[_Exported]) -> tuple[list[TurnPlace], list[TextDifference]]:
    """Lines that stand in the place of turns, each for the next one that is like it; the others belong to no turn."""
    places, told, at = [], [], 0
    for line in lines:
        next_one = next((n for n in range(at, len(own)) if _share(line.text, own[n].whole) >= _LIKE), None)
        if next_one is None:
            told.append(TextDifference(""))
            continue
        one = own[next_one]
        told += [TextDifference(gone.turn) for gone in own[at:next_one]]
        at = next_one + 1
        sign = next((n for n, (x, y) in enumerate(zip(line.text, one.whole, strict=False)) if x != y), None)
        sign = min(len(line.text), len(one.whole)) if sign is None else sign
        places.append(TurnPlace(one.turn, line.start, line.start + len(line.text), one.said, one.begins, same=False))
        told.append(TextDifference(one.turn, max(sign - one.before, 0) + 1))
    return places, told + [TextDifference(gone.turn) for gone in own[at:]]


def _share(one: str, other: str) -> float:
    """The share of words of the longer of two lines that the other has as well."""
    first, second = one.split(), other.split()
    return sum((Counter(first) & Counter(second)).values()) / max(len(first), len(second), 1)


def _lines(text: str) -> Iterator[_Line]:
    """The lines that hold anything, without blanks around them, and where they begin."""
    at = 0
    for line in text.split("\n"):
        kept = alike(line)
        if kept.strip():
            yield _Line(kept.strip(), at + len(kept) - len(kept.lstrip()))
        at += len(line) + 1


def _turns(interview: InterviewText) -> Iterator[_Exported]:
    """A line for every turn, with the speaker's label."""
    for turn in interview.turns:
        yield _Exported(turn.id, alike(interview.said(turn.id)), alike(speaker_prefix(turn)))


def _parts(interview: InterviewText) -> Iterator[_Exported]:
    """A line for every part of a turn that is coded by itself."""
    at: dict[str, int] = {}
    for part in turn_segments(interview.document):
        said = interview.said(part.turn.id)
        begins = max(said.find(part.text, at.get(part.turn.id, 0)), 0)
        at[part.turn.id] = begins + len(part.text)
        yield _Exported(part.turn.id, alike(part.text), begins=begins)


def _without_mark(line: _Line) -> _Line:
    """A line without what our texts for QualCoder and ATLAS.ti put before the talk."""
    mark = _MARKS.match(line.text)
    return _Line(line.text[mark.end() :], line.start + mark.end()) if mark else line
