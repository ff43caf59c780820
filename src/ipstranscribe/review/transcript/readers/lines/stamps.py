"""Which time marks are stamps, decided from the whole file; all others are talk (`8:15 I have breakfast`).

Marks are taken together where they are written alike (brackets, form) and stand at the same place of lines: before the
label, behind it, alone on a line, at the end, inside. Such a group is stamps if it behaves like stamps:

- nobody would say such a time (`#00:00:05-2#`, `-->`, frames), or one stands before a label or alone with it; or
- it runs upwards, and is either of a form that is hardly ever said (with seconds beside hours and minutes, in square
  brackets), or stands at nearly every turn, or at many of them and begins where the words before it allow: a stamp of 8:15
  does not come after ten words, a breakfast does.

Further marks written like the stamps of the file are stamps as well if their time lies between those around them, and,
without brackets, if they do not stand in the middle of a sentence (`at 6:30`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ipstranscribe.review.transcript.readers.lines import heads
from ipstranscribe.review.transcript.readers.lines.labels import Labels
from ipstranscribe.review.transcript.readers.lines.line import Line
from ipstranscribe.review.transcript.readers.lines.marks import TimeMark

Place = Literal["before", "behind", "alone", "end", "inside"]

EARLY, EARLY_IN_BRACKETS = 120.0, 300.0
"""Seconds into a recording at which the first stamp may come before any word; every word before it allows a second more.
People put stamps in brackets, and clock times seldom."""
NOT_A_DAY = 3 * 3600.0
"""Seconds below which a time with hours and seconds is hardly a time of the day."""
NEARLY_ALL, MANY = 0.8, 0.3
"""Shares of turns at which doubtful marks stand that are stamps for that alone, and that are if they begin early."""
UPWARDS = 0.8
"""Share of a group's marks that run upwards; some are mistyped, and parts of a recording begin anew."""

_SPOKEN = re.compile(
    r"\b(?:at|kl\.?|klokka|klokken|around|about|by|before|after|until|till?|fra|from|ca\.?|rundt|ved|før|etter|mellom|between|"
    r"and|og|to|was|is|er|var|past)\s+$",
    re.IGNORECASE,
)
_CONTEXT = 40
"""Characters before a mark that are looked at."""
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
    enclosed: bool
    """Whether it stands before a label, or between a label and its colon, or alone with a label."""

    @property
    def at(self) -> tuple[int, int]:
        """Where it stands in the file."""
        return self.n, self.mark.begin

    @property
    def is_certain(self) -> bool:
        """Whether it is a stamp whatever the others are."""
        return self.mark.unmistakable or self.enclosed


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
    further = list(_further(placed, _Anchors(sorted(sure, key=lambda one: one.at))))
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
        first = {mark.begin for mark in lead}
        beside = {mark.begin for mark in head.stamps} if head else first
        enclosed = {mark.begin for mark in head.stamps[: head.enclosed]} if head else set[int]()
        only = head is None and begin >= len(line.text)
        so_far = 0
        for mark in line.marks:
            words += len(line.text[so_far : mark.begin].split())
            so_far = mark.stop
            place = _place(line, mark, beside=mark.begin in beside, first=mark.begin in first, only=only)
            opens = head is not None if place == "end" else mark.begin in beside
            opens = opens and (head is not None or place == "alone" or labels.main in (None, heads.ALONE))
            before = line.text[max(0, mark.begin - _CONTEXT) : mark.begin]
            within = bool(before.strip()) and not _ENDED.search(before) and mark.form != "long"
            spoken = within or bool(_SPOKEN.search(before))
            yield _Placed(n, mark, place, opens, words, spoken, mark.begin in enclosed)
        words += len(line.text[so_far:].split())


def _place(line: Line, mark: TimeMark, *, beside: bool, first: bool, only: bool) -> Place:
    if beside:
        return "alone" if only else "before" if first else "behind"
    return "end" if _ONLY_SIGNS.match(line.text, mark.stop) else "inside"


def _turns(lines: Sequence[Line], labels: Labels) -> int:
    """How many turns the file has: lines with labels, or without any labels lines with talk."""
    headed = sum(labels.head_of(n, line, line.marks) is not None for n, line in enumerate(lines))
    return headed or sum(heads.leading_stamps(line.text, line.marks)[1] < len(line.text) for line in lines) or 1


