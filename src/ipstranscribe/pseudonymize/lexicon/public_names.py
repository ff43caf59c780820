"""Names that everybody knows and that tell nothing of who took part: sayings, famous people, programmes, brands, drugs.

Sources of the lists, with licences: data/vocabulary/SOURCES.md. A word alone counts only if it is on no list of names or
places, so that nobody is left in the text because a shop is called so; one that is a surname as well is doubtful.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ipstranscribe.pseudonymize.lexicon import places, vocabulary
from ipstranscribe.text.phrase_index import tokenize, words_of
from ipstranscribe.text.word_tree import WordToken

_DRUG = re.compile(
    r".{2,}(?:azepam|azolam|zolam|[aeo]prazole?|sartan|statin|olol|pril|dipine?|gliptine?|gliflozine?|triptan|mycine?|micine?|cillin|"
    r"floxacine?|oxetine?|pramine?|triptyline?|setron|[ae]parine?|xaban|gatran|grel|[aiou]mab|[iae]nib|limus|platine?|taxel|rubicine?|"
    r"ciclib|lukast|terol|profene?|coxib|oxicam|dron(?:ate|at|syre)|peridone?|barbital|caine|kain|osine?|[dn]afil|cyclovir|clovir|"
    r"tegravir|navir|buvir|fungine?|conazole?|konazol|nidazole?|thiazide?|semide?|gestrel|cortisone?|kortison|s[oo]lone?|methasone?|"
    r"metasone?|poetine?|stim|phylline?|fyllin|glutide?|lutamide?|[ae]pine?|gabaline?|barbitone?)"
)
"""Names of drugs by the stems that say what they are (WHO, The use of stems in the selection of INN)."""
_LONGEST_NAME = 6  # words before a find that a known name may begin with
_DEFINITE = re.compile(r"(?:en|et|ene)$")
"""The Norwegian article at the end of a word: `ventolinen`."""
_LONG_ENOUGH = 7
"""Letters of a word that is a drug because of its end."""


class PublicName(NamedTuple):
    """Where such a name stands, and whether it may as well be somebody of the study, so that a person is asked."""

    start: int
    end: int
    doubtful: bool


def covering(text: str, start: int, end: int) -> PublicName | None:
    """The known names of `text` that all words between `start` and `end` lie in; None if one of them lies in none."""
    tokens = _tokens(text)
    first = bisect_right(tokens, start, key=lambda token: token.start) - 1
    last = bisect_right(tokens, end - 1, key=lambda token: token.start)
    words = [token for token in tokens[max(first, 0) : last] if token.word != "s"]
    names = [*_phrases_in(tokens, max(0, first - _LONGEST_NAME), last)]
    names += [PublicName(word.start, word.end, doubtful=False) for word in words if _is_product(word.word)]
    around = [name for word in words for name in names if name.start <= word.start and word.end <= name.end]
    if not words or any(not any(n.start <= w.start and w.end <= n.end for n in around) for w in words):
        return None
    return PublicName(
        min(name.start for name in around),
        max(name.end for name in around),
        all(name.doubtful for name in around),
    )


@lru_cache(maxsize=2)
def _tokens(text: str) -> tuple[WordToken, ...]:
    """The words of a text, kept for the last ones: in a very long turn thousands of finds are asked about, one by one."""
    return tokenize(text)


def _phrases_in(tokens: Sequence[WordToken], start: int, end: int) -> Iterator[PublicName]:
    """The known names that begin with one of the tokens from `start` to `end`."""
    known = _phrases()
    for at in range(start, end):
        for phrase, doubtful in known.get(tokens[at].word, ()):
            if tuple(token.word for token in tokens[at : at + len(phrase)]) == phrase:
                yield PublicName(tokens[at].start, tokens[at + len(phrase) - 1].end, doubtful)


@lru_cache(maxsize=20_000)
def _is_product(word: str) -> bool:
    if len(word) < _LONG_ENOUGH or places.is_listed_name_or_place(word):
        return False
    indefinite = {_DEFINITE.sub("", word), word.removesuffix("n")} - {word}
    return bool(_DRUG.fullmatch(word)) or not indefinite.isdisjoint(_products())


@cache
def _products() -> frozenset[str]:
    """Drugs and brands of one word, which take a Norwegian article in talk."""
    brands = (one for one in _of_everybody() if not places.is_listed_name_or_place(one))
    return frozenset(one for one in (*vocabulary.packed("drugs"), *brands) if len(one) >= _LONG_ENOUGH)


def _of_everybody() -> tuple[str, ...]:
    return (*vocabulary.brands(), *vocabulary.by_hand("public_names"))


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """First word → the names that begin with it, and whether each is doubtful."""
    by_first: dict[str, dict[tuple[str, ...], bool]] = {}
    packed = (*vocabulary.packed("shops"), *vocabulary.packed("drugs"))
    for entry in (*packed, *_of_everybody()):
        words = words_of(entry.rstrip("?"))
        if words and (len(words) > 1 or not places.is_listed_name_or_place(words[0])):
            by_first.setdefault(words[0], {})[words] = entry.endswith("?")
        elif words and words[0] in vocabulary.surnames() and not vocabulary.is_given_name(words[0]):
            by_first.setdefault(words[0], {})[words] = True
    return {first: tuple(of.items()) for first, of in by_first.items()}
