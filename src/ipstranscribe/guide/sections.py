"""Sections of a guide, seen over all its lines: capitals that number sections, several guides in one file, paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ipstranscribe.guide.branches import branch_of, named_branch
from ipstranscribe.guide.lines import STEP, GuideLine
from ipstranscribe.guide.question_signs import TITLE, is_question, words

SECTION_LEVEL = 8
"""Heading level of sections that are numbered with capitals: above lines that only look like headings."""
_LONGEST_BLOCK = 12
"""Maximum number of lines of a paragraph that holds one question."""
_FOR_WHOM = re.compile(
    r"\b(?:guide|schedule|guiden)\b.*?\b(?:for|with|til|med)\s+(?P<who>[^\d:?!.,()]+)", re.IGNORECASE
)


def with_sections(lines: Sequence[GuideLine]) -> list[GuideLine]:
    """The lines, with items `A.` or `IV.` as headings if questions stand below them, else as items of their level."""
    capitals = [at for at, line in enumerate(lines) if line.marker == "capital"]
    if not capitals:
        return list(lines)
    first = capitals[0]
    until = capitals[1] if len(capitals) > 1 else len(lines)
    below = lines[first + 1 : until]
    asks = any(is_question(line.text) or line.marker == "number" for line in below)
    if asks and not is_question(lines[first].text):
        return [_as_section(line) if line.marker == "capital" else line for line in lines]
    numbered = any(line.marker == "number" for line in lines)
    return [
        replace(line, indent=line.indent + STEP, marker="letter") if numbered and line.marker == "capital" else line
        for line in lines
    ]


def _as_section(line: GuideLine) -> GuideLine:
    return line if is_question(line.text) else replace(line, kind="heading", level=SECTION_LEVEL)


def guides_by_group(lines: Sequence[GuideLine], known: Sequence[str]) -> dict[int, str]:
    """Line → branch, where a file holds several guides, each with a title that says for whom; empty for one guide."""
    found = dict(_titles(lines, known))
    return found if len(set(found.values())) > 1 else {}


def _titles(lines: Sequence[GuideLine], known: Sequence[str]) -> Iterator[tuple[int, str]]:
    for at, line in enumerate(lines):
        if line.kind not in ("text", "heading", "title") or "?" in line.text or len(words(line.text)) > 14:
            continue
        whom = _FOR_WHOM.search(line.text)
        if whom and TITLE.search(line.text) and len(words(whom["who"])) <= 5:
            branch = branch_of(f"for participants {whom['who']}", known)
            yield at, branch if branch and branch in known else named_branch(whom["who"])


def question_blocks(lines: Sequence[GuideLine]) -> frozenset[int]:
    """The paragraphs that hold one question and what is asked after it, on lines of their own.

    So it is if there are several such paragraphs; a whole guide written in one paragraph is none.
    """
    sizes = Counter(line.block for line in lines if line.block)
    several = [block for block, size in sizes.items() if size > 1]
    return frozenset(block for block in several if sizes[block] <= _LONGEST_BLOCK) if len(several) > 1 else frozenset()
