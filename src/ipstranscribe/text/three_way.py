"""Three-way merge (diff3): two changed versions of a sequence, or of a value, are merged by what they were made from."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from ipstranscribe.text.alignment import common

V = TypeVar("V")


class MergedItem(NamedTuple):
    """An item of a merged sequence: its position in the base and in both versions; None where it is not in one."""

    base: int | None
    mine: int | None
    theirs: int | None


@dataclass(frozen=True)
class SequenceMerge:
    """The result of a merge: the items in order, or, if there are `conflicts`, the spans of the base changed differently."""

    items: tuple[MergedItem, ...]
    conflicts: tuple[tuple[int, int], ...] = ()


class _Change(NamedTuple):
    """Items `start` to `end` of the base became items `first` to `last` of a version; ends are exclusive."""

    start: int
    end: int
    first: int
    last: int


def merge_sequences(base: Sequence[Hashable], mine: Sequence[Hashable], theirs: Sequence[Hashable]) -> SequenceMerge:
    """Merge two versions of `base`: changes of different items are both kept, equal ones once.

    Different changes of the same items are a conflict, and so is something inserted beside an item that the other version
    replaced: which of the two comes first, and whether both mean the same, is not known. The result does not depend on
    which version is called `mine`.
    """
    versions = (mine, theirs)
    waiting = [list(_changes(base, version)) for version in versions]
    items: list[MergedItem] = []
    conflicts: list[tuple[int, int]] = []
    at = [0, 0, 0]  # positions reached in base, mine and theirs
    while any(waiting):
        group = _first_group(waiting)
        start = min(change.start for changes in group for change in changes)
        end = max(change.end for changes in group for change in changes)
        items += _kept(at, start)
        starts = [reached + start - at[0] for reached in at[1:]]
        ends = [first + end - start + _growth(changes) for first, changes in zip(starts, group, strict=True)]
        spans = tuple(map(range, starts, ends))
        found = _decided(base, versions, group, range(start, end), spans)
        if found is None:
            conflicts.append((start, end))
        else:
            items += found
        at = [end, *ends]
    items += _kept(at, len(base))
    return SequenceMerge(tuple(items), tuple(conflicts))


def merge_values(base: V, mine: V, theirs: V) -> tuple[V, bool]:
    """Merge two versions of a value; returns it, and whether it is certain: False if both changed it differently."""
    if theirs in (base, mine):
        return mine, True
    return theirs, mine == base


def merge_or_first(base: V, mine: V, theirs: V) -> V:
    """Merge two versions of a value of which either will do; it makes no difference which one is called `mine`."""
    value, certain = merge_values(base, mine, theirs)
    return value if certain else min(mine, theirs, key=repr)


def _changes(base: Sequence[Hashable], version: Sequence[Hashable]) -> Iterator[_Change]:
    """The changes of a version in order; where as many items stand as before, each is replaced by the one in its place."""
    at, there = 0, 0
    for old, new in (*common(base, version), (len(base), len(version))):
        if old - at == new - there:
            yield from (_Change(at + n, at + n + 1, there + n, there + n + 1) for n in range(old - at))
        elif old > at or new > there:
            yield _Change(at, old, there, new)
        at, there = old + 1, new + 1


def _first_group(waiting: list[list[_Change]]) -> tuple[list[_Change], list[_Change]]:
    """Take from the changes of both versions the first one with all that meet it, directly or through another."""
    first = min((changes for changes in waiting if changes), key=lambda changes: changes[0][:2])
    group: tuple[list[_Change], list[_Change]] = ([], [])
    group[0 if first is waiting[0] else 1].append(first.pop(0))
    grown = True
    while grown:
        grown = False
        for mine, other in ((0, 1), (1, 0)):
            while waiting[mine] and any(_meet(waiting[mine][0], one) for one in group[other]):
                group[mine].append(waiting[mine].pop(0))
                grown = True
    return group


def _meet(one: _Change, other: _Change) -> bool:
    """Whether two changes are about the same items, or about a place beside them that is not certain."""
    if one.start == one.end or other.start == other.end:
        inserted, beside = (one, other) if one.start == one.end else (other, one)
        if beside.start == beside.end:
            return inserted.start == beside.start
        if beside.first == beside.last:  # a deletion: what is inserted beside it has its place
            return beside.start < inserted.start < beside.end
        return beside.start <= inserted.start <= beside.end
    return max(one.start, other.start) < min(one.end, other.end)


def _kept(at: Sequence[int], end: int) -> list[MergedItem]:
    base, mine, theirs = at
    return [MergedItem(base + n, mine + n, theirs + n) for n in range(end - base)]


def _growth(changes: Sequence[_Change]) -> int:
    return sum((change.last - change.first) - (change.end - change.start) for change in changes)


def _decided(
    base: Sequence[Hashable],
    versions: Sequence[Sequence[Hashable]],
    group: Sequence[Sequence[_Change]],
    span: range,
    spans: Sequence[range],
) -> list[MergedItem] | None:
    """The items of a group of changes; None for a conflict."""
    mine, theirs = spans
    if not group[1]:
        return [MergedItem(None, n, None) for n in mine]
    if not group[0]:
        return [MergedItem(None, None, n) for n in theirs]
    if [versions[0][n] for n in mine] != [versions[1][n] for n in theirs]:
        return None
    stood = len(mine) == len(span)
    return [
        MergedItem(span[n] if stood and base[span[n]] == versions[0][one] else None, one, other)
        for n, (one, other) in enumerate(zip(mine, theirs, strict=True))
    ]
