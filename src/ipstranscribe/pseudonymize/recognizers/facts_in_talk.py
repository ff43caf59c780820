"""Recognizer of identifying facts by the sentence model, which was trained on passages of talk with such facts marked.

What happens to people cannot be listed; how a fact stands out from the talk around it can be learnt (docs/decisions/0090).
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.talk_model import PART, TalkModel, without_signs

_TELLS, _BELONGS = 0.9, -1.0
"""Log odds that one word of a fact has, and from which the words around it belong to it."""
_GAP = 1
"""Words inside a fact that may be less likely: an *um*, a small word."""


class FactsInTalk:
    """Stretches of words that tell something true of one person or few, by a trained model; always suggestions."""

    name = "detail in talk"

    def __init__(self, model: TalkModel) -> None:
        self._model = model

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Begin to read the texts on another core."""
        self._model.read_ahead(texts)

    def find(self, text: str) -> Iterable[Found]:
        """Never certain; the confidence is the chance that the likeliest of the words tells a fact."""
        odds = self._model.odds(text).fact
        words = [match.span() for match in PART.finditer(text)]
        for first, last in _facts(odds):
            chance = float(1 / (1 + np.exp(-odds[first : last + 1].max())))
            if span := without_signs(text, words[first][0], words[last][1]):
                yield Found(*span, "fact", self.name, chance, certain=False)


def _facts(odds: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """The first and the last word of each fact."""
    likely = np.flatnonzero(odds > _BELONGS)
    for stretch in np.split(likely, np.flatnonzero(np.diff(likely) > _GAP + 1) + 1):
        if len(stretch) and odds[stretch].max() > _TELLS:
            yield int(stretch[0]), int(stretch[-1])
