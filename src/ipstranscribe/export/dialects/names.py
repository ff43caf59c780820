"""Names of speakers, questions and documents that coders' programs accept, and escaping of talk against markup."""

import re

from ipstranscribe.export.content.running_text import one_line

LONGEST = 63
"""Maximum length of a name in MAXQDA (help, "Creating a new code", "Focus group transcripts") and QualCoder
(`max_name_len`)."""

RESERVED = re.compile(r"[:;#@\[\]{}<>\\/|\"*&]")
"""Characters that end or nest a name in one of the programs."""

_FULL_WIDTH = 0xFEE0
"""Distance in code points from a character to its full-width form: `#` to `＃`."""


def safe_name(name: str) -> str:
    """A name that all programs accept: `name` on one line, without markup characters, cut to the maximum; never empty."""
    return " ".join(RESERVED.sub(" ", one_line(name)).split())[:LONGEST].rstrip() or "–"


def full_width(text: str, signs: str) -> str:
    """Escape talk: replace each of `signs` by its full-width form, so that it is never markup. The length stays the same."""
    return text.translate({ord(sign): ord(sign) + _FULL_WIDTH for sign in signs})
