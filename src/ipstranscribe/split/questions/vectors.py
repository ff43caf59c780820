"""Sentence vectors (embeddings): texts of similar meaning, in any language, have similar vectors."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

VectorArray = NDArray[np.float32]
"""An array of sentence vectors: one row of length 1 for each text."""


_MOST_KEPT = 8192
"""Number of vectors kept (12 MB, of the larger models 25): each text is encoded once."""


class StartModel(Protocol):
    """A model that tells where sentences begin in talk without punctuation."""

    def log_odds(self, words: Sequence[str]) -> NDArray[np.float64]:
        """For each lower-case word without marks the log odds that a sentence begins with it [words]."""
        ...


class SentenceVectors(Protocol):
    """A sentence embedding model. Talk (`spoken`) and guide texts (`written`) may be encoded differently.

    An implementation returns one row of length 1 per text, works offline, and gives the same rows for the same texts.
    """

    name: str
    """Model and version, for the provenance record."""
    scale: float
    """What cosines of centred vectors are multiplied with: weights were learnt with those of multilingual-e5-small."""
    taught: bool
    """Whether it was adapted to telling which guide question is asked; what is learnt from its cosines differs then."""

    @property
    def starts(self) -> StartModel | None:
        """Where sentences begin in talk without punctuation, by a model that comes with this one."""
        ...

    def spoken(self, texts: Sequence[str]) -> VectorArray:
        """Encode talk of an interview as sentence vectors."""
        ...

    def written(self, texts: Sequence[str]) -> VectorArray:
        """Encode texts of the guide as sentence vectors."""
        ...


class EncodedOnce(ABC):
    """Sentence vectors that are computed once for each text, and kept.

    Guide and background are asked for again with every interview, short answers within one.
    """

    name = ""
    scale = 1.0
    taught = False
    size: int
    """Numbers in a vector."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, bool], VectorArray] = {}

    @property
    def starts(self) -> StartModel | None:
        """Where sentences begin in talk without punctuation: most sentence models come without."""
        return None

    def spoken(self, texts: Sequence[str]) -> VectorArray:
        """Encode talk of an interview as sentence vectors."""
        return self._encode(texts, True)

    def written(self, texts: Sequence[str]) -> VectorArray:
        """Encode texts of the guide as sentence vectors."""
        return self._encode(texts, False)

    @abstractmethod
    def _encode_anew(self, texts: Sequence[str], as_query: bool, /) -> VectorArray:
        """One row of length 1 for each text, which is talk, or else of the guide."""

    def _encode(self, texts: Sequence[str], as_query: bool, /) -> VectorArray:
        new = [text for text in dict.fromkeys(texts) if (text, as_query) not in self._kept]
        if new:
            rows = self._encode_anew(new, as_query)
            self._kept |= {(text, as_query): row for text, row in zip(new, rows, strict=True)}
        found = [self._kept[text, as_query] for text in texts]
        for oldest in list(self._kept)[: max(0, len(self._kept) - _MOST_KEPT)]:
            del self._kept[oldest]
        return np.stack(found) if found else np.zeros((0, self.size), dtype=np.float32)


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
