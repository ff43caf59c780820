"""Voice activity detection (VAD): where somebody speaks, and how that speech is packed into windows for the recognizer.

Whisper decodes 30 seconds at a time at full cost, so speech is packed tightly: pauses inside a window stay as they are,
longer silence is left out, and a window ends in the longest pause that comes late enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ipstranscribe.audio.samples import RATE, Samples, Sound

FRAME = 512 / RATE
"""Seconds per output frame of the speech detector."""

_SAMPLES, _CONTEXT = 512, 64
"""Samples of silero's input: a frame, and the context before it."""

_BLOCK = 1875
"""Frames per call of the speech detector: one minute."""

LONGEST_WINDOW = 20.0
"""Seconds. Whisper's window is 30, but the cost of its encoder grows faster than the length (docs/benchmarks.md)."""

LONGEST_SEGMENT = 19.0
"""Longest speech segment in seconds; longer ones are split where speech is least probable."""

MARGIN = 0.4
"""Seconds of sound kept on either side of a segment: soft beginnings and endings are below the detector's threshold."""

SHORTEST_WINDOW = 12.0
"""Seconds from which on a window may end at a pause."""

SHORTEST_SILENCE = 0.25
"""Seconds. A shorter silence is part of speech (a stop consonant, a breath)."""

SHORTEST_SEGMENT = 0.1

Probability = npt.NDArray[np.float32]
"""Probability of speech, shape [frames], one frame each `FRAME` seconds."""


@dataclass(frozen=True)
class SpeechSegment:
    """A segment of a recording, in seconds."""

    start: float
    end: float

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return self.end - self.start


@dataclass(frozen=True)
class Window:
    """The recognizer's input: segments of the recording joined without the silence between them."""

    pieces: tuple[SpeechSegment, ...]

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return sum(piece.duration for piece in self.pieces)

    def cut(self, sound: Sound) -> Samples:
        """The samples of this window, out of the `sound` of the recording."""
        return np.concatenate([sound.cut(piece.start, piece.end) for piece in self.pieces])

    def span(self, start: float, end: float) -> tuple[float, float]:
        """Map a word's `start` and `end` in the window to times of the recording.

        A word does not reach over left-out silence: it is limited to the piece that holds its middle.
        """
        before, middle = 0.0, (start + end) / 2
        for piece in self.pieces:
            if middle < before + piece.duration or piece is self.pieces[-1]:
                break
            before += piece.duration
        shift = piece.start - before
        begin = min(max(start + shift, piece.start), piece.end)
        return begin, min(max(end + shift, begin), piece.end)


def speech_probability(sound: Sound) -> Probability:
    """Probability of speech, frame by frame (silero VAD, as shipped with faster-whisper).

    The session is run here, since faster-whisper's own loop needs the whole recording in memory. Each frame gets the
    end of the one before it as context, and the network's state is carried from block to block.
    """
    import onnxruntime
    from faster_whisper.vad import get_vad_model

    onnxruntime.disable_telemetry_events()  # Windows reads no variable for it
    session = get_vad_model().session
    state = {"h": np.zeros((1, 1, 128), np.float32), "c": np.zeros((1, 1, 128), np.float32)}
    before = np.zeros(_CONTEXT, np.float32)
    heard = [np.zeros(0, np.float32)]
    for block in sound.blocks(_BLOCK * FRAME):
        frames = np.pad(block, (0, -len(block) % _SAMPLES)).reshape(-1, _SAMPLES)
        ends = np.concatenate([before[None], frames[:-1, -_CONTEXT:]])
        output, state["h"], state["c"] = session.run(None, {"input": np.concatenate([ends, frames], axis=1), **state})
        heard.append(output.reshape(-1))
        before = frames[-1, -_CONTEXT:]
    return np.concatenate(heard)


def limit_to(probability: Probability, start: float | None, stop: float | None) -> Probability:
    """`probability`, set to 0 before `start` and after `stop` (seconds; None leaves that side as it is)."""
    first = round((start or 0.0) / FRAME)
    last = len(probability) if stop is None else round(stop / FRAME)
    kept = np.zeros_like(probability)
    kept[first:last] = probability[first:last]
    return kept


