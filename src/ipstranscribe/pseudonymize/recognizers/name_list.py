"""Recognizer of names by lists: given names, surnames and places, and words outside every vocabulary."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ipstranscribe.languages import country, patterns_of
from ipstranscribe.model import Category
from ipstranscribe.pseudonymize.lexicon import casing, places, vocabulary, word_lists
from ipstranscribe.pseudonymize.lexicon.halves import are_halves
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_value
from ipstranscribe.text.phrase_index import tokenize
from ipstranscribe.text.word_tree import WordToken

_LONGEST_PLACE = 3  # words
_AHEAD = 4  # words that are looked at from each on
_TOWNS = ("town", "small town", "city", "municipality", "neighbourhood", "district", "island")
_WHERE = {
    "en": frozenset({"in", "from", "near", "outside", "around"}),
    "nb": frozenset({"i", "fra", "frå", "utenfor", "utanfor", "ved"}),
}
_NAMING = {
    "en": r"(?:called|named|name\sis|name's|named\safter|mr|mister|mrs|missus|ms|miss|dr|doctor|uncle|aunt|auntie|"
    r"(?:my|your|our|his|her)\s(?:\w+\s)?(?:husband|wife|son|daughter|brother|sister|boss|friend|mother|father|mum|dad|"
    r"partner|boyfriend|girlfriend|colleague|neighbour|cousin|grandson|granddaughter))",
    "nb": r"(?:heter|heiter|hette|heitte|kalt|kalla|navnet|namnet|doktor|onkel|tante|fru|herr|"
    r"(?:mannen|kona|kjæresten|samboeren|sønnen|dattera|datteren|dotter|broren|søstera|søsteren|sjefen|kollegaen|naboen|"
    r"vennen|kompisen|venninna|venninnen|faren|moren|mora|guten|jenta)(?:\s(?:min|mi|vår|din|di|hans|hennes))?)",
}


class NameList:
    """Listed names, in text with and without capitals; in text without, also words outside the vocabulary."""

    name = "name list"
    unknown = "unknown word"
    """`found_by` of words outside the vocabulary."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._left_alone = vocabulary.non_identifying(language)
        self._names_too = word_lists.read(f"names_that_are_words_{language}")
        self._where = _WHERE[patterns_of(language)]
        self._naming = re.compile(rf"\b{_NAMING[patterns_of(language)]}[,\s]+$", re.IGNORECASE)

    def find(self, text: str) -> Iterable[Found]:
        """Find people and places, certain unless the word is also an ordinary one; unknown words are suggestions."""
        tokens = tokenize(text)
        uncased = casing.is_uncased(text)
        at = 0
        for number, token in enumerate(tokens):
            if number < at:
                continue
            ahead = tokens[number : number + _AHEAD]
            halves = self._halves(text, ahead) if uncased else None
            found = halves or self._place(text, ahead, uncased) or self._person(text, ahead, uncased)
            if found is None and uncased and self._is_strange(token, text):
                found = 1, Found(token.start, token.end, "other", self.unknown, 0.4, certain=False)
            if found:
                at = number + found[0]
                yield found[1]

    def _place(self, text: str, tokens: Sequence[WordToken], uncased: bool) -> tuple[int, Found] | None:
        """The longest place name that begins with the first token: its number of words, and the span."""
        first = tokens[0]
        if not uncased and not text[first.start].isupper():
            return None
        for count in range(min(_LONGEST_PLACE, len(tokens)), 0, -1):
            run = tokens[:count]
            name = text[run[0].start : run[-1].end].casefold()
            if name not in places.names() or (count == 1 and not self._surely_a_place(text, first, uncased)):
                continue
            return count, self._found(
                run, "place", certain=count > 1 or not vocabulary.is_ordinary(name, self._language)
            )
        if uncased and self._is_town_by_context(text, first):
            return 1, self._found(tokens[:1], "place", certain=False)
        return None

    def _halves(self, text: str, tokens: Sequence[WordToken]) -> tuple[int, Found] | None:
        """A listed name that was heard as two words: `mau reen`, `lille hammer`; not one of two names (`anne grete`)."""
        pair = tokens[:2]
        if len(pair) < 2 or all(vocabulary.is_given_name(one.word) for one in pair):
            return None
        if not are_halves(text, pair, self._language):
            return None
        whole = pair[0].word + pair[1].word
        if not vocabulary.is_listed_name(whole) and whole not in places.names():
            return None
        person = vocabulary.is_given_name(whole) or whole not in places.names()
        return 2, self._found(pair, "person" if person else "place", certain=False)

    def _is_town_by_context(self, text: str, token: WordToken) -> bool:
        """Whether this is a town at home whose name is also a word (`Ski`, `Moss`), after a preposition of place."""
        before = tokenize(text[max(0, token.start - 12) : token.start])[-1:]
        if not before or before[0].word not in self._where or token.word in vocabulary.given_names():
            return False
        place = places.lookup(token.word, self._language)
        return place is not None and place.country == (country(self._language) or "NO") and place.kind in _TOWNS

    def _surely_a_place(self, text: str, token: WordToken, uncased: bool) -> bool:
        if token.word in self._left_alone or len(token.word) < 3:
            return False
        if uncased or casing.starts_sentence(text, token.start):
            return not vocabulary.is_ordinary(token.word, self._language) and not vocabulary.is_given_name(token.word)
        return not vocabulary.is_given_name(token.word)

    def _person(self, text: str, tokens: Sequence[WordToken], uncased: bool) -> tuple[int, Found] | None:
        first = tokens[0]
        if first.word in self._left_alone or not first.word.isalpha() or len(first.word) < 2:
            return None
        if not (vocabulary.is_given_name(first.word) or first.word in vocabulary.surnames()):
            return None
        is_word = vocabulary.is_ordinary(first.word, self._language)
        capital = text[first.start].isupper() and not uncased
        inside = capital and not casing.starts_sentence(text, first.start)
        named = bool(self._naming.search(text, max(0, first.start - 40), first.start))
        if not capital and not uncased:
            return None
        run = self._with_surnames(text, tokens, uncased)
        if is_word and not (inside or named or (len(run) > 1 and uncased and first.word in self._names_too)):
            return None
        return len(run), self._found(run, "person", certain=not is_word or inside)

    def _with_surnames(self, text: str, tokens: Sequence[WordToken], uncased: bool) -> Sequence[WordToken]:
        """The name with the words that belong to it: capitalised ones, or in text without capitals unambiguous surnames."""
        count = 1
        for before, token in pairwise(tokens[:4]):
            joint = text[before.end : token.start]
            if joint not in (" ", "-") or not self._goes_on(text, token, joint, uncased):
                break
            count += 1
        return tokens[: count + 2 * (uncased and self._has_surname_in_two(text, tokens[count - 1 : count + 2]))]

    def _has_surname_in_two(self, text: str, tokens: Sequence[WordToken]) -> bool:
        """Whether two words after the first are the halves of a surname: `stein haga lia`."""
        if len(tokens) < 3 or text[tokens[0].end : tokens[1].start] != " ":
            return False
        if not are_halves(text, tokens[1:], self._language):
            return False
        whole = tokens[1].word + tokens[2].word
        return vocabulary.is_listed_name(whole) or vocabulary.is_name_like(whole, self._language)

    def _goes_on(self, text: str, token: WordToken, joint: str, uncased: bool) -> bool:
        strange = not vocabulary.is_ordinary(token.word, self._language)
        listed = vocabulary.is_given_name(token.word) or token.word in vocabulary.surnames()
        if not uncased:
            return (
                text[token.start].isupper()
                and (joint == "-" or strange or listed)
                and token.word not in self._left_alone
            )
        return (
            strange
            and (listed or vocabulary.is_name_like(token.word, self._language))
            and token.word not in places.names()
        )

    def _is_strange(self, token: WordToken, text: str) -> bool:
        """Whether a word is outside the vocabulary: four letters or more, letters only, on no list."""
        word = token.word
        if (
            len(word) < 4
            or not word.isalpha()
            or word in self._left_alone
            or vocabulary.is_ordinary(word, self._language)
        ):
            return False
        return number_value(word, self._language) is None and not _inside_address(text, token)

    def _found(self, run: Sequence[WordToken], category: Category, *, certain: bool) -> Found:
        return Found(run[0].start, run[-1].end, category, self.name, 0.85 if certain else 0.55, certain=certain)


def _inside_address(text: str, token: WordToken) -> bool:
    """Whether the word is part of a web or e-mail address."""
    around = text[max(0, token.start - 1) : token.start] + text[token.end : token.end + 1]
    return "@" in around or "_" in around
