"""Speaker clustering: which local voices of the chunks belong to the same speaker.

Divisive clustering: all pieces start as one speaker and are split in two repeatedly, as long as both halves are
compact. Then every local voice is assigned to the speaker it sounds most like. Two local voices of one chunk are rarely
one speaker, since the segmentation model has separated them; one local voice may well be two speakers who sound alike,
so each of its pieces is checked again.

Time and memory grow no faster than the length of the recording.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from ipstranscribe.transcribe.diarization.voices import Chunk, Floats, VoicePiece

SHORTEST_RELIABLE = 1.0
"""Seconds from which on a piece is used to find speakers; embeddings of shorter ones scatter widely."""

LEAST_TALK = 3.0
"""Seconds of talk that a speaker must have; less may be a stray noise."""

SPLIT_THRESHOLD = 0.09
"""Least cosine by which pieces must, on average, be closer to the rest of their own cluster than to the other one, for
both clusters of a split. In 28 recordings of one voice the best split reached .05, in 59 of two or three, many of them
alike, .14 or more; all but five are synthetic."""

MOST_SPEAKERS = 8
"""Most speakers that are found where their number is estimated."""

SAME_SPEAKER_COST = 0.2
"""Cost, in cosine, of assigning two local voices of one chunk to one speaker."""

REASSIGN_THRESHOLD = 0.05
"""Cosine by which a piece must be closer to another speaker than to that of its local voice to be reassigned; a piece
shorter than a second must be closer in proportion."""

_DIRECTIONS = 3
_ROUNDS = 3
_ROUNDS_OF_TWO_MEANS = 10

FrameMask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ChunkSpeakers:
    """The speakers of one chunk: local voice → speaker, and the speaker of each piece."""

    voices: dict[int, int]
    pieces: tuple[int, ...]


@dataclass(frozen=True)
class Cluster:
    """A cluster of pieces: embeddings, shape [pieces, 192], and seconds of clean talk, shape [pieces]."""

    vectors: Floats
    talk: Floats

    @classmethod
    def of(cls, pieces: Sequence[VoicePiece]) -> "Cluster":
        """The cluster of `pieces`, at least one."""
        return cls(np.stack([p.vector for p in pieces]), np.array([p.alone for p in pieces], np.float32))

    def part(self, which: FrameMask) -> "Cluster":
        """The cluster of the pieces that `which` marks, shape [pieces]."""
        return Cluster(self.vectors[which], self.talk[which])

    @property
    def total(self) -> Floats:
        """Sum of the embeddings, weighted by seconds."""
        total: Floats = self.talk @ self.vectors
        return total

    @property
    def centre(self) -> Floats:
        """Centroid of the embeddings, unit length."""
        return self.total / np.float32(np.linalg.norm(self.total) or 1.0)

    @property
    def seconds(self) -> float:
        """Total seconds of clean talk."""
        return float(self.talk.sum())


def cluster_speakers(chunks: Sequence[Chunk], count: int) -> tuple[int, list[ChunkSpeakers]]:
    """The number of speakers, and for each chunk the speakers of its local voices and pieces.

    `count` is the number of speakers expected, 0 to estimate it; fewer are returned if fewer are found.
    """
    pieces = [piece for chunk in chunks for piece in chunk.pieces]
    if not pieces:
        return 0, [ChunkSpeakers({}, ()) for _ in chunks]
    founders = Cluster.of([piece for piece in pieces if piece.alone >= SHORTEST_RELIABLE] or pieces)
    centres = np.stack([group.centre for group in _split_up(founders, count or MOST_SPEAKERS)])
    given = [_assigned(chunk, centres) for chunk in chunks]
    for _ in range(_ROUNDS):
        centres = _centres(chunks, given, centres)
        given = [_assigned(chunk, centres) for chunk in chunks]
    return len(centres), given


def _split_up(whole: Cluster, most: int) -> list[Cluster]:
    """At most `most` clusters, one per speaker, most talk first."""
    groups = [whole]
    splits = [_best_split(whole)]
    while len(groups) < most:
        clearest = max(range(len(groups)), key=lambda number: splits[number][0])
        lead, part = splits.pop(clearest)
        if lead < SPLIT_THRESHOLD:
            break
        group = groups.pop(clearest)
        halves = [group.part(part), group.part(~part)]
        groups += halves
        splits += map(_best_split, halves)
    return sorted(groups, key=lambda group: -group.seconds)


def _best_split(group: Cluster) -> tuple[float, FrameMask]:
    """The best split of a cluster in two: its lead (see `SPLIT_THRESHOLD`), and which pieces are the first part.

    Spherical 2-means, started along each of the principal directions of the pieces.
    """
    around = group.vectors - group.total / group.seconds
    _, directions = np.linalg.eigh((around * group.talk[:, None]).T @ around)
    parts = [_two_means(group, _cut(around @ way, group.talk)) for way in directions.T[-_DIRECTIONS:]]
    return max(((_lead(group, part), part) for part in parts), key=lambda found: found[0])


def _cut(along: Floats, talk: Floats) -> FrameMask:
    """Otsu's threshold weighted by `talk`: cut values where the variance between the parts is largest (Otsu 1979)."""
    order = np.argsort(along)
    weight, moment = np.cumsum(talk[order]), np.cumsum((along * talk)[order])
    left, right = weight[:-1], weight[-1] - weight[:-1]
    between = left * right * (moment[:-1] / left - (moment[-1] - moment[:-1]) / right) ** 2
    part = np.zeros(len(along), np.bool_)
    part[order[: int(between.argmax()) + 1 if len(between) else 0]] = True
    return part


