"""Decoding of one audio file, in any container and codec, to samples, block by block.

A file with several sound tracks (a meeting or a screen recorded with one for each microphone) is heard on all of them.
PyAV carries its own FFmpeg libraries, so that nothing has to be installed beside this program.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ipstranscribe.audio.samples import RATE
from ipstranscribe.errors import UserError
from ipstranscribe.model import ConcernKind

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.resampler import AudioResampler
    from av.container import InputContainer

Channels = npt.NDArray[np.float32]
"""Samples before their channels are mixed: shape [samples, channels], `RATE` samples a second.

One channel or two; of a file with several tracks that are not silent, one for each of them.
"""

BLOCK = 10.0
"""Seconds that are decoded at a time."""

MISSING_SECONDS = 1.0
"""A file shorter than its header says by this much is reported; headers of mp3 files are off by less."""

SHORTEST_GAP = 0.1
"""Seconds by which time stamps may be ahead of the sound; a larger gap is filled with silence, as a player would."""

WITHOUT_LENGTH = frozenset({"aac", "amr", "amrnb", "amrwb", "dss", "mp3"})
"""Formats without a reliable length in the header: FFmpeg estimates it from file size and bit rate at the start."""

FULL_SCALE = 0.98
"""Peak from which on a sample counts as clipped; codecs and resampling move it a little."""

CLIPPED_SHARE = 0.005
"""Share of clipped samples from which on clipping is reported; a loud but good recording has a few in a million."""

DICTATION_FORMATS = frozenset({".ds2", ".dss", ".dvf", ".msv"})
"""File formats of dictation machines, often encrypted. FFmpeg reads plain .dss only; the makers' programs read all."""

SILENT_TRACK = 3e-4
"""Peak below which a sound track is empty: -70 dB, under the noise of any microphone."""

_FFMPEG_SECOND = 1_000_000


class Decoder:
    """Decodes the audio file at `path`; its `faults` are known after the last block."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lost: list[int] = []
        self._broken = 0
        self._declared = 0.0
        self._samples = 0
        self._clipped = 0

    @property
    def declared(self) -> float:
        """Seconds that the header of the file tells, known after the first block; 0 if it tells none."""
        return self._declared

    @property
    def duration(self) -> float:
        """Seconds decoded so far."""
        return self._samples / RATE

    @property
    def faults(self) -> Iterator[tuple[ConcernKind, str]]:
        """What is missing from the file or damaged, each as the rest of a sentence that starts with the file's name."""
        missing: ConcernKind = "speech_without_words"
        if self._declared - self.duration > MISSING_SECONDS:
            yield missing, f"breaks off: it should be {self._declared:.0f} s long and holds {self.duration:.0f} s."
        if self._broken:
            yield missing, f"is damaged; pieces that could not be decoded: {self._broken}."
        for track in self._lost:
            yield missing, f"holds a sound track that could not be decoded: number {track + 1}."
        if self._clipped > CLIPPED_SHARE * self._samples:
            yield (
                "low_confidence",
                f"is overdriven: {self._clipped / self._samples:.0%} of it was too loud for the recorder.",
            )

    def blocks(self) -> Iterator[Channels]:
        """Decode the file block by block. Raises UserError for a file that is not readable audio."""
        import av

        try:
            with ExitStack() as opened:
                container = opened.enter_context(av.open(str(self._path), metadata_errors="ignore"))
                if not container.streams.audio:
                    raise UserError(f"{self._path.name} holds no sound.", "Choose the recording itself.")
                self._declared = _declared(container, self._path)
                tracks = self._with_sound(len(container.streams.audio))
                self._broken = 0
                for block in _side_by_side([_gathered(self._track(number, opened)) for number in tracks]):
                    self._samples += len(block)
                    self._clipped += int((np.abs(block) >= FULL_SCALE).any(axis=1).sum())
                    yield block
        except av.FFmpegError:
            raise _not_sound(self._path) from None
        if not self._samples:
            raise _not_sound(self._path)

    def _with_sound(self, count: int) -> list[int]:
        """The numbers of the tracks that are not silent; the first one if all are."""
        import av

        if count == 1:
            return [0]
        sounding = []
        for number in range(count):
            try:
                with ExitStack() as opened:
                    if any(np.abs(part).max(initial=0) > SILENT_TRACK for part in self._track(number, opened)):
                        sounding.append(number)
            except av.FFmpegError:
                self._lost.append(number)
        return sounding or [0]

    def _track(self, number: int, opened: ExitStack) -> Iterator[Channels]:
        """The sound of one track resampled to `RATE`, read through the file opened once more."""
        import av

        return self._resampled(opened.enter_context(av.open(str(self._path), metadata_errors="ignore")), number)

    def _resampled(self, container: "InputContainer", track: int) -> Iterator[Channels]:
        """The sound resampled to `RATE`, gaps filled with silence, so that times are those that a player shows."""
        resampler = _Resampler()
        zero, position = (container.start_time or 0) / _FFMPEG_SECOND, 0.0
        for frame in self._frames(container, track):
            late = (frame.time or 0.0) - zero - position
            # broken time stamps jump as well; after a true gap the rest still fits into the length of the file
            if late > SHORTEST_GAP and position + late < self._declared:
                yield resampler.silence(late)
                position += late
            yield from resampler.feed(frame)
            position += frame.samples / frame.sample_rate
        yield from resampler.flush()

    def _frames(self, container: "InputContainer", track: int) -> Iterator["AudioFrame"]:
        import av

        for packet in container.demux(container.streams.audio[track]):
            try:
                yield from packet.decode()
            except av.FFmpegError:
                self._broken += 1


