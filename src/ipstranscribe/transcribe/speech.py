"""Where somebody speaks, and how that speech is packed into windows for the recognizer.

Whisper hears 30 seconds at a time and pays for all of them, so speech is packed tightly: pauses inside a window stay as
they are, longer silence is left out, and a window ends in the longest pause that comes late enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ipstranscribe.transcribe.audio import RATE, Samples

FRAME = 512 / RATE
"""Seconds that one probability of the speech detector stands for."""

LONGEST_WINDOW = 29.0
"""Seconds. Whisper's window is 30; the rest is silence, flush at the end of speech it tends to loop."""

LONGEST_STRETCH = 28.0
"""Seconds of speech without a pause; longer ones are split where they are quietest."""

MARGIN = 0.4
"""Seconds of sound kept around a stretch: soft beginnings and endings are below the detector's threshold."""

ENOUGH = 18.0
"""Seconds from which on a window may end, if a good pause comes."""

SHORTEST_SILENCE = 0.25
"""Seconds. A shorter silence is part of speech (a stop consonant, a breath)."""

SHORTEST_STRETCH = 0.1

Probability = npt.NDArray[np.float32]
"""Probability of speech, shape [frames], one frame each `FRAME` seconds."""


@dataclass(frozen=True)
class Stretch:
    """Part of a recording, in seconds."""

    start: float
    end: float

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start


@dataclass(frozen=True)
class Window:
    """What the recognizer hears in one go: pieces of the recording, put together without what lies between them."""

    pieces: tuple[Stretch, ...]

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return sum(piece.duration for piece in self.pieces)

    def cut(self, samples: Samples) -> Samples:
        """The sound of this window, out of the recording's `samples`."""
        return np.concatenate([samples[round(p.start * RATE) : round(p.end * RATE)] for p in self.pieces])

    def span(self, start: float, end: float) -> tuple[float, float]:
        """Where a word that lies at `start` to `end` in the window lies in the recording.

        A word does not reach over left-out silence: it belongs to the piece that its middle lies in.
        """
        before, middle = 0.0, (start + end) / 2
        for piece in self.pieces:
            if middle < before + piece.duration or piece is self.pieces[-1]:
                break
            before += piece.duration
        shift = piece.start - before
        begin = min(max(start + shift, piece.start), piece.end)
        return begin, min(max(end + shift, begin), piece.end)


def speech_probability(samples: Samples) -> Probability:
    """How probable it is that somebody speaks, frame by frame (silero VAD, as shipped with faster-whisper)."""
    from faster_whisper.vad import get_vad_model

    whole = np.pad(samples, (0, -len(samples) % 512 or 512))
    return np.asarray(get_vad_model()(whole), dtype=np.float32).reshape(-1)


def find_speech(probability: Probability, duration: float, threshold: float = 0.35) -> tuple[Stretch, ...]:
    """Stretches of speech, none longer than `LONGEST_STRETCH`.

    Speech starts at `threshold` and ends 0.15 below it, as silero's authors advise. Their threshold is 0.5; the lower
    one finds distant and soft voices, and what it finds too much the recognizer's own guards leave empty.
    """
    lower = max(threshold - 0.15, 0.01)
    runs: list[list[int]] = []
    speaking = False
    for frame, value in enumerate(probability):
        was, speaking = speaking, value >= (lower if speaking else threshold)
        if not speaking:
            continue
        if was or (runs and (frame - runs[-1][1]) * FRAME < SHORTEST_SILENCE):
            runs[-1][1] = frame + 1
        else:
            runs.append([frame, frame + 1])
    long_enough = [run for run in runs if (run[1] - run[0]) * FRAME >= SHORTEST_STRETCH]
    pieces = [piece for start, end in long_enough for piece in _split(probability, start, end)]
    return tuple(Stretch(a * FRAME, min(b * FRAME, duration)) for a, b in pieces if a * FRAME < duration)


def _split(probability: Probability, start: int, end: int) -> list[tuple[int, int]]:
    """Cut frames `start` to `end` into parts that are short enough, each time at the best pause of the second half."""
    longest = int(LONGEST_STRETCH / FRAME)
    parts = []
    while end - start > longest:
        first = start + longest // 2
        # a pause of several frames is better than a single dip
        smooth = np.convolve(probability[first : start + longest], np.ones(5) / 5, mode="same")
        cut = first + 2 + int(np.argmin(smooth[2:-2]))
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]


def pack(stretches: Sequence[Stretch], duration: float) -> tuple[Window, ...]:
    """Windows that hold every stretch once, in order, each with its margin. `duration` is that of the recording."""
    padded = _with_margins(stretches, duration)
    windows = []
    start = 0
    while start < len(stretches):
        stop = _end_of_window(stretches, padded, start)
        windows.append(Window(_joined(padded[start:stop])))
        start = stop
    return tuple(windows)


def _with_margins(stretches: Sequence[Stretch], duration: float) -> list[Stretch]:
    """Widen each stretch by the margin, but no further than the middle of the pause to its neighbour."""
    if not stretches:
        return []
    middles = [(a.end + b.start) / 2 for a, b in pairwise(stretches)]
    floors, ceilings = [0.0, *middles], [*middles, duration]
    return [
        Stretch(max(s.start - MARGIN, floor), min(s.end + MARGIN, ceiling))
        for s, floor, ceiling in zip(stretches, floors, ceilings, strict=True)
    ]


def _end_of_window(stretches: Sequence[Stretch], padded: Sequence[Stretch], start: int) -> int:
    """Index of the first stretch that the window starting with stretch `start` leaves to the next one."""
    filled = np.cumsum([p.duration for p in padded[start:]])
    stop = start + max(1, int(np.searchsorted(filled, LONGEST_WINDOW, side="right")))
    if stop == len(stretches):
        return stop
    pauses = {
        end: stretches[end].start - stretches[end - 1].end
        for end in range(start + 1, stop + 1)
        if filled[end - 1 - start] >= ENOUGH
    }
    return max(pauses, key=lambda end: (pauses[end], end), default=stop)


def _joined(pieces: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The same pieces, with those that touch made one."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        if piece.start <= joined[-1].end:
            joined[-1] = Stretch(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return tuple(joined)
