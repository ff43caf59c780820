"""Who speaks when, if each voice has a microphone of its own: a telephone recorder, or two that are clipped on.

Then the louder channel tells the speaker, better than any likeness of voices. A microphone hears the other voice as well,
10 to 20 dB softer, so that what counts is how the difference between the channels is distributed while somebody speaks:
two separate heaps, one per voice, or a single one, as in a room recorded in stereo.
"""

import numpy as np
import numpy.typing as npt

from ipstranscribe.audio.recording import LEVEL_FRAME, LevelArray
from ipstranscribe.audio.samples import RATE
from ipstranscribe.transcribe.diarization.attribution import Voices
from ipstranscribe.transcribe.diarization.voices import Floats
from ipstranscribe.transcribe.voice_activity import FRAME as SPEECH_FRAME
from ipstranscribe.transcribe.voice_activity import Probability

SPEECH_THRESHOLD = 0.5
"""Probability of speech from which on the difference of the channels is looked at."""

LOWEST_DISTANCE = 12.0
"""dB between the two heaps. Stereo microphones of a recorder on the table give 6 at most, bleeding clip-on ones 18."""

LOWEST_DISTANCE_IN_WIDTHS = 2.0
"""The heaps lie this many times further apart than they are wide."""

SHORTEST_TALK = 3.0
"""Seconds that each voice must speak, or there is only one."""

SPEECH_ABOVE_NOISE = 9.0
"""dB above the noise of its own channel where each voice must mostly lie; a channel without a voice never does."""

SOUND_ABOVE_NOISE = 6.0
"""dB above the noise from which on a channel holds more than noise."""

SMOOTHING = 9
"""Frames, 0.15 s: what syllables do, echoes, and the way between the microphones are shorter."""

FLOOR, CEILING = -90.0, 40.0
"""dB: what counts as digital silence, and the largest difference that still tells anything."""


def voices_by_channel(levels: LevelArray, probability: Probability) -> Voices | None:
    """The activity of two voices that have a channel each, or None if the recording is not like that.

    `levels` are those of `Audio`, `probability` what the speech detector found in the mix. The first voice is the one of
    the first channel. More than two people cannot be told apart in this way.
    """
    if levels.shape[1] != 2 or not len(levels) or not len(probability):
        return None
    loud = _decibels(levels)
    speech = _at_frames(probability, len(loud))
    difference = np.clip(loud[:, 0] - loud[:, 1], -CEILING, CEILING)
    spoken = speech[:, 0] >= SPEECH_THRESHOLD
    heaps = _modes(difference[spoken])
    if heaps is None:
        return None
    above_noise = loud - np.percentile(loud, 5, axis=0).astype(np.float32)
    if not _both_speak(above_noise[spoken], difference[spoken] >= np.mean(heaps)):
        return None
    return Voices(
        _activity(difference, *heaps)
        * _soft(above_noise - SOUND_ABOVE_NOISE, 2.0)
        * np.minimum(speech / SPEECH_THRESHOLD, 1)
    )


def _decibels(levels: LevelArray) -> Floats:
    """Levels in dB, smoothed, shape [frames, 2]."""
    kernel = np.ones(SMOOTHING) / SMOOTHING
    power = np.stack([np.convolve(channel, kernel, mode="same") for channel in (levels**2).T], axis=1)
    decibels: Floats = (10 * np.log10(np.maximum(power, 10 ** (FLOOR / 10)))).astype(np.float32)
    return decibels


def _at_frames(probability: Probability, count: int) -> Floats:
    """The probability of speech, one value each `LEVEL_FRAME` samples: shape [frames, 1]."""
    index = (np.arange(count) * (LEVEL_FRAME / RATE / SPEECH_FRAME)).astype(int)
    return probability[np.minimum(index, len(probability) - 1), None]


def _modes(difference: Floats) -> tuple[float, float] | None:
    """Where the two heaps of differences lie, the second channel's voice first; None if there are no two."""
    cut = _best_cut(difference)
    below, above = difference[difference < cut], difference[difference >= cut]
    if min(len(below), len(above)) * LEVEL_FRAME / RATE < SHORTEST_TALK:
        return None
    low, high = float(np.median(below)), float(np.median(above))
    width = (_width(below) + _width(above)) / 2
    return (low, high) if high - low >= max(LOWEST_DISTANCE, LOWEST_DISTANCE_IN_WIDTHS * width) else None


def _best_cut(difference: Floats) -> float:
    """The cut that leaves the least variance on its two sides (Otsu 1979)."""
    counts, edges = np.histogram(difference, bins=160, range=(-CEILING, CEILING))
    middles = (edges[:-1] + edges[1:]) / 2
    below, above = np.cumsum(counts), len(difference) - np.cumsum(counts)
    sums = np.cumsum(counts * middles)
    mean_below = sums / np.maximum(below, 1)
    mean_above = (sums[-1] - sums) / np.maximum(above, 1)
    return float(edges[1 + int(np.argmax(below * above * (mean_above - mean_below) ** 2))])


def _width(values: Floats) -> float:
    """Half the range that holds four of five values."""
    low, high = np.percentile(values, (10, 90))
    return float(high - low) / 2


def _both_speak(above_noise: Floats, first: npt.NDArray[np.bool_]) -> bool:
    """Whether each channel is well above its own noise where it is the louder one; `first` is where that is the first."""
    return bool(
        np.median(above_noise[first, 0]) >= SPEECH_ABOVE_NOISE
        and np.median(above_noise[~first, 1]) >= SPEECH_ABOVE_NOISE
    )


def _activity(difference: Floats, low: float, high: float) -> Floats:
    """How active the two voices are, shape [frames, 2]: both where the difference lies between the heaps.

    A channel that is louder than the bleed of the other's voice holds a voice of its own.
    """
    margin = (high - low) / 4
    return _soft(np.stack([difference - low - margin, high - margin - difference], axis=1), margin / 4)


def _soft(decibels: Floats, width: float) -> Floats:
    """0 to 1: how far `decibels` are above 0 (logistic)."""
    soft: Floats = 1 / (1 + np.exp(-np.clip(decibels / np.float32(width), -30, 30)))
    return soft
