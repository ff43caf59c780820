"""What the two small voice models hear: who speaks when within ten seconds, and what a voice sounds like.

Both lie in `data/` with their licences. What a voice sounds like (an embedding) can recognise a person: it lives in
memory while one recording is worked on and is stored nowhere.
"""

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ipstranscribe.model import Progress
from ipstranscribe.transcribe.audio import RATE, Samples

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = npt.NDArray[np.float32]

CHUNK = 10.0
"""Seconds that the segmentation model hears at a time."""

STEP = 5.0
"""Seconds from one chunk to the next: every moment is judged twice, in different surroundings."""

FRAME = 0.016875
"""Seconds that one judgement of the segmentation model stands for."""

LOCAL = 3
"""Voices that the segmentation model tells apart within one chunk."""

SETS = np.array([(0, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0), (1, 0, 1), (0, 1, 1)], dtype=np.float32)
"""Who speaks, for each class that the segmentation model outputs (pyannote's powerset of at most two of three)."""

_MELS = 80
_FBANK_SHIFT = 0.010
SHORTEST_PIECE = 0.25
"""Seconds of clean speech below which an embedding says nothing."""

LONGEST_PIECE = 2.0
"""Seconds: long enough to recognise a voice, short enough to notice that another one has taken over."""

_GAP = 0.2
"""Seconds that a voice may be silent within a piece."""


@dataclass(frozen=True)
class Piece:
    """Up to `LONGEST_PIECE` seconds of one local voice alone: frames `first` to `last` of its chunk.

    `vector` is what it sounds like (unit length, shape [192]), `alone` how many seconds of it are clean.
    """

    local: int
    first: int
    last: int
    vector: Floats
    alone: float


@dataclass(frozen=True)
class Chunk:
    """What was heard in `CHUNK` seconds from `start`.

    `activity` is the probability that each local voice speaks, shape [frames, LOCAL]; `pieces` are where one of them
    speaks alone, in order.
    """

    start: float
    activity: Floats
    pieces: tuple[Piece, ...]


def listen(samples: Samples, on_progress: Progress) -> tuple[Chunk, ...]:
    """Every chunk of a recording, in order of time."""
    count = max(1, int(np.ceil((len(samples) / RATE - CHUNK) / STEP)) + 1)
    chunks = []
    for number in range(count):
        chunks.append(_listen(samples, number * STEP))
        on_progress((number + 1) / count)
    return tuple(chunks)


def _listen(samples: Samples, start: float) -> Chunk:
    sound = samples[round(start * RATE) : round((start + CHUNK) * RATE)]
    sound = np.pad(sound, (0, round(CHUNK * RATE) - len(sound)))
    (log_probability,) = _model("pyannote_segmentation_3.0").run(None, {"waveform": sound[None, None]})
    activity: Floats = np.exp(log_probability[0]) @ SETS
    speaking = activity > 0.5
    clean = speaking & (speaking.sum(axis=1, keepdims=True) == 1)
    features = _fbank(sound)
    pieces = [
        Piece(local, first, last, _embed(features[heard]), float(clean[first:last, local].sum() * FRAME))
        for local in range(LOCAL)
        for first, last in _runs(clean[:, local])
        if (heard := _stretched(clean[:, local], first, last, len(features))).sum() * _FBANK_SHIFT >= SHORTEST_PIECE
    ]
    return Chunk(start, activity, tuple(pieces))


def _runs(clean: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where `clean` holds, with short gaps closed and long runs cut into equal parts: first and last frame of each."""
    runs: list[list[int]] = []
    for frame in np.flatnonzero(clean).tolist():
        if runs and (frame - runs[-1][1]) * FRAME <= _GAP:
            runs[-1][1] = frame + 1
        else:
            runs.append([frame, frame + 1])
    parts = [np.linspace(a, b, int(np.ceil((b - a) * FRAME / LONGEST_PIECE)) + 1).astype(int) for a, b in runs]
    return [pair for edges in parts for pair in pairwise(edges.tolist())]


def _stretched(mask: npt.NDArray[np.bool_], first: int, last: int, length: int) -> npt.NDArray[np.bool_]:
    """`mask` between two frames of `FRAME` seconds, as `length` values, one each `_FBANK_SHIFT` seconds."""
    index = np.minimum((np.arange(length) * _FBANK_SHIFT / FRAME).astype(int), len(mask) - 1)
    stretched: npt.NDArray[np.bool_] = mask[index] & (first <= index) & (index < last)
    return stretched


def _fbank(sound: Samples) -> Floats:
    """Kaldi's log mel filter banks, shape [frames, 80], as the voice model was trained on: full scale is 1, no dither."""
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
    (vectors,) = _model("campplus_zh_en").run(None, {"feats": centred[None]})
    vector: Floats = vectors[0]
    return vector / np.float32(np.linalg.norm(vector) or 1.0)


@cache
def _model(name: str) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = 1  # the models are small: threads would mostly wait for one another
    path = Path(__file__).parent / "data" / f"{name}.onnx"
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
