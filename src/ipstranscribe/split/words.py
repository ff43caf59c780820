"""Words of a text, and the stems by which words are compared."""

import re

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
    """The words of `text` in lower case, without the transcriber's parentheses and without replacements' brackets.

    A replacement's words stay (`[employer 1]` gives `employer`, `1`); `(pause)` gives nothing.
    """
    said = re.sub(r"\([^()]*\)", " ", text).replace("’", "'")
    return [word.lower() for word in _WORD.findall(said)]


def protected_spans(text: str) -> list[tuple[int, int]]:
    """Spans never to be cut inside: `[replacements]` and `(what the transcriber adds)`."""
    return [m.span() for m in _BRACKETED.finditer(text)]


def word_count(text: str) -> int:
    """Words of `text` as they are counted everywhere: what white space separates."""
    return len(text.split())


def stem(word: str) -> str:
    """A word without its longest known ending (English and Norwegian), at least four letters long.

    Crude on purpose: it need only bring forms of a word together within one interview and its guide.
    """
    bare = word.removesuffix("'s").removesuffix("s'")
    for ending in _LONGEST_FIRST:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_STEM:
            return bare[: -len(ending)]
    return bare


def stems(text: str, stop: frozenset[str]) -> list[str]:
    """Stems of the words of `text` that say something about its topic."""
    return [stem(word) for word in spoken_words(text) if word not in stop and len(word) > 1]
