"""XML building blocks of a project file: elements, GUIDs and the fixed time stamp."""

import hashlib
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from ipstranscribe.documents.package import MADE
from ipstranscribe.text.wording import visible

WHEN = f"{MADE.isoformat()}Z"
"""Created and modified time of everything: fixed, as in our Word documents. Programs require the Z."""

_PAIRS = [digit + letter for letter in "ABCDEF" for digit in "0123456789"]
_FOUR_SIGNS = [first + second for second in _PAIRS for first in _PAIRS]
"""A digit, a letter, a digit and a letter for every number below 3,600."""


def guid(kind: str, *ids: str) -> str:
    """A deterministic GUID from ids, upper-case: the same in every export, coder's copy and program.

    Digits and letters alternate. Otherwise some of many thousands would contain a name or a year (`ADA`, `1974`), which the
    gate would refuse. RFC 9562 (5.8) leaves the content of a version 8 GUID open; 88 bits keep ours unique.
    """
    number = int.from_bytes(hashlib.sha256("\n".join(("ipstranscribe", kind, *ids)).encode("utf-8")).digest())
    signs = ""
    for _ in range(8):
        number, place = divmod(number, len(_FOUR_SIGNS))
        signs += _FOUR_SIGNS[place]
    return f"{signs[:8]}-{signs[8:12]}-8{signs[13:16]}-8{signs[17:20]}-{signs[20:]}"


def element(tag: str, /, *inside: str, **attributes: str) -> str:
    """An XML element with child elements, on lines of its own."""
    return "".join(pieces(tag, inside, **attributes))


def pieces(tag: str, inside: Iterable[str], /, **attributes: str) -> Iterator[str]:
    """The same element piece by piece, with child elements that are made one after the other."""
    head = tag + "".join(f" {name}={quoteattr(visible(value))}" for name, value in attributes.items())
    children = filter(None, inside)
    first = next(children, "")
    yield f"<{head}>\n" if first else f"<{head}/>\n"
    if first:
        yield first
        yield from children
        yield f"</{tag}>\n"


def leaf(tag: str, text: str) -> str:
    """An XML element with text; empty if there is no text."""
    return f"<{tag}>{escape(visible(text))}</{tag}>\n" if text else ""


def reference(tag: str, target: str) -> str:
    """An XML element that refers to another by its GUID."""
    return element(tag, targetGUID=target)