def _two_means(group: Cluster, part: FrameMask) -> FrameMask:
    for _ in range(_ROUNDS_OF_TWO_MEANS):
        before, part = part, group.vectors @ (group.part(part).centre - group.part(~part).centre) > 0
        if np.array_equal(before, part):
            break
    return part


def _lead(group: Cluster, part: FrameMask) -> float:
    one, other = group.part(part), group.part(~part)
    return min(_closer(one, other), _closer(other, one))


def _closer(own: Cluster, other: Cluster) -> float:
    """Mean cosine by which a piece is closer to the rest of `own` than to `other`; -1 for too little talk."""
    if own.seconds < LEAST_TALK or len(own.talk) < 2:
        return -1.0
    rest = own.total - own.vectors * own.talk[:, None]
    lead = (own.vectors * rest).sum(axis=1) / np.linalg.norm(rest, axis=1) - own.vectors @ other.centre
    return float(lead @ own.talk) / own.seconds


def _assigned(chunk: Chunk, centres: Floats) -> ChunkSpeakers:
    """Assign all local voices of `chunk` to speakers together, so that two voices rarely get the same speaker."""
    heard = sorted({piece.local for piece in chunk.pieces})
    voices = [Cluster.of([piece for piece in chunk.pieces if piece.local == local]) for local in heard]
    alike = [centres @ voice.centre * voice.seconds for voice in voices]

    def fit(speakers: tuple[int, ...]) -> float:
        parts = zip(voices, speakers, strict=True)
        doubled = sum(min(v.seconds, w.seconds) for (v, s), (w, t) in combinations(parts, 2) if s == t)
        return sum(float(like[s]) for like, s in zip(alike, speakers, strict=True)) - SAME_SPEAKER_COST * doubled

    best = max(product(range(len(centres)), repeat=len(voices)), key=fit)
    given = dict(zip(heard, best, strict=True))
    left = set(range(len(centres))) - set(best)
    if len(left) == 1:  # a voice too short for an embedding is the one remaining speaker
        given |= {local: min(left) for local in range(chunk.activity.shape[1]) if local not in given}
    return ChunkSpeakers(given, tuple(_speaker_of(piece, given[piece.local], centres) for piece in chunk.pieces))


def _speaker_of(piece: VoicePiece, speaker: int, centres: Floats) -> int:
    """`speaker`, unless the piece is clearly closer to another: the segmentation model can miss a change of speaker."""
    likeness = centres @ piece.vector
    other = int(likeness.argmax())
    return other if float(likeness[other] - likeness[speaker]) * min(piece.alone, 1.0) > REASSIGN_THRESHOLD else speaker


def _centres(chunks: Sequence[Chunk], given: Sequence[ChunkSpeakers], before: Floats) -> Floats:
    groups: list[list[VoicePiece]] = [[] for _ in before]
    for chunk, owners in zip(chunks, given, strict=True):
        for piece, speaker in zip(chunk.pieces, owners.pieces, strict=True):
            groups[speaker].append(piece)
    return np.stack([Cluster.of(group).centre if group else old for group, old in zip(groups, before, strict=True)])
