"""Diarization by channel, for recordings with one microphone per speaker: telephone recorders, clip-on microphones, and
files with a sound track for each.

The louder channel tells the speaker, more reliably than the voices do. Each microphone also picks up the other voice,
10 to 20 dB softer (bleed), so the level difference between the channels decides: during speech it has two separate
modes, one per speaker, or a single one, as in a room recorded in stereo.
"""

from itertools import combinations

import numpy as np
import numpy.typing as npt

from ipstranscribe.audio.recording import LEVEL_FRAME, LevelArray
from ipstranscribe.audio.samples import RATE
from ipstranscribe.transcribe.diarization.attribution import Voices
from ipstranscribe.transcribe.diarization.voices import Floats
from ipstranscribe.transcribe.voice_activity import FRAME as SPEECH_FRAME
from ipstranscribe.transcribe.voice_activity import Probability

SPEECH_THRESHOLD = 0.5
"""Probability of speech from which on a frame counts as speech."""

LOWEST_DISTANCE = 12.0
"""Least distance of the two modes in dB. A stereo recorder on the table gives 6 at most, clip-ons with bleed 18."""

LOWEST_DISTANCE_IN_WIDTHS = 2.0
"""Least distance of the two modes, in multiples of their width."""

SHORTEST_TALK = 3.0
"""Seconds that each of the two must speak; else there is only one speaker."""

NO_BLEED, SHORTEST_TALK_WITHOUT_BLEED = 30.0, 1.0
"""dB between two modes from which on no microphone hears the other voice, as in tracks of their own; and the seconds that
each must speak then, since nothing but a voice can have made that difference."""

SPEECH_ABOVE_NOISE = 9.0
"""dB above the noise of its channel that each voice must mostly reach; a channel without a voice never does."""

SOUND_ABOVE_NOISE = 6.0
"""dB above the noise from which on a channel carries more than noise."""

SMOOTHING = 9
"""Frames of the moving average, 0.15 s: longer than syllables, echoes, and the delay between the microphones."""

FLOOR, CEILING = -90.0, 40.0
"""dB: the level that counts as digital silence, and the limit to which differences are clipped."""


def voices_by_channel(levels: LevelArray, probability: Probability) -> Voices | None:
    """The activity of two speakers with one channel each; None if the recording is not made like that.

    `levels` are those of `Audio`, `probability` is that of speech in the mix. The first speaker is that of the first
    channel. Of more than two channels (tracks of a file, one of which may hold the mix) the two that differ most are
    taken. More than two people cannot be separated in this way.
    """
    if not len(levels) or not len(probability):
        return None
    pairs = [_pair(levels[:, [a, b]], probability) for a, b in combinations(range(levels.shape[1]), 2)]
    found = [pair for pair in pairs if pair]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _pair(levels: LevelArray, probability: Probability) -> tuple[float, Voices] | None:
    """How far apart the voices of two channels are in dB, and their activity; None if there are not two."""
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
    activity = (
        _activity(difference, *heaps)
        * _soft(above_noise - SOUND_ABOVE_NOISE, 2.0)
        * np.minimum(speech / SPEECH_THRESHOLD, 1)
    )
    return heaps[1] - heaps[0], Voices(activity)


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
    """Positions of the two modes of the difference, the second channel's speaker first; None if there are not two."""
    cut = _best_cut(difference)
    below, above = difference[difference < cut], difference[difference >= cut]
    shorter = min(len(below), len(above)) * LEVEL_FRAME / RATE
    if shorter < SHORTEST_TALK_WITHOUT_BLEED:
        return None
    low, high = float(np.median(below)), float(np.median(above))
    if shorter < SHORTEST_TALK and high - low < NO_BLEED:
        return None
    width = (_width(below) + _width(above)) / 2
    return (low, high) if high - low >= max(LOWEST_DISTANCE, LOWEST_DISTANCE_IN_WIDTHS * width) else None


def _best_cut(difference: Floats) -> float:
    """Otsu's threshold: the cut that leaves the least variance on its two sides (Otsu 1979)."""
    counts, edges = np.histogram(difference, bins=160, range=(-CEILING, CEILING))
    middles = (edges[:-1] + edges[1:]) / 2
    below, above = np.cumsum(counts), len(difference) - np.cumsum(counts)
    sums = np.cumsum(counts * middles)
    mean_below = sums / np.maximum(below, 1)
    mean_above = (sums[-1] - sums) / np.maximum(above, 1)
    return float(edges[1 + int(np.argmax(below * above * (mean_above - mean_below) ** 2))])


def _width(values: Floats) -> float:
    """Half the range from the 10th to the 90th percentile."""
    low, high = np.percentile(values, (10, 90))
    return float(high - low) / 2


def _both_speak(above_noise: Floats, first: npt.NDArray[np.bool_]) -> bool:
    """Whether each channel is well above its noise where it is the louder one; `first` marks where the first is."""
    return bool(
        np.median(above_noise[first, 0]) >= SPEECH_ABOVE_NOISE
        and np.median(above_noise[~first, 1]) >= SPEECH_ABOVE_NOISE
    )


def _activity(difference: Floats, low: float, high: float) -> Floats:
    """Activity of the two speakers, shape [frames, 2]; both are active where the difference lies between the modes.

    A channel that is louder than the bleed of the other voice carries a voice of its own.
    """
    margin = (high - low) / 4
    return _soft(np.stack([difference - low - margin, high - margin - difference], axis=1), margin / 4)


def _soft(decibels: Floats, width: float) -> Floats:
    """Logistic function: how far `decibels` are above 0, as 0 to 1."""
    soft: Floats = 1 / (1 + np.exp(-np.clip(decibels / np.float32(width), -30, 30)))
    return soft
