"""Which time marks are stamps, decided from the whole file; all others are talk (`8:15 I have breakfast`).

Marks are taken together where they are written alike (brackets, form) and stand at the same place of lines: before the
label, behind it, alone on a line, at the end, inside. Such a group is stamps if it behaves like stamps:

- nobody would say such a time (`#00:00:05-2#`, `-->`, frames); or
- it runs upwards, and is either of a form that is hardly ever said (with seconds beside hours and minutes, in square
  brackets), or stands at nearly every turn, or at many of them and begins where the words before it allow: a stamp of 8:15
  does not come after ten words, a breakfast does.

Further marks written like the stamps of the file are stamps as well if their time lies between those around them, and,
without brackets, if they do not stand in the middle of a sentence (`at 6:30`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ipstranscribe.review.transcript.readers.lines import heads
from ipstranscribe.review.transcript.readers.lines.labels import Labels
from ipstranscribe.review.transcript.readers.lines.line import Line
from ipstranscribe.review.transcript.readers.lines.marks import TimeMark

Place = Literal["before", "behind", "alone", "end", "inside"]

EARLY = 120.0
"""Seconds into a recording at which the first stamp may come before any word; every word before it allows a second more."""
NEARLY_ALL, MANY = 0.8, 0.3
"""Shares of turns at which doubtful marks stand that are stamps for that alone, and that are if they begin early."""
UPWARDS = 0.8
"""Share of a group's marks that run upwards; some are mistyped, and parts of a recording begin anew."""

_SPOKEN = re.compile(r"(?:\b(?:at|kl|kl\.|klokka|klokken|around|about|by|before|after|until|till?|fra|from|ca\.?|rundt|ved|før|etter|"
                     r"mellom|between|and|og|to|was|is|er|var|past|to)\s+)$", re.IGNORECASE)  # fmt: skip
_ENDED = re.compile(r"[.?!…:;)\]»”\"–—-]\s*$")
_ONLY_SIGNS = re.compile(r"[\s.?!,;:)\]*_-]*$")


@dataclass(frozen=True)
class _Placed:
    """A mark of line `n` with its place; `opens` is whether it stands at the opening of a turn."""

    n: int
    mark: TimeMark
    place: Place
    opens: bool
    words: int
    """Words of the file before it."""
    spoken: bool
    """Whether the words around it make it a part of a sentence."""


@dataclass(frozen=True)
class Stamps:
    """The stamps of each line, and the numbers of lines whose stamps run backwards."""

    of: Sequence[tuple[TimeMark, ...]]
    backwards: tuple[int, ...] = ()


def find_stamps(lines: Sequence[Line], labels: Labels) -> Stamps:
    """Decide on every mark of the file."""
    placed = list(_placed(lines, labels))
    turns = _turns(lines, labels)
    groups: dict[tuple[str, ...], list[_Placed]] = {}
    for one in placed:
        groups.setdefault((one.place, *one.mark.kind), []).append(one)
    sure = [one for group in groups.values() for one in _sure(group, turns, alone=labels.main is None)]
    anchors = sorted(sure, key=lambda one: (one.n, one.mark.begin))
    further = [one for one in placed if one not in sure and _like(one, anchors)]
    taken: list[list[TimeMark]] = [[] for _ in lines]
    for one in (*sure, *further):
        taken[one.n].append(one.mark)
    stamps = [tuple(sorted(marks, key=lambda mark: mark.begin)) for marks in taken]
    return Stamps(stamps, tuple(_backwards(stamps)))


def _placed(lines: Sequence[Line], labels: Labels) -> Iterator[_Placed]:
    words = 0
    for n, line in enumerate(lines):
        head = labels.head_of(n, line, line.marks)
        lead, begin = heads.leading_stamps(line.text, line.marks)
        beside = head.stamps if head else lead
        for mark in line.marks:
            before, after = line.text[: mark.begin], line.text[mark.stop :]
            place: Place = "inside"
            if mark in beside and head is None and begin >= len(line.text):
                place = "alone"
            elif mark in beside:
                place = "before" if mark in lead else "behind"
            elif _ONLY_SIGNS.match(after):
                place = "end"
            opens = mark in beside and (head is not None or labels.main in (None, heads.ALONE) or place == "alone")
            spoken = bool(_SPOKEN.search(before)) or not (_ENDED.search(before) or not before.strip())
            yield _Placed(n, mark, place, opens, words + len(before.split()), spoken)
        words += line.words


