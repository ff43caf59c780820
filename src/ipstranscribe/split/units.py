"""Where the talk of one turn turns: candidate meaning units as runs of sentences.

The best cut of a turn is the one with the greatest sum of two things, found by dynamic programming: how plainly the talk
turns at each cut, and how usual the length of each unit is. The weights are rounded from a logistic regression on four
annotated interviews in two languages. Similarity of sentence vectors across a cut was tried and told nothing that the
first words did not (weight .17, indistinguishable from 0), so that units do not depend on a model.
"""

from dataclasses import dataclass
from itertools import accumulate
from math import log

from ipstranscribe.split.cues import Cues, starts_with
from ipstranscribe.split.sentences import sentence_spans
from ipstranscribe.split.words import spoken_words, word_count

_TURNS = 1.2
"""A clause that begins with an order, a place, another side of life."""
_JOINS = 1.2
"""`And the driving`: the next point."""
_JOINS_SAME = 0.4
"""`And she said`: most often more of the same."""
_GOES_ON = -0.8
_REFERS = -1.2
_TOO_SHORT = 0.6
"""Per natural logarithm by which a unit falls short of `min_words`."""
_TOO_LONG = 1.0
"""Per part by which a unit is longer than twice `min_words`."""


@dataclass(frozen=True)
class Cutter:
    """How turns are cut into units; `min_words` is the length below which a unit needs a plain turn of talk."""

    cues: Cues
    min_words: int

    def spans(self, text: str, pauses: tuple[int, ...] = ()) -> list[tuple[int, int]]:
        """Units of one turn as (start, end), in order; together every character but the white space between them."""
        sentences = sentence_spans(text, self.cues, pauses)
        if not sentences:
            return []
        sizes = [word_count(text[start:end]) for start, end in sentences]
        turns = [0.0, *(self.turning(text[start:end]) for start, end in sentences[1:])]
        firsts = self._best_firsts(sizes, turns)
        ends = [*firsts[1:], len(sentences)]
        return [(sentences[first][0], sentences[end - 1][1]) for first, end in zip(firsts, ends, strict=True)]

    def turning(self, sentence: str) -> float:
        """How plainly the talk turns where `sentence` begins, as log odds."""
        words = self._without_fillers(spoken_words(sentence))
        joined = starts_with(words, self.cues.joins)
        after = self._without_fillers(words[joined:])
        if starts_with(words, self.cues.turns) or starts_with(after, self.cues.turns):
            return _TURNS + (_JOINS if joined else 0.0)
        refers = starts_with(after, self.cues.refers)
        if joined:
            return _JOINS_SAME if refers else _JOINS
        if starts_with(words, self.cues.goes_on):
            return _GOES_ON
        return _REFERS if refers else 0.0

    def _without_fillers(self, words: list[str]) -> list[str]:
        while step := starts_with(words, self.cues.fillers):
            words = words[step:]
        return words

    def _best_firsts(self, sizes: list[int], turns: list[float]) -> list[int]:
        """Indices of the sentences that begin a unit, for the greatest sum of turning and length."""
        until = list(accumulate(sizes, initial=0))
        best = [0.0]
        came_from = [0]
        for end in range(1, len(sizes) + 1):
            options = [
                (best[first] + turns[first] + self._length(until[end] - until[first]), first) for first in range(end)
            ]
            # among equals the longest unit: no cut without a reason
            value, first = max(options, key=lambda option: (option[0], -option[1]))
            best.append(value)
            came_from.append(first)
        firsts = [came_from[-1]]
        while firsts[0]:
            firsts.insert(0, came_from[firsts[0]])
        return firsts

    def _length(self, words: int) -> float:
        """How usual a unit of so many words is: 0 between `min_words` and twice that, falling on both sides."""
        if words < self.min_words:
            return -_TOO_SHORT * log(self.min_words / words)
        return -_TOO_LONG * max(0.0, words / (2 * self.min_words) - 1)
