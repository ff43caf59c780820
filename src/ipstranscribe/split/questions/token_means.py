"""Sentence vectors as the mean of a transformer's token states: what encoders of every engine have in common."""

from abc import abstractmethod
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.split.questions.vectors import EncodedOnce, VectorArray

LONGEST = 512
"""Tokens of a text that are read, those of the model's own among them; the rest is left out."""
_TOKENS_AT_ONCE = 2048

TokenIds = NDArray[np.int64]
"""Texts of one length as token ids [texts, tokens]."""


class TokenMeans(EncodedOnce):
    """A transformer with its tokenizer; the vector of a text is the mean of those of its tokens, scaled to length 1.

    Texts of as many tokens are computed together. So none is padded, every token counts, and no row depends on what else
    is encoded. `prefixes` are what the model was trained to see before talk and before texts of the guide.
    """

    prefixes = ("", "")

    @abstractmethod
    def _tokens(self, text: str, /) -> Sequence[int]:
        """The token ids of a text, those of the model's own among them, at most `LONGEST`."""

    @abstractmethod
    def _states(self, ids: TokenIds, /) -> NDArray[np.float32]:
        """The last states [texts, tokens, size] of texts of one length."""

    def _encode_anew(self, texts: Sequence[str], as_query: bool, /) -> VectorArray:
        prefix = self.prefixes[0 if as_query else 1]
        tokens = [self._tokens(prefix + text) for text in texts]
        rows = np.zeros((len(texts), self.size), dtype=np.float32)
        for together in _of_one_length(tokens):
            means = self._states(np.array([tokens[one] for one in together], dtype=np.int64)).mean(axis=1)
            rows[together] = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
        return rows


def _of_one_length(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The numbers of texts with as many tokens, so many at a time as fit into memory."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for number, ids in enumerate(tokens):
        by_length[len(ids)].append(number)
    for length, numbers in by_length.items():
        step = max(1, _TOKENS_AT_ONCE // max(1, length))
        yield from (numbers[first : first + step] for first in range(0, len(numbers), step))
