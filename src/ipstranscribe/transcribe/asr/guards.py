"""When to trust what an engine decoded: openai-whisper's guards, and one on how fast anybody can talk."""

from ipstranscribe.transcribe.asr.engines import Passage

LARGEST_COMPRESSION, LOWEST_LOG_PROBABILITY, NOBODY_SPOKE = 2.4, -1.0, 0.6
"""openai-whisper's defaults."""

WORDS_A_SECOND, FEW_WORDS = 8.0, 8
"""Faster than anybody talks; so few words prove nothing."""


def silent(passage: Passage) -> bool:
    """Whether the words are more likely invented in a window where nobody spoke."""
    return passage.no_speech > NOBODY_SPOKE and passage.log_probability < LOWEST_LOG_PROBABILITY


def trusted(passage: Passage, seconds: float) -> bool:
    """Whether words that were decoded from so many seconds may stand: no loop, nothing improbable."""
    return not loops(passage, seconds) and (passage.log_probability >= LOWEST_LOG_PROBABILITY or silent(passage))


def worth(passage: Passage, seconds: float) -> tuple[bool, float]:
    """What makes one of several attempts that all failed the least bad."""
    return not loops(passage, seconds), passage.log_probability


def loops(passage: Passage, seconds: float) -> bool:
    """Whether the text repeats itself, or is more than can be said in the time."""
    count = len(passage.words)
    return passage.compression > LARGEST_COMPRESSION or count > max(FEW_WORDS, WORDS_A_SECOND * seconds)
