"""What the trained sentence model says of every word of talk: whether it tells an identifying fact, and whether it names
somebody or something. Every turn is read once for both (docs/decisions/0090 and 0091).
"""

import re
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.weights.packaged_e5.word_odds import Answer, WordStates

Odds = NDArray[np.float64]
_KEPT = 4096
"""Texts whose odds are kept: some four megabytes."""
PART = re.compile(r"\S+")
"""A part of a text: odds are of what stands between white space."""
_SIGNS = re.compile(r"[\W_]*")


class TalkOdds(NamedTuple):
    """The log odds of each part of a text between white space: that it tells a fact, and that it is of a name."""

    fact: Odds
    name: Odds


class TalkModel:
    """The model; it is loaded when it first reads."""

    def __init__(self) -> None:
        self._states = WordStates("facts")
        self._beside = ThreadPoolExecutor(1)
        self._ahead: dict[str, Future[TalkOdds]] = {}
        self._read_before = lru_cache(maxsize=_KEPT)(self._read_once)

    def __reduce__(self) -> "tuple[Callable[[], TalkModel], tuple[()]]":
        """Another process loads it anew."""
        return load, ()

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Begin to read the texts on another core, while other recognizers read them on this one."""
        before, self._ahead = self._ahead, {}
        for waiting in before.values():
            waiting.cancel()
        self._ahead = {text: self._beside.submit(self._read, text) for text in dict.fromkeys(texts)}

    def odds(self, text: str) -> TalkOdds:
        """The odds of the parts of `text`. Those of many texts are kept: several recognizers ask, and who looks for names."""
        return self._read_before(text)

    def _read_once(self, text: str) -> TalkOdds:
        coming = self._ahead.pop(text, None)
        return coming.result() if coming else self._read(text)

    @cached_property
    def _answers(self) -> tuple[Answer, Answer]:
        return self._states.answer("fact"), self._states.answer("name")

    def _read(self, text: str) -> TalkOdds:
        states = self._states.of(PART.findall(text))
        return TalkOdds(*(answer.log_odds(states) for answer in self._answers))


@cache
def load() -> TalkModel:
    """The model; there is one in a process."""
    return TalkModel()


def without_signs(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch without signs before its first letter or digit and after its last; None if it has none."""
    before, after = _SIGNS.match(text, start, end), _SIGNS.match(text[start:end][::-1])
    start, end = start + len(before[0] if before else ""), end - len(after[0] if after else "")
    return (start, end) if start < end else None
