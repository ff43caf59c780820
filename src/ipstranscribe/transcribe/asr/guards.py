"""Quality checks on decoded passages: openai-whisper's thresholds, a limit on the speech rate, and echoes."""

from ipstranscribe.transcribe.asr.echoes import without_echoes
from ipstranscribe.transcribe.asr.engines import Passage

LARGEST_COMPRESSION, LOWEST_LOG_PROBABILITY, NO_SPEECH_THRESHOLD = 2.4, -1.0, 0.6
"""Thresholds of the compression ratio, mean log probability and no-speech probability: openai-whisper's defaults."""

MOST_WORDS_PER_SECOND, FEW_WORDS = 8.0, 8
"""A speech rate that nobody reaches, and the number of words up to which the rate proves nothing."""


def is_silence(passage: Passage) -> bool:
    """Whether the passage is silence: nobody spoke, and the words are hallucinated."""
    return passage.no_speech > NO_SPEECH_THRESHOLD and passage.log_probability < LOWEST_LOG_PROBABILITY


def is_reliable(passage: Passage, seconds: float) -> bool:
    """Whether a passage decoded from so many seconds is accepted: no loop, not improbable."""
    return not is_loop(passage, seconds) and (passage.log_probability >= LOWEST_LOG_PROBABILITY or is_silence(passage))


def attempt_score(passage: Passage, seconds: float) -> tuple[bool, float]:
    """Sort key among attempts that all failed; the highest is the best."""
    return not is_loop(passage, seconds), passage.log_probability


def is_loop(passage: Passage, seconds: float) -> bool:
    """Whether the passage is a repetition loop, has an echo, or more words than can be said in the time."""
    count = len(passage.words)
    if passage.compression > LARGEST_COMPRESSION or count > max(FEW_WORDS, MOST_WORDS_PER_SECOND * seconds):
        return True
    return len(without_echoes(passage.words)) < count
