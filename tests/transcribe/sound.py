"""Synthetic sound, and files of it in the containers that recorders and phones write."""

import io
import tempfile
from pathlib import Path

import numpy as np

from ipstranscribe.audio import recording
from ipstranscribe.audio.recording import Audio
from ipstranscribe.audio.samples import RATE, Samples, Sound


def tone(seconds: float, level: float = 0.1) -> Samples:
    """A steady tone; not speech."""
    return (level * np.sin(2 * np.pi * 440 * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def noise(seconds: float, level: float = 0.05) -> Samples:
    """White noise, the same each time."""
    return (level * np.random.default_rng(0).standard_normal(round(seconds * RATE))).astype(np.float32)


def write(path: Path, samples: Samples, codec: str, *, rate: int = RATE, channels: int = 1) -> Path:
    """Encode `samples` (16 kHz) into the container that the suffix of `path` names."""
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono" if channels == 1 else "stereo")
        stream.bit_rate = 96_000
        frame = av.AudioFrame.from_ndarray(samples[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = RATE, 0  # with times, a container says how much of its start an encoder added
        fitted = av.AudioResampler(stream.format, stream.layout, rate, frame_size=stream.frame_size)
        for piece in [*fitted.resample(frame), *fitted.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path


def sound_of(samples: Samples) -> Sound:
    """`samples` as the sound of a recording."""
    return Sound(io.BytesIO(samples.astype(np.float32).tobytes()), len(samples))


def load(*paths: Path) -> Audio:
    """The recordings of an interview; what is decoded is deleted with the last reference to it."""
    return recording.load(paths, Path(tempfile.gettempdir()))


def everything(sound: Sound) -> Samples:
    """All samples at once."""
    return sound.cut(0.0, sound.duration)
