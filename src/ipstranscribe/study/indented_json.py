"""JSON with a blank more of indentation for each level, as `json.dumps(value, indent=1, ensure_ascii=False)` writes it.

The library encodes indented text through a generator for each level; with the times of its words a transcript took longer
to write than to make.
"""

import json
from collections.abc import Callable
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

_SCALARS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    float: lambda one: float.__repr__(one) if isfinite(one) else json.dumps(one),
    bool: lambda one: "true" if one else "false",
    type(None): lambda _: "null",
}


def dumps(value: Any) -> str:
    """The JSON text of `value`, of dicts with strings for names, lists and scalars: the characters of the library's own."""
    return _text(value, "\n")


def _text(value: Any, line: str) -> str:
    """The text of a value; `line` begins a line of the level that it stands on."""
    kind = type(value)
    if kind in _SCALARS:
        return _SCALARS[kind](value)
    if not value or kind not in (dict, list):
        return json.dumps(value)
    below = f"{line} "
    if kind is dict:
        inside = [f"{encode_basestring(name)}: {_text(one, below)}" for name, one in value.items()]
        return f"{{{below}{f',{below}'.join(inside)}{line}}}"
    return f"[{below}{f',{below}'.join([_text(one, below) for one in value])}{line}]"
