"""What stands beside a unit in a sheet: its question and what the interviewer said, shortened to a few lines."""

from ipstranscribe.documents.excel import room
from ipstranscribe.documents.text_width import line_starts

WIDTH = 26
"""Width in characters of a column beside the units."""
_LINES = 6
"""Lines of such a column; the sheet of coverage and the transcript have the text in full."""


def beside(text: str) -> str:
    """A text as a sheet shows it beside a unit: whole, or its first words and an ellipsis."""
    starts = list(line_starts(text, room(WIDTH)))
    if len(starts) <= _LINES:
        return text
    kept = text[: starts[_LINES]].rstrip()
    blank = kept.rfind(" ")
    return (kept[:blank] if blank > len(kept) // 2 else kept) + " …"
