"""The signs of a project file: elements, ids and the one time that everything in it has."""

import hashlib
from itertools import cycle, islice
from xml.sax.saxutils import escape, quoteattr

from ipstranscribe.documents.package import MADE
from ipstranscribe.text.wording import visible

WHEN = f"{MADE.isoformat()}Z"
"""Created and modified time of everything: fixed, as in our Word documents. Programs want the Z."""

_SIGNS = "0123456789", "ABCDEF"


def guid(kind: str, *ids: str) -> str:
    """The GUID of a thing by its ids, upper-case: the same in every export, coder's copy and program.

    Digits and letters take turns. Else some among many thousands would hold a name or a year (`ADA`, `1974`), which the
    gate takes for somebody's. RFC 9562 (5.8) leaves it open how a GUID of version 8 is made; 88 bits tell ours apart.
    """
    number = int.from_bytes(hashlib.sha256("\n".join(("ipstranscribe", kind, *ids)).encode("utf-8")).digest())
    signs = ""
    for alphabet in islice(cycle(_SIGNS), 32):
        number, place = divmod(number, len(alphabet))
        signs += alphabet[place]
    return f"{signs[:8]}-{signs[8:12]}-8{signs[13:16]}-8{signs[17:20]}-{signs[20:]}"


def element(tag: str, /, *inside: str, **attributes: str) -> str:
    """An element with other elements in it, on lines of its own."""
    head = tag + "".join(f" {name}={quoteattr(visible(value))}" for name, value in attributes.items())
    content = "".join(inside)
    return f"<{head}>\n{content}</{tag}>\n" if content else f"<{head}/>\n"


def leaf(tag: str, text: str) -> str:
    """An element with text in it; nothing for no text."""
    return f"<{tag}>{escape(visible(text))}</{tag}>\n" if text else ""


def reference(tag: str, target: str) -> str:
    """An element that points at another one."""
    return element(tag, targetGUID=target)
