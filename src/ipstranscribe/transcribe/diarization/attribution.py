"""Speaker attribution: the speaker of each word, by the activity of each voice and a cost for changes of speaker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ipstranscribe.audio.samples import Sound
from ipstranscribe.languages import pooled
from ipstranscribe.model import Progress
from ipstranscribe.transcribe.asr.engines import RecognizedWord
from ipstranscribe.transcribe.diarization.clustering import ChunkSpeakers, cluster_speakers
from ipstranscribe.transcribe.diarization.voices import FRAME, Chunk, Floats, VoicePiece, segment_voices
from ipstranscribe.transcribe.voice_activity import SpeechSegment

ACTIVITY_FLOOR = 0.1
"""Added to every activity, so that a single frame cannot decide alone."""

CHANGE_COST = 3.0
"""Cost, in log probability, of a change of speaker inside a sentence: a little more than one word can outweigh."""

CHANGE_COST_AT_PAUSE = 0.3
"""Cost of a change after the end of a sentence or a pause, where turns do change."""

CHANGE_COST_AT_BACKCHANNEL = -0.5
"""Cost of a change before or after a backchannel: where both are active, a lone "mhm" is more likely the listener's."""

BACKCHANNELS = pooled(lambda one: one.floor.get("nods", ()))
"""Backchannels: one-word sentences that a listener may say while the other goes on talking."""

PAUSE = 0.4
"""Seconds between words that count as a pause."""

SHORTEST_SPAN = 0.3
"""Seconds over which the activity of a shorter word is averaged, since word times are off by a tenth or two."""


@dataclass(frozen=True)
class Voices:
    """Activity of each speaker over time: shape [frames, speakers], 0 to 1, one frame each `voices.FRAME` seconds."""

    activity: Floats

    @classmethod
    def single(cls) -> "Voices":
        """A recording with one speaker, always active."""
        return cls(np.ones((1, 1), np.float32))

    @property
    def count(self) -> int:
        """Number of speakers."""
        return int(self.activity.shape[1])

    def over(self, start: float, end: float) -> Floats:
        """Mean activity of each speaker from `start` to `end` (seconds), shape [speakers]."""
        widen = max(0.0, SHORTEST_SPAN - (end - start)) / 2
        first = min(max(0, round((start - widen) / FRAME)), len(self.activity) - 1)
        mean: Floats = self.activity[first : max(first + 1, round((end + widen) / FRAME))].mean(axis=0)
        return mean

    def overlaps(self, shortest: float) -> list[SpeechSegment]:
        """Overlapped speech: segments of at least `shortest` seconds where two or more speak at once."""
        both = np.concatenate([[False], (self.activity > 0.5).sum(axis=1) > 1, [False]])
        edges = np.flatnonzero(both[1:] != both[:-1]).reshape(-1, 2) * FRAME
        return [SpeechSegment(float(a), float(b)) for a, b in edges if b - a >= shortest]


@dataclass(frozen=True)
class Attribution:
    """The speaker of a word (a column of `Voices.activity`), and how much more active that one was than any other."""

    speaker: int
    margin: float


def diarize(sound: Sound, count: int, on_progress: Progress, speech: Callable[[], Sequence[SpeechSegment]]) -> Voices:
    """Diarize a recording by voice; `count` is the number of speakers, 0 to estimate it.

    `speech` gives the segments where somebody speaks; it is called no sooner than they are needed.
    """
    chunks = without_noise(speech(), segment_voices(sound, on_progress))
    found, given = cluster_speakers(chunks, count)
    return merge_chunks(chunks, given, max(found, 1))


def without_noise(speech: Sequence[SpeechSegment], chunks: Sequence[Chunk]) -> tuple[Chunk, ...]:
    """`chunks` without pieces that lie mostly outside `speech`: a hum or a ring tone is not a speaker."""
    spoken = np.zeros(_frames(chunks), np.bool_)
    for stretch in speech:
        spoken[round(stretch.start / FRAME) : round(stretch.end / FRAME)] = True

    def is_speech(chunk: Chunk, piece: VoicePiece) -> bool:
        first = round(chunk.start / FRAME)
        return bool(spoken[first + piece.first : first + piece.last].mean() >= 0.5)

    return tuple(replace(c, pieces=tuple(p for p in c.pieces if is_speech(c, p))) for c in chunks)


