"""Follow-ups that stand on the line of their question: in brackets, behind a label, or several in a row."""

import re
from collections.abc import Iterator

from ipstranscribe.guide.question_signs import ANNOUNCED, ASIDE, INLINE


def with_follow_ups(text: str) -> tuple[str, list[str]]:
    """A question without the follow-ups behind it, and these; an empty one says that they come on the lines below."""
    rest = [found["rest"] for found in INLINE.finditer(text)]
    text = INLINE.sub("", text).strip() or text
    for pattern in (ASIDE, ANNOUNCED):
        if (found := pattern.search(text)) and text[: found.start()].strip():
            rest.append(found["rest"])
            text = text[: found.start()].strip()
    return text, rest


def several(text: str) -> Iterator[str]:
    """Split a line into its follow-ups: several questions in a row, or parts separated by semicolons."""
    for part in re.split(r"(?<=\?)\s*(?=[A-ZÆØÅ])|(?<=\?)\s+(?=[^\W\d_])|\s*;\s+", text.strip()):
        if part.strip():
            yield part.strip()
