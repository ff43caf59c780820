"""Headings of an interview guide: which lines are headings, and of which level; title lines."""

import re
from collections.abc import Sequence

from ipstranscribe.guide.branches import branch_of
from ipstranscribe.guide.lines import GuideLine
from ipstranscribe.guide.question_signs import FOLLOW_UP, INTRODUCTION, TITLE, is_question, words

SHORT = 10
"""Maximum number of words of an unformatted line that can be a heading."""
NUMBERED, PLAIN = 10, 9
"""Heading levels of numbered items, and of unformatted lines that only look like headings."""
_NUMBERED_SECTION = re.compile(r"(?:[^\W\d_]+\s)?(?:\d{1,2}|[A-Z]|[IVX]{1,4})\s*[:.)–—-]")


def heading_level(lines: Sequence[GuideLine], at: int, main: GuideLine | None, branches: Sequence[str]) -> int | None:
    """The level of a line that is a heading and no question; None for others. `main` is the current main question."""
    line = lines[at]
    if line.kind in ("heading", "title"):
        return None if is_question(line.text, heading=True) else max(line.level, 1)
    if is_question(line.text) or line.marker == "label" or line.role == "question":
        return None
    short = len(words(line.text)) <= SHORT
    if line.kind == "ordered":
        return NUMBERED if _is_numbered_heading(lines, at, main, branches, short=short) else None
    if line.kind != "text" or not short or line.text[-1:] in ".!;,":
        return None
    announces = line.text.endswith(":") or line.text.isupper()
    branch = branch_of(bare(line.text), branches) not in (None, "all")
    return PLAIN if announces or branch or _stands_alone(lines, at, main) else None


def _is_numbered_heading(
    lines: Sequence[GuideLine], at: int, main: GuideLine | None, branches: Sequence[str], *, short: bool
) -> bool:
    line = lines[at]
    if short and INTRODUCTION.match(line.text):
        return True
    if main is not None and line.indent > main.indent:
        return False
    return (short and branch_of(bare(line.text), branches) is not None) or _has_questions_below(lines, at)


def _has_questions_below(lines: Sequence[GuideLine], at: int) -> bool:
    """Whether a numbered line has questions below it, before the next line of its level."""
    for line in lines[at + 1 :]:
        if line.marker == "label":
            return True
        if line.kind in ("heading", "title") or (line.kind == "ordered" and line.indent <= lines[at].indent):
            return False
        if FOLLOW_UP.match(line.text):
            return False
        if is_question(line.text):
            return True
    return False


def _stands_alone(lines: Sequence[GuideLine], at: int, main: GuideLine | None) -> bool:
    """Whether a short line stands right before a list and not inside the current question."""
    after = lines[at + 1] if at + 1 < len(lines) else None
    line = lines[at]
    inside = main is not None and line.indent > main.indent
    return after is not None and not inside and len(words(line.text)) <= 6 and after.kind in ("ordered", "bullet")


def is_title(line: GuideLine, branches: Sequence[str], *, first: bool) -> bool:
    """Whether a line before the first question is the title of the guide; `first`: nothing stands before it."""
    named = bool(TITLE.search(line.text)) and line.kind in ("text", "heading") and len(words(line.text)) <= 2 * SHORT
    plain = line.kind == "heading" and line.level in (1, PLAIN) and first and not _opens(line, branches)
    plain = plain and not _NUMBERED_SECTION.match(line.text)
    return line.kind == "title" or (named and "?" not in line.text) or plain


def _opens(line: GuideLine, branches: Sequence[str]) -> bool:
    """Whether a heading is a question, or introduces a section or a branch."""
    introduces = is_question(line.text, heading=True) or bool(INTRODUCTION.match(line.text))
    return introduces or branch_of(bare(line.text), branches) is not None


def bare(text: str) -> str:
    """A heading without a colon at its end and brackets around it."""
    return text.strip().strip(":").strip("()[]").strip()
