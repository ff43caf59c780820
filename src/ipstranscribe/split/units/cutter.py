"""Topic segmentation of one turn into candidate meaning units, by a semi-Markov conditional random field.

A unit is a run of sentences. The best segmentation, found by dynamic programming, has the greatest sum of two scores: how
clearly the topic changes at each boundary, and how usual the length of each unit is. The weights (`weights.toml`) were
learnt from annotated interviews in two languages (Sarawagi & Cohen, NIPS 2004). Neither a sentence model nor the guide is
used: what they add is small, and units should not move when the guide changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.split.questions.concepts import concepts_of
from ipstranscribe.split.questions.cues import Cues, starts_with
from ipstranscribe.split.questions.vectors import StartModel
from ipstranscribe.split.units.sentences import sentence_spans
from ipstranscribe.split.units.unpunctuated import WordCutter, is_unpunctuated
from ipstranscribe.split.weights import weighted_sum, weights
from ipstranscribe.split.words import spoken_words, stems, word_count

_USUAL = 1.6
"""Usual length of a unit, as a multiple of `min_words`."""
_SHORT, _LONG = 0.375, 2.25
"""Multiples of the usual length below and above which a unit is unusually short or long."""
_CLAUSE = 5
"""Words. A sentence shorter than this is an exclamation or an aside."""
_REMARK = 12
"""Words. A last sentence up to this length is a closing remark."""
_NEAR = 2
"""Number of sentences compared on each side of a boundary."""
_BEGINNING = 5
"""Number of words at the start of a sentence in which its grammatical person is looked for."""
_MOST_SENTENCES = 60
"""Maximum number of sentences in a unit, which keeps the running time linear in the length of the turn."""
_MISSED = 0.8
"""Bias in log odds towards more boundaries: for a coder, joining two units is less work than cutting one."""


@dataclass(frozen=True)
class _Sentence:
    """The features of one sentence; `opening` are its words without fillers and without the joining word."""

    words: tuple[str, ...]
    opening: tuple[str, ...]
    joined: bool
    size: int
    asks: bool
    stems: frozenset[str]
    concepts: frozenset[str]

    @classmethod
    def of(cls, text: str, cues: Cues) -> "_Sentence":
        words = _without_fillers(spoken_words(text), cues)
        joined = starts_with(words, cues.joins)
        return cls(
            words=tuple(words),
            opening=tuple(_without_fillers(words[joined:], cues)),
            joined=bool(joined),
            size=max(1, word_count(text)),
            asks=text.rstrip().endswith("?"),
            stems=frozenset(stems(text, cues.stop)),
            concepts=frozenset(concepts_of(text)),
        )


def _without_fillers(words: list[str], cues: Cues) -> list[str]:
    while step := starts_with(words, cues.fillers):
        words = words[step:]
    return words


@dataclass(frozen=True)
class Cutter:
    """Segmenter of turns into units; a unit shorter than `min_words` needs a clear change of topic."""

    cues: Cues
    min_words: int
    starts: StartModel | None = None
    """Where sentences begin in turns without punctuation; without it by words alone."""

    def spans(self, text: str, pauses: tuple[int, ...] = ()) -> list[tuple[int, int]]:
        """The units of one turn as (start, end), in order; together they cover all but the white space between them."""
        if is_unpunctuated(text):
            return WordCutter(self.cues, self.min_words, self.starts).spans(text, pauses)
        sentences = sentence_spans(text, self.cues, pauses)
        if not sentences:
            return []
        firsts = self._best_firsts([text[start:end] for start, end in sentences])
        ends = [*firsts[1:], len(sentences)]
        return [(sentences[first][0], sentences[end - 1][1]) for first, end in zip(firsts, ends, strict=True)]

    def boundary_features(self, sentences: Sequence[str]) -> dict[str, NDArray[np.float64]]:
        """Boundary features by name, one value per sentence: evidence that the topic changes at its start."""
        seen = [_Sentence.of(text, self.cues) for text in sentences]
        told: set[str] = set()
        rows = []
        for at, here in enumerate(seen):
            new = len(here.stems - told) / max(1, len(here.stems))
            rows.append({"new_words": new, **self._turning(seen, at)})
            told |= here.stems
        return {name: np.array([row[name] for row in rows], dtype=np.float64) for name in rows[0]}

    def length_features(self, words: int, sentences: int) -> dict[str, float]:
        """Length features by name of a unit with this many words and sentences."""
        usual = self.min_words * _USUAL
        length = log(words / usual)
        return {
            "log": length,
            "log_squared": length * length,
            "too_short": max(0.0, log(_SHORT * usual / words)),
            "too_long": max(0.0, words / (_LONG * usual) - 1),
            "one_sentence": float(sentences == 1),
        }

    def _turning(self, seen: Sequence[_Sentence], at: int) -> dict[str, float]:
        here, before = seen[at], seen[max(0, at - 1)]
        cues, last = self.cues, at == len(seen) - 1
        first = here.words[:1]
        turns = bool(starts_with(here.words, cues.turns) or starts_with(here.opening, cues.turns))
        refers = bool(starts_with(here.opening, cues.refers))
        left, right = (
            frozenset().union(*(sentence.concepts for sentence in near))
            for near in (seen[max(0, at - _NEAR) : at], seen[at : at + _NEAR])
        )
        return {
            "border": 1.0,
            "turns": float(turns),
            "joins": float(here.joined and not refers),
            "joins_refers": float(here.joined and refers),
            "goes_on": float(not here.joined and not turns and bool(starts_with(here.words, cues.goes_on))),
            "refers": float(refers and not here.joined and not turns),
            "but": float(first in {("but",), ("men",)}),
            "and": float(first in {("and",), ("og",)}),
            "so": float(first in {("so",), ("så",), ("da",)}),
            "new_topic": float(bool(left and right and not left & right)),
            "other_tense": float(self._tense(here) * self._tense(before) < 0),
            "other_person": float(self._person(here) != self._person(before)),
            "time": float(any(word in cues.times for word in here.words[: _BEGINNING - 1])),
            "about_self": float(here.opening[:1] != () and here.opening[0] in cues.self),
            "about_others": float(here.opening[:1] != () and here.opening[0] in cues.others),
            "short": float(here.size < _CLAUSE),
            "after_question": float(before.asks),
            "second": float(at == 1),
            "last": float(last),
            "last_short": float(last and here.size < _REMARK),
        }

    def _tense(self, sentence: _Sentence) -> int:
        """Tense: above 0 if there are more past than present verbs, below 0 if fewer."""
        return sum((word in self.cues.past) - (word in self.cues.present) for word in sentence.words)

    def _person(self, sentence: _Sentence) -> tuple[bool, bool]:
        beginning = sentence.words[:_BEGINNING]
        return any(w in self.cues.self for w in beginning), any(w in self.cues.others for w in beginning)

    def _best_firsts(self, sentences: Sequence[str]) -> list[int]:
        """Indices of the sentences that start a unit, for the greatest sum of boundary and length scores."""
        turning = weighted_sum(self.boundary_features(sentences), weights("border")) + _MISSED
        turning[0] = 0.0  # the first sentence always starts a unit
        until = list(accumulate((max(1, word_count(text)) for text in sentences), initial=0))
        best = [0.0]
        came_from = [0]
        for end in range(1, len(until)):
            options = [
                (best[first] + turning[first] + self._length(until[end] - until[first], end - first), first)
                for first in range(max(0, end - _MOST_SENTENCES), end)
            ]
            # on a tie, the longest unit: no boundary without evidence
            value, first = max(options, key=lambda option: (option[0], -option[1]))
            best.append(value)
            came_from.append(first)
        firsts = [came_from[-1]]
        while firsts[0]:
            firsts.insert(0, came_from[firsts[0]])
        return firsts

    def _length(self, words: int, sentences: int) -> float:
        return sum(weights("length")[name] * value for name, value in self.length_features(words, sentences).items())
