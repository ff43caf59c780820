"""Samples of an interview in a temporary file, not in memory: three hours take 700 MB on the disk.

A voice is personal data. The file has no name where the system allows that (elsewhere it is marked for deletion when it
is closed), so it disappears with the program, also when the program is killed.
"""

import contextlib
import io
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import cast

import numpy as np
import numpy.typing as npt

from ipstranscribe.study import storage

Samples = npt.NDArray[np.float32]
"""Mono samples: shape [samples], -1 to 1, `RATE` samples a second."""

RATE = 16_000
"""Sampling rate in Hz that all models of this stage were trained on."""

BLOCK = 60.0
"""Seconds read into memory at a time when a whole recording is processed."""

_PREFIX = ".sound-"
_BYTES = 4


@dataclass(frozen=True)
class Gain:
    """A gain: from sample number `first` on, samples are multiplied by `factor`."""

    first: int
    factor: float


@dataclass(frozen=True)
class Sound:
    """The samples of an interview in an open `file`, `length` of them; may be read from several threads."""

    file: io.BufferedIOBase = field(repr=False)
    length: int
    gains: tuple[Gain, ...] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.length / RATE

    def cut(self, start: float, end: float) -> Samples:
        """A copy of the samples from `start` to `end` (seconds); shorter where that is beyond the recording."""
        return self._read(round(start * RATE), round(end * RATE))

    def blocks(self, seconds: float = BLOCK) -> Iterator[Samples]:
        """The whole recording in order, `seconds` at a time; the last block is shorter."""
        step = round(seconds * RATE)
        for first in range(0, self.length, step):
            yield self._read(first, first + step)

    def close(self) -> None:
        """Delete the samples."""
        self.file.close()

    def _read(self, first: int, last: int) -> Samples:
        first, last = max(first, 0), min(last, self.length)
        samples = np.empty(max(last - first, 0), np.float32)
        # read, not mapped: the pages of a mapped file count as memory of this program
        with self._lock:
            self.file.seek(first * _BYTES)
            self.file.readinto(samples.view(np.uint8).data)
        edges = [gain.first for gain in self.gains] + [self.length]
        for gain, (start, end) in zip(self.gains, pairwise(edges), strict=True):
            if gain.factor != 1:
                samples[max(start - first, 0) : max(end - first, 0)] *= np.float32(gain.factor)
        return samples


def make_temporary_file(folder: Path) -> io.BufferedIOBase:
    """Create an empty file in `folder` that only its owner may read and that is deleted when it is closed."""
    storage.make_folder(folder, private=True)
    for left_over in folder.glob(f"{_PREFIX}*"):  # a power cut on Windows leaves it; one in use cannot be deleted there
        with contextlib.suppress(OSError):
            left_over.unlink()
    try:
        return cast("io.BufferedIOBase", tempfile.TemporaryFile(dir=folder, prefix=_PREFIX))  # mode 0600
    except OSError as error:
        raise storage.cannot_write(folder, error) from None
