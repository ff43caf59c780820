"""Cues of a subtitle file: a cue begins at its line of times, and goes on to the next one, whatever blank lines do.

WebVTT: https://www.w3.org/TR/webvtt1/. SubRip has no standard; programs leave out the hours, the fraction or the blank line
between two cues, write a point for the comma, and put blank lines where no blank line may be.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from ipstranscribe.review.transcript.readers import LeftOut, WhyLeftOut
from ipstranscribe.text.time_codes import seconds_of

_TIME = r"-?(?:\d+ ?: ?)?\d{1,3} ?: ?\d{1,2}(?: ?[.,] ?\d{1,6})?"
_TIMES = re.compile(rf"\s*({_TIME})\s*(?:-{{1,2}} ?>|[–—]>|→)\s*({_TIME})(?:\s+(\S.*?))?\s*")
"""A line of times. Word makes `–>` of the arrow, translation programs write `00: 00: 01, 000 -> …`."""

_SETTING = r"(?:(?:align|line|position|region|size|vertical):\S+|[XY][12]: ?-?\d+|[DTLSA]:[\w%]+)"
_SETTINGS = re.compile(rf"{_SETTING}(?:\s+{_SETTING})*", re.IGNORECASE)
_HEADER, _COMMENT, _BLOCK = re.compile(r"\s*WEBVTT\b"), re.compile(r"NOTE(?:\s|$)"), re.compile(r"(?:STYLE|REGION)\s*")
_CODE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_METADATA = re.compile(r"(?:Kind|Language|X-TIMESTAMP-MAP)\s*[:=].*")
_NUMBER = re.compile(r"[#(\[ ]{0,2}(\d{1,9})[.:)\] ]{0,2}")
_MADE = re.compile(r"(?=\S*\d)(?=\S*[-_/#.:])\S+|[0-9a-fA-F-]{12,}")
"""An identifier that a program made: `P1-014/1`, `c2f0…-1`."""

_LONGEST_IDENTIFIER = 5
"""Words of an identifier that a person wrote (`Second part of the day`); more are talk."""


@dataclass(frozen=True)
class RawCue:
    """A cue: its number from 1, its times in seconds, and its lines as they stand in the file."""

    place: int
    start: float
    end: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class CueFile:
    """The cues of a file, what is no talk, the cues with doubtful times, and the language that the header names."""

    cues: tuple[RawCue, ...]
    left_out: tuple[LeftOut, ...] = ()
    doubtful: tuple[int, ...] = ()
    language: str | None = None


@dataclass(frozen=True)
class _Block:
    """The lines from one line of times to the next. `place` is the number of the cue they begin with, 0 before the first."""

    place: int
    lines: tuple[str, ...]
    last: bool
    left_out: tuple[LeftOut, ...] = ()

    def without(self, first: int, end: int, why: WhyLeftOut | None) -> "_Block":
        """The block with the lines from `first` to `end` blanked, told with `why` unless they are no words."""
        text = "\n".join(self.lines[first:end])
        told = (LeftOut(max(self.place, 1), why, text),) if why else ()
        lines = (*self.lines[:first], *[""] * (end - first), *self.lines[end:])
        return replace(self, lines=lines, left_out=(*self.left_out, *told))


def find_cues(lines: Sequence[str], *, web: bool) -> CueFile:
    """Find the cues of a WebVTT (`web`) or SubRip file; a file without any line of times has none.

    What says in its first line that it is WebVTT is, whatever its name.
    """
    lines = list(dropwhile(lambda line: not line.strip(), lines))
    headed = bool(lines and _HEADER.match(lines[0]))
    web = web or headed
    found = [(at, match) for at, line in enumerate(lines) if (match := _TIMES.fullmatch(line))]
    edges = [*(at for at, _ in found), len(lines)]
    head, language = _without_header(_Block(0, tuple(lines[: edges[0]]), last=not found), headed=headed)
    blocks = [head]
    for place, (at, match) in enumerate(found, 1):
        beside = match[3] if match[3] and not _SETTINGS.fullmatch(match[3]) else ""
        blocks.append(_Block(place, (beside, *lines[at + 1 : edges[place]]), last=place == len(found)))
    if web:
        blocks = [_without_comments(block) for block in blocks]
    head, *bodies = _without_identifiers(blocks, web=web)
    for number, line in enumerate(head.lines):
        head = head.without(number, number + 1, "before the first turn") if line.strip() else head
    left_out = [one for block in (head, *bodies) for one in block.left_out]
    cues, doubtful = [], []
    for block, (_, match) in zip(bodies, found, strict=True):
        start, end = (_seconds(match[n]) for n in (1, 2))
        if end < start or match[1].startswith("-"):
            doubtful.append(block.place)
        shown = tuple(line for line in block.lines if line.strip())
        cues.append(RawCue(block.place, start, max(start, end), shown))
    return CueFile(tuple(cues), tuple(left_out), tuple(doubtful), language)


def _seconds(time: str) -> float:
    return 0.0 if time.startswith("-") else seconds_of(time.replace(" ", ""), 3)


def _without_header(head: _Block, *, headed: bool) -> tuple[_Block, str | None]:
    """The lines before the first cue without WebVTT's header, and the language that it names."""
    if not headed:
        return head, None
    end = next((at for at, line in enumerate(head.lines) if not line.strip()), len(head.lines))
    language = None
    for at, line in enumerate(head.lines[:end]):
        text = _HEADER.sub("", line, count=1).strip() if at == 0 else line
        if text.lower().startswith("language:"):
            language = next(iter(_CODE.findall(text.split(":", 1)[1])), "").lower() or None
        known = not text or _METADATA.fullmatch(text.strip())
        head = head.without(at, at + 1, None if known else "note of the program")
    return head, language


