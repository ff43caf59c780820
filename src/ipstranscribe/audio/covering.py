"""Covered copies of recordings: a soft tone lies over what must not be heard, and every other second stays where it was.

A tone, because silence passes for a pause. Copies are mono Ogg Opus, written anew from samples: nothing of the recorder's
file, no tag and no picture, is taken over.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from ipstranscribe.audio.intervals import Interval
from ipstranscribe.audio.samples import RATE, Samples, Sound
from ipstranscribe.model import Progress

BITS_PER_SECOND = 64_000
"""About 29 MB for an hour. With half of it more words are misheard around what is covered (docs/benchmarks.md)."""

TONE, LEVEL = 330.0, 0.02
"""Frequency in Hz and peak of the tone (full scale 1): below ordinary speech, and above the noise of a quiet room."""

_FADE = 0.01
"""Seconds in which the tone comes and goes, inside of what is covered: else it would click."""
_BLOCK = 10.0
"""Seconds that are encoded at a time."""


def write_covered(sound: Sound, target: Path, covered: Sequence[Interval], progress: Progress) -> None:
    """Write `sound`, as long as it is, with the tone in place of the `covered` stretches (seconds, in order and apart).

    `target` must have the mode it is to have. Raises OSError.
    """

    def blocks() -> Iterator[Samples]:
        done = 0
        for samples in sound.blocks(_BLOCK):
            yield _covered(samples, done, covered)
            done += len(samples)
            progress(done / sound.length)

    _write(blocks(), target)


def write_clip(sound: Sound, target: Path, start: float, end: float) -> None:
    """Write the stretch of `sound` from `start` to `end` (seconds) to `target`, as `write_covered` does."""
    _write([sound.cut(start, end)], target)


def _covered(samples: Samples, first: int, covered: Sequence[Interval]) -> Samples:
    """The samples from number `first` on, with the tone where they are covered. Nothing of them is left there."""
    last = first + len(samples)
    for start, end in covered:
        begin, stop = round(start * RATE), round(end * RATE)
        if begin >= last or stop <= first:
            continue
        at = np.arange(max(begin, first), min(stop, last))
        edge = np.minimum(at - begin, stop - 1 - at) / (_FADE * RATE)
        samples[at - first] = LEVEL * np.clip(edge, 0, 1) * np.sin(2 * np.pi * TONE / RATE * at)
    return samples


def _write(blocks: Iterable[Samples], target: Path) -> None:
    import av

    # bitexact: the same sound gives the same bytes, and nothing is told of this program's version
    with av.open(str(target), "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = BITS_PER_SECOND
        done = 0
        for samples in blocks:
            frame = av.AudioFrame.from_ndarray(np.clip(samples, -1, 1)[None], format="flt", layout="mono")
            frame.sample_rate = RATE
            frame.pts = done
            container.mux(stream.encode(frame))
            done += len(samples)
        container.mux(stream.encode(None))