class _Resampler:
    """Resamples frames to `RATE` and the channels (one or two) of the first frame; later ones may differ in both."""

    def __init__(self) -> None:
        self._layout = ""
        self._takes: tuple[object, ...] = ()
        self._resampler: AudioResampler | None = None

    def feed(self, frame: "AudioFrame") -> Iterator[Channels]:
        import av

        self._layout = self._layout or ("mono" if frame.layout.nb_channels == 1 else "stereo")
        takes = (frame.format.name, frame.layout.name, frame.sample_rate)
        if takes != self._takes:
            yield from self.flush()
            self._takes = takes
            self._resampler = av.AudioResampler(format="flt", layout=self._layout, rate=RATE)
        if self._resampler:
            yield from map(_samples, self._resampler.resample(frame))

    def silence(self, seconds: float) -> Channels:
        return np.zeros((round(seconds * RATE), 2 if self._layout == "stereo" else 1), np.float32)

    def flush(self) -> Iterator[Channels]:
        if self._resampler:  # it refuses to be flushed before it was fed
            yield from map(_samples, self._resampler.resample(None))


def _samples(frame: "AudioFrame") -> Channels:
    return frame.to_ndarray().reshape(-1, frame.layout.nb_channels).astype(np.float32, copy=False)


def _gathered(pieces: Iterator[Channels]) -> Iterator[Channels]:
    """Join short frames, as a codec gives them, to blocks of about `BLOCK` seconds."""
    block: list[Channels] = []
    length = 0
    for piece in pieces:
        block.append(piece)
        length += len(piece)
        if length >= BLOCK * RATE:
            yield np.concatenate(block)
            block, length = [], 0
    if length:
        yield np.concatenate(block)


def _side_by_side(tracks: Sequence[Iterator[Channels]]) -> Iterator[Channels]:
    """Several tracks as the channels of one sound, each mixed to mono; one that ends early goes on in silence."""
    if len(tracks) == 1:
        yield from tracks[0]
        return
    waiting = [np.zeros(0, np.float32) for _ in tracks]
    running = set(range(len(tracks)))
    while running:
        for number in sorted(running):
            block = next(tracks[number], None)
            if block is None:
                running.discard(number)
            else:
                waiting[number] = np.concatenate([waiting[number], block.mean(axis=1, dtype=np.float32)])
        lengths = [len(waiting[number]) for number in running]
        length = min(lengths) if lengths else max(map(len, waiting))
        if length:
            yield np.stack([np.pad(one[:length], (0, max(0, length - len(one)))) for one in waiting], axis=1)
        waiting = [one[length:] for one in waiting]


def _declared(container: "InputContainer", path: Path) -> float:
    """Length in seconds according to the header of the file; 0 if it gives none."""
    seconds = (container.duration or 0) / _FFMPEG_SECOND
    if container.format.name in WITHOUT_LENGTH:
        guess = container.size * 8 / (container.streams.audio[0].bit_rate or 1)
        if container.format.name != "mp3" or abs(guess - seconds) < 0.02 * seconds:
            return 0.0
    return max(seconds, _wav_seconds(path))


def _wav_seconds(path: Path) -> float:
    """Length in seconds according to a WAV header, which FFmpeg ignores if the file ends earlier; else 0."""
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


def refuse_unusable(path: Path) -> None:
    """Raise UserError for a file that is missing, empty, or a folder."""
    try:
        size = path.stat().st_size
    except OSError:
        raise UserError(f"{path.name} does not exist.", "Check the name and the folder.") from None
    if path.is_dir():
        raise UserError(f"{path.name} is a folder.", "Name the recording inside it.")
    if size == 0:
        raise UserError(f"{path.name} is empty.", "Copy it from the recorder once more.")


def _not_sound(path: Path) -> UserError:
    if path.suffix.lower() in DICTATION_FORMATS:
        return UserError(
            f"{path.name} is in a dictation format that only its maker's program can read, or encrypted.",
            "Open it there (OM System ODMS, Olympus DSS Player, Philips SpeechExec, …) and export it as WAV or MP3.",
        )
    return UserError(
        f"{path.name} is not a sound file that can be read, or it is damaged.",
        "Play it in another program; if it plays, export it as WAV. Otherwise copy it from the recorder once more.",
    )
