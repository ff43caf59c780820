"""Reader of CHAT transcripts (`.cha`, TalkBank's CLAN): main lines `*PAR:`, continued by a tab, with their time bullets.

CHAT's codes (`&=laughs`, `[//]`, `xxx`) stay in the text: they are what the transcriber heard. Header lines (`@…`) and
dependent lines (`%mor:`) are no talk and are listed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ipstranscribe.documents import encoding
from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript, RawTurn, wrong_format_error
from ipstranscribe.review.transcript.readers.segments import parse_segments

_BULLET = re.compile(r'[\x15•](?:%\w+:"[^"\n]*"_)?(\d{1,12})_(\d{1,12})-?[\x15•]')
"""A time bullet in milliseconds (CHAT manual, "Linking to media"); older files name the recording in it."""

_LINE_END = re.compile(r"\r\n?|\n|\u2028|\u2029")
_MAIN = re.compile(r"\*([^:\s]{1,40}):[ \t]*(.*)", re.DOTALL)


@dataclass
class _Line:
    text: str
    place: int


def read(data: bytes) -> ParsedTranscript:
    """Parse a .cha file; `place` counts lines."""
    try:
        text = encoding.decode(data)
    except encoding.NotText as error:
        raise wrong_format_error("a CHAT transcript", str(error)) from None
    lines = list(_joined(_LINE_END.split(text)))
    if not any(_MAIN.match(line.text) for line in lines):
        raise wrong_format_error("a CHAT transcript", "it has no line that begins with a speaker, as in *PAR:")
    parsed = parse_segments((one for line in lines for one in _said(line)), "CHAT")
    return replace(parsed, left_out=tuple(_left_out(lines)))


def _joined(lines: Sequence[str]) -> Iterator[_Line]:
    """The lines with those that continue them: by a tab, or (against the manual) by anything but a sign of its own."""
    whole: _Line | None = None
    for place, line in enumerate(lines, 1):
        begins = line[:1] in ("*", "%", "@")
        if whole and line.strip() and not begins:
            whole.text += " " + line.strip()
        elif line.strip():
            if whole:
                yield whole
            whole = _Line(line, place)
    if whole:
        yield whole


def _said(line: _Line) -> Iterator[RawTurn]:
    """The utterance of a main line; one with several bullets has a segment up to each of them."""
    found = _MAIN.match(line.text)
    if not found:
        return
    label, rest = found.groups()
    at = 0
    for bullet in _BULLET.finditer(rest):
        start, end = (int(time) / 1000 for time in bullet.groups())
        yield RawTurn(_clean(rest[at : bullet.start()]), line.place, label, start, end)
        at = bullet.end()
    yield RawTurn(_clean(rest[at:]), line.place, label)


def _clean(text: str) -> str:
    return text.replace("\x15", " ").strip()


def _left_out(lines: Sequence[_Line]) -> Iterator[LeftOut]:
    for line in lines:
        if line.text.startswith("%com"):
            yield LeftOut(line.place, "comment", line.text)
        elif line.text.startswith("%"):
            yield LeftOut(line.place, "further tier", line.text)
        elif not _MAIN.match(line.text):
            yield LeftOut(line.place, "heading of the file", line.text)
