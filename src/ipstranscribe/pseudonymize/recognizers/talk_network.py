"""The trained network that reads names in talk: weights in a file, probabilities by numpy alone.

Each word is the sum of its rows beside its signs (talk_words); two layers look two words to each side, so that four on
each side count; the last one gives the probability of every tag. How the weights are made: training/spoken_names.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.languages import patterns_of, rules_for
from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.recognizers.talk_words import TalkWord, known, standing, words_of_talk
from ipstranscribe.weights.one_thread import product

KINDS: tuple[Category, ...] = ("person", "place", "organisation")
TAGS = ("O", *(f"{begins}-{kind}" for kind in KINDS for begins in ("B", "I")))
"""What a word can be: no name, or the first or a further word of a name."""
AROUND = 2
"""Words to each side that a layer looks at."""

NetworkArray = NDArray[np.float32]


@dataclass(frozen=True)
class ReadWords:
    """The words of a turn and the probability of each tag: an array of words × tags."""

    words: list[TalkWord]
    tags: NetworkArray


@dataclass(frozen=True)
class TalkNetwork:
    """The weights for a language."""

    language: str
    rows: NetworkArray
    first: tuple[NetworkArray, NetworkArray]
    second: tuple[NetworkArray, NetworkArray]
    last: tuple[NetworkArray, NetworkArray]

    def read(self, text: str) -> ReadWords:
        """The words of a turn with the probabilities of their tags."""
        words = words_of_talk(text)
        if not words:
            return ReadWords([], np.zeros((0, len(TAGS)), np.float32))
        seen = [known(word.low, self.language) for word in words]
        signs = [(*one.listed, *around) for one, around in zip(seen, standing(text, words), strict=True)]
        embedded = self.rows[np.array([one.rows for one in seen])].sum(axis=1)
        inputs = np.concatenate([embedded, np.array(signs, np.float32)], axis=1)
        inner = _layer(_layer(inputs, *self.first), *self.second)
        scores = product(np.concatenate([inner, inputs], axis=1), self.last[0]) + self.last[1]
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return ReadWords(words, odds / odds.sum(axis=1, keepdims=True))


@cache
def load(language: str) -> TalkNetwork:
    """The weights for a language with rules (`en`, `nb`, `nn`); they are read once. One like another reads with those."""
    rules = rules_for(language)
    stored = files(__package__).joinpath("data", "names_in_talk", f"{patterns_of(rules)}.npz").read_bytes()
    with np.load(BytesIO(stored)) as arrays:
        one = {name: arrays[name].astype(np.float32) for name in arrays.files}
    rows = one["rows"] * one["row_scale"]
    layers = [(one[f"{name}_weights"], one[f"{name}_bias"]) for name in ("first", "second", "last")]
    return TalkNetwork(rules, rows, *layers)


@lru_cache(maxsize=4096)
def read(text: str, language: str) -> ReadWords:
    """The words of a turn with the probabilities of their tags; a turn is asked about more than once."""
    return load(rules_for(language)).read(text)


def _layer(inputs: NetworkArray, weights: NetworkArray, bias: NetworkArray) -> NetworkArray:
    count = len(inputs)
    padded = np.pad(inputs, ((AROUND, AROUND), (0, 0)))
    beside = np.concatenate([padded[shift : shift + count] for shift in range(2 * AROUND + 1)], axis=1)
    outputs: NetworkArray = np.maximum(product(beside, weights) + bias, 0)
    return outputs
