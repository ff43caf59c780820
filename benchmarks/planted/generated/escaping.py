"""What is known to get past the gate: kinds of tricks, and which of each kind. docs/privacy.md tells the same in words.

What is not listed has to be found or refused; what is found one day is taken out.
"""

import re

from .trick import Trick

_BLOCKS = (
    "address|article|aside|blockquote|br|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6r]|header"
    "|hgroup|iframe|legend|li|main|menu|nav|object|ol|optgroup|option|p|pre|search|section|select|summary|table|textarea|title"
    "|ul|video"
)
"""Elements of pages at which a text ends for a reader."""
ESCAPING: dict[str, str] = {
    # å and ø are letters of their own in a text, and ß is read as ss
    "letters by their names: with a sign": r"LATIN (?:CAPITAL|SMALL) LETTER (?:A WITH RING ABOVE|O WITH STROKE)",
    "letters by their names: modifier": "MODIFIER LETTER SMALL O WITH STROKE",
    "letters by their names: turned, open and others": r".*SHARP S",
    "a mark on a letter": "COMBINING RING ABOVE",
    "a mark on every letter": "COMBINING RING ABOVE",
    # letters written above others
    "letters by their names: combining": ".*",
    # signs and spaces that stand between two words in ordinary text
    "a space inside: wide": ".*",
    "a sign inside: of text": ".*",
    # breaks inside a word, blocks and cells
    "Word: an element inside a run": "br|cr|ptab|tab",
    "PowerPoint: an element between runs": "br",
    "HTML: half in an element": _BLOCKS + "|rt|script|style",
    "HTML: an element inside": _BLOCKS,
    "HTML: an element without an end": _BLOCKS + "|rt|script|style",
    "HTML: an element shown in the line": "br|hr|script|style",
    "subtitles: WebVTT": "over two lines|over two cues",
    "tables: cells": "over two cells|over two lines of a cell",
    # codes of whole texts, and what only a calculation puts together
    r"escapes in \w+": "LaTeX in words|Base64|Base64, of addresses|Base32|Base85|hexadecimal|uuencode|ROT13",
    r"JSON: jsonl?": "two values joined|letters as numbers",
}
"""Kind → the names of those that escape, both as regular expressions."""


def is_known_to_escape(trick: Trick) -> bool:
    """Whether the trick is listed."""
    return any(re.fullmatch(kind, trick.kind) and re.fullmatch(names, trick.name) for kind, names in ESCAPING.items())