def _sure(group: list[_Placed], turns: int, *, alone: bool) -> list[_Placed]:
    """Those of a group that are stamps by themselves. `alone` is whether the file has no labels."""
    certain = [one for one in group if one.is_certain]
    if len(certain) == len(group):
        return group
    times = [one.mark.start for one in group]
    rising = _rising(times)
    place, mark = group[0].place, group[0].mark
    share = sum(one.opens or (alone and place == "end") for one in group) / turns
    regular = mark.strong and share >= NEARLY_ALL  # then one that runs backwards is mistyped
    if not regular and not _runs_upwards(times, len(rising)):
        return certain
    early = times[0] <= (EARLY if not mark.bracket else EARLY_IN_BRACKETS) + group[0].words
    if place == "inside":
        return group if _are_stamps_inside(group, early=early) else certain
    pause = mark.bracket == "(" and mark.form == "units"
    if mark.strong or (place == "alone" and not pause and (early or len(group) > 2)):
        return group
    spoken = place == "end" and not mark.bracket and any(one.spoken for one in group)
    enough = share >= (NEARLY_ALL if spoken or (place == "end" and len(group) < 3) else MANY)
    if place == "alone" or not enough or not (early or (share >= NEARLY_ALL and not alone)):
        return certain
    return [group[i] for i in rising] if alone else [one for one in group if one.opens or one.is_certain]


def _are_stamps_inside(group: Sequence[_Placed], *, early: bool) -> bool:
    """Whether marks in the middle of talk are stamps: in brackets two, or one with hours; else two with hours."""
    mark = group[0].mark
    if mark.bracket and mark.form in ("long", "short", "dotted"):
        sure = mark.bracket != "("  # clock times are sometimes put in parentheses
        return (sure and mark.form == "long") or (len(group) > 1 and (sure or early))
    said = all(one.spoken for one in group)
    return mark.form == "long" and len(group) > 1 and not said and mark.start < NOT_A_DAY


def _further(placed: Sequence[_Placed], anchors: "_Anchors") -> Iterator[_Placed]:
    """The marks that are stamps because others are."""
    known = set(anchors.places)
    last: _Placed | None = None
    for one in placed:
        if one.at not in known and anchors.are_like(one, last):
            last = one
            yield one


class _Anchors:
    """The stamps that are sure, in the order of the file, with which other marks are compared."""

    def __init__(self, sure: Sequence[_Placed]) -> None:
        self.sure = sure
        self.places = [one.at for one in sure]
        self.kinds = {one.mark.kind for one in sure}

    def are_like(self, one: _Placed, last: _Placed | None) -> bool:
        """Whether a mark is a stamp because it is written like those of the file and fits between them.

        `last` is the mark that was found to be so before it.
        """
        if one.mark.kind not in self.kinds:
            return False
        if one.mark.bracket in ("[", "<", "{") and one.mark.form == "long":
            return True
        if one.spoken and not one.mark.bracket:
            return False
        at = bisect_right(self.places, one.at)
        earlier = [mark for mark in (self.sure[at - 1] if at else None, last) if mark]
        before = max(earlier, key=lambda mark: mark.at, default=None)
        if before is None:
            return at < len(self.sure) and one.mark.start <= self.sure[at].mark.start
        if one.n == before.n and one.place in ("before", "behind") and not one.mark.bracket:
            return False  # `0:07 P1: 8:15 is early` has its stamp
        start = before.mark.start
        after = self.sure[at].mark.start if at < len(self.sure) else None
        soon = after is None or one.mark.start <= after or after < start
        near = one.mark.strong or one.mark.start <= start + EARLY + one.words - before.words
        return start <= one.mark.start and soon and near


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


def _runs_upwards(times: Sequence[float], rising: int) -> bool:
    """Whether times run upwards but for a few, or for places where they begin anew (the second part of a recording)."""
    steps = [b >= a for a, b in pairwise(times)]
    one_off = len(times) > 3 and rising >= len(times) - 1
    return one_off or rising >= UPWARDS * len(times) or sum(steps) >= UPWARDS * len(steps)


def _backwards(stamps: Sequence[Sequence[TimeMark]]) -> Iterator[int]:
    before = 0.0
    for n, marks in enumerate(stamps):
        if any(
            mark.start < earlier - 1 for mark, earlier in zip(marks, [before, *(m.start for m in marks)], strict=False)
        ):
            yield n
        before = marks[-1].start if marks else before
