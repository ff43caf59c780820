"""Which voices of the chunks belong to one speaker.

A recording is one voice until it is shown to be two: its pieces are split in two again and again, as long as both
halves hold together. Then every voice of a chunk goes to the speaker it sounds most like. Two voices of one chunk are
rarely one speaker, since the segmentation model has told them apart; one voice of a chunk may well be two speakers, if
they sound alike, so each of its pieces is looked at once more.

Nothing here grows faster than the length of the recording.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import numpy.typing as npt

from ipstranscribe.transcribe.diarization.voices import Chunk, Floats, VoicePiece

SHORTEST_RELIABLE = 1.0
"""Seconds from which on a piece may found a speaker; below, embeddings of one voice scatter widely."""

LEAST_TALK = 3.0
"""Seconds that a speaker must hold to be one and not a stray noise."""

SPLIT_THRESHOLD = 0.09
"""Cosine by which the pieces of each of two speakers must, on average, be closer to the rest of their own than to the
other. In 28 recordings of one voice the best split reached .05, in 59 of two or three, many of them alike, .14 or more;
all but five are synthetic."""

MOST_SPEAKERS = 8
"""Where speakers are counted, more are not looked for."""

SAME_SPEAKER_COST = 0.2
"""What it costs, in cosine, to give two voices of one chunk to one speaker."""

REASSIGN_THRESHOLD = 0.05
"""A piece is another speaker's than the rest of its voice if it is so much closer, in cosine, to that one; a piece
shorter than a second must be closer in proportion."""

_DIRECTIONS = 3
_ROUNDS = 3
_ROUNDS_OF_TWO_MEANS = 10

FrameMask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class ChunkSpeakers:
    """The speaker of each local voice of a chunk, and of each of its pieces."""

    voices: dict[int, int]
    pieces: tuple[int, ...]


@dataclass(frozen=True)
class Cluster:
    """Pieces taken together: what they sound like, shape [pieces, 192], and their seconds of clean talk, [pieces]."""

    vectors: Floats
    talk: Floats

    @classmethod
    def of(cls, pieces: Sequence[VoicePiece]) -> "Cluster":
        """The group of `pieces`, at least one."""
        return cls(np.stack([p.vector for p in pieces]), np.array([p.alone for p in pieces], np.float32))

    def part(self, which: FrameMask) -> "Cluster":
        """Those of its pieces that `which` marks, shape [pieces]."""
        return Cluster(self.vectors[which], self.talk[which])

    @property
    def total(self) -> Floats:
        """The vectors summed up, each for its seconds."""
        total: Floats = self.talk @ self.vectors
        return total

    @property
    def centre(self) -> Floats:
        """What the group sounds like as a whole, unit length."""
        return self.total / np.float32(np.linalg.norm(self.total) or 1.0)

    @property
    def seconds(self) -> float:
        """Clean talk in all."""
        return float(self.talk.sum())


def cluster_speakers(chunks: Sequence[Chunk], count: int) -> tuple[int, list[ChunkSpeakers]]:
    """How many speakers there are, and for each chunk who its voices and pieces belong to.

    `count` is the number of speakers expected, 0 to find it out; fewer are returned where fewer are heard.
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
    """At most so many groups, each a voice of its own, who talks most first."""
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
    """The clearest way to take a group for two voices: how clear it is (see `TWO_VOICES`), and which pieces are one.

    Two-means on the sphere, begun along each of the directions in which the pieces differ most.
    """
    around = group.vectors - group.total / group.seconds
    _, directions = np.linalg.eigh((around * group.talk[:, None]).T @ around)
    parts = [_two_means(group, _cut(around @ way, group.talk)) for way in directions.T[-_DIRECTIONS:]]
    return max(((_lead(group, part), part) for part in parts), key=lambda found: found[0])


def _cut(along: Floats, talk: Floats) -> FrameMask:
    """Values on a line in two parts, cut where the means of the parts differ most for their weight (Otsu 1979)."""
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
    """Mean cosine by which each piece is closer to all others of `own` than to `other`; -1 for too little talk."""
    if own.seconds < LEAST_TALK or len(own.talk) < 2:
        return -1.0
    rest = own.total - own.vectors * own.talk[:, None]
    lead = (own.vectors * rest).sum(axis=1) / np.linalg.norm(rest, axis=1) - own.vectors @ other.centre
    return float(lead @ own.talk) / own.seconds


def _assigned(chunk: Chunk, centres: Floats) -> ChunkSpeakers:
    """The speaker of each voice of `chunk`, all at once so that voices told apart stay apart if they can."""
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
    if len(left) == 1:  # who spoke too shortly to be recognised is the one who is left over
        given |= {local: min(left) for local in range(chunk.activity.shape[1]) if local not in given}
    return ChunkSpeakers(given, tuple(_speaker_of(piece, given[piece.local], centres) for piece in chunk.pieces))


def _speaker_of(piece: VoicePiece, speaker: int, centres: Floats) -> int:
    """`speaker`, unless the piece clearly sounds like another: the segmentation model overlooks changes of similar voices."""
    likeness = centres @ piece.vector
    other = int(likeness.argmax())
    return other if float(likeness[other] - likeness[speaker]) * min(piece.alone, 1.0) > REASSIGN_THRESHOLD else speaker


def _centres(chunks: Sequence[Chunk], given: Sequence[ChunkSpeakers], before: Floats) -> Floats:
    groups: list[list[VoicePiece]] = [[] for _ in before]
    for chunk, owners in zip(chunks, given, strict=True):
        for piece, speaker in zip(chunk.pieces, owners.pieces, strict=True):
            groups[speaker].append(piece)
    return np.stack([Cluster.of(group).centre if group else old for group, old in zip(groups, before, strict=True)])
