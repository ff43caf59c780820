"""Types of edits of units on the review page."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from ipstranscribe.model.basics import Text, Value


class UnitEdit(Value):
    """An edit of a unit or leftover, by its id as the page shows it."""

    unit: str


class CutUnit(UnitEdit):
    """Cut a unit in two at a character of its turn."""

    kind: Literal["cut"] = "cut"
    at: int = Field(ge=0)


class MoveBorder(UnitEdit):
    """Move the border between a unit and the one before it to a character of their turn."""

    kind: Literal["border"] = "border"
    at: int = Field(ge=0)


class JoinUnit(UnitEdit):
    """Join a unit with the one before it in the same turn."""

    kind: Literal["join"] = "join"


class TagUnit(UnitEdit):
    """Say which question a unit answers; None is untagged."""

    kind: Literal["tag"] = "tag"
    question: str | None = None


class LeaveUnit(UnitEdit):
    """Make a unit a leftover, for a reason in a few words."""

    kind: Literal["leave"] = "leave"
    reason: Text = ""


class KeepUnit(UnitEdit):
    """Make a leftover a unit again."""

    kind: Literal["unit"] = "unit"


AnyUnitEdit = Annotated[CutUnit | MoveBorder | JoinUnit | TagUnit | LeaveUnit | KeepUnit, Field(discriminator="kind")]
UNIT_EDIT: TypeAdapter[AnyUnitEdit] = TypeAdapter(AnyUnitEdit)
"""Reads an edit from JSON values."""
