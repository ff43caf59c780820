"""Phonetic matching of names that a speech recognizer misheard or a typist misspelt."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

# Similarity of a misheard name (1 is equal). Below LIKELY it is another name; from SURE on nobody is asked. Set by
# looking at what small Whisper models make of Scandinavian names; see docs/decisions/0006-two-tiers.md.
LIKELY, SURE = 0.72, 0.84
SURE_OF_A_NAME = 0.8
"""The same for what is surely a name and on no list: it hardly is somebody else's (benchmarks/misheard_links.py)."""
LIKELY_IN_TWO = 0.8
"""Least similarity of a name heard as two words; two words resemble a long name more easily than one does."""
SHORTEST_WORD = 4
"""Fewest letters; shorter names resemble too many words."""

_SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("x", "ks"), ("aa", "å"),
           ("ae", "æ"), ("oe", "ø"), ("ö", "ø"), ("ä", "æ"), ("hj", "j"), ("gj", "j"), ("y", "i"), ("h", ""))  # fmt: skip
_SILENT = re.compile(r"(?<=[lnr])d$")


def phonetic_key(word: str) -> str:
    """Phonetic key of a casefolded word: spellings that recognizers confuse are made equal.

    Doubled letters become single, and a silent final d is left out.
    """
    word = _SILENT.sub("", word)
    for spelling, heard in _SOUNDS:
        word = word.replace(spelling, heard)
    return re.sub(r"(.)\1+", r"\1", word)


@dataclass
class PhoneticIndex:
    """Index of the words of names by phonetic key, each with the ids of its entities."""

    _entities: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _of_length: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    _asked: dict[tuple[str, float], dict[str, float]] = field(default_factory=dict)
    """Cache of results since a word was last added: the same words occur in every interview."""

    def copy(self) -> "PhoneticIndex":
        """A copy, to be added to."""
        entities = defaultdict(set, {heard: set(ids) for heard, ids in self._entities.items()})
        of_length = defaultdict(list, {length: list(keys) for length, keys in self._of_length.items()})
        return PhoneticIndex(entities, of_length, dict(self._asked))

    def add(self, words: Iterable[str], entity: str) -> None:
        """Add casefolded `words` of the names of `entity`; short ones are left out."""
        for word in words:
            if len(word) < SHORTEST_WORD:
                continue
            heard = phonetic_key(word)
            if heard not in self._entities:
                self._of_length[len(heard)].append(heard)
            if entity not in self._entities[heard]:
                self._entities[heard].add(entity)
                self._asked.clear()

    def like(self, word: str, least: float = LIKELY) -> dict[str, float]:
        """Entity → similarity of its most similar name to `word`, for all from `least` on."""
        if len(word) < SHORTEST_WORD:
            return {}
        if (word, least) not in self._asked:
            self._asked[word, least] = self._search(phonetic_key(word), least)
        return self._asked[word, least]

    def _search(self, heard: str, least: float) -> dict[str, float]:
        found: dict[str, float] = {}
        shortest, longest = (
            ceil(least * len(heard)),
            int(len(heard) / least),
        )  # keys of other lengths cannot reach `least`
        for length in range(shortest, longest + 1):
            for name, likeness, _ in process.extract(
                heard,
                self._of_length.get(length, ()),
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=least,
                limit=None,
            ):
                for entity in self._entities[name]:
                    found[entity] = max(found.get(entity, 0.0), likeness)
        return found
