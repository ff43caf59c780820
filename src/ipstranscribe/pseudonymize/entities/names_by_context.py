"""What the words around say of a name beyond one turn: names that are words are found again, and wild guesses go."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ipstranscribe.languages import patterns_of, rules_for
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.lexicon import casing, vocabulary
from ipstranscribe.pseudonymize.recognizers import Found, names_in_talk
from ipstranscribe.pseudonymize.recognizers.names_in_talk import NamesInTalk
from ipstranscribe.pseudonymize.recognizers.organisations import Organisations
from ipstranscribe.text.phrase_index import words_of

_OPENER = re.compile(r"\b(?:big|wee|auld|owd|lang|vesle)\s$")
"""Of the words before nicknames those that are seldom said of anybody else: not `poor Joy`, `gamle Liv`."""
_ARTICLE = {
    "en": re.compile(r"\b(?:the|a|an|no|some|any|every|this|that|these|those|what)\s$"),
    "nb": re.compile(r"\b(?:en|ei|et|ein|eit|ingen|noe|noko|nokke|litt|hver|kvar|hel|heil|full|mye|mykje)\s$"),
}
_NEAR = 8  # characters
FoundInTurn = tuple[Turn, Found]
"""A turn as it was read, and what was found in it."""


def met_again(
    found: Sequence[FoundInTurn], turns: Iterable[Turn], listed: Iterable[str], language: str
) -> list[FoundInTurn]:
    """Occurrences of ordinary words that are a name elsewhere in the same interview, or `listed` in the tables.

    Of these less is asked. In text with capitals a name has one.
    """
    known = met(found, listed, language)
    there = {(turn.id, one.char_start) for turn, one in found if one.found_by == NamesInTalk.name and one.certain}
    again = ((turn, one) for turn in turns if known for one in names_in_talk.met_again(turn.text, known, language))
    return [(turn, one) for turn, one in again if (turn.id, one.char_start) not in there]


def met(found: Iterable[FoundInTurn], listed: Iterable[str], language: str) -> frozenset[str]:
    """Ordinary words that are names: listed, surely once, alone or in a longer name, or likely at two places."""
    likely: Counter[str] = Counter()
    surely: set[str] = set()
    for turn, one in found:
        if one.found_by == NamesInTalk.name and one.category == "person":
            words = words_of(turn.text[one.char_start : one.char_end])
            likely.update(words if len(words) == 1 else ())
            surely.update(words if one.certain else ())
    twice = {word for word, times in likely.items() if times > 1}
    tabled = {word for form in listed for word in words_of(form)}
    return frozenset(
        word
        for word in surely | twice | tabled
        if vocabulary.is_ordinary(word, language) and vocabulary.is_given_name(word)
    )


def with_openers(found: Iterable[FoundInTurn]) -> Iterator[FoundInTurn]:
    """What was found, in text without capitals with the word that opens a nickname: `wee malky`, `big menzie`."""
    for turn, one in found:
        opener = one.category == "person" and _OPENER.search(turn.text, max(0, one.char_start - _NEAR), one.char_start)
        if opener and casing.is_uncased(turn.text):
            yield turn, replace(one, char_start=opener.start())
        else:
            yield turn, one


def supposed(found: Iterable[FoundInTurn], language: str) -> Iterator[FoundInTurn]:
    """What was found, without guesses in text without capitals that the words around contradict."""
    for turn, one in found:
        guess = not one.certain and one.category in NAMES and casing.is_uncased(turn.text)
        if guess and (_is_a_thing(one, turn.text, language) or _is_unlikely(one, turn.text, language)):
            continue
        yield turn, one


def _is_unlikely(one: Found, text: str, language: str) -> bool:
    return one.found_by != NamesInTalk.name and names_in_talk.is_unlikely(one, text, language)


def _is_a_thing(one: Found, text: str, language: str) -> bool:
    """Whether an ordinary word stands after an article or the like, as names of people and places do not: `a lass`."""
    word = text[one.char_start : one.char_end]
    if " " in word or one.found_by == Organisations.name or not vocabulary.is_ordinary(word, language):
        return False
    article = _ARTICLE[patterns_of(rules_for(language))]
    return bool(article.search(text, max(0, one.char_start - _NEAR), one.char_start))
