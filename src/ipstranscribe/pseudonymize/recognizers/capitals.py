"""Recognizer of last resort: unexplained capitalised words inside a sentence are suggested to a person."""

import re
from collections.abc import Iterable

from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.lexicon import casing, edge_signs, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found

_CAPITALISED = re.compile(r"[A-ZÆØÅÄÖÉÜ][\w'’-]*(?:\s[A-ZÆØÅÄÖÉÜ][\w-]*)*")
_ONE_OF = re.compile(r"\b(?:an?|en|ei|ein|et|eit)\s$", re.IGNORECASE)
"""Before words with a capital that are a kind of thing: `a Magic Roundabout`."""
_TITLE = re.compile(
    r"\b(?:(?:mr|mrs|ms|dr|prof)\.?|mister|missus|missis|miss|doctor|professor|herr|fru|frøken|doktor)\s$",
    re.IGNORECASE,
)
"""Forms of address, behind which any word with a capital is somebody: `Mr Power`, `herr Stor`."""
_NEAR = 10  # characters
_LONG_ENOUGH = 4  # letters of an unknown word at the start of a sentence: shorter ones are interjections
_DIGITS_OF_A_CODE = 3


class Capitals:
    """Capitalised words that do not start a sentence and are not on a list of words that always have a capital."""

    name = "capital letter"

    def __init__(self, language: str) -> None:
        self._language = language
        self._names_too = word_lists.read(f"names_that_are_words_{language}")
        self._known_words = vocabulary.non_identifying(language)

    def find(self, text: str) -> Iterable[Found]:
        """Suggestions only: people, places and firms that the language model missed, and some harmless words."""
        lower = {word for word in re.findall(r"\w+", text) if word.islower()}
        for match in _CAPITALISED.finditer(text):
            start, words = match.start(), match.group().split()
            while len(words) > 1 and _is_code(words[-1]):
                words = words[:-1]
            if casing.starts_sentence(text, start) and not (self._is_strange(words[0]) or _is_titled(text, start)):
                start += len(words[0]) + 1
                words = words[1:]
            while words and self._harmless(words[0], lower) and not _is_titled(text, start):
                start += len(words[0]) + 1
                words = words[1:]
            while len(words) > _is_titled(text, start) and self._harmless(words[-1], lower):
                words = words[:-1]
            if words and not (_ONE_OF.search(text, max(0, start - 5), start) and all(map(self._is_word, words))):
                end = start + len(" ".join(words).rstrip("'’-"))
                kind: Category = "person" if _is_titled(text, start) else "other"
                yield Found(start, edge_signs.without_clitic(text, start, end), kind, self.name, 0.3, certain=False)

    def _harmless(self, word: str, lower: set[str]) -> bool:
        bare = re.split(r"['’]", word)[0].casefold()
        return len(bare) < 2 or bare in self._known_words or (bare in lower and bare not in self._names_too)

    def _is_word(self, word: str) -> bool:
        return vocabulary.is_ordinary(word, self._language) and not vocabulary.is_listed_name(word.casefold())

    def _is_strange(self, word: str) -> bool:
        """Whether a word at the start of a sentence is in no vocabulary, so that its capital may say something."""
        bare = re.split(r"['’]", word)[0]
        return len(bare) >= _LONG_ENOUGH and not vocabulary.is_ordinary(bare, self._language)


def _is_titled(text: str, start: int) -> bool:
    """Whether a form of address stands before a word, which is no letter alone: `Doctor, I …`."""
    return text[start + 1 : start + 2].isalpha() and bool(_TITLE.search(text, max(0, start - _NEAR), start))


def _is_code(word: str) -> bool:
    """Whether a word is a code and no part of the name before it: `IBAN NO9386011117947`."""
    return sum(map(str.isdigit, word)) >= _DIGITS_OF_A_CODE
