"""Reader of Transcriber's files (`.trs`): turns with their speakers, cut into segments at points in time.

A turn of two speakers at once names for each passage who says it (`<Who nb="1"/>`). Events and comments, which Transcriber
shows between the words, stay as remarks in round brackets: square ones are for replacements.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ipstranscribe.documents import safe_zip
from ipstranscribe.review.transcript.readers import ParsedTranscript, RawTurn, wrong_format_error
from ipstranscribe.review.transcript.readers.segments import parse_segments, seconds_in_file

_DOCTYPE = re.compile(rb"<!DOCTYPE\s+\w+\s+SYSTEM\s+(?:\"[^\"<>]*\"|'[^'<>]*')\s*>")
"""Transcriber names its document type, which declares nothing here; any other is refused."""


def read(data: bytes) -> ParsedTranscript:
    """Parse a .trs file; `place` counts segments."""
    try:
        root = safe_zip.xml(_DOCTYPE.sub(b"", data, count=1))
    except safe_zip.Unsafe as error:
        raise wrong_format_error("a Transcriber file", str(error)) from None
    if root.tag != "Trans":
        raise wrong_format_error("a Transcriber file", "it is another kind of XML")
    names = {one.get("id", ""): (one.get("name") or one.get("id", "")).strip() for one in root.iter("Speaker")}
    segments = [one for turn in root.iter("Turn") for one in _segments(turn, names)]
    return parse_segments((replace(one, place=n) for n, one in enumerate(segments, 1)), "Transcriber")


def _segments(turn: Any, names: Mapping[str, str]) -> Iterator[RawTurn]:
    speakers = [names.get(one, one) for one in turn.get("speaker", "").split()]
    start, last = _time(turn, "startTime"), _time(turn, "endTime")
    points = [time for sync in turn.iter("Sync") if (time := _time(sync, "time")) is not None]
    ends = iter([*points[1:], last])
    now = RawTurn("", 0, speakers[0] if speakers else None, start, last)
    text = turn.text or ""
    for child in turn:
        if child.tag in ("Sync", "Who"):
            yield replace(now, text=text)
            text = ""
        if child.tag == "Sync":
            now = replace(now, start=_time(child, "time"), end=next(ends, last))
        elif child.tag == "Who":
            number = child.get("nb", "1")
            now = replace(
                now, label=speakers[int(number) - 1] if number in map(str, range(1, len(speakers) + 1)) else None
            )
        text += _remark(child) + (child.tail or "")
    yield replace(now, text=text)


def _remark(element: Any) -> str:
    """An event or a comment as a remark; of an event that lasts, where it begins (`laughs-`) and ends (`-laughs`)."""
    before, after = {"begin": ("", "-"), "end": ("-", "")}.get(element.get("extent", ""), ("", ""))
    return f" ({before}{element.get('desc')}{after}) " if element.get("desc") else " "


def _time(element: Any, name: str) -> float | None:
    value = element.get(name)
    if value is None:
        return None
    try:
        return seconds_in_file(value)
    except ValueError:
        raise wrong_format_error("a Transcriber file", "a time of it is no number") from None
