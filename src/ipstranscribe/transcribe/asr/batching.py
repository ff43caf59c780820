"""Batches of windows: windows of about the same length, since each is padded to the longest, and an even number of batches,
so that two workers finish together.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ipstranscribe.transcribe.voice_activity import Window

PLAN = 3
"""Number of the rule below and of how batches are decoded; changed with them, as earlier batches hold other words."""

GROUP = 8
"""Batches whose windows are sorted by length: some ten minutes, so that the partial transcript grows nearly in order."""


def batches_of(windows: Sequence[Window], most: int) -> Iterator[list[Window]]:
    """Batches of at most `most` windows, evenly filled and even in number, the longest windows of a group first.

    They depend on nothing else, so that an interrupted run goes on with the same ones.
    """
    count = -(-len(windows) // most)
    count = min(count + count % 2, len(windows))
    edges = [len(windows) * number // max(count, 1) for number in range(count + 1)]
    for first in range(0, count, GROUP):
        inside = edges[first : first + GROUP + 1]
        group = sorted(windows[inside[0] : inside[-1]], key=lambda window: -window.duration)
        for start, end in pairwise(inside):
            yield group[start - inside[0] : end - inside[0]]
