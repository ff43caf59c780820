"""Segments of turns: each turn cut at its units, as programs import and code them one by one."""

from collections import defaultdict
from typing import NamedTuple

from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.model import PseudonymizedTurn, Unit


class TurnSegment(NamedTuple):
    """A segment of a turn as shown, on one line; `unit` is None outside units and for interviewers."""

    turn: PseudonymizedTurn
    text: str
    unit: Unit | None = None


def turn_segments(document: Document) -> list[TurnSegment]:
    """Cut every turn, in order, at its units. Joined, the segments of a turn are its text except for blanks between them."""
    units: dict[str, list[tuple[int, int, Unit]]] = defaultdict(list)
    for unit in document.units.units:
        spot = document.spot(unit)
        if spot is not None:
            units[unit.turn].append((*spot, unit))
    return [
        part for turn in document.transcript.turns for part in _cut(turn, one_line(document.said(turn)), units[turn.id])
    ]


def _cut(turn: PseudonymizedTurn, text: str, units: list[tuple[int, int, Unit]]) -> list[TurnSegment]:
    parts: list[TurnSegment] = []
    at = 0
    for start, end, unit in sorted(units, key=lambda one: one[:2]):
        parts += [TurnSegment(turn, text[at:start]), TurnSegment(turn, text[max(at, start) : end], unit)]
        at = max(at, end)
    parts.append(TurnSegment(turn, text[at:]))
    said = [part._replace(text=part.text.strip()) for part in parts if part.text.strip()]
    return said or [TurnSegment(turn, text.strip())]
