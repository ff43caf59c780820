"""Number words that a recognizer was unsure of.

Whisper prefers digits, so it gives number words a low probability even where it recognized them well.
"""

import re
from collections.abc import Iterable

from ipstranscribe.languages import RECORDS


def is_number_word(word: str, language: str) -> bool:
    """Whether `word` is a number written in words, with or without hyphens; `language` is Whisper's code."""
    numbers = next((one.numbers for one in RECORDS.values() if one.whisper == language), None)
    if numbers is None:
        return False
    known, joints = numbers.recognized, ("", *filter(str.isalpha, numbers.joints))
    parts = [part for part in re.split(r"[^\w'’]+", word.lower().replace("’", "'")) if part]
    return bool(parts) and all(part in known or _ends(part, known, joints) for part in parts)


def _ends(word: str, known: frozenset[str], joints: Iterable[str]) -> bool:
    """Whether `word` is a compound of two number words, as in Norwegian "tjueseks" and Danish "femogtyve"."""
    return any(
        word[:cut] in known and word.startswith(joint, cut) and word[cut + len(joint) :] in known
        for joint in joints
        for cut in range(2, len(word) - 1)
    )
