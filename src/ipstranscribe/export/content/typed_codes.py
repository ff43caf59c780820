"""Codes that coders typed into a table of units: they go on in the next exported one, matched by the id of the unit.

They are people's work and nowhere else. What was typed for a unit that there is no more stays, on a sheet of its own, without
the words of the unit: these may have been replaced since.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Self

from pydantic import Field

from ipstranscribe.model import Value

CODED = ("condensate", "code", "subgroup", "note")
"""The columns in which coders work."""
ASKED = ("decision", "question")
"""The columns in which coders ask for other units; they go on while the unit is as it was."""
KEPT = ("interview", "unit_id", "turn", "start", "question", *CODED)
"""The columns of the sheet of units that there are no more."""


class TypedUnit(Value):
    """What was typed beside a unit. `cells` are those of `CODED` that hold something, `where` those that tell which it was.

    `asked` are cells of `ASKED` that differ from what was exported, for a unit that stood there like `as_exported`.
    """

    interview: str
    unit: str
    cells: dict[str, str] = Field(default_factory=dict)
    asked: dict[str, str] = Field(default_factory=dict)
    where: dict[str, str] = Field(default_factory=dict)
    as_exported: str = ""

    def row(self) -> tuple[str, ...]:
        """The row of a unit that there is no more, by `KEPT`."""
        told = {"interview": self.interview, "unit_id": self.unit, **self.where, **self.cells}
        return tuple(told.get(name, "") for name in KEPT)


class TypedCodes(Value):
    """Everything that was typed into a table of units: unit by unit, and the list of codes (code, subgroup, definition)."""

    units: tuple[TypedUnit, ...] = ()
    listed: tuple[tuple[str, str, str], ...] = ()

    @property
    def anything(self) -> bool:
        """Whether anything was typed."""
        return bool(self.units or self.listed)

    def of(self, interview: str) -> Mapping[str, TypedUnit]:
        """What was typed in an interview, by the id of the unit."""
        return {one.unit: one for one in self.units if one.interview == interview}

    def gone(self, there: Mapping[str, Collection[str]]) -> Iterator[TypedUnit]:
        """The units with codes that there are no more; `there` are the ids of units, by each interview that may be shown."""
        for one in self.units:
            if one.cells and one.interview in there and one.unit not in there[one.interview]:
                yield one

    def without(self, interviews: Collection[str]) -> Self:
        """The same without these interviews, and without listed codes that nobody has used elsewhere."""
        kept = tuple(one for one in self.units if one.interview not in interviews)
        theirs = {one.cells["code"] for one in self.units if one.interview in interviews and "code" in one.cells}
        used = {one.cells["code"] for one in kept if "code" in one.cells}
        listed = tuple(row for row in self.listed if row[0] not in theirs - used)
        return self.model_copy(update={"units": kept, "listed": listed})
