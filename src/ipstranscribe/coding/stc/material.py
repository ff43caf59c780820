"""Material of a condensation: the study's meaning units as the workbook shows them, with what people have sorted so far."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ipstranscribe.coding.comparison import GivenCode
from ipstranscribe.model import Condensation, SortedUnit


@dataclass(frozen=True)
class ShownUnit:
    """A meaning unit as readers see it: interview, id, who says it, its time (`00:12:31`, or empty), question and text."""

    interview: str
    unit: str
    speaker: str
    time: str
    question: str
    text: str

    @property
    def key(self) -> tuple[str, str]:
        """By which a sorted unit is known."""
        return self.interview, self.unit


@dataclass(frozen=True)
class StcMaterial:
    """The units in the order of the study, and the condensation as it is now.

    `given` are the codes of each coder by interview and unit, where codings have come back.
    """

    project: str
    units: tuple[ShownUnit, ...]
    state: Condensation
    given: Mapping[tuple[str, str], Mapping[str, tuple[GivenCode, ...]]] = field(default_factory=dict)

    @property
    def coded_columns(self) -> tuple[str, ...]:
        """The code groups that coders sorted codes into, and the codes without one, in the order of the study."""
        codes = (one for unit in self.units for given in self.given.get(unit.key, {}).values() for one in given)
        return tuple(dict.fromkeys(one.group or one.code for one in codes))

    def coded(self, unit: ShownUnit, column: str) -> str:
        """Who gave the unit which codes of a code group, a coder a line."""
        lines = []
        for coder, given in sorted(self.given.get(unit.key, {}).items()):
            codes = [one.code for one in given if (one.group or one.code) == column]
            lines += [f"{coder}: {', '.join(codes)}"] if codes else []
        return "\n".join(lines)

    @property
    def sorted_units(self) -> Mapping[tuple[str, str], SortedUnit]:
        """What was sorted, by interview and unit."""
        return {(one.interview, one.unit): one for one in self.state.sorted_units}

    @property
    def gone(self) -> tuple[SortedUnit, ...]:
        """What was sorted and is no unit any more: it was cut otherwise, or its interview withdrawn."""
        there = {one.key for one in self.units}
        return tuple(one for key, one in self.sorted_units.items() if key not in there)

    @property
    def open_units(self) -> tuple[ShownUnit, ...]:
        """Units in no code group."""
        placed = self.sorted_units
        return tuple(one for one in self.units if not (placed[one.key].group if one.key in placed else ""))

    @property
    def participants(self) -> tuple[str, ...]:
        """Everybody who says a unit, in the order of the study."""
        return tuple(dict.fromkeys(one.speaker for one in self.units))

    def in_group(self, group: str) -> tuple[tuple[str, tuple[ShownUnit, ...]], ...]:
        """The subgroups of a code group with their units, in the order in which they first occur; also those with a
        condensate alone.
        """
        found: dict[str, list[ShownUnit]] = {}
        for one in self.units:
            if (placed := self.sorted_units.get(one.key)) and placed.group == group:
                found.setdefault(placed.subgroup, []).append(one)
        for condensate in self.state.condensates:
            if condensate.group == group:
                found.setdefault(condensate.subgroup, [])
        return tuple((subgroup, tuple(units)) for subgroup, units in found.items()) or (("", ()),)

    def condensate(self, group: str, subgroup: str) -> str:
        """The condensate of a subgroup; empty if nobody has written it."""
        written = {(one.group, one.subgroup): one.text for one in self.state.condensates}
        return written.get((group, subgroup), "")

    def counts(self) -> Mapping[tuple[str, str], int]:
        """Units by participant and code group."""
        placed = self.sorted_units
        return Counter((one.speaker, placed[one.key].group) for one in self.units if one.key in placed)

    def unsupported(self) -> Iterator[tuple[str, str]]:
        """Code group and subgroup of each condensate that rests on no unit."""
        resting = {
            (group.name, sub) for group in self.state.groups for sub, units in self.in_group(group.name) if units
        }
        for one in self.state.condensates:
            if (one.group, one.subgroup) not in resting:
                yield one.group, one.subgroup
