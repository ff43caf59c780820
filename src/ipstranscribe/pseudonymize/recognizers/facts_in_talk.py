"""Recognizer of identifying facts by the sentence model, which was trained on passages of talk with such facts marked.

What happens to people cannot be listed; how a fact stands out from the talk around it can be learnt (docs/decisions/0090).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.weights.packaged_e5.word_odds import WordOdds

_TELLS, _BELONGS = 1.5, -1.0
"""Log odds that one word of a fact has, and from which the words around it belong to it."""
_GAP = 1
"""Words inside a fact that may be less likely: an *um*, a small word."""
_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"[\W_]*")


class FactsInTalk:
    """Stretches of words that tell something true of one person or few, by a trained model; always suggestions."""

    name = "detail in talk"

    def __init__(self) -> None:
        self._odds = WordOdds("facts", "fact")
        self._beside = ThreadPoolExecutor(1)
        self._ahead: dict[str, Future[NDArray[np.float64]]] = {}

    def __reduce__(self) -> "tuple[Callable[[], FactsInTalk], tuple[()]]":
        """Another process loads it anew."""
        return load, ()

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Begin to read the texts on another core, while other recognizers read them on this one."""
        for waiting in self._ahead.values():
            waiting.cancel()
        self._ahead = {text: self._beside.submit(self._read, text) for text in dict.fromkeys(texts)}

    def find(self, text: str) -> Iterable[Found]:
        """Never certain; the confidence is the chance that the likeliest of the words tells a fact."""
        coming = self._ahead.pop(text, None)
        odds = coming.result() if coming else self._read(text)
        words = [match.span() for match in _WORD.finditer(text)]
        for first, last in _facts(odds):
            chance = float(1 / (1 + np.exp(-odds[first : last + 1].max())))
            if span := _without_signs(text, words[first][0], words[last][1]):
                yield Found(*span, "fact", self.name, chance, certain=False)

    def _read(self, text: str) -> NDArray[np.float64]:
        """The log odds of each part between white space."""
        return self._odds.log_odds(text.split())


@cache
def load() -> FactsInTalk:
    """The recognizer; its model is loaded when it first reads."""
    return FactsInTalk()


def _facts(odds: NDArray[np.float64]) -> Iterator[tuple[int, int]]:
    """The first and the last word of each fact."""
    likely = np.flatnonzero(odds > _BELONGS)
    for stretch in np.split(likely, np.flatnonzero(np.diff(likely) > _GAP + 1) + 1):
        if len(stretch) and odds[stretch].max() > _TELLS:
            yield int(stretch[0]), int(stretch[-1])


def _without_signs(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without signs before its first letter or digit and after its last; None if it has none."""
    before, after = _SIGNS.match(text, start, end), _SIGNS.match(text[start:end][::-1])
    start, end = start + len(before[0] if before else ""), end - len(after[0] if after else "")
    return (start, end) if start < end else None