def _turns(lines: Sequence[Line], labels: Labels) -> int:
    """How many turns the file has: lines with labels, or without any labels lines with talk."""
    headed = sum(labels.head_of(n, line, line.marks) is not None for n, line in enumerate(lines))
    return headed or sum(heads.leading_stamps(line.text, line.marks)[1] < len(line.text) for line in lines) or 1


def _sure(group: list[_Placed], turns: int, *, alone: bool) -> list[_Placed]:
    """Those of a group that are stamps by themselves. `alone` is whether the file has no labels."""
    unmistakable = [one for one in group if one.mark.unmistakable]
    if len(unmistakable) == len(group):
        return group
    place, mark = group[0].place, group[0].mark
    rising = _rising([one.mark.start for one in group])
    if len(rising) < UPWARDS * len(group) and not _mostly_up([one.mark.start for one in group]):
        return unmistakable
    share = sum(one.opens or one.place == "end" for one in group) / turns
    early = group[0].mark.start <= EARLY + group[0].words
    if place == "inside":
        bracketed = mark.bracket in ("[", "<", "{") and mark.form in ("long", "short", "dotted")
        enough = (bracketed and (mark.form == "long" or len(group) > 1)) or (mark.form == "long" and len(group) > 2)
        return group if enough and (mark.bracket or early) and not all(one.spoken and not mark.bracket for one in group) else []
    if mark.strong:
        return group
    if place == "end" and (len(group) < 3 or any(one.spoken and not mark.bracket for one in group)) and not share >= NEARLY_ALL:
        return []
    if place == "alone":
        return group if early or len(group) > 2 else []
    if share >= NEARLY_ALL if not alone else early and share >= MANY:
        return [group[i] for i in rising] if alone else [one for one in group if one.opens]
    return [one for one in group if one.opens] if early and share >= MANY else []


def _like(one: _Placed, anchors: Sequence[_Placed]) -> bool:
    """Whether a mark is a stamp because it is written like those of the file and fits between them."""
    forms = {anchor.mark.form for anchor in anchors if anchor.mark.bracket == one.mark.bracket}
    if one.mark.form not in forms:
        return False
    if one.mark.bracket in ("[", "<", "{") and one.mark.form == "long":
        return True
    if one.spoken and not one.mark.bracket:
        return False
    at = bisect_right([(anchor.n, anchor.mark.begin) for anchor in anchors], (one.n, one.mark.begin))
    before = anchors[at - 1].mark if at else None
    after = anchors[at].mark if at < len(anchors) else None
    if before and one.n == anchors[at - 1].n and one.place in ("before", "behind") and not one.mark.bracket:
        return False  # `0:07 P1: 8:15 is early` has its stamp
    late = before is None or before.start <= one.mark.start
    soon = after is None or one.mark.start <= after.start or (before is not None and after.start < before.start)
    return late and soon


def _rising(times: Sequence[float]) -> list[int]:
    """The numbers of a longest run of times that does not fall."""
    ends: list[float] = []
    chain: list[tuple[int, int | None]] = []
    last: list[int] = []
    for i, time in enumerate(times):
        at = bisect_right(ends, time)
        chain.append((i, last[at - 1] if at else None))
        ends[at : at + 1], last[at : at + 1] = [time], [i]
    found: list[int] = []
    here = last[-1] if last else None
    while here is not None:
        found.append(here)
        here = chain[here][1]
    return found[::-1]


def _mostly_up(times: Sequence[float]) -> bool:
    """Whether times run upwards but for a few places where they begin anew, as in the second part of a recording."""
    steps = [b >= a for a, b in zip(times, times[1:], strict=False)]
    return sum(steps) >= UPWARDS * len(steps)


def _backwards(stamps: Sequence[Sequence[TimeMark]]) -> Iterator[int]:
    before = 0.0
    for n, marks in enumerate(stamps):
        if any(mark.start < earlier - 1 for mark, earlier in zip(marks, [before, *(m.start for m in marks)], strict=False)):
            yield n
        before = marks[-1].start if marks else before


def by_line(stamps: Stamps) -> Mapping[int, tuple[TimeMark, ...]]:
    """The stamps of the lines that have any."""
    return {n: marks for n, marks in enumerate(stamps.of) if marks}
