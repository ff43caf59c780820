"""Recordings in, samples out: any container and codec, mono, 16 kHz, as if recorded in one go.

PyAV carries its own FFmpeg libraries, so that nothing has to be installed beside this program.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ipstranscribe import store
from ipstranscribe.errors import UserError
from ipstranscribe.model import Recording

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer

Samples = npt.NDArray[np.float32]
"""Sound: shape [samples], -1 to 1, `RATE` samples a second."""

RATE = 16_000
"""Samples a second that every model of this stage was trained on."""

MISSING_SECONDS = 1.0
"""A file this much shorter than its own header says is reported; headers of mp3 files are off by less."""

QUIET, ORDINARY = 0.02, 0.06
"""Root mean square of speech, full scale 1: below the first a recording is raised to the second."""

LARGEST_GAIN = 1000.0
"""60 dB; more would only raise the noise of 16-bit samples."""

DICTATION = frozenset({".ds2", ".dss", ".dvf", ".msv"})
"""Formats of dictation machines, often encrypted; the makers' own programs open them."""


@dataclass(frozen=True)
class Damage:
    """A place where sound is missing from a recording: seconds from the start of the interview, and why."""

    at: float
    why: str


@dataclass(frozen=True)
class Audio:
    """The sound of one interview, and the files it came from."""

    samples: Samples
    recordings: tuple[Recording, ...]
    damages: tuple[Damage, ...] = ()

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / RATE


@dataclass(frozen=True)
class _Decoded:
    samples: Samples
    broken: int
    """Packets that could not be decoded."""
    declared: float = 0.0
    """Length in seconds that the file's header gives; 0 if it gives none."""

    @property
    def duration(self) -> float:
        return len(self.samples) / RATE


def load(paths: Sequence[Path]) -> Audio:
    """Decode the recordings of one interview and join them in the given order.

    A damaged file is decoded as far as it goes, and what is missing is noted in `damages`. Raises UserError for a file
    that is missing, empty, not sound, or in a format that cannot be read.
    """
    parts: list[_Decoded] = []
    damages: list[Damage] = []
    recordings: list[Recording] = []
    for number, path in enumerate(paths, start=1):
        before = sum(part.duration for part in parts)
        part = _decode(path)
        parts.append(part)
        damages += [Damage(before + part.duration, why) for why in _damages(part, f"Recording {number}")]
        recordings.append(Recording(file=path.name, sha256=store.file_digest(path), duration=round(part.duration, 3)))
    samples = np.concatenate([part.samples for part in parts]) if parts else np.zeros(0, np.float32)
    return Audio(samples, tuple(recordings), tuple(damages))


def louder(samples: Samples) -> Samples:
    """Raise a very quiet recording to the level of ordinary speech; any other is given back as it is.

    The speech detector overlooks speech some 50 dB below full scale. Loud is what one tenth of a second in a hundred is.
    """
    frame = RATE // 10
    if len(samples) < frame:
        return samples
    whole = samples[: len(samples) // frame * frame].reshape(-1, frame)
    loud = float(np.percentile(np.sqrt(np.mean(whole**2, axis=1)), 99))
    if not 0 < loud < QUIET:
        return samples
    return samples * np.float32(min(ORDINARY / loud, LARGEST_GAIN))


def _damages(part: _Decoded, name: str) -> Iterator[str]:
    if part.declared - part.duration > MISSING_SECONDS:
        yield f"{name} breaks off: it should be {part.declared:.0f} s long and holds {part.duration:.0f} s."
    if part.broken:
        yield f"{name} is damaged: {part.broken} pieces of it could not be decoded."


def _decode(path: Path) -> _Decoded:
    import av

    _refuse_unusable(path)
    try:
        with av.open(str(path), metadata_errors="ignore") as container:
            if not container.streams.audio:
                raise UserError(f"{path.name} holds no sound.", "Choose the recording itself.")
            part = _read(container)
            declared = max(_seconds(container), _wav_seconds(path))
    except av.FFmpegError:
        raise _not_sound(path) from None
    if not len(part.samples):
        raise _not_sound(path)
    return replace(part, declared=declared)


def _read(container: "InputContainer") -> _Decoded:
    import av

    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    blocks: list[Samples] = []
    broken = 0
    for packet in container.demux(container.streams.audio[0]):
        try:
            frames = packet.decode()
        except av.FFmpegError:
            broken += 1
            continue
        blocks += [_samples(piece) for frame in frames for piece in resampler.resample(frame)]
    if blocks:  # the resampler refuses to be flushed before it was fed
        blocks += [_samples(piece) for piece in resampler.resample(None)]
    samples = np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
    return _Decoded(samples, broken)


def _samples(frame: "AudioFrame") -> Samples:
    return frame.to_ndarray().reshape(-1).astype(np.float32, copy=False)


def _seconds(container: "InputContainer") -> float:
    return (container.duration or 0) / 1_000_000  # FFmpeg counts in microseconds


def _wav_seconds(path: Path) -> float:
    """Length in seconds that the header of a WAV file gives, which FFmpeg forgets when the file ends earlier."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] != b"RIFF" or head[8:] != b"WAVE":
            return 0.0
        bytes_per_second = 0
        while len(chunk := file.read(8)) == 8:
            name, size = chunk[:4], int.from_bytes(chunk[4:], "little")
            if name == b"data":  # a recorder that was switched off leaves 0 or the largest number here
                return size / bytes_per_second if bytes_per_second and size < 0xFFFF_0000 else 0.0
            start = file.tell()
            if name == b"fmt ":
                bytes_per_second = int.from_bytes(file.read(12)[8:], "little")
            file.seek(start + size + size % 2)
    return 0.0


def _refuse_unusable(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError:
        raise UserError(f"{path.name} does not exist.", "Check the name and the folder.") from None
    if path.is_dir():
        raise UserError(f"{path.name} is a folder.", "Name the recording inside it.")
    if size == 0:
        raise UserError(f"{path.name} is empty.", "Copy it from the recorder once more.")


def _not_sound(path: Path) -> UserError:
    if path.suffix.lower() in DICTATION:
        return UserError(
            f"{path.name} is in a dictation format that cannot be read, or encrypted.",
            "Open it in the program of the recorder's maker and export it as WAV or MP3.",
        )
    return UserError(
        f"{path.name} is not a sound file that can be read, or it is damaged.",
        "Play it in another program; if it plays, export it as WAV. Otherwise copy it from the recorder once more.",
    )
