"""Words as the reader of names in talk sees them: tokens, what the lists say of each, and rows of learnt weights."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ipstranscribe.languages import country, rules_for
from ipstranscribe.pseudonymize.lexicon import casing, places, vocabulary, word_lists

WORD_ROWS, AFFIX_ROWS = 12_288, 4_096
ROWS = WORD_ROWS + 2 * AFFIX_ROWS
"""Rows of the table of weights: one for each frequent word, and for the first and last three letters of any."""
_KNOWN_WORDS = 8_000  # frequent words that have a row of their own; others are known by letters and lists alone

LISTED = (
    "given name", "surname", "place", "ordinary", "common", "frequent", "name that is a word", "function word",
    "disease or drug", "brand", "title", "looks like a name", "number", "sign", "short", "given name with s",
    "surname or place with s", "identifies nobody", "town at home",
)  # fmt: skip
"""What the lists say of a word, in the order of the columns."""
STANDING = ("capital", "all capitals", "starts a sentence", "text without capitals", "part of a longer place name")
"""What only the text around says, in the order of the columns after those of LISTED."""
SIGNS = len(LISTED) + len(STANDING)

_TOKEN = re.compile(r"[^\W_]+|['’](?:s|m|d|t|ll|re|ve|em)\b|[^\w\s]", re.IGNORECASE)
_LONGEST_PLACE = 3  # words
_SHORT = 2  # letters


@dataclass(frozen=True)
class TalkWord:
    """A word, the end of a contraction or a punctuation mark of a turn, by its place in the text."""

    start: int
    end: int
    low: str


@dataclass(frozen=True)
class KnownWord:
    """What is known of a casefolded word by itself: its three rows and the columns of LISTED."""

    rows: tuple[int, int, int]
    listed: tuple[bool, ...]


def words_of_talk(text: str) -> list[TalkWord]:
    """The tokens of a turn. `Liv-Torunn's` is four: the halves of a contraction and hyphens stand alone."""
    return [TalkWord(m.start(), m.end(), m.group().casefold()) for m in _TOKEN.finditer(text)]


@lru_cache(maxsize=200_000)
def known(word: str, language: str) -> KnownWord:
    """What the lists say of casefolded `word`."""
    rules = rules_for(language)
    row = _row(word, WORD_ROWS - 2) + 2 if word in _with_a_row(rules) or not word.isalpha() else 1
    first, last = _row(f"<{word[:3]}", AFFIX_ROWS), _row(f"{word[-3:]}>", AFFIX_ROWS)
    return KnownWord((row, WORD_ROWS + first, WORD_ROWS + AFFIX_ROWS + last), _listed(word, rules))


def standing(text: str, words: Sequence[TalkWord]) -> list[tuple[bool, ...]]:
    """The columns of STANDING of each word."""
    uncased = casing.is_uncased(text)
    longer = _longer_places(words)
    return [
        (
            text[w.start].isupper(),
            w.end - w.start > 1 and text[w.start : w.end].isupper(),
            not uncased and casing.starts_sentence(text, w.start),
            uncased,
            number in longer,
        )
        for number, w in enumerate(words)
    ]


def _listed(word: str, rules: str) -> tuple[bool, ...]:
    alone = word.removesuffix("s")
    letters = word.isalpha()
    return (
        vocabulary.is_given_name(word) and letters,
        word in vocabulary.surnames(),
        word in places.names(),
        letters and vocabulary.is_ordinary(word, rules),
        vocabulary.is_common(word, rules),
        vocabulary.is_frequent(word, rules),
        word in word_lists.read(f"names_that_are_words_{rules}"),
        word in word_lists.read(f"function_words_{rules}"),
        word in word_lists.read("medical_names"),
        word in vocabulary.brands(),
        word in word_lists.titles(),
        letters and vocabulary.is_name_like(word, rules),
        any(letter.isdigit() for letter in word),
        not word[0].isalnum(),
        len(word) <= _SHORT,
        alone != word and letters and vocabulary.is_given_name(alone),
        alone != word and (alone in vocabulary.surnames() or alone in places.names()),
        word in vocabulary.non_identifying(rules),
        _is_town_at_home(word, rules),
    )


def _row(key: str, rows: int) -> int:
    return zlib.crc32(key.encode()) % rows


@cache
def _with_a_row(rules: str) -> frozenset[str]:
    small = word_lists.read(f"function_words_{rules}") | word_lists.titles()
    return small | frozenset(vocabulary.most_frequent(rules)[:_KNOWN_WORDS]) | vocabulary.spoken(rules)


@lru_cache(maxsize=100_000)
def _is_town_at_home(word: str, rules: str) -> bool:
    """Whether this is a town in the country of a language; for one without a country of its own, in Norway."""
    at_home = rules if country(rules) else "nb"
    place = places.lookup(word, at_home) if len(word) > _SHORT and word in places.names() else None
    return place is not None and place.country == country(at_home)


def _longer_places(words: Sequence[TalkWord]) -> frozenset[int]:
    """Numbers of the words that make up a place name of two words or three."""
    found: set[int] = set()
    for number in range(len(words) - 1):
        if words[number].low not in _first_words():
            continue
        for count in range(2, _LONGEST_PLACE + 1):
            if " ".join(word.low for word in words[number : number + count]) in places.names():
                found.update(range(number, min(number + count, len(words))))
    return frozenset(found)


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split(" ", 1)[0] for name in places.names() if " " in name)
