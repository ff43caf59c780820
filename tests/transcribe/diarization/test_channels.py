"""One voice per channel is recognised as that, with bleed, noise and delay; other stereo recordings are not."""

import json
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from ipstranscribe.audio.decoding import Channels
from ipstranscribe.audio.recording import LEVEL_FRAME, Meter
from ipstranscribe.audio.samples import RATE, Samples
from ipstranscribe.transcribe.diarization.attribution import Voices
from ipstranscribe.transcribe.diarization.channels import voices_by_channel
from ipstranscribe.transcribe.diarization.voices import FRAME
from ipstranscribe.transcribe.voice_activity import Probability, speech_probability
from tests.conftest import SAMPLES
from tests.transcribe.sound import everything, load, sound_of

NAMES = ["P1", "P2", "P3"]

Mask = npt.NDArray[np.bool_]
Room = Callable[[Samples, Samples], Channels]
"""Two voices to the two channels that a recorder makes of them."""


@cache
def spoken(name: str) -> tuple[Samples, Samples]:
    """An interview, taken apart: what the interviewer says and what the participant says."""
    (path,) = (SAMPLES / "study" / "restricted" / "recordings").glob(f"{name}.*")
    samples = everything(load(path).sound)
    voices = np.zeros((2, len(samples)), np.float32)
    for turn in turns(name):
        # half a second between turns belongs to both, so that nothing is cut off
        first, last = round((turn["start"] - 0.1) * RATE), round((turn["end"] + 0.1) * RATE)
        voices["IP".index(turn["speaker"]), max(first, 0) : last] = samples[max(first, 0) : last]
    return voices[0], voices[1]


@cache
def turns(name: str) -> list[dict]:
    return json.loads((SAMPLES / "expected" / f"{name}.json").read_text(encoding="utf-8"))


def heard(channels: Channels) -> Voices | None:
    meter = Meter(LEVEL_FRAME)
    meter.add(channels)
    return voices_by_channel(meter.levels, probability(channels.mean(axis=1)))


def probability(samples: Samples) -> Probability:
    return speech_probability(sound_of(samples))


def decibels(value: float) -> np.float32:
    return np.float32(10 ** (value / 20))


def hiss(length: int, level: float, seed: int) -> Samples:
    return decibels(level) * np.random.default_rng(seed).standard_normal(length).astype(np.float32)


def late(samples: Samples, seconds: float) -> Samples:
    shift = round(seconds * RATE)
    return np.concatenate([np.zeros(shift, np.float32), samples[: len(samples) - shift]])


def bleeding(strength: float, *, delay: float = 0.0, noise: float = -70.0, second: float = 0.0) -> Room:
    """Microphones of their own; each hears the other voice too. Levels in dB, the delay in seconds."""

    def room(one: Samples, two: Samples) -> Channels:
        left = one + decibels(strength) * late(two, delay) + hiss(len(one), noise, 1)
        right = decibels(second) * (two + decibels(strength) * late(one, delay)) + hiss(len(one), noise, 2)
        return np.stack([left, right], axis=1)

    return room


