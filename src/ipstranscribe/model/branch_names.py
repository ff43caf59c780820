"""Names of branches, compared as people write them: `Permanent nights`, `permanent_nights` and `permanent-night` are one."""

import re
import unicodedata

_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "ß": "ss", "đ": "d", "ł": "l"})
_PLURALS = ("s", "es", "e", "n", "r", "er", "ar", "en", "ne", "ene", "ane", "rne", "erne")
"""What makes a plural of a word, or its definite form, in English and Norwegian."""
_SHORTEST = 4
"""Minimum number of letters of a word that has a plural: `group a` and `group as` are two."""


def branch_key(name: str) -> str:
    """The name without case, accents, hyphens and the like; equal for two spellings of one branch."""
    return " ".join(_parts(name))


def same_branch(one: str, other: str) -> bool:
    """Whether two names are spellings of one branch, or singular and plural of one word."""
    mine, theirs = _parts(one), _parts(other)
    if "".join(mine) == "".join(theirs):
        return bool(mine) or one == other
    return len(mine) == len(theirs) and all(_same_word(a, b) for a, b in zip(mine, theirs, strict=True))


def _parts(name: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain)


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if len(short) < _SHORTEST or not long.isalpha():
        return False
    return long.removeprefix(short) in _PLURALS or (short.endswith("y") and long == f"{short[:-1]}ies")
