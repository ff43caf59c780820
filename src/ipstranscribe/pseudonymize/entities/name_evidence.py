"""How far a found name carries: where else its form is looked for, by what is known of the word in this study.

What the tables or a person name is looked for everywhere. A recognizer can be wrong once, and its mistake must not be
repeated through the whole study: the less a form looks like a name elsewhere, the less far it carries.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from ipstranscribe.languages import rules_for
from ipstranscribe.model import Category, Reach
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.known_forms import SearchedTurn
from ipstranscribe.pseudonymize.entities.linking import Mention
from ipstranscribe.pseudonymize.lexicon import casing, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers.spelled_names import SpelledNames
from ipstranscribe.text.phrase_index import tokenize, words_of

_ORDER: tuple[Reach, ...] = ("nowhere", "capitals", "everywhere")

NAME_SHARE = 0.5
"""Share of a word's occurrences inside sentences that have a capital, from which an ordinary word can carry as a name."""
_ALWAYS_CAPITAL = frozenset({"i"})
"""Words that have a capital letter wherever they stand."""
_FEWEST_DIGITS = 3
"""Digits of a number that is looked for elsewhere."""


@dataclass(frozen=True)
class NameEvidence:
    """How often each casefolded word of the study stands inside sentences with and without a capital letter.

    Interviews without capital letters are no evidence and are not counted. `languages` are those whose words are known.
    """

    languages: tuple[str, ...] = ()
    capital: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, places: Iterable[SearchedTurn]) -> Self:
        """Count the words of all turns."""
        by_interview: dict[str, list[SearchedTurn]] = {}
        for place in places:
            by_interview.setdefault(place.interview, []).append(place)
        evidence = cls(tuple(dict.fromkeys(rules_for(turns[0].language) for turns in by_interview.values())))
        for turns in by_interview.values():
            if not casing.is_uncased(" ".join(place.turn.text for place in turns)):
                evidence._count([place.turn.text for place in turns])
        return evidence

    def _count(self, texts: Sequence[str]) -> None:
        for text in texts:
            for token in tokenize(text):
                if not text[token.start].isupper():
                    self.small[token.word] += 1
                elif not casing.starts_sentence(text, token.start):
                    self.capital[token.word] += 1

    def is_no_name(self, mention: Mention) -> bool:
        """Whether a recognizer took words for a name that never are one: function words, single letters in lower case."""
        if mention.found.category not in NAMES or mention.found.found_by == SpelledNames.name:
            return False
        words = words_of(mention.written)
        return all(map(self._is_common, words)) and (mention.written.islower() or words[0] in _ALWAYS_CAPITAL)

    def reach(self, category: Category, form: str) -> Reach:
        """How far a form that was only found carries; of several words of a name the one that carries furthest counts.

        Of what is no name (a year of birth, a user name) an ordinary word and a number below a hundred carry nowhere.
        """
        words = words_of(form)
        if category not in NAMES:
            return "nowhere" if len(words) == 1 and self._is_everyday(words[0]) else "everywhere"
        furthest: Reach = max(map(self._reach, words), key=_ORDER.index, default="nowhere")
        return "capitals" if furthest == "nowhere" and len(words) > 1 and not self._all_common(words) else furthest

    def _is_everyday(self, word: str) -> bool:
        if word.isdigit():
            return len(word) < _FEWEST_DIGITS
        return word.isalpha() and any(vocabulary.is_ordinary(word, language) for language in self.languages)

    def _reach(self, word: str) -> Reach:
        if word.isdigit():
            return "everywhere"
        if self._is_common(word):
            return "nowhere"
        share = self._share(word)
        if any(vocabulary.is_ordinary(word, language) for language in self.languages):
            names_too = any(word in word_lists.read(f"names_that_are_words_{one}") for one in self.languages)
            return "capitals" if names_too or share >= NAME_SHARE else "nowhere"
        return "everywhere" if share >= NAME_SHARE else "capitals"

    def _share(self, word: str) -> float:
        """The share of occurrences with a capital, 1 for a word that was never seen inside a cased sentence."""
        seen = self.capital[word] + self.small[word]
        return self.capital[word] / seen if seen else 1.0

    def _is_common(self, word: str) -> bool:
        if len(word) < 2 or word in word_lists.read("contraction_halves"):
            return True
        for language in self.languages:
            if word in word_lists.read(f"names_that_are_words_{language}"):
                return False
        return any(vocabulary.is_common(word, language) for language in self.languages)

    def _all_common(self, words: Sequence[str]) -> bool:
        return all(map(self._is_common, words))
