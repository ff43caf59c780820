"""The work of several coders side by side: unit by unit, code by code, and where they cut the text differently.

No winner is picked, and nothing is counted as right.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal, NamedTuple

from ipstranscribe.coding.agreement.passages import CodedPassage, CodedText
from ipstranscribe.coding.agreement.units import CodedUnit
from ipstranscribe.coding.interview_text import InterviewText
from ipstranscribe.model import CodedStretch, Coding, ConsensusDecision, Unit

UnitState = Literal["differ", "one_coder", "same", "uncoded", "alone"]
"""How coders stand on a unit: they differ; one of several coded it; all gave the same; none coded it; one alone had it."""

STATES: tuple[UnitState, ...] = ("differ", "one_coder", "same", "uncoded", "alone")
"""The order in which they are shown: where there is something to talk about first."""


class GivenCode(NamedTuple):
    """A code on a unit: with its group, and whether only a part of the unit was marked."""

    code: str
    group: str = ""
    part: bool = False


class ComparedUnit(NamedTuple):
    """A unit with the codes of every coder who returned its interview, and what was agreed on so far."""

    text: InterviewText
    unit: Unit
    given: Mapping[str, tuple[GivenCode, ...]]
    agreed: ConsensusDecision | None = None

    @property
    def codes(self) -> dict[str, frozenset[str]]:
        """The codes by coder, without order."""
        return {coder: frozenset(one.code for one in given) for coder, given in self.given.items()}

    @property
    def state(self) -> UnitState:
        """How the coders stand on it."""
        codes = list(self.codes.values())
        coding = [one for one in codes if one]
        if not coding:
            return "uncoded"
        if len(codes) < 2:
            return "alone"
        if len(coding) < 2:
            return "one_coder"
        return "same" if len(set(codes)) == 1 else "differ"


class MarkedPassage(NamedTuple):
    """A passage that a coder marked."""

    text: InterviewText
    coder: str
    stretch: CodedStretch


class CutDifferently(NamedTuple):
    """Passages of two coders with the same code that lie over each other, and are not the same: `common` of `both` signs."""

    one: MarkedPassage
    other: MarkedPassage
    common: int
    both: int


@dataclass(frozen=True)
class ReturnedInterview:
    """An interview with what coders returned for it: the coding in force of each, and the decisions that stand."""

    text: InterviewText
    codings: Mapping[str, Coding]
    agreed: Mapping[str, ConsensusDecision]


@dataclass(frozen=True)
class Comparison:
    """The codings of a study side by side. `merged` are codes that people said to be the same, each with the one that stands
    for it.
    """

    interviews: tuple[ReturnedInterview, ...]
    merged: Mapping[str, str]

    @property
    def coders(self) -> tuple[str, ...]:
        """Every coder who has returned anything."""
        return tuple(sorted({coder for one in self.interviews for coder in one.codings}))

    @cached_property
    def passages(self) -> tuple[MarkedPassage, ...]:
        """Every passage that has a place in the text as it is now, by interview, coder and place."""
        return tuple(
            MarkedPassage(one.text, coder, stretch)
            for one in self.interviews
            for coder, coding in sorted(one.codings.items())
            for stretch in self._placed(one.text, coding)
        )

    @property
    def without_place(self) -> int:
        """How many passages have no place in the text as it is now."""
        all_of = sum(
            len(coding.stretches) + len(coding.unplaced) for one in self.interviews for coding in one.codings.values()
        )
        return all_of - len(self.passages)

    @cached_property
    def units(self) -> tuple[ComparedUnit, ...]:
        """Every unit of the interviews that came back, those on which coders differ first."""
        found = [unit for one in self.interviews for unit in self._units(one)]
        return tuple(sorted(found, key=lambda unit: STATES.index(unit.state)))  # else in order

    def only_one(self) -> Iterator[MarkedPassage]:
        """Passages on which no other coder who had the interview marked anything."""
        several = {one.text.interview for one in self.interviews if len(one.codings) > 1}
        for one in self.passages:
            if one.text.interview in several and not any(
                _overlap(one.stretch, other.stretch) for other in self._beside(one) if other.coder != one.coder
            ):
                yield one

    def cut_differently(self) -> Iterator[CutDifferently]:
        """Pairs of passages of two coders with the same code that overlap and are not the same, in order."""
        for group in self._by_turn.values():
            for one, other in combinations(group, 2):
                common = _overlap(one.stretch, other.stretch)
                if one.coder != other.coder and one.stretch.code == other.stretch.code and common:
                    both = _length(one.stretch) + _length(other.stretch) - common
                    if common < both:
                        yield CutDifferently(one, other, common, both)

    def coded_units(self) -> list[CodedUnit]:
        """The units for measures of agreement."""
        return [CodedUnit(unit.text.interview, unit.unit.id, unit.codes) for unit in self.units if unit.given]

    def coded_texts(self) -> list[CodedText]:
        """The texts for measures of agreement: what participants say, and whatever else anybody coded."""
        found = []
        for one in self.interviews:
            mine = [passage for passage in self.passages if passage.text.interview == one.text.interview]
            coded = {passage.stretch.turn for passage in mine}
            asking = {who.label for who in one.text.document.transcript.speakers if who.role == "interviewer"}
            starts, length = {}, 0
            for turn in one.text.turns:
                if turn.speaker not in asking or turn.id in coded:
                    starts[turn.id] = length
                    length += len(turn.text)
            marked: dict[str, list[CodedPassage]] = {coder: [] for coder in one.codings}
            for _, coder, stretch in mine:
                at = starts[stretch.turn]
                marked[coder].append(CodedPassage(at + stretch.char_start, at + stretch.char_end, stretch.code))
            found.append(CodedText(one.text.interview, length, marked))
        return found

    @cached_property
    def _by_turn(self) -> dict[tuple[str, str], list[MarkedPassage]]:
        found: defaultdict[tuple[str, str], list[MarkedPassage]] = defaultdict(list)
        for one in self.passages:
            found[one.text.interview, one.stretch.turn].append(one)
        return dict(found)

    def _beside(self, one: MarkedPassage) -> Sequence[MarkedPassage]:
        return self._by_turn[one.text.interview, one.stretch.turn]

    def _placed(self, text: InterviewText, coding: Coding) -> Iterator[CodedStretch]:
        """The passages of a coding in the text as it is now, with the codes that stand for theirs."""
        for stretch in coding.stretches:
            now = _as_it_is(stretch, text)
            if now:
                yield now.model_copy(update={"code": self.merged.get(now.code, now.code)})

    def _units(self, one: ReturnedInterview) -> Iterator[ComparedUnit]:
        of = defaultdict(list)
        for turn in one.text.turns:
            for passage in self._by_turn.get((one.text.interview, turn.id), ()):
                of[turn.id].append(passage)
        for unit in one.text.units.values():
            given: dict[str, dict[str, GivenCode]] = {coder: {} for coder in sorted(one.codings)}
            for _, coder, stretch in of[unit.turn]:
                part = _part(stretch, unit)
                if part is not None:
                    before = given[coder].get(stretch.code, GivenCode(stretch.code, stretch.group, part=True))
                    given[coder][stretch.code] = before._replace(part=before.part and part)
            codes = {coder: tuple(by_code.values()) for coder, by_code in given.items()}
            yield ComparedUnit(one.text, unit, codes, one.agreed.get(unit.id))


def _as_it_is(stretch: CodedStretch, text: InterviewText) -> CodedStretch | None:
    """A passage at its place now: its unit as it is now, or its words where they stand; None where nothing is certain."""
    if stretch.unit:
        return text.on_unit(stretch.unit, stretch.code, stretch.group) if stretch.unit in text.units else None
    turn = text.document.turns.get(stretch.turn)
    if turn is None:
        return None
    if turn.text[stretch.char_start : stretch.char_end] == stretch.text:
        return stretch
    if turn.text.count(stretch.text) != 1:
        return None
    at = turn.text.index(stretch.text)
    return stretch.model_copy(update={"char_start": at, "char_end": at + len(stretch.text)})


def _part(stretch: CodedStretch, unit: Unit) -> bool | None:
    """Whether a passage covers only a part of a unit; None if it is not on that unit.

    It is, if it covers at least half of it, or lies there with at least half of itself: a mark that begins one sign too
    early is not on the unit before.
    """
    if stretch.unit:
        return False if stretch.unit == unit.id else None
    common = max(0, min(stretch.char_end, unit.char_end) - max(stretch.char_start, unit.char_start))
    whole = unit.char_end - unit.char_start
    if not common or (2 * common < whole and 2 * common < _length(stretch)):
        return None
    return common < whole


def _overlap(one: CodedStretch, other: CodedStretch) -> int:
    return max(0, min(one.char_end, other.char_end) - max(one.char_start, other.char_start))


def _length(stretch: CodedStretch) -> int:
    return stretch.char_end - stretch.char_start
