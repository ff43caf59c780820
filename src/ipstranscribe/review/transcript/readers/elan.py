"""Reader of ELAN's annotation files (`.eaf`, formats 2.x and 3.0): tiers with their participants and time slots.

A tier without a parent is talk; where it only numbers the utterances, the first tier below it with text is. A tier below
that has the same words in smaller pieces gives them times; other tiers below (translation, gloss, gestures) are listed.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ipstranscribe.documents import safe_zip
from ipstranscribe.review.transcript.readers import ParsedTranscript, RawTurn, wrong_format_error
from ipstranscribe.review.transcript.readers.segments import seconds_in_file
from ipstranscribe.review.transcript.readers.tiers import Tier, is_cut_of, parse_tiers

_UNITS = {"milliseconds": 0.001, "PAL-frames": 0.04, "NTSC-frames": 1001 / 30000}
"""Units of the time slots (EAF format documentation: `TIME_UNITS`), in seconds."""

_NUMBERING = re.compile(r"\S*\d\S*")
_DEEPEST = 50

_Times = Mapping[str, tuple[float | None, float | None]]
"""Annotation id → its start and end in seconds."""


@dataclass(frozen=True)
class _Node:
    tier: Tier
    parent: str | None


def read(data: bytes) -> ParsedTranscript:
    """Parse an .eaf file; `place` counts annotations, in what is left out it counts tiers."""
    try:
        root = safe_zip.xml(data)
    except safe_zip.Unsafe as error:
        raise wrong_format_error("an ELAN file", str(error)) from None
    if root.tag != "ANNOTATION_DOCUMENT":
        raise wrong_format_error("an ELAN file", "it is another kind of XML")
    times = _times(root)
    nodes: dict[str, _Node] = {}
    for place, tier in enumerate(root.iter("TIER"), 1):
        name = tier.get("TIER_ID", "")
        unused = name if name not in nodes else f"{name}\0{place}"
        nodes[unused] = _Node(_tier(tier, place, times), tier.get("PARENT_REF"))
    return parse_tiers([_judged(name, nodes) for name in nodes], "ELAN")


def _judged(name: str, nodes: Mapping[str, _Node]) -> Tier:
    """The tier `name`, marked if it describes another one."""
    tier, talk = nodes[name].tier, _talk_above(name, nodes)
    return replace(tier, describes=talk.place != tier.place and not is_cut_of(_filled(tier), _filled(talk)))


def _filled(tier: Tier) -> Tier:
    return replace(tier, segments=tuple(one for one in tier.segments if one.text.strip()))


def _talk_above(name: str, nodes: Mapping[str, _Node]) -> Tier:
    """The tier that is the talk of the tree in which tier `name` stands."""
    for _ in range(_DEEPEST):
        parent = nodes[name].parent
        if parent is None or parent not in nodes:
            break
        name = parent
    return _talk_below(name, nodes, _DEEPEST).tier


def _talk_below(name: str, nodes: Mapping[str, _Node], depth: int) -> _Node:
    node = nodes[name]
    texts = [text for one in node.tier.segments if (text := one.text.strip())]
    if all(map(_NUMBERING.fullmatch, texts)) and depth:
        below = [_talk_below(child, nodes, depth - 1) for child in nodes if nodes[child].parent == name]
        return next((one for one in below if any(s.text.strip() for s in one.tier.segments)), node)
    return node


def _tier(tier: Any, place: int, times: _Times) -> Tier:
    segments = tuple(
        RawTurn(_value(one), place, None, *times.get(one.get("ANNOTATION_ID", ""), (None, None))) for one in _of(tier)
    )
    ordered = tuple(sorted(segments, key=lambda one: one.start or 0.0)) if _all_timed(segments) else segments
    return Tier(tier.get("TIER_ID", ""), place, ordered, tier.get("PARTICIPANT", "").strip() or None)


def _all_timed(segments: Sequence[RawTurn]) -> bool:
    return all(one.start is not None for one in segments)


def _of(tier: Any) -> Iterator[Any]:
    yield from tier.iterfind("ANNOTATION/*")


def _value(annotation: Any) -> str:
    return annotation.findtext("ANNOTATION_VALUE") or ""


def _times(root: Any) -> _Times:
    slots = _slots(root)
    times: dict[str, tuple[float | None, float | None]] = {}
    waiting = []
    for tier in root.iter("TIER"):
        spans = {one.get("ANNOTATION_ID", ""): _ends(one) for one in _of(tier) if one.tag == "ALIGNABLE_ANNOTATION"}
        known = _filled_in(list(slots), slots, {slot for span in spans.values() for slot in span})
        times |= {name: (known.get(first), known.get(last)) for name, (first, last) in spans.items()}
        waiting.append([one for one in _of(tier) if one.tag == "REF_ANNOTATION"])
    for _ in range(_DEEPEST):  # tiers may stand before those that they refer to
        waiting = [rest for refs in waiting if (rest := _share(refs, times))]
    return times


def _ends(one: Any) -> tuple[str, str]:
    return one.get("TIME_SLOT_REF1", ""), one.get("TIME_SLOT_REF2", "")


def _slots(root: Any) -> dict[str, float | None]:
    header = root.find("HEADER")
    unit = _UNITS.get(header.get("TIME_UNITS", "milliseconds") if header is not None else "milliseconds")
    if unit is None:
        raise wrong_format_error("an ELAN file", "its unit of time is unknown")
    try:
        return {
            slot.get("TIME_SLOT_ID", ""): seconds_in_file(str(float(value) * unit))
            if (value := slot.get("TIME_VALUE"))
            else None
            for slot in root.iter("TIME_SLOT")
        }
    except ValueError:
        raise wrong_format_error("an ELAN file", "a time of it is no number") from None


def _filled_in(order: Sequence[str], slots: Mapping[str, float | None], used: set[str]) -> dict[str, float | None]:
    """The times of the slots of one tier. Those without a time are spread evenly between their neighbours, as ELAN does."""
    chain = [name for name in order if name in used]
    fixed = [n for n, name in enumerate(chain) if slots[name] is not None]
    known = {name: slots[name] for name in chain}
    for n, name in enumerate(chain):
        at = bisect_left(fixed, n)
        if known[name] is None and 0 < at < len(fixed):
            before, after = fixed[at - 1], fixed[at]
            first, last = slots[chain[before]], slots[chain[after]]
            assert first is not None and last is not None  # noqa: S101 - they are fixed
            known[name] = round(first + (last - first) * (n - before) / (after - before), 3)
    return known


def _share(refs: Sequence[Any], times: dict[str, tuple[float | None, float | None]]) -> list[Any]:
    """Give annotations the time of the one they refer to, shared evenly where several do; returns those still without."""
    of_parent: dict[str, list[Any]] = {}
    for one in refs:
        of_parent.setdefault(one.get("ANNOTATION_REF", ""), []).append(one)
    waiting = []
    for parent, group in of_parent.items():
        start, end = times.get(parent, (None, None))
        if parent not in times:
            waiting += group
        for n, one in enumerate(_in_order(group)):
            if start is not None and end is not None:
                step = (end - start) / len(group)
                times[one.get("ANNOTATION_ID", "")] = round(start + n * step, 3), round(start + (n + 1) * step, 3)
    return waiting


def _in_order(group: Sequence[Any]) -> list[Any]:
    """Annotations of one parent in the order of their `PREVIOUS_ANNOTATION`."""
    after = {one.get("PREVIOUS_ANNOTATION"): one for one in group}
    ordered: list[Any] = []
    one = after.get(None)
    while one is not None and len(ordered) < len(group):
        ordered.append(one)
        one = after.get(one.get("ANNOTATION_ID"))
    return ordered if len(ordered) == len(group) else list(group)
