"""Manual units: decisions of people applied to the current segmentation. The later decision on the same words wins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ipstranscribe.model import PseudonymizedTurn, UnitDecision
from ipstranscribe.split.units.found_again import Where, relocate_span

BY_HAND = "by hand"
"""Value of `how_tagged` for a decision by a person."""


class PlacedDecision(NamedTuple):
    """A decision with its place in the current text."""

    decision: UnitDecision
    where: Where


class DecidedPart(NamedTuple):
    """A segment of a turn, with a person's decision on it, if there is one."""

    start: int
    end: int
    decision: UnitDecision | None = None


@dataclass(frozen=True)
class ManualUnits:
    """Decisions in force: those placed in the current text, which do not overlap, and those whose place is lost."""

    placed: tuple[PlacedDecision, ...] = ()
    lost: tuple[UnitDecision, ...] = ()

    @classmethod
    def of(cls, decisions: Sequence[UnitDecision], turns: Sequence[PseudonymizedTurn]) -> "ManualUnits":
        """Place `decisions` in `turns`, which are those of participants.

        A later decision replaces every earlier one with which it has words in common, and a lost one on the same unit.
        """
        said = {turn.id: turn.text for turn in turns}
        placed: list[PlacedDecision] = []
        lost: list[UnitDecision] = []
        for one in decisions:
            where = relocate_span(Where(one.turn, one.char_start, one.char_end), one.said, said)
            lost = [other for other in lost if other.unit != one.unit or _of_one_table(one, other)]
            if where:
                placed = [other for other in placed if not other.where.touches(where)]
            if one.verdict == "withdraw":
                placed = [other for other in placed if other.decision.unit != one.unit]
            elif where:
                placed.append(PlacedDecision(one, where))
            else:
                lost.append(one)
        return cls(tuple(placed), tuple(lost))

    def apply(self, turn: PseudonymizedTurn, spans: Sequence[tuple[int, int]]) -> list[DecidedPart]:
        """Apply the decisions to the unit `spans` of a turn; the parts, in order, together cover what `spans` cover."""
        fixed = sorted(
            (
                DecidedPart(one.where.start, one.where.end, one.decision)
                for one in self.placed
                if one.where.turn == turn.id
            ),
            key=lambda part: part.start,
        )
        parts = list(fixed)
        for start, end in spans:
            parts += [DecidedPart(*rest) for rest in _without(start, end, fixed)]
        return _tidied(turn.text, sorted(parts, key=lambda part: part.start), {DecidedPart(*span) for span in spans})


def _of_one_table(one: UnitDecision, other: UnitDecision) -> bool:
    """Whether both were decided together, as parts of one unit that was cut: then neither replaces the other."""
    return one.verdict != "withdraw" and (one.by, one.when) == (other.by, other.when)


def _without(start: int, end: int, fixed: Sequence[DecidedPart]) -> list[tuple[int, int]]:
    """The remains of a span outside the fixed parts."""
    rests, at = [], start
    for part in fixed:
        if part.start < end and at < part.end:
            if at < part.start:
                rests.append((at, part.start))
            at = max(at, part.end)
    return [*rests, (at, end)] if at < end else rests


def _tidied(text: str, parts: Sequence[DecidedPart], whole: set[DecidedPart]) -> list[DecidedPart]:
    """Trim white space from the parts; remains without a letter or digit are added to a neighbouring part."""
    tidy: list[DecidedPart] = []
    ahead: int | None = None  # start of characters to be added to the next part
    for part in parts:
        start, end = _trimmed(text, part)
        if start >= end:
            continue
        if part not in whole and part.decision is None and not any(map(str.isalnum, text[start:end])):
            if tidy:
                tidy[-1] = tidy[-1]._replace(end=end)
            else:
                ahead = start if ahead is None else ahead
            continue
        tidy.append(DecidedPart(start if ahead is None else ahead, end, part.decision))
        ahead = None
    if ahead is not None:  # there are characters but no word
        tidy.append(DecidedPart(ahead, len(text[: parts[-1].end].rstrip())))
    return tidy


def _trimmed(text: str, part: DecidedPart) -> tuple[int, int]:
    said = text[part.start : part.end]
    return part.start + len(said) - len(said.lstrip()), part.end - (len(said) - len(said.rstrip()))
