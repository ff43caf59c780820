"""Where sentences begin in talk without punctuation, by a model that was trained through for it."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.split.questions.packaged_e5.model import E5Model
from ipstranscribe.split.questions.token_means import LONGEST

_WORDS = 200
"""Words that are read at once: as many as the model was shown at most."""
_OVERLAP = 40
"""Words that are read twice, at the end of one stretch and at the beginning of the next; each counts where it has more
words around it."""
_PIECES = 40
"""Pieces of one word that are read."""


class E5Starts:
    """The log odds that a sentence begins with a word, from the state of its first piece.

    The model is loaded when it is first asked: most talk is punctuated.
    """

    def __init__(self, like: E5Model) -> None:
        """`like` is the model for another task, whose pieces of words are shared."""
        self._like = like

    @cached_property
    def _model(self) -> E5Model:
        return E5Model("sentences", self._like)

    @cached_property
    def _answer(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The weights [size] and the bias [1] with which a state says that a sentence begins."""
        weights, bias = (self._model.learnt.numbers(f"start.{name}") for name in ("weights", "bias"))
        return weights.astype(np.float64), bias.astype(np.float64)

    def log_odds(self, words: Sequence[str]) -> NDArray[np.float64]:
        """For each lower-case word without marks the log odds that a sentence begins with it [words]."""
        pieces = [self._like.pieces_of(word)[:_PIECES] if word else [] for word in words]
        scores = np.full(len(words), -np.inf)
        first = after = 0
        while after < len(words):
            again = min(_OVERLAP, (after - first) // 2)
            if _after(pieces, after - again) == after:  # words of so many pieces that nothing new would be read
                again = 0
            first = after - again
            after = _after(pieces, first)
            scores[first + again // 2 : after] = self._read(pieces[first:after])[again // 2 :]
        return scores

    def _read(self, pieces: Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """The log odds of the words of one stretch; −inf for one without a letter."""
        ids, places = [self._model.begin], []
        for some in pieces:
            places.append(len(ids) if some else -1)
            ids += some
        states = self._model.states([[*ids, self._model.end]])[0].astype(np.float64)
        weights, bias = self._answer
        scores: NDArray[np.float64] = states[places] @ weights + bias
        scores[[place < 0 for place in places]] = -np.inf
        return scores


def _after(pieces: Sequence[Sequence[int]], first: int) -> int:
    """The word after the stretch that begins with word `first`: so many words, and no more pieces, as are read at once."""
    after, room = first, LONGEST - 2
    while after < min(len(pieces), first + _WORDS) and (room := room - len(pieces[after])) >= 0:
        after += 1
    return after
