"""What the page may ask for, request by request: fields, their types and how long they may be."""

import json
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError, field_validator
from starlette.requests import Request

from ipstranscribe.errors import first_mistake
from ipstranscribe.model import ReviewStep, Value
from ipstranscribe.model.edits import Edit
from ipstranscribe.model.unit_edits import AnyUnitEdit
from ipstranscribe.web.answers import NotDone

_Id = Annotated[str, Field(min_length=1, max_length=64)]
_Role = Annotated[str, Field(max_length=200)]
_Code = Annotated[str, Field(min_length=1, max_length=100)]
_Offset = Annotated[int, Field(ge=0)]
_MOST_EDITS = 2000
_MOST_SETTINGS = 16 * 1024


class Token(Value):
    """The token of the redirect file."""

    token: Annotated[str, Field(max_length=200)]


class Nothing(Value):
    """A request that says all by its address."""


class AboutInterview(Value):
    """A request about an interview; `page` tells pages of one program apart."""

    interview: _Id
    page: Annotated[str, Field(max_length=64)] = ""


class ToOpen(AboutInterview):
    """Open an interview; `take` takes it over from another page."""

    take: bool = False


class Numbered(AboutInterview):
    """A change that is made once for each `seq`."""

    seq: int | None = None


class ToEdit(AboutInterview):
    """Edits, in their order."""

    seq: int
    edits: Annotated[tuple[Edit, ...], Field(max_length=_MOST_EDITS)]


class Alike(Numbered):
    """Where the words stand that were at `start` to `end` of a turn, and are to be `text`."""

    turn: _Id
    start: _Offset
    end: _Offset
    text: Annotated[str, Field(max_length=10_000)]


class ToTickOff(AboutInterview):
    """Places that somebody has listened to."""

    keys: Annotated[tuple[Annotated[str, Field(max_length=200)], ...], Field(max_length=10_000)]
    back: bool = False
    by: _Role


class ToApprove(AboutInterview):
    """The approval of what was shown with this code."""

    by: _Role
    code: _Code


class ToEditUnits(AboutInterview):
    """Edits of units, in their order, as one step, by a role."""

    edits: Annotated[tuple[AnyUnitEdit, ...], Field(min_length=1, max_length=_MOST_EDITS)]
    by: _Role


class StepOfInterview(Value):
    """A step of an interview that is to be approved, as it was shown with this code."""

    interview: _Id
    what: ReviewStep
    code: _Code


class ToApproveSeveral(Value):
    """The approval of steps of several interviews, by a role."""

    wanted: Annotated[tuple[StepOfInterview, ...], Field(min_length=1, max_length=10_000)]
    by: _Role


class ToSet(Value):
    """What a person has set on the page: keys, speed, light or dark."""

    settings: dict[str, str | int | float | bool | list[str] | dict[str, str | list[str]] | None]

    @field_validator("settings")
    @classmethod
    def _is_small(cls, settings: dict[str, object]) -> dict[str, object]:
        if len(json.dumps(settings)) > _MOST_SETTINGS:
            raise ValueError("must be smaller")
        return settings


V = TypeVar("V", bound=Value)


async def read(request: Request, kind: type[V]) -> V:
    """The body of a request as `kind`; raises NotDone for anything else, which quotes nothing of it."""
    try:
        return kind.model_validate_json(await request.body())
    except ValidationError as error:
        wrong = first_mistake(error)
        raise NotDone("bad_request", f"The request is not understood: {_place(wrong.path)}.", "", status=400) from None


def _place(path: tuple[str, ...]) -> str:
    """Where a mistake is. Keys of settings, and everything below them, are the page's own words and left out."""
    return path[0] if path else "the body"
