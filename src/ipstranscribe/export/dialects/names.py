"""Names of speakers, questions and documents as coders' programs take them, and talk that they do not take for markup."""

import re

from ipstranscribe.export.content.running_text import one_line

LONGEST = 63
"""Characters of a name in MAXQDA (help, "Creating a new code", "Focus group transcripts") and QualCoder (`max_name_len`)."""

RESERVED = re.compile(r"[:;#@\[\]{}<>\\/|\"*&]")
"""Signs that end a name or nest it in one program or another."""

_FULL_WIDTH = 0xFEE0
"""How far a sign in full width lies from that sign: `＃` from `#`."""


def safe_name(name: str) -> str:
    """`name` without signs that programs read as markup, on one line, cut to what all of them take; never empty."""
    return " ".join(RESERVED.sub(" ", one_line(name)).split())[:LONGEST].rstrip() or "–"


def full_width(text: str, signs: str) -> str:
    """`text` with each of `signs` in full width, so that no program takes talk for markup. Its length stays the same."""
    return text.translate({ord(sign): ord(sign) + _FULL_WIDTH for sign in signs})
