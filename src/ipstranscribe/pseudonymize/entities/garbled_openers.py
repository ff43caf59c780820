"""Words at the beginning of sentences in a garbled transcript: a capital there and a strange word are no sign of a name.

A weak recognizer writes words that no language has (`Øg så var jeg`), and models take each with a capital for a name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from ipstranscribe.languages import rules_for
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.entities.names_by_context import FoundInTurn
from ipstranscribe.pseudonymize.lexicon import casing, places, vocabulary
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.organisations import Organisations
from ipstranscribe.text.phrase_index import tokenize, words_of

GARBLED = 0.05
"""Share of words in small letters that no list has, from which a transcript is garbled. In seventeen interviews that people
wrote down it is at most .017, in one by the smallest model .19."""
_DIALECT = 0.01
"""Share of small words of dialect from which the strange words are those of a dialect, and written down by a person."""
_SAMPLE, _FEWEST = 2000, 40
"""Words that are looked at at most, and at least, to tell."""
_SHORTEST = 3
"""Letters of a word that may be strange."""


def doubted(found: Iterable[FoundInTurn], turns: Sequence[Turn], language: str) -> Iterator[FoundInTurn]:
    """The finds; those that only begin a sentence of a garbled transcript are questions, never less."""
    finds = list(found)
    openers = {number for number, (turn, one) in enumerate(finds) if _opens_alone(one, turn.text)}
    if openers and is_garbled(turns, language):
        inside = _named_inside(turns)
        for number in openers:
            turn, one = finds[number]
            if words_of(turn.text[one.char_start : one.char_end])[0] not in inside:
                finds[number] = turn, replace(one, certain=False)
    yield from finds


def is_garbled(turns: Iterable[Turn], language: str) -> bool:
    """Whether more words in small letters than people write are in no vocabulary."""
    small = (
        token.word
        for turn in turns
        for token in tokenize(turn.text)
        if token.word.isalpha() and turn.text[token.start : token.end].islower()
    )
    words = list(islice(small, _SAMPLE))
    long = [word for word in words if len(word) >= _SHORTEST]
    dialect = vocabulary.dialect_words(rules_for(language))
    if len(long) < _FEWEST or sum(word in dialect for word in words) >= _DIALECT * len(words):
        return False
    return sum(_is_strange(word, language) for word in long) >= GARBLED * len(long)


def _is_strange(word: str, language: str) -> bool:
    return not (vocabulary.is_ordinary(word, language) or vocabulary.is_listed_name(word))


def _opens_alone(one: Found, text: str) -> bool:
    """Whether a certain name is a word on no list that begins a sentence, the only one of the name with a capital."""
    if not one.certain or one.category not in NAMES or one.found_by == Organisations.name:
        return False
    written = text[one.char_start : one.char_end]
    first = written.split(maxsplit=1)[0]
    alone = written[:1].isupper() and written[len(first) :].lower() == written[len(first) :]
    return (
        alone
        and casing.starts_sentence(text, one.char_start)
        and not any(map(places.is_listed_name_or_place, words_of(written)))
    )


def _named_inside(turns: Iterable[Turn]) -> frozenset[str]:
    """Words that have a capital inside a sentence, where it says something."""
    return frozenset(
        token.word
        for turn in turns
        for token in tokenize(turn.text)
        if turn.text[token.start].isupper() and not casing.starts_sentence(turn.text, token.start)
    )
