"""Codes that differ in their spelling alone: told, and offered to be merged; nothing is merged by itself."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection


def spelt_alike(codes: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Groups of two codes and more that are the same but for capitals, blanks, accents, hyphens and other signs."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for code in dict.fromkeys(codes):
        groups[_folded(code)].append(code)
    return tuple(tuple(sorted(group)) for key, group in groups.items() if key and len(group) > 1)


def _folded(code: str) -> str:
    """The letters and digits of a code, without accents; æ, ø and å are letters of their own."""
    kept = []
    for sign in unicodedata.normalize("NFC", code).casefold():
        plain = sign if sign in "æøåäöü" else unicodedata.normalize("NFD", sign)
        kept.append(re.sub(r"[\W_]|[\u0300-\u036f]", "", plain))
    return "".join(kept)
