"""Reader of Timed Text (`.ttml`, `.dfxp`; W3C TTML 1 and 2): paragraphs with times, their speakers if the file names them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ipstranscribe.documents import safe_zip
from ipstranscribe.review.transcript.readers import ParsedTranscript, RawTurn, wrong_format_error
from ipstranscribe.review.transcript.readers.segments import parse_segments

_CLOCK = re.compile(r"(\d{1,5}):(\d{2}):(\d{2})(?:\.(\d{1,9})|:(\d{1,3}))?")
_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)(h|m|s|ms|f|t|)")
"""A number with its unit; some programs leave out the `s`."""
_FRAMES = 30.0
_MOST = 1e12


@dataclass(frozen=True)
class _Rates:
    """Frames and ticks a second, and whether the file has spaces as they are meant."""

    frames: float = _FRAMES
    ticks: float = 1.0


def read(data: bytes) -> ParsedTranscript:
    """Parse a .ttml file; `place` counts its paragraphs."""
    try:
        root = safe_zip.xml(data)
    except safe_zip.Unsafe as error:
        raise wrong_format_error("a Timed Text file", str(error)) from None
    if _name(root) != "tt":
        raise wrong_format_error("a Timed Text file", "it is another kind of XML")
    agents = {
        agent.get("{http://www.w3.org/XML/1998/namespace}id", ""): " ".join("".join(agent.itertext()).split())
        for agent in root.iter()
        if _name(agent) == "agent"
    }
    rates = _rates(root)
    said = []
    for place, paragraph in enumerate((e for e in root.iter() if _name(e) == "p"), 1):
        start, end = _span(paragraph, rates)
        agent = next((found for e in (paragraph, *paragraph.iterancestors()) if (found := _attribute(e, "agent"))), "")
        agent = agent.split(" ")[0]
        said.append(RawTurn("".join(_text(paragraph)), place, agents.get(agent) or agent or None, start, end))
    return parse_segments(said, "Timed Text")


def _text(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if _name(child) == "br":
            yield " "
        elif _name(child) not in ("metadata", "desc", "title"):
            yield from _text(child)
        yield child.tail or ""


def _span(paragraph: Any, rates: _Rates) -> tuple[float | None, float | None]:
    """The times of a paragraph, or of the passages in it; those of what it stands in are its origin."""
    spans = [_times(e, rates) for e in paragraph.iter() if _name(e) in ("p", "span")]
    own, *inner = spans
    if own == (None, None) and any(one != (None, None) for one in inner):
        starts, ends = [s for s, _ in inner if s is not None], [e for _, e in inner if e is not None]
        own = min(starts, default=None), max(ends, default=None)
    origin = sum(_times(e, rates)[0] or 0.0 for e in paragraph.iterancestors() if _name(e) in ("div", "body"))
    start, end = ((None if time is None else round(origin + time, 3)) for time in own)
    return start, end


def _times(element: Any, rates: _Rates) -> tuple[float | None, float | None]:
    begin, end, length = (_seconds(element.get(key), rates) for key in ("begin", "end", "dur"))
    if end is None and length is not None:
        end = (begin or 0.0) + length
    return begin, end


def _seconds(value: str | None, rates: _Rates) -> float | None:
    if not value:
        return None
    if found := _CLOCK.fullmatch(value.strip()):
        hours, minutes, seconds, fraction, frames = found.groups()
        whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
        return whole + float(f"0.{fraction or 0}") + int(frames or 0) / rates.frames
    if found := _OFFSET.fullmatch(value.strip()):
        units = {"h": 3600.0, "m": 60.0, "s": 1.0, "": 1.0, "ms": 0.001, "f": 1 / rates.frames, "t": 1 / rates.ticks}
        return float(found[1]) * units[found[2]]
    raise wrong_format_error("a Timed Text file", "a time of it cannot be understood")


def _rates(root: Any) -> _Rates:
    try:
        frames = float(_attribute(root, "frameRate") or _FRAMES)
        above, _, below = (_attribute(root, "frameRateMultiplier") or "1 1").partition(" ")
        frames *= float(above) / float(below or 1)
        ticks = float(_attribute(root, "tickRate") or (frames if _attribute(root, "frameRate") else 1.0))
    except (ValueError, ZeroDivisionError):
        raise wrong_format_error("a Timed Text file", "its rates are no numbers") from None
    if not (0 < frames < _MOST and 0 < ticks < _MOST):
        raise wrong_format_error("a Timed Text file", "its rates are no numbers")
    return _Rates(frames, ticks)


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def _name(element: Any) -> str:
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""
