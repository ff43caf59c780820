"""Matrix products in one thread, for models that are small and read one turn at a time.

The library shares larger products out among threads, which wait for the next one by turning in circles: up to twenty times
as long where other programs, or another model of this one, want the cores.
"""

import numpy as np
from numpy.typing import NDArray

_MOST = 200_000
"""Multiplications in a product that OpenBLAS does in one thread (it shares out more than 262,144)."""
_FEWEST_ROWS, _ROWS = 4, 16
"""Rows below which a product is divided by columns as well, and how many there are then."""


def product(rows: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """`rows` [n, inputs] times `weights` [inputs, outputs]: [n, outputs]."""
    few = max(1, _MOST // weights.size)
    if few >= _FEWEST_ROWS:
        return np.concatenate([rows[start : start + few] @ weights for start in range(0, len(rows), few)])
    columns = max(1, _MOST // (_ROWS * len(weights)))
    blocks = [np.ascontiguousarray(weights[:, at : at + columns]) for at in range(0, weights.shape[1], columns)]
    return np.concatenate(
        [
            np.concatenate([rows[at : at + _ROWS] @ block for block in blocks], axis=1)
            for at in range(0, len(rows), _ROWS)
        ]
    )
