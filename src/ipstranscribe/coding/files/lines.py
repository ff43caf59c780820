"""The lines of a text that came back, matched to the turns that were exported: a line a turn, with the speaker's label."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from ipstranscribe.coding.interview_text import InterviewText, alike, whatever_replaced
from ipstranscribe.export.content.running_text import speaker_prefix

_LIKE = 0.4
"""Share of words from which on a line stands for an altered turn."""


class TurnPlace(NamedTuple):
    """What a text shows of a turn: from `start` to `end`, without the label.

    `same` is whether it is as it was exported, but for the wording of replacements.
    """

    turn: str
    start: int
    end: int
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


def is_of(text: str, interview: InterviewText) -> bool:
    """Whether a text is likely to be that of an interview: at least half of the turns stand in it."""
    lines = {whatever_replaced(line.text) for line in _lines(text)}
    own = [whatever_replaced(line) for _, line, _ in _exported(interview)]
    return bool(own) and 2 * sum(line in lines for line in own) >= len(own)


def matched(text: str, interview: InterviewText) -> MatchedText:
    """Match the lines of a text, in comparable form, to the turns of an interview.

    What stands above the first turn is our own heading, and may be that of another version.
    """
    here, own = list(_lines(text)), list(_exported(interview))
    places: list[TurnPlace] = []
    differences: list[TextDifference] = []
    theirs = [whatever_replaced(line.text) for line in here]
    equal = SequenceMatcher(None, theirs, [whatever_replaced(line) for _, line, _ in own], autojunk=False)
    for kind, a, b, c, d in equal.get_opcodes():
        if kind == "equal":
            for line, (turn, _, prefix) in zip(here[a:b], own[c:d], strict=True):
                places.append(TurnPlace(turn, line.start + prefix, line.start + len(line.text)))
            continue
        found, told = _altered(here[a:b], own[c:d])
        places += found
        differences += [one for one in told if one.turn or c > 0]  # above the first turn: the heading
    return MatchedText(tuple(places), tuple(differences))


def _altered(
    lines: Sequence[_Line], own: Sequence[tuple[str, str, int]]
) -> tuple[list[TurnPlace], list[TextDifference]]:
    """Lines that stand in the place of turns, each for the next one that is like it; the others belong to no turn."""
    places, told, at = [], [], 0
    for line in lines:
        next_one = next((n for n in range(at, len(own)) if _share(line.text, own[n][1]) >= _LIKE), None)
        if next_one is None:
            told.append(TextDifference(""))
            continue
        turn, whole, prefix = own[next_one]
        told += [TextDifference(gone) for gone, *_ in own[at:next_one]]
        at = next_one + 1
        sign = next((n for n, (x, y) in enumerate(zip(line.text, whole, strict=False)) if x != y), None)
        sign = min(len(line.text), len(whole)) if sign is None else sign
        places.append(TurnPlace(turn, line.start, line.start + len(line.text), same=False))
        told.append(TextDifference(turn, max(sign - prefix, 0) + 1))
    return places, told + [TextDifference(gone) for gone, *_ in own[at:]]


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


def _exported(interview: InterviewText) -> Iterator[tuple[str, str, int]]:
    """Every turn with its line as it is exported now, and the length of the label in it."""
    for turn in interview.turns:
        prefix = alike(speaker_prefix(turn))
        line = prefix + alike(interview.said(turn.id))
        before = len(line) - len(line.lstrip())
        yield turn.id, line.strip(), len(prefix) - before
