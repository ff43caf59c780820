"""Recognizers whose finds are judged by the talk around them: lists and patterns see few words of it.

Of names two are asked, and right together far oftener than alone (docs/decisions/0091): the network that learnt from talk,
which sees two words to each side twice over, and the sentence model, which reads the whole turn.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ipstranscribe.pseudonymize.lexicon import casing, vocabulary
from ipstranscribe.pseudonymize.recognizers import Found, ReadsAhead, Recognizer, talk_network
from ipstranscribe.pseudonymize.recognizers.talk_model import PART, Odds, TalkModel, without_signs
from ipstranscribe.text.phrase_index import words_of

NOBODY = -4.7
"""Log odds of a name below which no guess is a question to anybody. What a recognizer is certain of stays as it is."""
NO_FACT = -4.0
"""Log odds of a fact below which what a pattern supposes is no question to anybody."""
OVERLOOKED = 1.5
"""Log odds of a name from which a person is asked about what the recognizer did not find, in text without capitals."""
NAMED = -3.2
"""Log odds of a name from which a word is masked that is a name of the tables, or of somebody met, and an ordinary word.

In text without capitals; with capitals a name has one.
"""
_OF_NETWORK = 0.5
"""What the network's log odds count for beside those of the sentence model."""
_LEAST = 1e-5
"""Probability of the network that is told apart from zero."""


class _Parts:
    """The stretches of a text between white space; odds are of each."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in PART.finditer(text)]
        self.starts, self.ends = [start for start, _ in spans], [end for _, end in spans]

    def within(self, start: int, end: int) -> slice:
        """The numbers of those that overlap the characters from `start` to `end`."""
        return slice(bisect_right(self.ends, start), bisect_left(self.starts, end))


class OddsOfParts(NamedTuple):
    """The parts of a text with their log odds."""

    parts: _Parts
    odds: Odds

    def likeliest(self, start: int, end: int) -> float:
        """The log odds of the likeliest part that overlaps the characters from `start` to `end`."""
        return float(self.odds[self.parts.within(start, end)].max(initial=-np.inf))


class FactsJudged:
    """A recognizer of facts by patterns, without what the talk around contradicts."""

    def __init__(self, recognizer: Recognizer, model: TalkModel) -> None:
        self._recognizer, self._model = recognizer, model
        self.name = recognizer.name

    def find(self, text: str) -> Iterable[Found]:
        """What the recognizer finds, but for guesses that are no fact here."""
        found = [*self._recognizer.find(text)]
        here = OddsOfParts(_Parts(text), self._model.odds(text).fact) if found else None
        yield from (
            one for one in found if one.certain or not here or here.likeliest(one.char_start, one.char_end) >= NO_FACT
        )


class NamesJudged:
    """A recognizer of names, without what the talk around contradicts."""

    def __init__(self, recognizer: Recognizer, model: TalkModel, language: str, *, asks: bool = False) -> None:
        """One that `asks` asks about what nobody else found as well, in text without capitals."""
        self._recognizer, self._model, self.language, self._asks = recognizer, model, language, asks
        self.name = recognizer.name

    def read_ahead(self, texts: Sequence[str]) -> None:
        """Read the texts ahead if the recognizer does."""
        if isinstance(self._recognizer, ReadsAhead):
            self._recognizer.read_ahead(texts)

    def find(self, text: str) -> Iterable[Found]:
        """What the recognizer finds, but for guesses that are nobody's name here."""
        found = [*self._recognizer.find(text)]
        asks = self._asks and casing.is_uncased(text)
        if not (asks or any(not one.certain for one in found)):
            yield from found
            return
        here = self.odds_of(text)
        for one in found:
            start, end = one.char_start, one.char_end
            if one.certain or self._looks_like_a_name(text[start:end]) or here.likeliest(start, end) >= NOBODY:
                yield one
        if asks:
            yield from self._overlooked(text, here, found)

    def _looks_like_a_name(self, written: str) -> bool:
        """Whether a word is outside the vocabulary and has a capital or is on a list of names.

        A later step takes that for certain (`name_kinds`), so that nobody may leave it out here.
        """
        strange = [word for word in words_of(written) if not vocabulary.is_ordinary(word, self.language)]
        return bool(strange) and (written[0].isupper() or any(map(vocabulary.is_listed_name, strange)))

    def odds_of(self, text: str) -> OddsOfParts:
        """The log odds that the parts of `text` are of a name."""
        return _odds_of(text, self._model, self.language)

    def _overlooked(self, text: str, here: OddsOfParts, found: Sequence[Found]) -> Iterator[Found]:
        """The stretches of likely names that no find of the recognizer overlaps, as suggestions of names of some kind."""
        parts, odds = here.parts, here.odds.copy()
        for one in found:
            odds[parts.within(one.char_start, one.char_end)] = -np.inf
        likely = np.flatnonzero(odds > OVERLOOKED)
        for stretch in np.split(likely, np.flatnonzero(np.diff(likely) > 1) + 1) if len(likely) else ():
            if span := without_signs(text, parts.starts[stretch[0]], parts.ends[stretch[-1]]):
                chance = float(1 / (1 + np.exp(-odds[stretch].max())))
                yield Found(*span, "other", self.name, chance, certain=False)


@lru_cache(maxsize=2)
def _odds_of(text: str, model: TalkModel, language: str) -> OddsOfParts:
    """The same, kept for the last texts: of each, three recognizers ask."""
    parts = _Parts(text)
    seen = talk_network.read(text, language)
    chances = np.full(len(parts.starts), _LEAST)
    at = 0
    for word, tags in zip(seen.words, seen.tags, strict=True):
        while parts.ends[at] <= word.start:
            at += 1
        chances[at] = max(chances[at], min(1 - tags[0], 1 - _LEAST))
    of_network = _OF_NETWORK * np.log(chances / (1 - chances))
    return OddsOfParts(parts, model.odds(text).name + of_network)


def judge_among(recognizers: Iterable[Recognizer]) -> NamesJudged | None:
    """One that judges names; None where the model is not here, or rules alone are wanted."""
    return next((one for one in recognizers if isinstance(one, NamesJudged)), None)
