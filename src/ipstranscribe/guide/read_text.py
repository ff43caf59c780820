"""Reader of interview guides in plain text and Markdown."""

import re
from collections.abc import Iterator

from ipstranscribe.documents import encoding
from ipstranscribe.guide.lines import GuideLine, GuideSource, without_markers
from ipstranscribe.guide.refused import unreadable

LARGEST = 2_000_000
"""Maximum size of a guide in bytes; a guide of fifty pages has a tenth of that."""

_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\u00ad]")
"""Characters that are nothing to be read: controls, and invisible ones."""
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
"""What ends a line beside the line feed: soft breaks and page breaks of word processors among them."""
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_TAG = re.compile(
    r"</?(?:ul|ol|li|p|b|i|em|strong|u|div|span|center|sub|sup|small|details|summary)(?:\s[^<>]*)?/?>", re.I
)
_BREAK = re.compile(r"<br\s*/?>|\\$", re.IGNORECASE)
_COMMENT = re.compile(r"<!-+|-+->")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"\s*([-=*_]\s*){3,}$")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]+\|[\s:|-]*$")
_BOLD_LINE = re.compile(r"(\*\*|__)(.+?)\1:?$")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ITEM = re.compile(r"\s*(?:[-–—*•+]|\(?\w{1,3}[.)]|\d+(?:\.\d+)+)\s")
_TAB = 4


def read(data: bytes, *, markdown: bool) -> GuideSource:
    """Read the lines of a text file; raises UserError for what is no text. Control characters in it are left out."""
    if len(data) > LARGEST:
        raise unreadable("text", "it is too large for a guide")
    try:
        text = encoding.decode(data)
    except encoding.NotText as error:
        raise unreadable("text", str(error)) from None
    if "\x00" in text:
        raise unreadable("text", "it holds bytes that no text has")
    plain, left_out = _CONTROL.subn("", _LINE_END.sub("\n", text))
    lines = plain.split("\n")
    head = _front_matter(lines) if markdown else 0
    body = _joined(lines[head:])
    found = _markdown(body) if markdown else (_plain(line) for line in body)
    facts = [_fact(line) for line in lines[1 : max(head - 1, 1)]]
    return GuideSource(without_markers([*facts, *found]), "Markdown" if markdown else "text", left_out)


def _front_matter(lines: list[str]) -> int:
    """The number of lines at the top that hold facts about the document between two rules (YAML); 0 if there are none."""
    if lines[0].strip() != "---":
        return 0
    end = next((at for at, line in enumerate(lines[1:40], 1) if line.strip() in ("---", "...")), 0)
    return end + 1 if end and all(re.match(r"\s*(?:[\w-]+:|-\s|#|$)", line) for line in lines[1:end]) else 0


def _fact(line: str) -> GuideLine:
    name, _, value = line.partition(":")
    told = value.strip().strip("\"'")
    return (
        GuideLine(told, "title")
        if name.strip().casefold() == "title" and told
        else GuideLine(line.strip(), role="note")
    )


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
    parts = (part for line in lines for part in ([line] if line.lstrip().startswith("|") else _BREAK.split(line)))
    for line in parts:
        bare = _COMMENT.sub(" ", _TAG.sub(" ", line)).strip()
        while bare.startswith(">"):
            bare = bare[1:].strip()
        if _RULE.match(bare) or _TABLE_RULE.match(bare):
            continue
        bare = bare.removeprefix("```").strip()
        if found := _HEADING.match(bare):
            yield GuideLine(_without_emphasis(found.group(2)), "heading", len(found.group(1)))
        elif bare.startswith("|"):
            row += 1
            yield from _cells(bare, row)
        elif found := _BOLD_LINE.match(bare):
            yield GuideLine(_without_emphasis(found.group(2).strip()), "heading", 9)
        else:
            yield GuideLine(_without_emphasis(bare.removeprefix("+ ")), indent=_indent(line))


def _cells(line: str, row: int) -> Iterator[GuideLine]:
    cells = line.strip().strip("|").split("|")
    for column, cell in enumerate(cells):
        for part in _BREAK.split(cell):
            yield GuideLine(_without_emphasis(part.strip()), cell=(row, column), columns=len(cells))


def _without_emphasis(text: str) -> str:
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\2", text))
