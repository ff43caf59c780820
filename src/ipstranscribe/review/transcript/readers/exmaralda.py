"""Reader of EXMARaLDA's basic transcriptions (`.exb`): tiers of type `t` over one common timeline, and a table of speakers.

Events may end inside a word, so that an overlap can begin there: such pieces are put together again before they are
sorted by time. Descriptions and annotations (types `d` and `a`) are listed, not read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ipstranscribe.documents import safe_zip
from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript, RawTurn, wrong_format_error
from ipstranscribe.review.transcript.readers.segments import parse_segments, seconds_in_file

_KIND = "an EXMARaLDA transcription"


@dataclass(frozen=True)
class _Event:
    """The text of an event, and the numbers of its points on the timeline."""

    text: str
    first: int
    last: int


def read(data: bytes) -> ParsedTranscript:
    """Parse an .exb file; `place` counts pieces of talk, in what is left out it counts tiers."""
    try:
        root = safe_zip.xml(data)
    except safe_zip.Unsafe as error:
        raise wrong_format_error(_KIND, str(error)) from None
    if root.tag != "basic-transcription":
        raise wrong_format_error(_KIND, "it is another kind of XML")
    points = {point.get("id", ""): n for n, point in enumerate(root.iter("tli"))}
    times = _times([point.get("time") for point in root.iter("tli")])
    speakers = {one.get("id", ""): _label(one) for one in root.iter("speaker")}
    tiers = [(place, tier, _events(tier, points)) for place, tier in enumerate(root.iter("tier"), 1)]
    pieces = [
        (event, _speaker(tier, speakers)) for _, tier, events in tiers if _is_talk(tier) for event in _unbroken(events)
    ]
    pieces.sort(key=lambda piece: piece[0].first)  # the timeline need not have times
    parsed = parse_segments(
        (
            RawTurn(event.text, place, speaker, times[event.first], times[event.last])
            for place, (event, speaker) in enumerate(pieces, 1)
        ),
        "EXMARaLDA",
    )
    further = tuple(
        LeftOut(place, "further tier", "\n".join(event.text for event in events))
        for place, tier, events in tiers
        if events and not _is_talk(tier)
    )
    return replace(parsed, left_out=further)


def _is_talk(tier: Any) -> bool:
    return str(tier.get("type", "t")) == "t"


def _label(speaker: Any) -> str:
    return (speaker.findtext("abbreviation") or "").strip()


def _speaker(tier: Any, speakers: Mapping[str, str]) -> str | None:
    """The abbreviation of a tier's speaker; if there is none, the tier's name without its category (`DS [v]`)."""
    shown = str(tier.get("display-name", "")).partition("[")[0].strip()
    speaker = str(tier.get("speaker", ""))
    return speakers.get(speaker) or shown or speaker or None


def _events(tier: Any, points: Mapping[str, int]) -> list[_Event]:
    """The events of a tier in order of time; raises UserError for one that hangs in the air."""
    found = []
    for event in tier.iterfind("event"):
        text = (event.text or "") + "".join(child.tail or "" for child in event)
        try:
            placed = _Event(text, points[event.get("start", "")], points[event.get("end", "")])
        except KeyError:
            raise wrong_format_error(_KIND, "an event is not on its timeline") from None
        if text.strip():
            found.append(placed)
    return sorted(found, key=lambda event: event.first)


def _unbroken(events: Sequence[_Event]) -> Iterator[_Event]:
    """Put events together that meet inside a word. Where a tier has no spaces between events, each is whole words."""
    meeting = [(a, b) for a, b in pairwise(events) if a.last == b.first]
    spaced = sum(a.text[-1].isspace() or b.text[0].isspace() for a, b in meeting)
    waiting: _Event | None = None
    for event in events:
        meets = waiting is not None and waiting.last == event.first and 2 * spaced >= len(meeting)
        if waiting and meets and not (waiting.text[-1].isspace() or event.text[0].isspace()):
            waiting = _Event(waiting.text + event.text, waiting.first, event.last)
            continue
        if waiting:
            yield waiting
        waiting = event
    if waiting:
        yield waiting


def _times(given: Sequence[str | None]) -> list[float | None]:
    """Seconds of the points of the timeline; those without a time are spread evenly between their neighbours."""
    try:
        times = [seconds_in_file(time) if time else None for time in given]
    except ValueError:
        raise wrong_format_error(_KIND, "a time of it is no number") from None
    known = [n for n, time in enumerate(times) if time is not None]
    for before, after in pairwise(known):
        first, last = times[before], times[after]
        assert first is not None and last is not None  # noqa: S101 - they are known
        for n in range(before + 1, after):
            times[n] = round(first + (last - first) * (n - before) / (after - before), 3)
    return times