def find_speech(probability: Probability, duration: float, threshold: float = 0.35) -> tuple[SpeechSegment, ...]:
    """Segments of speech, none longer than `LONGEST_SEGMENT`.

    Speech starts at `threshold` and ends 0.15 below it, as silero's authors advise. Their threshold is 0.5; the lower
    one finds distant and soft voices, and for false alarms the recognizer's quality checks leave no words.
    """
    lower = max(threshold - 0.15, 0.01)
    edges = np.diff(probability >= lower, prepend=False, append=False)
    peaks = np.flatnonzero(probability >= threshold)
    runs: list[list[int]] = []
    for start, end in np.flatnonzero(edges).reshape(-1, 2).tolist():
        first = int(np.searchsorted(peaks, start))
        if first == len(peaks) or peaks[first] >= end:
            continue  # never reaches the threshold to start
        if runs and (int(peaks[first]) - runs[-1][1]) * FRAME < SHORTEST_SILENCE:
            runs[-1][1] = end
        else:
            runs.append([int(peaks[first]), end])
    long_enough = [run for run in runs if (run[1] - run[0]) * FRAME >= SHORTEST_SEGMENT]
    pieces = [piece for start, end in long_enough for piece in _split(probability, start, end)]
    return tuple(SpeechSegment(a * FRAME, min(b * FRAME, duration)) for a, b in pieces if a * FRAME < duration)


def _split(probability: Probability, start: int, end: int) -> list[tuple[int, int]]:
    """Split frames `start` to `end` into parts that are short enough, at the best pause of each second half."""
    longest = int(LONGEST_SEGMENT / FRAME)
    parts = []
    while end - start > longest:
        first = start + longest // 2
        # a pause of several frames is better than a single dip
        smooth = np.convolve(probability[first : start + longest], np.ones(5) / 5, mode="same")
        cut = first + 2 + int(np.argmin(smooth[2:-2]))
        parts.append((start, cut))
        start = cut
    return [*parts, (start, end)]


def pack_windows(stretches: Sequence[SpeechSegment], duration: float) -> tuple[Window, ...]:
    """Pack segments of speech, in order and with their margins, into windows; `duration` is that of the recording."""
    padded = _with_margins(stretches, duration)
    windows = []
    start = 0
    while start < len(stretches):
        stop = _end_of_window(stretches, padded, start)
        windows.append(Window(_joined(padded[start:stop])))
        start = stop
    return tuple(windows)


def split_window(window: Window, probability: Probability) -> tuple[Window, Window]:
    """Split a window in two: at the left-out silence next to its middle, or else at the best pause around it."""
    before = np.cumsum([piece.duration for piece in window.pieces])
    quarter, middle = window.duration / 4, window.duration / 2
    cut = int(np.argmin(np.abs(before - middle)))
    if abs(before[cut] - middle) <= quarter:
        return Window(window.pieces[: cut + 1]), Window(window.pieces[cut + 1 :])
    at = int(np.searchsorted(before, middle))
    piece = window.pieces[at]
    center = piece.end - (before[at] - middle)
    first, last = max(center - quarter, piece.start), min(center + quarter, piece.end)
    here = probability[int(first / FRAME) : max(int(last / FRAME), int(first / FRAME) + 1)]
    moment = first + (int(np.argmin(here)) + 0.5) * FRAME
    left, right = SpeechSegment(piece.start, moment), SpeechSegment(moment, piece.end)
    return Window((*window.pieces[:at], left)), Window((right, *window.pieces[at + 1 :]))


def _with_margins(stretches: Sequence[SpeechSegment], duration: float) -> list[SpeechSegment]:
    """Widen each segment by the margin, at most to the middle of the pause before its neighbour."""
    if not stretches:
        return []
    middles = [(a.end + b.start) / 2 for a, b in pairwise(stretches)]
    floors, ceilings = [0.0, *middles], [*middles, duration]
    return [
        SpeechSegment(max(s.start - MARGIN, floor), min(s.end + MARGIN, ceiling))
        for s, floor, ceiling in zip(stretches, floors, ceilings, strict=True)
    ]


def _end_of_window(stretches: Sequence[SpeechSegment], padded: Sequence[SpeechSegment], start: int) -> int:
    """End (exclusive index) of the window that starts with segment `start`."""
    filled = np.cumsum([p.duration for p in padded[start:]])
    stop = start + max(1, int(np.searchsorted(filled, LONGEST_WINDOW, side="right")))
    if stop == len(stretches):
        return stop
    pauses = {
        end: stretches[end].start - stretches[end - 1].end
        for end in range(start + 1, stop + 1)
        if filled[end - 1 - start] >= SHORTEST_WINDOW
    }
    return max(pauses, key=lambda end: (pauses[end], end), default=stop)


def _joined(pieces: Sequence[SpeechSegment]) -> tuple[SpeechSegment, ...]:
    """The pieces, with adjacent ones joined."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        if piece.start <= joined[-1].end:
            joined[-1] = SpeechSegment(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return tuple(joined)
