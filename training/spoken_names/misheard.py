"""Names as a recognizer of speech might write them: a letter wrong, cut in two, or as ordinary words that sound alike."""

import random
import re
from collections import defaultdict

from ipstranscribe.pseudonymize.lexicon import vocabulary

_SOUNDS = {
    "c": "k", "q": "k", "g": "k", "k": "k", "x": "ks", "s": "s", "z": "s", "t": "t", "d": "t", "p": "p", "b": "p", "f": "f",
    "v": "f", "w": "f", "r": "r", "l": "l", "m": "m", "n": "n",
}  # fmt: skip
"""Consonants that are told apart; vowels and h are not."""
_VOWELS = "aeiouyæøå"
_ALIKE = {
    "ck": "k", "ph": "f", "th": "t", "y": "i", "i": "y", "e": "a", "a": "e", "o": "u", "u": "o", "s": "z", "z": "s", "k": "c",
    "c": "k", "v": "w", "w": "v", "å": "o", "ø": "o", "æ": "e", "d": "t", "t": "d", "b": "p", "g": "k", "ei": "ai", "ll": "l",
    "nn": "n", "ee": "i", "l": "ll", "n": "nn", "ie": "y", "m": "n", "ey": "ie", "sh": "s", "f": "v",
}  # fmt: skip
_MOST_WORDS = 6000


class Misheard:
    """Changes names by chance; the words it uses are the frequent ones of a language."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self._chance = chance
        self._sounding: dict[str, list[str]] = defaultdict(list)
        for word in vocabulary.most_frequent(language)[:_MOST_WORDS]:
            if word.isalpha() and len(word) > 1:
                self._sounding[sound(word)].append(word)

    def name(self, words: list[str]) -> list[str]:
        """The words of a name, changed."""
        way = self._chance.random()
        if way < 0.3:
            return self._as_words(words)
        if way < 0.45 and max(map(len, words)) > 5:
            return [part for word in words for part in self._in_two(word)]
        return [self._spelt(word) for word in words]

    def _spelt(self, word: str) -> str:
        for _ in range(self._chance.choice((1, 1, 2))):
            fitting = [part for part in _ALIKE if part in word]
            if not fitting or len(word) < 3:
                return word
            part = self._chance.choice(fitting)
            places = [m.start() for m in re.finditer(part, word)]
            at = self._chance.choice(places)
            word = word[:at] + _ALIKE[part] + word[at + len(part) :]
        return word[:-1] if self._chance.random() < 0.1 and len(word) > 4 else word

    def _in_two(self, word: str) -> list[str]:
        if len(word) < 6:
            return [word]
        at = self._chance.randint(2, len(word) - 3)
        return [word[:at], self._spelt(word[at:])]

    def _as_words(self, words: list[str]) -> list[str]:
        """Ordinary words that have the same consonants, one or two for a word of the name."""
        heard: list[str] = []
        for word in words:
            whole = sound(word)
            cuts = [(whole,)] + [(whole[:at], whole[at:]) for at in range(1, len(whole))]
            fitting = [cut for cut in cuts if all(self._sounding.get(part) for part in cut)]
            heard += (
                [self._chance.choice(self._sounding[part]) for part in self._chance.choice(fitting)]
                if fitting
                else [self._spelt(word)]
            )
        return heard


def sound(word: str) -> str:
    """The consonants of a word, those that sound alike as one."""
    return re.sub(r"(.)\1+", r"\1", "".join(_SOUNDS.get(letter, "") for letter in word)) or "-"
