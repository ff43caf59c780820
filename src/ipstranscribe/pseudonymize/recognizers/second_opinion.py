"""Recognizers whose finds are judged by the talk around them: lists and patterns see few words of it.

Of names two are asked, and right together far oftener than alone (docs/decisions/0091): the network that learnt from talk,
which sees two words to each side twice over, and the sentence model, which reads the whole turn.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from ipstranscribe.pseudonymize.lexicon import casing
from ipstranscribe.pseudonymize.recognizers import Found, ReadsAhead, Recognizer, talk_network
from ipstranscribe.pseudonymize.recognizers.talk_model import Odds, TalkModel, without_signs

NOBODY = -4.7
"""Log odds of a name below which nothing is replaced without asking, and no guess is a question to anybody."""
NO_FACT = -4.0
"""Log odds of a fact below which what a pattern supposes is no question to anybody."""
OVERLOOKED = 1.5
"""Log odds of a name from which a person is asked about what nobody else found, in text without capitals."""
NAMED = -2.5
"""Log odds of a name from which a word is masked that is a name of the tables, or of somebody met, and an ordinary word."""
_OF_NETWORK = 0.5
"""What the network's log odds count for beside those of the sentence model."""
_LEAST = 1e-5
"""Probability of the network that is told apart from zero."""
_DOUBTED = 0.5
"""Confidence of a find that its recognizer was certain of, and that is a question now."""
_PART = re.compile(r"\S+")


class _Parts:
    """The stretches of a text between white space; odds are of each."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _PART.finditer(text)]
        self.starts, self.ends = [start for start, _ in spans], [end for _, end in spans]

    def within(self, start: int, end: int) -> slice:
        """The numbers of those that overlap the characters from `start` to `end`."""
        return slice(bisect_right(self.ends, start), bisect_left(self.starts, end))

    def likeliest(self, odds: Odds, start: int, end: int) -> float:
        """The log odds of the likeliest of those."""
        return float(odds[self.within(start, end)].max(initial=-np.inf))


class FactsJudged:
    """A recognizer of facts by patterns, without what the talk around contradicts."""

    def __init__(self, recognizer: Recognizer, model: TalkModel) -> None:
        self._recognizer, self._model = recognizer, model
        self.name = recognizer.name

    def find(self, text: str) -> Iterable[Found]:
        """What the recognizer finds, but for guesses that are no fact here."""
        parts = _Parts(text)
        for one in self._recognizer.find(text):
            odds = self._model.odds(text).fact
            if one.certain or parts.likeliest(odds, one.char_start, one.char_end) >= NO_FACT:
                yield one


class NamesJudged:
    """A recognizer of names, without what the talk around contradicts."""

    def __init__(self, recognizer: Recognizer, model: TalkModel, language: str, *, asks: bool = False) -> None:
        """One that `asks` asks about what nobody else found as well, in text without capitals."""
        self._recognizer, self._model, self._language, self._asks = recognizer, model, language, asks
        self.name = recognizer.name

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Read the texts ahead if the recognizer does."""
        if isinstance(self._recognizer, ReadsAhead):
            self._recognizer.read_ahead(texts)

    def find(self, text: str) -> Iterable[Found]:
        """What the recognizer finds: a certain find that is nobody's name here as a question, and no guess that is none."""
        found = [*self._recognizer.find(text)]
        asks = self._asks and casing.is_uncased(text)
        if not (found or asks):
            return
        parts = _Parts(text)
        odds = self._odds(text, parts)
        for one in found:
            if parts.likeliest(odds, one.char_start, one.char_end) >= NOBODY:
                yield one
            elif one.certain:
                yield replace(one, certain=False, confidence=_DOUBTED)
        if asks:
            for one in found:
                odds[parts.within(one.char_start, one.char_end)] = -np.inf
            yield from self._overlooked(text, parts, odds)

    def log_odds(self, text: str, start: int, end: int) -> float:
        """The log odds that what stands from `start` to `end` is of a name."""
        parts = _Parts(text)
        return parts.likeliest(self._odds(text, parts), start, end)

    def _odds(self, text: str, parts: _Parts) -> Odds:
        seen = talk_network.read(text, self._language)
        chances = np.full(len(parts.starts), _LEAST)
        at = 0
        for word, tags in zip(seen.words, seen.tags, strict=True):
            while parts.ends[at] <= word.start:
                at += 1
            chances[at] = max(chances[at], min(1 - tags[0], 1 - _LEAST))
        of_network: Odds = _OF_NETWORK * np.log(chances / (1 - chances))
        return self._model.odds(text).name + of_network

    def _overlooked(self, text: str, parts: _Parts, odds: Odds) -> Iterator[Found]:
        """The stretches of likely names as suggestions of names of some kind."""
        likely = np.flatnonzero(odds > OVERLOOKED)
        for stretch in np.split(likely, np.flatnonzero(np.diff(likely) > 1) + 1) if len(likely) else ():
            if span := without_signs(text, parts.starts[stretch[0]], parts.ends[stretch[-1]]):
                chance = float(1 / (1 + np.exp(-odds[stretch].max())))
                yield Found(*span, "other", self.name, chance, certain=False)


def judge_among(recognizers: Iterable[Recognizer]) -> NamesJudged | None:
    """One that judges names; None where the model is not here, or rules alone are wanted."""
    return next((one for one in recognizers if isinstance(one, NamesJudged)), None)
