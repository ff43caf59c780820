"""What is asked of every word of talk, by a model that was trained through for it: whether a sentence begins with it, say."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.weights.one_thread import product
from ipstranscribe.weights.packaged_e5.adaptation import Adaptation, Task
from ipstranscribe.weights.packaged_e5.model import E5Model

_WORDS = 200
"""Words that are read at once: as many as the model was shown at most."""
_OVERLAP = 40
"""Words that are read twice, at the end of one stretch and at the beginning of the next; each counts where it has more
words around it."""
_PIECES = 40
"""Pieces of one word that are read."""


class WordStates:
    """What the model makes of every word: the states of its first and last piece. It is loaded when it is first asked."""

    def __init__(self, task: Task) -> None:
        self._task = task

    @cached_property
    def _model(self) -> E5Model:
        return E5Model(self._task)

    def answer(self, name: str) -> "Answer":
        """The answer that was learnt under this name."""
        return Answer(self._model.learnt, name)

    def of(self, words: Sequence[str]) -> NDArray[np.float32]:
        """The states of words, written as the model was shown words [words, 2, size]; not a number for an empty one."""
        pieces = [self._model.pieces_of(word)[:_PIECES] if word else [] for word in words]
        states = np.full((len(words), 2, self._model.size), np.nan, np.float32)
        longest, first, after = self._model.longest, 0, 0
        while after < len(words):
            again = min(_OVERLAP, (after - first) // 2)
            if _after(pieces, after - again, longest) == after:
                again = 0  # words of so many pieces that nothing new would be read
            first = after - again
            after = _after(pieces, first, longest)
            states[first + again // 2 : after] = self._read(pieces[first:after])[again // 2 :]
        return states

    def _read(self, pieces: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """The states of the words of one stretch."""
        ids, ends = [self._model.begin], []
        for some in pieces:
            ends.append((len(ids), len(ids) + len(some) - 1) if some else (-1, -1))
            ids += some
        states: NDArray[np.float32] = self._model.states([[*ids, self._model.end]])[0][np.array(ends).reshape(-1, 2)]
        states[[first < 0 for first, _ in ends]] = np.nan
        return states


class Answer:
    """How an answer is read off the states of a word: by weights for its first piece, or by a layer over both pieces."""

    def __init__(self, learnt: Adaptation, name: str) -> None:
        """`name` is the one under which its numbers were learnt: weights [inputs] and bias [1], perhaps an inner layer's."""
        self._weights, self._bias = (learnt.numbers(f"{name}.{one}").astype(np.float64) for one in ("weights", "bias"))
        self._inner = tuple(
            learnt.numbers(f"{name}.inner.{one}") for one in ("weights", "bias") if learnt.has(f"{name}.inner.{one}")
        )

    def log_odds(self, states: NDArray[np.float32]) -> NDArray[np.float64]:
        """The log odds for each word [words]; −inf for an empty one."""
        if not len(states):
            return np.zeros(0)
        given = states[:, 0]
        if self._inner:
            weights, bias = self._inner
            given = np.maximum(product(states.reshape(len(states), -1), weights) + bias, 0)
        odds: NDArray[np.float64] = given.astype(np.float64) @ self._weights + self._bias
        odds[np.isnan(states[:, 0, 0])] = -np.inf
        return odds


class WordOdds:
    """The log odds that a word is what was asked for."""

    def __init__(self, task: Task, answer: str) -> None:
        """`answer` is the name under which its numbers were learnt."""
        self._states, self._answer = WordStates(task), answer

    @cached_property
    def _read_off(self) -> Answer:
        return self._states.answer(self._answer)

    def log_odds(self, words: Sequence[str]) -> NDArray[np.float64]:
        """The log odds for each word, written as the model was shown words [words]; −inf for an empty one."""
        return self._read_off.log_odds(self._states.of(words))


def _after(pieces: Sequence[Sequence[int]], first: int, longest: int) -> int:
    """The word after the stretch that begins with word `first`: so many words as are read at once, and no more pieces."""
    after, room = first, longest - 2
    while after < min(len(pieces), first + _WORDS) and (room := room - len(pieces[after])) >= 0:
        after += 1
    return after
