"""Stretches of a recording, in seconds."""

from collections.abc import Iterable

Interval = tuple[float, float]
"""Start and end of a stretch of a recording in seconds."""


def joined(intervals: Iterable[Interval]) -> list[Interval]:
    """The intervals in order, those that touch as one."""
    found: list[Interval] = []
    for start, end in sorted(intervals):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def widened(intervals: Iterable[Interval], by: float, length: float) -> list[Interval]:
    """The intervals `by` seconds wider on both sides, inside of a recording of `length` seconds; those that touch as one."""
    return joined((max(0.0, start - by), min(length, end + by)) for start, end in intervals if start < length)
