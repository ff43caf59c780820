"""When to trust what an engine decoded: openai-whisper's guards, and one on how fast anybody can talk."""

from ipstranscribe.transcribe.asr.engines import Passage

LARGEST_COMPRESSION, LOWEST_LOG_PROBABILITY, NO_SPEECH_THRESHOLD = 2.4, -1.0, 0.6
"""openai-whisper's defaults."""

MOST_WORDS_PER_SECOND, FEW_WORDS = 8.0, 8
"""Faster than anybody talks; so few words prove nothing."""


def is_silence(passage: Passage) -> bool:
    """Whether the words are more likely invented in a window where nobody spoke."""
    return passage.no_speech > NO_SPEECH_THRESHOLD and passage.log_probability < LOWEST_LOG_PROBABILITY


def is_reliable(passage: Passage, seconds: float) -> bool:
    """Whether words that were decoded from so many seconds may stand: no loop, nothing improbable."""
    return not is_loop(passage, seconds) and (passage.log_probability >= LOWEST_LOG_PROBABILITY or is_silence(passage))


def attempt_score(passage: Passage, seconds: float) -> tuple[bool, float]:
    """What makes one of several attempts that all failed the least bad."""
    return not is_loop(passage, seconds), passage.log_probability


def is_loop(passage: Passage, seconds: float) -> bool:
    """Whether the text repeats itself, or is more than can be said in the time."""
    count = len(passage.words)
    return passage.compression > LARGEST_COMPRESSION or count > max(FEW_WORDS, MOST_WORDS_PER_SECOND * seconds)
