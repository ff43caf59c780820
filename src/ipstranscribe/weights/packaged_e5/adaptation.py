"""What was learnt on top of the package's weights: to each matrix a product of two narrow ones is added.

Hu et al., LoRA: Low-rank adaptation of large language models, ICLR 2022. Learnt by `training/adaptation/`; origin of the
numbers: `data/SOURCES.md`.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.weights.packaged_e5.weights_file import WeightRows

Task = Literal["questions", "sentences", "facts"]
"""What a model was adapted to: telling which guide question is asked, where sentences begin without punctuation, or which
words tell a rare fact."""
_OF_LAYER = re.compile(r"l(\d+)\.")


class Adaptation:
    """The narrow matrices of one task, and other numbers that were learnt with them."""

    def __init__(self, name: str, arrays: Mapping[str, NDArray[np.floating[Any]]]) -> None:
        """`name` tells it from others; `arrays` are the matrices `NAME.up` [rows, rank] and `NAME.down` [rank, columns]."""
        self.name, self._arrays = name, arrays

    @classmethod
    def to(cls, task: Task) -> "Adaptation":
        """That which comes with the program for a task; numbers are unpacked when they are asked for."""
        return cls(adaptation_name(task), np.load(BytesIO(_stored(task)), allow_pickle=False))

    def added_to(self, name: str, rows: Iterator[WeightRows]) -> Iterator[WeightRows]:
        """The rows of the matrix `name`, some at a time, with what was learnt; unchanged where nothing was."""
        name = name.removesuffix(".w")
        if f"{name}.up" not in self._arrays:
            yield from rows
            return
        up, down = self.numbers(f"{name}.up"), self.numbers(f"{name}.down")
        first = 0
        for some in rows:
            yield some + up[first : first + len(some)] @ down
            first += len(some)

    @property
    def layers(self) -> int:
        """The layers up to the last for which anything was learnt; 0 where nothing was."""
        return max((int(found[1]) + 1 for name in self._arrays if (found := _OF_LAYER.match(name))), default=0)

    def has(self, name: str) -> bool:
        """Whether there are numbers of this name."""
        return name in self._arrays

    def numbers(self, name: str) -> NDArray[np.float32]:
        """Numbers by their name."""
        return self._arrays[name].astype(np.float32)


@cache
def adaptation_name(task: Task) -> str:
    """The task with the beginning of the checksum of its numbers."""
    return f"{task}-{hashlib.sha256(_stored(task)).hexdigest()[:8]}"


def _stored(task: Task) -> bytes:
    return files(__package__).joinpath("data", f"{task}.npz").read_bytes()
