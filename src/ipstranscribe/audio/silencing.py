"""Silenced copies of recordings: what one person says cannot be heard in them, and all times stay as they were."""

import wave
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from ipstranscribe.audio.decoding import Decoder
from ipstranscribe.audio.intervals import Interval, joined
from ipstranscribe.audio.samples import RATE, Samples

MARGIN = 0.25
"""Seconds that are kept before and after what is said: times of words are off by a tenth or two."""

_FULL = 32_767


def kept_stretches(kept: Sequence[Interval], silenced: Sequence[Interval]) -> list[Interval]:
    """The stretches that stay audible: what is `kept`, with a margin, but nothing of what is `silenced` and its margin.

    Everything else is silent, pauses and what nobody transcribed too: whose voice is heard there is not known.
    """
    wide = joined((max(0.0, start - MARGIN), end + MARGIN) for start, end in kept)
    gone = joined((max(0.0, start - MARGIN), end + MARGIN) for start, end in silenced)
    return [piece for stretch in wide for piece in _without(stretch, gone)]


def write_silenced(source: Path, target: Path, audible: Sequence[Interval]) -> None:
    """Write the mono wav `target` of `source`, with sound in the `audible` stretches only, in seconds of that file.

    Raises UserError if `source` cannot be decoded.
    """
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        first = 0
        for block in Decoder(source).blocks():
            samples = block.mean(axis=1)
            file.writeframes((_masked(samples, first, audible) * _FULL).astype("<i2").tobytes())
            first += len(samples)


def _masked(samples: Samples, first: int, audible: Sequence[Interval]) -> Samples:
    """The samples from number `first` on, silent outside the `audible` stretches."""
    mask = np.zeros(len(samples), np.float32)
    for start, end in audible:
        mask[max(0, round(start * RATE) - first) : max(0, round(end * RATE) - first)] = 1
    return np.clip(samples, -1, 1) * mask


def _without(stretch: Interval, gone: Sequence[Interval]) -> Iterator[Interval]:
    """What is left of a stretch when others are taken out of it."""
    start, end = stretch
    for first, last in gone:
        if last <= start or first >= end:
            continue
        if first > start:
            yield start, first
        start = max(start, last)
    if start < end:
        yield start, end
