"""Reader of interview guides in plain text and Markdown."""

import re
from collections.abc import Iterator

from ipstranscribe.documents import encoding
from ipstranscribe.guide.lines import GuideLine, GuideSource, not_a_guide, without_marker

LARGEST = 2_000_000
"""Maximum size of a guide in bytes; a guide of fifty pages has a tenth of that."""

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"\s*([-=*_]\s*){3,}$")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]+\|[\s:|-]*$")
_BOLD_LINE = re.compile(r"(\*\*|__)(.+?)\1:?$")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ITEM = re.compile(r"\s*(?:[-–—*•+]|\(?\w{1,3}[.)]|\d+(?:\.\d+)+)\s")
_TAB = 4


def read(data: bytes, *, markdown: bool) -> GuideSource:
    """Read the lines of a text file in UTF-8, UTF-16 or Windows-1252; raises UserError for what is no text."""
    lines = _joined(_lines(data))
    found = _markdown(lines) if markdown else (_plain(line) for line in lines)
    return GuideSource(tuple(without_marker(line) for line in found if line.text), "Markdown" if markdown else "text")


def _lines(data: bytes) -> list[str]:
    if len(data) > LARGEST:
        raise not_a_guide("text", "it is too large for a guide")
    try:
        return encoding.decode_lines(data)
    except encoding.NotText as error:
        raise not_a_guide("text", str(error)) from None


def _joined(lines: list[str]) -> Iterator[str]:
    """Join wrapped lines: a line that continues a sentence is appended to the one before."""
    waiting = ""
    for line in lines:
        ends = not waiting.strip() or waiting.rstrip()[-1] in ".?!:;|" or waiting.lstrip().startswith("#")
        goes_on = not ends and line.strip()[:1].islower() and not _ITEM.match(line)
        if goes_on:
            waiting = f"{waiting.rstrip()} {line.strip()}"
        else:
            yield waiting
            waiting = line
    yield waiting


def _plain(line: str) -> GuideLine:
    bare = line.strip()
    return GuideLine("" if _RULE.match(bare) else bare, indent=_indent(line))


def _indent(line: str) -> int:
    opened = line.expandtabs(_TAB)
    return len(opened) - len(opened.lstrip())


def _markdown(lines: Iterator[str]) -> Iterator[GuideLine]:
    row = 0
    for line in lines:
        bare = line.strip().removeprefix(">").strip() if line.lstrip().startswith(">") else line.strip()
        if _RULE.match(bare) or _TABLE_RULE.match(bare) or bare.startswith("```"):
            continue
        if found := _HEADING.match(bare):
            yield GuideLine(_without_emphasis(found.group(2)), "heading", len(found.group(1)))
        elif bare.startswith("|"):
            row += 1
            yield from _cells(bare, row)
        elif found := _BOLD_LINE.match(bare):
            yield GuideLine(found.group(2).strip(), "heading", 9)
        else:
            yield GuideLine(_without_emphasis(bare.removeprefix("+ ")), indent=_indent(line))


def _cells(line: str, row: int) -> Iterator[GuideLine]:
    cells = line.strip().strip("|").split("|")
    for column, cell in enumerate(cells):
        for part in re.split(r"<br\s*/?>", cell):
            yield GuideLine(_without_emphasis(part.strip()), cell=(row, column), columns=len(cells))


def _without_emphasis(text: str) -> str:
    return _EMPHASIS.sub(r"\2", text)
