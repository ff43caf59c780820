"""The coding that people agreed on, as documents show it: in tables of units and in project files.

It holds people's own words. Documents with it lie in a folder of their own, so that nobody who codes anew sees it by chance.
"""

from ipstranscribe.export.content.typed_codes import TypedCodes, TypedUnit
from ipstranscribe.model import Value

NO_CODE = "–"
"""What stands in the column of codes where people agreed that none applies."""


class AgreedUnit(Value):
    """What was agreed on for a unit: its codes (none: no code applies), and what was written about it, one remark a line."""

    interview: str
    unit: str
    codes: tuple[str, ...]
    note: str = ""


class AgreedEntry(Value):
    """An agreed code, with its code group and its definitions, one a line."""

    code: str
    group: str = ""
    definition: str = ""


class AgreedCoding(Value):
    """The agreed coding: unit by unit, and the list of codes."""

    units: tuple[AgreedUnit, ...] = ()
    codes: tuple[AgreedEntry, ...] = ()

    def typed(self) -> TypedCodes:
        """The same in the columns of a table of units.

        Code groups are named where every code of the unit has one, so that they go one by one.
        """
        group = {one.code: one.group for one in self.codes}
        units = tuple(
            TypedUnit(interview=one.interview, unit=one.unit, cells={k: v for k, v in cells.items() if v})
            for one in self.units
            for groups in [[group.get(code, "") for code in one.codes]]
            for cells in [
                {
                    "code": "\n".join(one.codes) or NO_CODE,
                    "subgroup": "\n".join(groups) if all(groups) else "",
                    "note": one.note,
                }
            ]
        )
        return TypedCodes(units=units, listed=tuple((one.code, one.group, one.definition) for one in self.codes))
