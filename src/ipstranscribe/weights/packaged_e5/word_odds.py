"""What is asked of every word of talk, by a model that was trained through for it: whether a sentence begins with it, say."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.weights.packaged_e5.adaptation import Task
from ipstranscribe.weights.packaged_e5.model import E5Model

_WORDS = 200
"""Words that are read at once: as many as the model was shown at most."""
_OVERLAP = 40
"""Words that are read twice, at the end of one stretch and at the beginning of the next; each counts where it has more
words around it."""
_PIECES = 40
"""Pieces of one word that are read."""


class WordOdds:
    """The log odds that a word is what was asked for, from the state of its first piece.

    The model is loaded when it is first asked.
    """

    def __init__(self, task: Task, answer: str) -> None:
        """`answer` is the name under which its numbers were learnt."""
        self._task, self._answer = task, answer

    @cached_property
    def _model(self) -> E5Model:
        return E5Model(self._task)

    @cached_property
    def _read_off(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The weights [size] and the bias [1] with which a state gives the answer."""
        weights, bias = (self._model.learnt.numbers(f"{self._answer}.{name}") for name in ("weights", "bias"))
        return weights.astype(np.float64), bias.astype(np.float64)

    def log_odds(self, words: Sequence[str]) -> NDArray[np.float64]:
        """The log odds for each word, written as the model was shown words [words]; −inf for an empty one."""
        pieces = [self._model.pieces_of(word)[:_PIECES] if word else [] for word in words]
        scores, longest = np.full(len(words), -np.inf), self._model.longest
        first = after = 0
        while after < len(words):
            again = min(_OVERLAP, (after - first) // 2)
            if _after(pieces, after - again, longest) == after:
                again = 0  # words of so many pieces that nothing new would be read
            first = after - again
            after = _after(pieces, first, longest)
            scores[first + again // 2 : after] = self._read(pieces[first:after])[again // 2 :]
        return scores

    def _read(self, pieces: Sequence[Sequence[int]]) -> NDArray[np.float64]:
        """The log odds of the words of one stretch; −inf for an empty one."""
        ids, places = [self._model.begin], []
        for some in pieces:
            places.append(len(ids) if some else -1)
            ids += some
        states = self._model.states([[*ids, self._model.end]])[0].astype(np.float64)
        weights, bias = self._read_off
        scores: NDArray[np.float64] = states[places] @ weights + bias
        scores[[place < 0 for place in places]] = -np.inf
        return scores


def _after(pieces: Sequence[Sequence[int]], first: int, longest: int) -> int:
    """The word after the stretch that begins with word `first`: so many words as are read at once, and no more pieces."""
    after, room = first, longest - 2
    while after < min(len(pieces), first + _WORDS) and (room := room - len(pieces[after])) >= 0:
        after += 1
    return after
