"""What the types are made of: frozen values, texts in Unicode form NFC, ids that can be names of files, spans."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Progress = Callable[[float], None]
"""Told the share of the work that is done, 0 to 1."""

Branch = str
"""Which participants a guide question is for: a name the guide gives (`working`). `all` is everybody."""


def _normal_text(text: str) -> str:
    if unicodedata.normalize("NFC", text) != text:
        raise ValueError("text is not in Unicode form NFC")
    return text


Text = Annotated[str, AfterValidator(_normal_text)]
_DEVICES = re.compile(r"(?:con|nul|aux|prn|com\d|lpt\d)$", re.IGNORECASE)


def _file_name(text: str) -> str:
    if _DEVICES.match(text):
        raise ValueError("on Windows this is the name of a device, not of a file")
    return text


Id = Annotated[str, Field(pattern=r"^\w[\w-]{0,30}$"), AfterValidator(_file_name)]
"""The id of an interview or a participant: part of file names, so letters, digits, `_` and `-` only."""


def _below(name: str) -> str:
    """`name` if it leads to a file below a folder, whatever the system; raises ValueError."""
    parts = re.split(r"[/\\]", name)
    if "" in parts or ".." in parts or ":" in name or any(ord(sign) < 32 for sign in name):
        raise ValueError("a recording is named by its file in the folder of recordings")
    return name


FileBelow = Annotated[str, AfterValidator(_below)]


class Value(BaseModel):
    """A frozen record that refuses unknown fields and keeps its content out of error messages."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Span(Value):
    """A stretch of a text: code points, end exclusive, never empty."""

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