def _without_comments(block: _Block) -> _Block:
    """The block without comments and style sheets, which begin after a blank line and end with the next one.

    One line right before a line of times is the identifier of that cue, also if it begins with NOTE.
    """
    at = 0 if block.place == 0 else 1
    while at < len(block.lines):
        line = block.lines[at]
        kind = _why(line) if _stands_alone(block, at) else None
        end = next((n for n in range(at, len(block.lines)) if not block.lines[n].strip()), len(block.lines))
        if kind and not (end == len(block.lines) == at + 1 and not block.last):
            block = block.without(at, end, kind)
        at = max(end, at + 1)
    return block


def _why(line: str) -> WhyLeftOut | None:
    if _COMMENT.match(line):
        return "comment"
    return "note of the program" if _BLOCK.fullmatch(line) else None


def _without_identifiers(blocks: Sequence[_Block], *, web: bool) -> Iterator[_Block]:
    """The blocks without the identifier of the cue that follows each; numbers are known by where the file puts them."""
    ends = [_end_of(block) for block in blocks if not block.last]
    direct = [end for end in ends if end.number is not None and end.gap == 0]
    numbered = bool(ends and ends[0].number is not None) or len(direct) * 2 > len(ends)
    spaced = bool(ends and ends[0].number is not None and ends[0].gap)
    expected, made = 1, False
    for block in blocks:
        end = _end_of(block)
        if block.last:
            cut_off = numbered and end.number == expected and end.alone and end.more and block.place > 0
            yield block.without(end.at, end.at + 1, "identifier of a cue") if cut_off else block
            continue
        if end.number is not None:
            ours = _is_numbering(end, expected, numbered=numbered, spaced=spaced, first=block.place == 0)
            yield block.without(end.at, end.at + 1, None) if ours else block
            expected = end.number + 1 if ours else expected + 1
            continue
        expected += 1
        text = block.lines[end.at].strip() if end.at >= 0 else ""
        by_place = web and text and end.gap == 0 and (end.more or block.place == 0)
        program = _MADE.fullmatch(text) is not None
        made = made or (program and block.place == 0)
        if by_place and ((end.alone and _is_identifier(text)) or (program and made)):
            yield block.without(end.at, end.at + 1, None if program else "identifier of a cue")
        else:
            yield block


def _stands_alone(block: _Block, at: int) -> bool:
    """Whether a blank line stands before a line, or nothing; the first line of a cue stands right below its times."""
    return at == 0 or (not block.lines[at - 1].strip() and not (block.place and at == 1))


@dataclass(frozen=True)
class _End:
    """The last line with text of a block: its position (-1: none), the number it is, and the blank lines after it.

    `alone` says that a blank line, or nothing, stands before it; `more` that there is other text in the block.
    """

    at: int
    number: int | None
    gap: int
    alone: bool
    more: bool


def _end_of(block: _Block) -> _End:
    filled = [at for at, line in enumerate(block.lines) if line.strip()]
    if not filled:
        return _End(-1, None, 0, alone=False, more=False)
    at = filled[-1]
    number = _NUMBER.fullmatch(block.lines[at].strip())
    alone = _stands_alone(block, at)
    return _End(at, int(number[1]) if number else None, len(block.lines) - 1 - at, alone, more=len(filled) > 1)


def _is_numbering(end: _End, expected: int, *, numbered: bool, spaced: bool, first: bool) -> bool:
    """Whether a number at the end of a block is that of the next cue, and not what somebody said."""
    if first:
        return True
    if end.gap:
        return numbered and (spaced or (end.number == expected and end.more and end.alone))
    if numbered:
        return end.more or end.number == expected
    return end.alone and end.more


def _is_identifier(text: str) -> bool:
    """Whether a line at the place of an identifier is one: made by a program, or a few words that are no sentence."""
    if _MADE.fullmatch(text) or _COMMENT.match(text):
        return True
    return len(text.split()) <= _LONGEST_IDENTIFIER and text[-1] not in ".?!…,;:" and not text.startswith("<")