SEPARATE = {
    "telephone": bleeding(-200, noise=-200),
    "telephone with hiss": bleeding(-200, noise=-55),
    "bleed of 12 dB": bleeding(-12),
    "bleed, noise and 4 ms between the microphones": bleeding(-12, noise=-50, delay=0.004),
    "one microphone twice as far away": bleeding(-12, second=-10),
    "tracks of a mix and of each voice": lambda one, two: np.stack([one + two, one, two], axis=1),
    "tracks of each voice and one of hiss": lambda one, two: np.stack([one, hiss(len(one), -60, 3), two], axis=1),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", SEPARATE)
def test_a_voice_per_channel_tells_who_speaks(name: str, how: str) -> None:
    voices = heard(SEPARATE[how](*spoken(name)))
    assert voices is not None
    right = []
    for turn in turns(name):
        moments = np.arange(turn["start"] + 0.2, turn["end"] - 0.4, 0.2)
        said = [voices.over(at, at + 0.3) for at in moments]
        right += [a.argmax() == "IP".index(turn["speaker"]) for a in said if a.max() > 0.3]
    assert len(right) > 300
    assert np.mean(right) > 0.99


@pytest.mark.parametrize(("strength", "seconds", "told"), [(-200, 2.0, True), (-200, 0.4, False), (-14, 1.5, False)])
def test_a_short_answer_is_a_voice_of_its_own_only_where_nothing_bleeds(
    strength: float, seconds: float, *, told: bool
) -> None:
    """A moment of something else on the second microphone is no speaker where microphones hear both."""
    one, two = spoken("P1")
    first = next(turn for turn in turns("P1") if turn["speaker"] == "P")
    end = round((first["start"] + 0.2 + seconds) * RATE)
    channels = bleeding(strength)(one[:end], two[:end])
    assert (heard(channels) is not None) is told


@pytest.mark.parametrize("how", ["telephone", "bleed of 12 dB"])
def test_turns_one_after_the_other_are_no_overlap(how: str) -> None:
    voices = heard(SEPARATE[how](*spoken("P1")))
    assert voices is not None
    assert voices.overlaps(0.5) == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", ["telephone", "bleed of 12 dB"])
def test_both_voices_at_once_are_an_overlap(name: str, how: str) -> None:
    """The interviewer's first words are said once more, into the longest answer."""
    one, two = spoken(name)
    longest = max((t for t in turns(name) if t["speaker"] == "P"), key=lambda t: t["end"] - t["start"])
    into, words = longest["start"] + 3, one[: 4 * RATE]
    talk = one.copy()
    talk[round(into * RATE) : round(into * RATE) + len(words)] += words
    voices = heard(SEPARATE[how](talk, two))
    assert voices is not None
    found = voices.overlaps(0.2)
    assert sum(place.duration for place in found if into <= place.start and place.end <= into + 4) > 0.7
    assert sum(place.duration for place in found if not into <= place.start <= into + 4) < 1


def panned(towards: float) -> Room:
    """Both voices in both channels, each this many dB louder on its own side, with its own echo there."""

    def room(one: Samples, two: Samples) -> Channels:
        soft = decibels(-towards)
        left = one + soft * two + np.float32(0.3) * late(one + two, 0.031) + hiss(len(one), -60, 1)
        right = soft * one + two + np.float32(0.3) * late(one + two, 0.043) + hiss(len(one), -60, 2)
        return np.stack([left, right], axis=1)

    return room


def mono_in_both(one: Samples, two: Samples) -> Channels:
    return np.stack([one + two] * 2, axis=1)


def one_dead(noise: float) -> Room:
    return lambda one, two: np.stack([one + two + hiss(len(one), -60, 1), hiss(len(one), noise, 2)], axis=1)


def one_voice(one: Samples, two: Samples) -> Channels:
    return bleeding(-15)(np.zeros_like(one), two)


def one_mono(one: Samples, two: Samples) -> Channels:
    return (one + two)[:, None]


NOT_SEPARATE = {
    "the same in both": mono_in_both,
    "the same, one softer": lambda one, two: mono_in_both(one, two) * np.float32([1.0, 0.2]),
    "the same, each with its own noise": lambda one, two: mono_in_both(one, two) + bleeding(0)(0 * one, 0 * two),
    "a room in stereo": panned(3.0),
    "a room in stereo, close": panned(6.0),
    "one channel dead": one_dead(-200),
    "one channel with hiss only": one_dead(-60),
    "one channel with loud hiss": one_dead(-35),
    "one voice": one_voice,
    "mono": one_mono,
    "nothing": lambda one, two: np.zeros((len(one), 2), np.float32),
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", NOT_SEPARATE)
def test_other_recordings_are_left_to_the_voices(name: str, how: str) -> None:
    assert heard(NOT_SEPARATE[how](*spoken(name))) is None


def test_an_interview_of_a_stereo_and_a_mono_recording_is_left_to_the_voices() -> None:
    meter = Meter(LEVEL_FRAME)
    channels = SEPARATE["telephone"](*spoken("P1"))
    meter.add(channels)
    meter.add(channels[:, :1])
    assert voices_by_channel(meter.levels, probability(channels.mean(axis=1))) is None


def test_nothing_recorded_is_no_voice() -> None:
    assert voices_by_channel(np.zeros((0, 2), np.float32), np.zeros(0, np.float32)) is None


def test_levels_and_voices_are_measured_in_the_same_frames() -> None:
    assert LEVEL_FRAME / RATE == FRAME
