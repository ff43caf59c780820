"""Topic segmentation of talk with little or no punctuation, as speech recognizers write it: every word can begin a unit.

The same kind of model as the `cutter`'s, over words instead of sentences, which cannot be told here. What it is unsure of is
rarely whether the talk turns but at which word, so borders are placed where the chances of three words on either side add up.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
from numpy.typing import NDArray

from ipstranscribe.split.questions.concepts import concept_places
from ipstranscribe.split.questions.cues import Cues, starts_with
from ipstranscribe.split.questions.decoder import log_sum
from ipstranscribe.split.questions.vectors import StartModel
from ipstranscribe.split.units.starts import WordKinds, start_scores
from ipstranscribe.split.weights import weighted_sum, weights
from ipstranscribe.split.words import protected_spans, stem, word_count

Numbers = NDArray[np.float64]

_USUAL = 1.6
"""Usual length of a unit, as a multiple of `min_words`, as in `cutter`."""
_WORDS_A_SENTENCE = 40
"""Words. With more to a sentence end, a turn is not punctuated."""
_WORDS_A_STRETCH, _WORDS_A_MARK = 18, 12
"""Words. With more to a sentence end, and more to any mark, a turn is hardly punctuated: what its ends leave whole runs over
several sentences. Who writes long sentences writes commas: no punctuated turn of our interviews (403) is taken for one."""
_NEAR, _FAR = 14, 25
"""Words: how far is looked on either side, and back for what is said again."""
_LOOK = 6
"""Words: the longest cue phrase and a filler before it."""
_EDGE = 10
"""Words at the beginning and the end of a turn."""
_SHORTEST = 3
"""Words before the first border and after the last."""
_LONGEST_UNIT = 12
"""Longest unit, as a multiple of `min_words`, which keeps the running time linear in the length of the turn."""
_TOLERANCE = 3
"""Words, within which the chances of a border add up."""
_UNLIKELY = -4.0
"""Log odds of a sentence beginning at a word, below which no unit does; about half of the words."""
_LIKELY = 0.18
"""Summed chance from which a border is drawn: one too many is less work for a coder than one too few."""
_AFTER_END = 2.0
"""Log odds of a sentence beginning after one of the few sentence ends: the highest that the weights were learnt with."""
_AFTER_SILENCE = 1.5
"""Log odds that a silence before a word adds to those of a sentence beginning there: a guess, not learnt."""

_END = re.compile(r"[.?!…][\"'”’»)\]]*(?=\s|$)")
_MARK = re.compile(r"[.?!…,;:–—][\"'”’»)\]]*(?=\s|$)")
_BARE = re.compile(r"[^\w'-]")


def is_unpunctuated(text: str) -> bool:
    """Whether `text` has too few sentence ends to be cut at them."""
    words, ends = word_count(text), len(_END.findall(text))
    hardly = words > _WORDS_A_STRETCH * ends and words > _WORDS_A_MARK * len(_MARK.findall(text))
    return hardly or words > _WORDS_A_SENTENCE * ends


def bare_words(text: str) -> list[str]:
    """The lower-case words of `text`, one for each part between white space; empty for a part without letters."""
    return [_BARE.sub("", part.lower().replace("’", "'")) for part in text.split()]


@dataclass(frozen=True)
class WordCutter:
    """Segmenter of unpunctuated turns into units of about `min_words` and more; without `starts` by words alone."""

    cues: Cues
    min_words: int
    starts: StartModel | None = None
    kinds: WordKinds = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", WordKinds(self.cues))

    def spans(self, text: str, pauses: tuple[int, ...] = ()) -> list[tuple[int, int]]:
        """The units of one turn as (start, end), in order; together they cover all but the white space between them."""
        places = [m.span() for m in re.finditer(r"\S+", text)]
        if not places:
            return []
        starts = [start for start, _ in places]
        ended = [bisect_left(starts, end.end()) for end in _END.finditer(text) if end.end() < starts[-1]]
        turning = self._turning(text, starts, pauses, ended)
        firsts = [0, *self._firsts(border_chances(turning, self._lengths(len(starts))), ended)]
        ends = [*firsts[1:], len(places)]
        return [(places[first][0], places[end - 1][1]) for first, end in zip(firsts, ends, strict=True)]

    def boundary_features(
        self, words: Sequence[str], silent: Sequence[int] = (), ended: Sequence[int] = ()
    ) -> dict[str, Numbers]:
        """Boundary features by name, one value per word: evidence that the topic changes at it.

        `silent` are words after a silence, `ended` those after a sentence end.
        """
        scores = self.starts.log_odds(words) if self.starts else start_scores(words, self.kinds)
        start = np.clip(scores, -6.0, _AFTER_END)
        start[list(silent)] += _AFTER_SILENCE
        start[list(ended)] = _AFTER_END
        rows = [self._opening(words[at : at + 2 * _LOOK]) for at in range(len(words))]
        opening = {name: np.array([row[name] for row in rows], dtype=np.float64) for name in rows[0]}
        size = len(words)
        here = np.arange(size)
        return {
            "border": np.ones(size),
            "start": start,
            "start_clear": np.maximum(0.0, start + 1),
            **opening,
            **self._windows(words),
            "early": (here < _EDGE).astype(np.float64),
            "late": (size - here < _EDGE).astype(np.float64),
        }

    def length_features(self, words: int) -> dict[str, float]:
        """Length features by name of a unit with this many words."""
        usual = self.min_words * _USUAL
        length = log(words / usual)
        return {
            "log": length,
            "log_squared": length * length,
            "too_short": max(0.0, log(0.375 * usual / words)),
            "far_too_short": max(0.0, log(0.15 * usual / words)),
            "too_long": max(0.0, words / (2.25 * usual) - 1),
        }

    @property
    def _learnt(self) -> str:
        """The ending of the names of the weights."""
        return "" if self.starts else "_lexical"

    def _opening(self, words: Sequence[str]) -> dict[str, float]:
        """What the words that follow a gap say by themselves."""
        cues = self.cues
        heard = _after_fillers(words, cues)
        joined = starts_with(heard, cues.joins)
        opening = _after_fillers(heard[joined:], cues)
        turns = bool(starts_with(heard, cues.turns) or starts_with(opening, cues.turns))
        refers = bool(starts_with(opening, cues.refers))
        first, then = heard[0] if heard else "", opening[0] if opening else ""
        return {
            "turns": turns,
            "joins": bool(joined) and not refers,
            "joins_refers": bool(joined) and refers,
            "goes_on": not joined and not turns and bool(starts_with(heard, cues.goes_on)),
            "refers": refers and not joined and not turns,
            "but": first in {"but", "men"},
            "and": first in {"and", "og"},
            "so": first in {"so", "så", "da"},
            "time": any(word in cues.times for word in heard[:4]),
            "about_self": then in cues.self,
            "about_others": then in cues.others,
            "filler": len(heard) < len(words),
            "breaks": bool(starts_with(heard, cues.breaks)),
        }

    def _windows(self, words: Sequence[str]) -> dict[str, Numbers]:
        """How what is said after each gap differs from what was said before it."""
        cues, size = self.cues, len(words)
        roots = [stem(word) if word not in cues.stop and len(word) > 1 else "" for word in words]
        told = {root: at for at, root in reversed(list(enumerate(roots)))}
        last: dict[str, int] = {}
        new, again = np.zeros(size), np.zeros(size)
        for at in range(size):
            ahead = [root for root in roots[at : at + _NEAR] if root]
            new[at] = sum(told[root] >= at for root in ahead) / max(1, len(ahead))
            again[at] = sum(last.get(root, -size) >= at - _FAR for root in ahead) / max(1, len(ahead))
            last[roots[at]] = at
        topics = concept_places(words)
        other = np.zeros(size)
        for at in range(1, size):
            left = {name for name in topics[max(0, at - _NEAR) : at] if name}
            right = {name for name in topics[at : at + _NEAR] if name}
            other[at] = bool(left and right and not left & right)
        tense = _turn_over([(word in cues.past) - (word in cues.present) for word in words])
        person = _turn_over([(word in cues.self) - (word in cues.others) for word in words])
        return {"new_words": new, "said_again": again, "new_topic": other, "other_tense": tense, "other_person": person}

    def _turning(self, text: str, starts: Sequence[int], pauses: tuple[int, ...], ended: Sequence[int]) -> Numbers:
        """The score of a border before each word; −inf where none can be."""
        words = bare_words(text)
        silent = frozenset(pauses)
        features = self.boundary_features(words, [n for n, start in enumerate(starts) if start in silent], ended)
        turning = np.where(
            may_begin(features["start"]), weighted_sum(features, weights(f"border_unpunctuated{self._learnt}")), -np.inf
        )
        for begin, end in protected_spans(text):
            turning[bisect_right(starts, begin) : bisect_left(starts, end)] = -np.inf
        return turning

    def _lengths(self, words: int) -> Numbers:
        """The score of a unit of each length, 1 to the longest that is looked at."""
        longest = max(1, min(words, _LONGEST_UNIT * self.min_words))
        by = weights(f"length_unpunctuated{self._learnt}")
        rows = (self.length_features(size) for size in range(1, longest + 1))
        return np.array([sum(by[name] * value for name, value in row.items()) for row in rows])

    def _firsts(self, chances: Numbers, ended: Sequence[int]) -> list[int]:
        """The words that begin a unit but for the first: where the chances nearby add up most, until none is likely.

        Where a sentence ends so near, the unit begins there.
        """
        left, chosen = chances.copy(), list[int]()
        while (mass := np.where(chances > 0, _nearby(left), 0.0)).max() >= _LIKELY:
            best = int((mass + 1e-6 * left).argmax())
            near = [at for at in ended if abs(at - best) <= _TOLERANCE and left[at] > 0]
            chosen.append(max(near, key=lambda at: left[at], default=best))
            left[max(0, min(best, chosen[-1]) - _TOLERANCE) : max(best, chosen[-1]) + _TOLERANCE + 1] = 0.0
        return sorted(chosen)


def may_begin(start: Numbers) -> NDArray[np.bool_]:
    """Which words can begin a unit, by the log odds that a sentence begins there: the likelier ones, not near an end."""
    can: NDArray[np.bool_] = start > _UNLIKELY
    can[:_SHORTEST] = can[max(0, len(can) - _SHORTEST + 1) :] = False
    return can


def _nearby(chances: Numbers) -> Numbers:
    """The sum of the chances within the tolerance on either side of each word."""
    sums = np.concatenate([[0.0], np.cumsum(chances)])
    at = np.arange(len(chances))
    summed: Numbers = sums[np.minimum(len(chances), at + _TOLERANCE + 1)] - sums[np.maximum(0, at - _TOLERANCE)]
    return summed


def _after_fillers(words: Sequence[str], cues: Cues) -> list[str]:
    rest = list(words)
    while step := starts_with(rest, cues.fillers):
        rest = rest[step:]
    return rest


def _turn_over(signs: Sequence[int]) -> Numbers:
    """How far the sign of what is said after each gap is from that before it: 0, ½ or 1."""
    sums, size = np.concatenate([[0], np.cumsum(signs)]), len(signs)
    at = np.arange(size)
    before = np.sign(sums[at] - sums[np.maximum(0, at - _NEAR)])
    after = np.sign(sums[np.minimum(size, at + _NEAR)] - sums[at])
    apart: Numbers = np.abs(after - before) / 2.0
    return apart


def border_chances(turning: Numbers, lengths: Numbers) -> Numbers:
    """The probability of a border before each word (0 for the first), summed over all segmentations (forward-backward)."""
    size, longest = len(turning), len(lengths)
    cut = turning.copy()
    cut[0] = 0.0
    forward, backward = np.full(size + 1, -np.inf), np.full(size + 1, -np.inf)
    forward[0] = backward[size] = 0.0
    for end in range(1, size + 1):
        first = max(0, end - longest)
        forward[end] = log_sum(
            forward[first:end] + cut[first:end] + lengths[end - first - 1 :: -1][: end - first], axis=0
        )
    for first in range(size - 1, -1, -1):
        end = min(size, first + longest)
        backward[first] = cut[first] + log_sum(backward[first + 1 : end + 1] + lengths[: end - first], axis=0)
    if not np.isfinite(forward[size]):
        return np.zeros(size)
    chances: Numbers = np.exp(forward[:size] + backward[:size] - forward[size])
    chances[0] = 0.0
    return chances
