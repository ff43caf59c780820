"""Disambiguation by context of names that are ordinary words as well, in lower case.

The result is a guess; a person is asked, and it only decides what the working copy masks until then.
"""

import re

from ipstranscribe.languages import patterns_of, rules_for
from ipstranscribe.pseudonymize.lexicon import word_lists

_WORD = re.compile(r"[^\W_]+")
# A verb or a description right after the name: `Grace dropped me off`, `Odd, the foreman`, `Dag, han`.
_GOES_ON = {
    "en": re.compile(
        r"['’]s\b|\s(?!need|speed|seed|feed|bleed|indeed)[a-z]{2,}ed\b|,\s(?:the|he|she|who|that['’]s|my|our|from)\b"
    ),
    "nb": re.compile(
        r",\s(?:som|han|hun|ho|mannen|kona|sjefen|den)\b|\s(?:står|stod|sto|ordna|ordnet|hjalp|henta|hentet|kjørte)\b"
    ),
}
_REPEATED = re.compile(r"\b(\w+)\s(?:for|by|til|i|and|og|after|etter)\s\1\b", re.IGNORECASE)


def reads_as_name(text: str, start: int, end: int, language: str) -> bool:
    """Whether the lower-case word from `start` to `end` is likely the name and not the ordinary word."""
    rules = rules_for(language)
    if in_repeated_phrase(text, start):
        return False
    before = "".join(_WORD.findall(text, max(0, start - 30), start)[-1:]).casefold()
    after = "".join(_WORD.findall(text, end, end + 30)[:1]).casefold()
    if before in word_lists.read(f"words_before_a_word_{rules}"):
        return False
    if _GOES_ON[patterns_of(rules)].match(text, end):
        return True
    named_before = before in word_lists.read(f"words_before_a_name_{rules}")
    return named_before or after in word_lists.read(f"words_after_a_name_{rules}")


def in_repeated_phrase(text: str, start: int) -> bool:
    """Whether the word is part of a phrase such as `day by day`, `dag for dag`."""
    return any(m.start() <= start < m.end() for m in _REPEATED.finditer(text, max(0, start - 30), start + 40))
