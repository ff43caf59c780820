"""Basic types: frozen values, texts in Unicode form NFC, ids that are safe as file names, spans."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ipstranscribe import system

Progress = Callable[[float], None]
"""A callback for progress: gets the share of the work done, 0 to 1."""

Branch = str
"""A branch of the guide: the group of participants a question is for, by the guide's name (`working`); `all` is everybody."""


def _normal_text(text: str) -> str:
    if unicodedata.normalize("NFC", text) != text:
        raise ValueError("text is not in Unicode form NFC")
    return text


Text = Annotated[str, AfterValidator(_normal_text)]


def _file_name(text: str) -> str:
    if system.is_device(text):
        raise ValueError("on Windows this is the name of a device, not of a file")
    return text


Id = Annotated[str, Field(pattern=r"^\w[\w-]{0,30}$"), AfterValidator(_file_name)]
"""The id of an interview or a participant: part of file names, so letters, digits, `_` and `-` only."""


def _below(name: str) -> str:
    """Validate that `name` is a path below a folder on every system; raises ValueError."""
    parts = re.split(r"[/\\]", name)
    if "" in parts or ".." in parts or ":" in name or any(ord(sign) < 32 for sign in name):
        raise ValueError("a recording is named by its file in the folder of recordings")
    return name


FileBelow = Annotated[str, AfterValidator(_below)]


class Value(BaseModel):
    """Base class of all values: frozen, refuses unknown fields, and keeps its content out of error messages."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


def share_names_of_fields(values: Iterable[Value]) -> None:
    """Let values that were given the same fields hold one set of their names, which is most of what a small value takes.

    The library makes a set for each of them. Nothing of a value changes, and nothing changes the set.
    """
    sets: dict[frozenset[str], set[str]] = {}
    for value in values:
        names = value.__pydantic_fields_set__
        object.__setattr__(value, "__pydantic_fields_set__", sets.setdefault(frozenset(names), names))


class Span(Value):
    """A span of a text in code points, end exclusive, never empty."""

    char_start: int = Field(ge=0)
    char_end: int

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.char_end <= self.char_start:
            raise ValueError("a span must end after it starts")
        return self


def check_spans(spans: tuple[Span, ...], text: str, what: str) -> None:
    """Refuse spans that overlap, are out of order or lie outside `text`; raises ValueError."""
    if any(after.char_start < before.char_end for before, after in pairwise(spans)):
        raise ValueError(f"{what} overlap or are out of order")
    if spans and spans[-1].char_end > len(text):
        raise ValueError(f"{what} reach beyond the end of the text")
