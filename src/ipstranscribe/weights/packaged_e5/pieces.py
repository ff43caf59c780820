"""Pieces of words: the likeliest way to put a text together from the pieces that the model knows.

Unigram segmentation (Kudo, Subword regularization, ACL 2018) as SentencePiece has it, found by Viterbi's algorithm. The
library `tokenizers` gives the same, but takes three seconds and 300 MB for a quarter of a million pieces.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from ipstranscribe.weights.packaged_e5.weights_file import WeightsFile

_SPACE = "\u2581"
"""What SentencePiece writes for a space; it begins a word, and stands nowhere else in a piece of one."""
_UNKNOWN_COSTS = 10.0
"""How much less likely an unknown letter is than the least likely piece, as in SentencePiece."""
_WORDS = re.compile(f"{_SPACE}+[^{_SPACE}]*")


class WordPieces:
    """The pieces of a model with their scores (log probabilities)."""

    def __init__(self, file: WeightsFile) -> None:
        """Take the pieces of `file`, and what it reads letters as."""
        self._known = {piece: number for number, piece in reversed(list(enumerate(file.pieces))) if piece}
        self._scores, self._unknown, self._read_as = file.scores, file.unknown, file.read_as
        self._unknown_score = min(file.scores) - _UNKNOWN_COSTS
        self._longest = max(map(len, self._known))
        self.of_word = lru_cache(maxsize=1 << 16)(self._of_word)

    def of(self, text: str) -> list[int]:
        """The ids of the pieces of `text`."""
        said = re.sub(" {2,}", " ", text.translate(self._read_as))
        said = (said if said.startswith(" ") else f" {said}").replace(" ", _SPACE)
        return [number for word in _WORDS.findall(said) for number in self.of_word(word)]

    def _of_word(self, word: str) -> Sequence[int]:
        best = [0.0, *[-1e30] * len(word)]
        came: list[tuple[int, int]] = [(0, 0)] * (len(word) + 1)
        for first in range(len(word)):
            for after in range(first + 1, min(len(word), first + self._longest) + 1):
                number = self._known.get(word[first:after])
                if number is None and after > first + 1:
                    continue
                score = self._unknown_score if number in (None, self._unknown) else self._scores[number or 0]
                if best[first] + score > best[after]:
                    best[after], came[after] = best[first] + score, (first, self._unknown if number is None else number)
        found, after = [], len(word)
        while after:
            after, number = came[after]
            found.append(number)
        return tuple(reversed(found))
