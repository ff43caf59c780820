"""Genitives of names without an apostrophe: the s of `Dags mor` is no part of the name, and stays where a reader sees it.

With its s a name would be somebody new, and of `[person 2] mor` nobody could tell whose mother it is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from ipstranscribe.languages import record, rules_for
from ipstranscribe.languages.record import listed
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.entities.category_kinds import NAMES
from ipstranscribe.pseudonymize.lexicon import places, vocabulary, word_lists
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.text.phrase_index import tokenize, words_of

_WITHOUT_APOSTROPHE = frozenset({"nb", "nn", "da"})
"""Languages whose genitive is a bare s; in English that is careless writing, or several people of one name."""
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?=\s)")
_NEXT_WORD = re.compile(r"\s(?P<word>[^\W\d_]+)")
_SHORTEST = 2  # letters of a name: `Bos mor`
_OWNED = frozenset(
    listed("barn egen egne eigen eigne første siste smerter jobb liv tid sted stad hverdag kvardag venner")
)
"""What somebody has, among the small words."""


def said_names(turns: Iterable[Turn], tables: Iterable[str]) -> frozenset[str]:
    """The casefolded words that stand with a capital in `turns`, and those of the names in `tables`."""
    said = {token.word for turn in turns for token in tokenize(turn.text) if turn.text[token.start].isupper()}
    return frozenset(said.union(*map(words_of, tables)))


def without(found: Iterable[Found], text: str, said: frozenset[str], language: str) -> Iterator[Found]:
    """The finds in a text, names without the s of their genitive. `said` are the `said_names` of the interview."""
    rules = rules_for(language)
    for one in found:
        if one.category not in NAMES or "s" not in text[one.char_start : one.char_end].casefold():
            yield one
        elif end := _before_kin(one, text, said, rules):
            yield replace(one, char_end=end, category="person")
        else:
            yield replace(one, char_end=one.char_end - _length(one, text, said, rules))


def _before_kin(one: Found, text: str, said: frozenset[str], rules: str) -> int:
    """The end of the name at the beginning of what was found as one of several words, `Dags mors`; 0 if it is none."""
    first = _FIRST_WORD.match(text, one.char_start, one.char_end)
    after = first and _NEXT_WORD.match(text, first.end(), one.char_end)
    if not (first and after and after["word"].removesuffix("s") in _kin(rules)):
        return 0
    name = replace(one, char_end=first.end(), category="person")
    return first.end() - _length(name, text, said, rules)


def _length(one: Found, text: str, said: frozenset[str], rules: str) -> int:
    """The number of letters at the end of a name that are its genitive."""
    last = _LAST_WORD.search(text, one.char_start, one.char_end)
    word = last.group().casefold() if last else ""
    bare = word[:-1]
    if not word.endswith("s") or word.endswith("ss") or len(bare) < _SHORTEST:
        return 0
    if word.endswith("ses") and vocabulary.is_given_name(word[:-2]) and not vocabulary.is_given_name(word):
        return 2  # `Larses`
    return int(_is_genitive(one, text, word, said, rules))


def _is_genitive(one: Found, text: str, word: str, said: frozenset[str], rules: str) -> bool:
    """Whether `word` at the end of a name is the genitive of another: it is on no list, or what is somebody's follows."""
    bare, bare_s, person = word[:-1], rules in _WITHOUT_APOSTROPHE, one.category in ("person", "other")
    alone = " " not in text[one.char_start : one.char_end]
    if not person and not alone:
        return False  # `Gamle Bakers`
    kin = _next_word(text, one.char_end) in _kin(rules)
    if vocabulary.is_given_name(word):  # `Hannes mor`: of Hannes, unless a Hanne is spoken of
        return bare_s and person and bare in said and _has_something(text, one.char_end, rules)
    if _is_listed(word):  # `Olavs` is a surname somewhere
        has = kin or (bare_s and _has_something(text, one.char_end, rules))
        return has and person and alone and vocabulary.is_given_name(bare)
    if bare in said:
        return True
    if _is_listed(bare):
        return bare_s or (one.category == "person" and vocabulary.is_given_name(bare))
    return person and kin


def _is_listed(word: str) -> bool:
    return vocabulary.is_listed_name(word) or word in places.names()


def _has_something(text: str, end: int, rules: str) -> bool:
    """Whether what follows a name may be somebody's: a word in small letters that is not one of grammar."""
    after = _next_word(text, end)
    return after.islower() and (after in _OWNED or after not in word_lists.read(f"function_words_{rules}"))


def _next_word(text: str, end: int) -> str:
    after = _NEXT_WORD.match(text, end)
    return after["word"] if after else ""


@cache
def _kin(rules: str) -> frozenset[str]:
    """Words for somebody's kin."""
    return frozenset(form for forms in record(rules).kinship.values() for form in forms)