def _frames(chunks: Sequence[Chunk]) -> int:
    return round(chunks[-1].start / FRAME) + len(chunks[-1].activity)


def merge_chunks(chunks: Sequence[Chunk], given: Sequence[ChunkSpeakers], speakers: int) -> Voices:
    """Activity of each speaker over the whole recording; where chunks overlap, their mean."""
    activity = np.zeros((_frames(chunks), speakers), np.float32)
    heard = np.zeros((_frames(chunks), 1), np.float32)
    for chunk, owners in zip(chunks, given, strict=True):
        first, length = round(chunk.start / FRAME), len(chunk.activity)
        here = _shared_out(chunk, owners, speakers)
        room = activity[first : first + length]
        room += here[: len(room)]
        heard[first : first + length] += 1
    activity /= np.maximum(heard, 1)
    return Voices(activity)


def _shared_out(chunk: Chunk, owners: ChunkSpeakers, speakers: int) -> Floats:
    """Activity of each speaker within one chunk, shape [frames, speakers].

    Each frame of a local voice belongs to the speaker of the nearest piece of that voice.
    """
    frames = np.arange(len(chunk.activity))
    here = np.zeros((len(frames), speakers), np.float32)
    for local, speaker in owners.voices.items():
        pieces = [(p, who) for p, who in zip(chunk.pieces, owners.pieces, strict=True) if p.local == local]
        middles = [(before.last + after.first) / 2 for (before, _), (after, _) in pairwise(pieces)]
        nearest = np.array([who for _, who in pieces] or [speaker])
        owner = nearest[np.searchsorted(np.array(middles), frames)]
        here[frames, owner] = np.maximum(here[frames, owner], chunk.activity[:, local])
    return here


def attribute_words(words: Sequence[RecognizedWord], voices: Voices) -> list[Attribution]:
    """The speaker of each word: the best path through all words (Viterbi), with a cost for each change of speaker.

    Times of `words` are seconds of the interview.
    """
    if not words:
        return []
    active = np.stack([voices.over(word.start, word.end) for word in words])
    fit = np.log((active + ACTIVITY_FLOOR) / (active + ACTIVITY_FLOOR).sum(axis=1, keepdims=True))
    path = _best_path(fit, [_cost_of_change(a, b) for a, b in pairwise(words)])
    return [Attribution(speaker, _margin(row, speaker)) for row, speaker in zip(active, path, strict=True)]


def _cost_of_change(before: RecognizedWord, after: RecognizedWord) -> float:
    if _is_backchannel(before) or _is_backchannel(after):
        return CHANGE_COST_AT_BACKCHANNEL
    at_pause = _ends_sentence(before) or after.start - before.end >= PAUSE
    return CHANGE_COST_AT_PAUSE if at_pause else CHANGE_COST


def _is_backchannel(word: RecognizedWord) -> bool:
    return _ends_sentence(word) and word.text.lower().strip("\"'“”«».?!…") in BACKCHANNELS


def _ends_sentence(word: RecognizedWord) -> bool:
    return word.text.rstrip("\"'”»")[-1:] in {".", "?", "!", "…"}


def _best_path(fit: Floats, costs: Sequence[float]) -> list[int]:
    """Viterbi path: one column per step, with the highest sum of `fit` [steps, columns] less the cost of changes."""
    columns = fit.shape[1]
    score, came_from = fit[0], []
    for row, cost in zip(fit[1:], costs, strict=True):
        arriving = score[:, None] - cost * (1 - np.eye(columns))  # [from, to]
        came_from.append(arriving.argmax(axis=0))
        score = arriving.max(axis=0) + row
    path = [int(score.argmax())]
    for origin in reversed(came_from):
        path.append(int(origin[path[-1]]))
    return path[::-1]


def _margin(active: Floats, speaker: int) -> float:
    others = np.delete(active, speaker)
    return float(active[speaker] - (others.max() if len(others) else 0.0))
