"""Loading of an interview's recordings: decoded, joined into one, mixed to mono and normalized in loudness."""

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ipstranscribe.audio.decoding import Channels, Decoder, refuse_unusable
from ipstranscribe.audio.samples import RATE, Gain, Samples, Sound, make_temporary_file
from ipstranscribe.model import ConcernKind, Progress, Recording
from ipstranscribe.study import storage

LevelArray = npt.NDArray[np.float32]
"""Level (root mean square) of each frame and channel, full scale 1: shape [frames, channels]."""

QUIET_LEVEL, SPEECH_LEVEL = 0.02, 0.06
"""Levels of speech (root mean square, full scale 1): a recording below the first is amplified to the second."""

LARGEST_GAIN = 1000.0
"""60 dB; more would only raise the noise of 16-bit samples."""

LEVEL_FRAME = 270
"""Samples per frame of `Audio.levels`: the frame length of the segmentation model (`voices.FRAME`)."""

_LOUDNESS_FRAME = RATE // 10


@dataclass(frozen=True)
class Damage:
    """A place where sound is missing or damaged: seconds from the start of the interview, and what is wrong."""

    at: float
    why: str
    kind: ConcernKind = "speech_without_words"


@dataclass(frozen=True)
class Audio:
    """The decoded sound of one interview, and the files it came from."""

    sound: Sound
    recordings: tuple[Recording, ...] = ()
    damages: tuple[Damage, ...] = ()
    levels: LevelArray = field(default_factory=lambda: np.zeros((0, 1), np.float32), repr=False)
    """Level of each channel, one frame each `LEVEL_FRAME` samples; as many channels as the recording with the fewest."""

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.sound.duration

    def close(self) -> None:
        """Delete the decoded sound; the recordings themselves stay."""
        self.sound.close()


class Meter:
    """Level meter: measures the level of each frame of `length` samples, of sound that comes in blocks.

    If blocks differ in their number of channels, the levels have one channel.
    """

    def __init__(self, length: int) -> None:
        self._length = length
        self._rest: Channels | None = None
        self._levels: list[LevelArray] = []

    def add(self, block: Channels) -> None:
        """Measure the next part of the sound."""
        before = block[:0] if self._rest is None else self._rest
        channels = min(before.shape[1], block.shape[1])
        sound = np.concatenate([before[:, :channels], block[:, :channels]])
        whole = len(sound) // self._length * self._length
        frames = sound[:whole].reshape(-1, self._length, channels)
        self._levels.append(np.sqrt(np.mean(frames**2, axis=1)))
        self._rest = sound[whole:].copy()

    @property
    def levels(self) -> LevelArray:
        """The levels measured so far, without an incomplete frame at the end."""
        if not self._levels:
            return np.zeros((0, 1), np.float32)
        channels = min(part.shape[1] for part in self._levels)
        return np.concatenate([part[:, :channels] for part in self._levels])


class Mixer:
    """Mixes the channels of one recording to mono, as loud as its louder channel.

    A channel with inverted polarity (a microphone wired the wrong way round) is inverted back: else the sum would be
    silence.
    """

    def __init__(self) -> None:
        self._signs = np.ones(1, np.float32)
        self._channels, self._mono = Meter(_LOUDNESS_FRAME), Meter(_LOUDNESS_FRAME)

    def mix(self, block: Channels) -> Samples:
        """Mix the next block to mono."""
        count = block.shape[1]
        if len(self._signs) != count:
            self._signs = np.ones(count, np.float32)
        for channel in range(1, count):
            likeness = _likeness(block[:, [0, channel]])
            if abs(likeness) > 0.5:
                self._signs[channel] = np.sign(likeness)
        mono: Samples = ((block * self._signs).sum(axis=1) / np.float32(count)).astype(np.float32)
        self._channels.add(block)
        self._mono.add(mono[:, None])
        return np.ascontiguousarray(mono)

    @property
    def gain(self) -> float:
        """The gain that brings the mix to the level of the louder channel, a very quiet one to that of ordinary speech.

        The speech detector overlooks speech some 50 dB below full scale.
        """
        mono, channel = _loud(self._mono.levels), _loud(self._channels.levels)
        wanted = SPEECH_LEVEL if 0 < channel < QUIET_LEVEL else channel
        return min(wanted / mono, LARGEST_GAIN) if mono > 0 else 1.0


def _loud(levels: LevelArray) -> float:
    """The 99th percentile of levels in the loudest channel."""
    return float(np.percentile(levels, 99, axis=0).max()) if len(levels) else 0.0


def _likeness(block: Channels) -> float:
    """Correlation of two channels, -1 to 1; 0 if one is silent."""
    left, right = block.T
    power = float(np.sqrt((left @ left) * (right @ right)))
    return float(left @ right) / power if power else 0.0


def load(paths: Sequence[Path], folder: Path, progress: Progress | None = None) -> Audio:
    """Decode the recordings of one interview into a temporary file in `folder`, joined in the given order.

    `progress` is told how far that is. The file exists until the result is closed or the program ends. A damaged recording
    is decoded as far as possible, and what is missing is listed in `damages`. Raises UserError for a recording that is
    missing, empty, not sound, or in a format that cannot be read, and if `folder` has no room.
    """
    for path in paths:
        refuse_unusable(path)
    file = make_temporary_file(folder)
    with contextlib.ExitStack() as on_error:
        on_error.callback(_discard, file)
        length = 0
        damages: list[Damage] = []
        recordings: list[Recording] = []
        gains: list[Gain] = []
        levels = Meter(LEVEL_FRAME)
        for number, path in enumerate(paths, start=1):
            decoder, mixer = Decoder(path), Mixer()
            for block in decoder.blocks():
                levels.add(block)
                _write(file, mixer.mix(block), folder)
                if progress and decoder.declared:
                    progress((number - 1 + min(decoder.duration / decoder.declared, 1.0)) / len(paths))
            gains.append(Gain(length, mixer.gain))
            length += round(decoder.duration * RATE)
            damages += [Damage(length / RATE, f"Recording {number} {fault}", kind) for kind, fault in decoder.faults]
            duration = round(decoder.duration, 3)
            recordings.append(Recording(file=path.name, sha256=storage.file_digest(path), duration=duration))
        on_error.pop_all()
    return Audio(Sound(file, length, tuple(gains)), tuple(recordings), tuple(damages), levels.levels)


def _write(file: io.BufferedIOBase, samples: Samples, folder: Path) -> None:
    try:
        file.write(samples.data)
        file.flush()
    except OSError as error:
        raise storage.cannot_write(folder, error) from None


def _discard(file: io.BufferedIOBase) -> None:
    with contextlib.suppress(OSError):  # on a full disk closing fails once more, and closes
        file.close()
