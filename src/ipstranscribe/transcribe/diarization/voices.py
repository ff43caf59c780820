"""Speaker segmentation and speaker embeddings: who speaks when within ten seconds, and a vector for each voice.

Both models lie in `data/` with their licences. An embedding can identify a person: it is kept in memory while one
recording is worked on, and stored nowhere.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ipstranscribe.audio.samples import RATE, Samples, Sound
from ipstranscribe.model import Progress

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = npt.NDArray[np.float32]

CHUNK = 10.0
"""Seconds of the segmentation model's input."""

STEP = 8.0
"""Seconds from one chunk to the next."""

CONTEXT = 0.75
"""Seconds at either end of a chunk that are only context. Half a second of overlap remains and is segmented twice, so
that a turn that begins where chunks meet is complete in one of them."""

FRAME = 0.016875
"""Seconds per output frame of the segmentation model."""

LOCAL_VOICES = 3
"""Local voices that the segmentation model separates within one chunk."""

POWERSET = np.array([(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1)], dtype=np.float32)
"""Active voices for each output class of the segmentation model (pyannote's powerset: at most two of three)."""

_MELS = 80
_FBANK_SHIFT = 0.010
SHORTEST_PIECE = 0.25
"""Seconds of clean speech below which no embedding is computed."""

LONGEST_PIECE = 2.0
"""Seconds: long enough for a reliable embedding, short enough to notice a change of speaker. The embedding model that
ships is right up to two seconds only: see `data/NOTICE.md`."""

_GAP = 0.2
"""Longest silence in seconds within a piece."""


@dataclass(frozen=True)
class VoicePiece:
    """Up to `LONGEST_PIECE` seconds of one local voice alone: frames `first` to `last` of its chunk's `activity`.

    `vector` is its speaker embedding (unit length, shape [192]), `alone` its seconds of clean speech.
    """

    local: int
    first: int
    last: int
    vector: Floats
    alone: float


@dataclass(frozen=True)
class Chunk:
    """The segmentation of a chunk, from `start` (seconds of the recording) until half a second into the next chunk.

    `activity` is the probability that each local voice speaks, shape [frames, LOCAL]; `pieces` are where one of them
    speaks alone, in order.
    """

    start: float
    activity: Floats
    pieces: tuple[VoicePiece, ...]


def segment_voices(sound: Sound, on_progress: Progress) -> tuple[Chunk, ...]:
    """Segment a recording into chunks with the local voices of each, in order of time.

    One thread does it, beside those of the recognizer: so it lasts about as long as they do, and fills what they leave.
    """
    starts = np.arange(0.0, max(sound.duration, FRAME), STEP).tolist()
    chunks = []
    for start in starts:
        chunks.append(_listen(sound, start))
        on_progress(len(chunks) / len(starts))
    return tuple(chunks)


def _listen(sound: Sound, start: float) -> Chunk:
    samples = _padded(sound, start - CONTEXT)
    (log_probability,) = _model("pyannote_segmentation_3.0").run(None, {"waveform": samples[None, None]})
    activity: Floats = np.exp(log_probability[0][round(CONTEXT / FRAME) : round((CHUNK - CONTEXT) / FRAME)]) @ POWERSET
    speaking = activity > 0.5
    clean = speaking & (speaking.sum(axis=1, keepdims=True) == 1)
    judged = samples[round(CONTEXT * RATE) :]
    found = (
        _piece(judged, clean[:, local], local, first, last)
        for local in range(LOCAL_VOICES)
        for first, last in _runs(clean[:, local], activity[:, local])
    )
    return Chunk(start, activity, tuple(piece for piece in found if piece))


def _padded(sound: Sound, start: float) -> Samples:
    """`CHUNK` seconds from `start` on, padded with silence outside the recording."""
    samples = sound.cut(max(start, 0.0), start + CHUNK)
    before = round(max(-start, 0.0) * RATE)
    return np.pad(samples, (before, max(round(CHUNK * RATE) - before - len(samples), 0)))[: round(CHUNK * RATE)]


def _piece(samples: Samples, clean: npt.NDArray[np.bool_], local: int, first: int, last: int) -> VoicePiece | None:
    """The piece from frame `first` to `last` with its embedding; None if too little of it is clean speech."""
    if clean[first:last].sum() * FRAME < SHORTEST_PIECE:
        return None
    features = _fbank(samples[round(first * FRAME * RATE) : round(last * FRAME * RATE)])
    frame = (np.arange(len(features)) * _FBANK_SHIFT / FRAME).astype(int)
    vector = _embed(features[clean[first:last][np.minimum(frame, last - first - 1)]])
    return VoicePiece(local, first, last, vector, float(clean[first:last].sum() * FRAME))


def _runs(clean: npt.NDArray[np.bool_], active: Floats) -> list[tuple[int, int]]:
    """Runs of `clean` frames, short gaps closed and long runs cut: first and last frame (exclusive) of each."""
    runs: list[list[int]] = []
    for frame in np.flatnonzero(clean).tolist():
        if runs and (frame - runs[-1][1]) * FRAME <= _GAP:
            runs[-1][1] = frame + 1
        else:
            runs.append([frame, frame + 1])
    return [part for first, last in runs for part in _cut(active, first, last)]


def _cut(active: Floats, first: int, last: int) -> list[tuple[int, int]]:
    """Split into parts of at most `LONGEST_PIECE` where the voice is least `active`, likely between two people."""
    if (last - first) * FRAME <= LONGEST_PIECE:
        return [(first, last)]
    quarter = (last - first) // 4
    middle = first + quarter + int(active[first + quarter : last - quarter].argmin())
    return [*_cut(active, first, middle), *_cut(active, middle, last)]


def _fbank(sound: Samples) -> Floats:
    """Kaldi's log mel filter banks, shape [frames, 80], as in training: full scale is 1, no dither."""
    import kaldi_native_fbank as knf

    options = knf.FbankOptions()
    options.frame_opts.samp_freq = RATE
    options.frame_opts.dither = 0.0
    options.mel_opts.num_bins = _MELS
    bank = knf.OnlineFbank(options)
    bank.accept_waveform(RATE, sound)
    bank.input_finished()
    return np.stack([bank.get_frame(number) for number in range(bank.num_frames_ready)])


def _embed(features: Floats) -> Floats:
    centred = features - features.mean(axis=0, keepdims=True)
    (vectors,) = _model("campplus_zh_en_short").run(None, {"feats": centred[None]})
    vector: Floats = vectors[0]
    return vector / np.float32(np.linalg.norm(vector) or 1.0)


@cache
def _model(name: str) -> "InferenceSession":
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # Windows reads no variable for it
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1  # the models are small: threads would mostly wait for one another
    path = Path(__file__).parent / "data" / f"{name}.onnx"
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
