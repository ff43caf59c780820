"""Spans taken out of a text before a recognizer reads it: a date beside a phone number must not be read as part of it."""

from functools import lru_cache

from ipstranscribe.pseudonymize.recognizers import Recognizer

GAP = "\ue000"
"""The character that stands in their place: no word, no space and no digit, so that nothing is joined across it."""


@lru_cache(maxsize=2)
def without_certain(text: str, recognizers: tuple[Recognizer, ...]) -> str:
    """`text` with what the recognizers are certain of blanked, its length unchanged.

    The results for the last texts are cached: codes ask for one, ids, plates and phones for the same other one.
    """
    for recognizer in recognizers:
        for found in recognizer.find(text):
            if found.certain:
                text = text[: found.char_start] + GAP * (found.char_end - found.char_start) + text[found.char_end :]
    return text
