"""Tokenisation and stemming: the words of a text, and the stems by which words are compared."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BRACKETED = re.compile(r"\[[^\[\]]*\]|\([^()]*\)")
_ENDINGS = (  # English, Norwegian, and what is short in both
    *(
        "ically",
        "ingly",
        "ation",
        "ations",
        "ments",
        "ment",
        "ings",
        "ing",
        "edly",
        "ies",
        "ied",
        "ed",
        "es",
        "ly",
        "s",
    ),
    *(
        "elsene",
        "elser",
        "elsen",
        "else",
        "ingene",
        "inger",
        "ingen",
        "heten",
        "heter",
        "ene",
        "ane",
        "ers",
        "er",
        "en",
        "et",
    ),
    *("te", "ar", "a", "e", "n", "r", "t"),
)
_LONGEST_FIRST = sorted(_ENDINGS, key=len, reverse=True)
_SHORTEST_STEM = 4


def spoken_words(text: str) -> list[str]:
    """Tokenise `text` into lower-case words, without the transcriber's parentheses and the brackets of replacements.

    A replacement's words stay (`[employer 1]` gives `employer`, `1`); `(pause)` gives nothing.
    """
    said = re.sub(r"\([^()]*\)", " ", text).replace("’", "'")
    return [word.lower() for word in _WORD.findall(said)]


def protected_spans(text: str) -> list[tuple[int, int]]:
    """Spans that must not be cut: `[replacements]` and `(what the transcriber adds)`."""
    return [m.span() for m in _BRACKETED.finditer(text)]


def word_count(text: str) -> int:
    """Word count as it is used everywhere: the number of parts of `text` between white space."""
    return len(text.split())


def first_words(text: str, count: int) -> str:
    """The first `count` words of `text`, single spaces between them."""
    return " ".join(text.split()[:count])


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Stem a word: remove its longest known ending (English and Norwegian) and keep at least four letters.

    Simple on purpose: it only has to bring forms of a word together within one interview and its guide. Kept, since talk
    says the same words again.
    """
    bare = word.removesuffix("'s").removesuffix("s'")
    for ending in _LONGEST_FIRST:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_STEM:
            return bare[: -len(ending)]
    return bare


def stems(text: str, stop: frozenset[str]) -> list[str]:
    """Stems of the content words of `text`, without those of `stop`."""
    return [stem(word) for word in spoken_words(text) if word not in stop and len(word) > 1]
