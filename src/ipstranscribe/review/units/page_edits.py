"""Edits of units on the page: each becomes decisions of the same kind as a worksheet's, on the words as they stand now.

Between two runs the page shows the stored units with these decisions laid over them: the same parts that a run makes of
them. Ids of parts that a run has not seen yet are those of the unit they come from, with a letter.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from ipstranscribe.errors import UserError
from ipstranscribe.model import PseudonymizedTurn, Unit, UnitDecision
from ipstranscribe.model.unit_edits import AnyUnitEdit, CutUnit, JoinUnit, KeepUnit, LeaveUnit, MoveBorder, TagUnit
from ipstranscribe.review.units.requests import Coder, StoredInterview
from ipstranscribe.split.units.manual import BY_HAND, ManualUnits

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class ShownPart:
    """A unit or leftover as the page shows it. `how` is `by hand` where a person decided; `alternatives` as in `Unit`."""

    id: str
    turn: str
    start: int
    end: int
    kind: str
    question: str | None
    how: str
    alternatives: tuple[str, ...] = ()
    context: str | None = None
    continues: str | None = None
    decided: bool = False


@dataclass(frozen=True)
class UnitsOnPage:
    """The units of an interview with what was decided since the last run."""

    talk: StoredInterview
    decisions: tuple[UnitDecision, ...]

    def parts(self) -> tuple[ShownPart, ...]:
        """All units and leftovers, in order."""
        by_hand = ManualUnits.of(self.decisions, self._participants())
        return tuple(part for turn in self._participants() for part in self._of_turn(turn, by_hand))

    def decided(self, edit: AnyUnitEdit, coder: Coder) -> tuple[UnitDecision, ...]:
        """The decisions that an edit makes; raises UserError, which names the unit, for one that does not fit."""
        parts = self.parts()
        at = next((n for n, part in enumerate(parts) if part.id == edit.unit), None)
        if at is None:
            raise _unfit(edit.unit, "there is no such unit any more")
        part, before = parts[at], parts[at - 1] if at else None
        beside = before if before and before.turn == part.turn else None
        match edit:
            case TagUnit():
                self._check_question(edit)
                return (self._decision(part, coder, said=_Said("tag", edit.question)),)
            case LeaveUnit():
                return (self._decision(part, coder, said=_Said("reject", reason=edit.reason)),)
            case KeepUnit():
                return (self._decision(part, coder),)
            case CutUnit():
                return tuple(self._two(_Border(part, part, edit.at), coder))
            case MoveBorder() | JoinUnit():
                if beside is None:
                    raise _unfit(edit.unit, "it is the first of its turn")
                if isinstance(edit, JoinUnit):
                    whole = self._whole(beside.turn, beside.start, part.end)
                    return (self._decision(beside, coder, whole),)
                return tuple(self._two(_Border(beside, part, edit.at), coder))

    def _participants(self) -> list[PseudonymizedTurn]:
        transcript = self.talk.transcript
        return [turn for turn in transcript.turns if transcript.role(turn) != "interviewer"]

    def _of_turn(self, turn: PseudonymizedTurn, by_hand: ManualUnits) -> Iterator[ShownPart]:
        stored = [unit for unit in self.talk.units.units if unit.turn == turn.id]
        taken: dict[str, int] = {}
        for part in by_hand.apply(turn, [(unit.char_start, unit.char_end) for unit in stored]):
            unit = max(stored, key=lambda one: (_common(one, part.start, part.end), -one.char_start))
            number = taken[unit.id] = taken.get(unit.id, 0) + 1
            named = unit.id if number == 1 else f"{unit.id}{_LETTERS[(number - 2) % len(_LETTERS)]}"
            yield _shown(named, unit, part.start, part.end, part.decision)

    def _check_question(self, edit: TagUnit) -> None:
        if edit.question is not None and edit.question not in self.talk.questions:
            raise _unfit(edit.unit, "the guide has no such question for this interview")

    def _two(self, border: "_Border", coder: Coder) -> Iterator[UnitDecision]:
        first, second, at = border
        turn, start, end = self._turn(first.turn), first.start, second.end
        inside = any(one.char_start < at < one.char_end for one in turn.replacements)
        if not start < at < end or inside or turn.text[at - 1 : at + 1].isalnum():
            raise _unfit(second.id, "a border stands inside a word or a replacement, or outside of the unit")
        for owner, span in ((first, (start, at)), (second, (at, end))):
            whole = self._whole(turn.id, *span)
            if not any(map(str.isalnum, turn.text[whole[0] : whole[1]])):
                raise _unfit(second.id, "there would be no word on one side of the border")
            yield self._decision(owner, coder, whole)

    def _whole(self, turn: str, start: int, end: int) -> tuple[int, int]:
        """A span without white space at its edges."""
        said = self._turn(turn).text[start:end]
        return start + len(said) - len(said.lstrip()), end - (len(said) - len(said.rstrip()))

    def _turn(self, identity: str) -> PseudonymizedTurn:
        return next(turn for turn in self.talk.transcript.turns if turn.id == identity)

    def _decision(
        self, part: ShownPart, coder: Coder, span: tuple[int, int] | None = None, said: "_Said | None" = None
    ) -> UnitDecision:
        """A decision on a part, or on another span in its place; a question that a person gave goes along."""
        if said is None:
            by_hand = part.decided and part.how == BY_HAND and part.kind == "unit"
            said = _Said("tag", part.question) if by_hand else _Said("cut")
        start, end = span or (part.start, part.end)
        return UnitDecision(
            unit=part.id.rstrip(_LETTERS),
            turn=part.turn,
            char_start=start,
            char_end=end,
            said=self._turn(part.turn).text,
            verdict=said.verdict,
            question=said.question,
            reason=said.reason,
            by=coder.by,
            when=coder.when,
        )


class _Said(NamedTuple):
    """What a person says of a span."""

    verdict: Literal["cut", "tag", "reject"]
    question: str | None = None
    reason: str = ""


class _Border(NamedTuple):
    """A border at a character between two parts of a turn, which are the same one where it is cut."""

    first: ShownPart
    second: ShownPart
    at: int


def _common(unit: Unit, start: int, end: int) -> int:
    return max(0, min(unit.char_end, end) - max(unit.char_start, start))


def _shown(name: str, unit: Unit, start: int, end: int, decision: UnitDecision | None) -> ShownPart:
    same = (unit.char_start, unit.char_end) == (start, end)
    part = ShownPart(
        name, unit.turn, start, end, unit.kind, unit.question, unit.how_tagged, unit.alternatives, unit.context,
        unit.continues if same else None, unit.how_tagged == BY_HAND,
    )  # fmt: skip
    if decision is None:
        return part
    if decision.verdict == "reject":
        return replace(part, kind="leftover", question=None, how=decision.reason or BY_HAND, decided=True)
    if decision.verdict == "tag":
        return replace(part, kind="unit", question=decision.question, how=BY_HAND, decided=True)
    return replace(part, kind="unit", decided=True)


def _unfit(unit: str, why: str) -> UserError:
    return UserError(f"{unit}: {why}. Nothing was changed.", "Look at the unit again.")
