"""Feature weights learnt from annotated interviews; the numbers and their origin are in `weights.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


@cache
def weights(name: str) -> dict[str, float]:
    """The weights of one model: feature → weight in log odds per unit of the feature."""
    table: dict[str, dict[str, float]] = tomllib.loads(files(__package__).joinpath("weights.toml").read_text("utf-8"))
    return table[name]


def weighted_sum(features: dict[str, NDArray[np.float64]], by: dict[str, float]) -> NDArray[np.float64]:
    """The sum of `features` that have a weight, each times it; their shapes must be compatible (broadcasting)."""
    weighed = (by[name] * scores for name, scores in features.items() if name in by)
    total: NDArray[np.float64] = sum(weighed, start=np.zeros(()))
    return total
