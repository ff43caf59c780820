"""The signs of a project file: elements, ids and the one time that everything in it has."""

import uuid
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from ipstranscribe.word import MADE
from ipstranscribe.wording import visible

WHEN = f"{MADE.isoformat()}Z"
"""Created and modified time of everything: fixed, as in our Word documents. Programs want the Z."""

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, "ipstranscribe")


def guid(kind: str, *ids: str) -> str:
    """The GUID of a thing by its ids, upper-case: the same in every export, in every coder's copy, for every program.

    Letters and digits stand in each of its groups, since among many thousands some would else be a name or a year (`EBBA`,
    `1974`), which the gate takes for somebody's. Every second one is like that at the first attempt.
    """
    tries = (uuid.uuid5(_NAMESPACE, "\n".join((kind, *ids, str(number)))) for number in count())
    return next(text for text in (str(one).upper() for one in tries) if all(map(_is_mixed, text.split("-"))))


def _is_mixed(group: str) -> bool:
    return not group.isdigit() and not group.isalpha()


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
