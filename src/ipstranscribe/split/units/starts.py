"""Where sentences begin in talk without punctuation, by the words on either side of a gap: a logistic regression.

Learnt from punctuated interviews whose punctuation was taken away (`training/sentence_starts.py`, `starts.tsv`). Words are
known by themselves where they are common, and by their kind: the cue lists in which they stand, or else their ending.
"""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.split.questions.cues import Cues

_BEFORE, _AFTER = "^", "$"
_ENDINGS = (("ing",), ("ed", "te", "et", "dde"), ("ly", "lig"), ("s",), ("en", "a", "ene"))


class WordKinds:
    """The kinds of words of one language: a code of the cue lists that a word, or a phrase beginning with it, stands in."""

    def __init__(self, cues: Cues) -> None:
        phrases = (cues.joins, cues.goes_on, cues.refers, cues.fillers, cues.asks)
        heads = (frozenset(phrase[0] for phrase in some) for some in phrases)
        self._lists = (cues.stop, cues.self, cues.others, cues.past, cues.present, cues.times, *heads)
        self._known = {_BEFORE: _BEFORE, _AFTER: _AFTER}

    def of(self, word: str) -> str:
        """The kind of a lower-case word."""
        if word not in self._known:
            code = sum(1 << number for number, words in enumerate(self._lists) if word in words)
            self._known[word] = f"{code:x}" if code else self._ending(word)
        return self._known[word]

    def _ending(self, word: str) -> str:
        return next((f"-{some[0]}" for some in _ENDINGS if word.endswith(some)), "-")


def start_features(words: Sequence[str], at: int, kinds: WordKinds) -> list[str]:
    """The features of a sentence beginning with word `at`: the words and kinds around, by template."""
    third, second, before, first, then, after = (
        words[n] if 0 <= n < len(words) else _BEFORE if n < 0 else _AFTER for n in range(at - 3, at + 3)
    )
    k3, k2, k1, f0, f1, f2 = (kinds.of(word) for word in (third, second, before, first, then, after))
    return [
        f"n {first}", f"m {then}", f"p {before}", f"q {second}", f"nn {first} {then}", f"pn {before} {first}",
        f"a {k1} {f0}", f"b {f0} {f1}", f"c {k1} {f0} {f1}", f"d {k2} {k1} {f0} {f1}", f"e {k2} {k1} {f0}",
        f"f {k1} {f0} {f1} {f2}", f"g {k1} {first}", f"h {before} {f0}", f"i {before} {f0} {f1}", f"j {k2} {k1} {first}",
        f"k {k3} {k2} {k1} {f0}", f"l {k1} {first} {f1}", f"r {f1}", f"s {k1}", f"u {f2}",
    ]  # fmt: skip


@cache
def start_weights() -> dict[str, float]:
    """Feature → weight in log odds; the feature `""` is the weight of every place."""
    lines = files(__package__).joinpath("starts.tsv").read_text("utf-8").splitlines()
    return {feature: float(weight) for weight, feature in (line.split("\t") for line in lines if line[:1] != "#")}


def start_scores(words: Sequence[str], kinds: WordKinds) -> NDArray[np.float64]:
    """For each lower-case word the log odds that a sentence begins with it [words]."""
    known = start_weights()
    rows = (sum(known.get(feature, 0.0) for feature in start_features(words, n, kinds)) for n in range(len(words)))
    return np.fromiter(rows, np.float64, len(words)) + known[""]
