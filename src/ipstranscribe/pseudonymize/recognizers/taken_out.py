"""Spans taken out of a text before a recognizer reads it: a date beside a phone number must not be read as part of it."""

from functools import lru_cache

from ipstranscribe.pseudonymize.recognizers import Recognizer

GAP = "\ue000"
"""The character that stands in their place: no word, no space and no digit, so that nothing is joined across it."""


@lru_cache(maxsize=1)
def without_certain(text: str, recognizers: tuple[Recognizer, ...]) -> str:
    """`text` with what the recognizers are certain of blanked, its length unchanged.

    The result for the last text is cached: ids, plates and phones ask for the same one.
    """
    for recognizer in recognizers:
        for found in recognizer.find(text):
            if found.certain:
                text = text[: found.char_start] + GAP * (found.char_end - found.char_start) + text[found.char_end :]
    return text
