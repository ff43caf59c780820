"""Which voices of the chunks belong to one speaker.

Pieces that are long enough are grouped first, then every voice of a chunk goes to the speaker it sounds most like. Two
voices of one chunk are rarely one speaker, since the segmentation model has told them apart; one voice of a chunk may
well be two speakers, if they sound alike, so each of its pieces is looked at once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from ipstranscribe.transcribe.voices import Chunk, Floats, Piece

RELIABLE = 1.0
"""Seconds from which on a piece may found a speaker; below, embeddings of one voice scatter widely."""

MOST_FOUNDERS = 1500
"""Pieces that speakers are founded on, evenly spread; grouping takes the square of their number."""

SAME_VOICE = 0.8
"""Cosine between two speakers above which they are one voice, although two were asked for. In the sample and
benchmark recordings two speakers lie at .43 to .73, the parts of one speaker's talk at .83 to .88."""

SAME_SPEAKER = 0.55
"""Mean cosine down to which groups are joined when speakers are counted."""

ENOUGH_TALK = 3.0
"""Seconds that a group must hold to be a speaker and not a stray noise."""

APART = 0.2
"""What it costs, in cosine, to give two voices of one chunk to one speaker."""

TELLING, OTHER_VOICE = 0.8, 0.1
"""A piece of so many seconds that is so much more like another speaker is that speaker's."""

_STRAY_GROUPS = 20
_ROUNDS = 3


@dataclass(frozen=True)
class Given:
    """The speaker of each local voice of a chunk, and of each of its pieces."""

    voices: dict[int, int]
    pieces: tuple[int, ...]


def speakers_of(chunks: Sequence[Chunk], count: int) -> tuple[int, list[Given]]:
    """How many speakers there are, and for each chunk who its voices and pieces belong to.

    `count` is the number of speakers expected, 0 to find it out; fewer are returned where fewer are heard.
    """
    centres = _without_doubles(_found(chunks, count))
    if not len(centres):
        return 0, [Given({}, ()) for _ in chunks]
    given = [_give(chunk, centres) for chunk in chunks]
    for _ in range(_ROUNDS):
        centres = _without_doubles(_centres(chunks, given, centres))
        given = [_give(chunk, centres) for chunk in chunks]
    return len(centres), given


def _found(chunks: Sequence[Chunk], count: int) -> Floats:
    """The centre of each speaker, shape [speakers, 192], the one who talks most first."""
    pieces = [(number, piece) for number, chunk in enumerate(chunks) for piece in chunk.pieces]
    founders = [(number, piece) for number, piece in pieces if piece.alone >= RELIABLE] or pieces
    founders = founders[:: -(-len(founders) // MOST_FOUNDERS) or 1]
    groups = sorted(_grouped(founders, count), key=_talk, reverse=True)[: count or None]
    return np.stack([_centre(group) for group in groups]) if groups else np.zeros((0, 0), np.float32)


def _grouped(founders: list[tuple[int, Piece]], count: int) -> list[list[Piece]]:
    """Average linkage on cosine distance, cut where `count` groups hold enough talk (0: at `SAME_SPEAKER`)."""
    pieces = [piece for _, piece in founders]
    if len(pieces) < 2:
        return [pieces] if pieces else []
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    tree = linkage(squareform(_distances(founders), checks=False), "average")
    if count == 0:
        return _large(pieces, fcluster(tree, 1 - SAME_SPEAKER, "distance"))
    for parts in range(count, min(len(pieces), count + _STRAY_GROUPS) + 1):
        large = _large(pieces, fcluster(tree, parts, "maxclust"))
        if len(large) >= count:
            return large
    return _large(pieces, fcluster(tree, count, "maxclust"))


def _distances(founders: list[tuple[int, Piece]]) -> Floats:
    vectors = np.stack([piece.vector for _, piece in founders])
    distances: Floats = np.clip(1 - vectors @ vectors.T, 0, 2)
    chunk, local = np.array([(number, piece.local) for number, piece in founders]).T
    told_apart = (chunk[:, None] == chunk) & (local[:, None] != local)
    distances[told_apart] = 2
    np.fill_diagonal(distances, 0)
    return distances


def _large(pieces: list[Piece], numbers: Sequence[int]) -> list[list[Piece]]:
    """The groups that hold enough talk; the largest alone if none does."""
    groups: dict[int, list[Piece]] = {}
    for piece, number in zip(pieces, numbers, strict=True):
        groups.setdefault(int(number), []).append(piece)
    large = [group for group in groups.values() if _talk(group) >= ENOUGH_TALK]
    return large or [max(groups.values(), key=_talk)]


def _talk(group: Sequence[Piece]) -> float:
    return sum(part.alone for part in group)


def _centre(group: Sequence[Piece]) -> Floats:
    centre: Floats = np.sum([part.vector * np.float32(part.alone) for part in group], axis=0)
    return centre / np.float32(np.linalg.norm(centre) or 1.0)


def _without_doubles(centres: Floats) -> Floats:
    """`centres` without those that are one voice with an earlier one."""
    kept: list[Floats] = []
    for centre in centres:
        if all(float(centre @ other) < SAME_VOICE for other in kept):
            kept.append(centre)
    return np.stack(kept) if kept else centres


def _give(chunk: Chunk, centres: Floats) -> Given:
    """The speaker of each voice of `chunk`, all at once so that voices told apart stay apart if they can."""
    voices = [[p for p in chunk.pieces if p.local == local] for local in sorted({p.local for p in chunk.pieces})]
    alike = [centres @ _centre(voice) * _talk(voice) for voice in voices]

    def fit(speakers: tuple[int, ...]) -> float:
        parts = zip(voices, speakers, strict=True)
        doubled = sum(min(_talk(v), _talk(w)) for (v, s), (w, t) in combinations(parts, 2) if s == t)
        return sum(float(like[s]) for like, s in zip(alike, speakers, strict=True)) - APART * doubled

    best = max(product(range(len(centres)), repeat=len(voices)), key=fit)
    given = {voice[0].local: speaker for voice, speaker in zip(voices, best, strict=True)}
    left = set(range(len(centres))) - set(best)
    if len(left) == 1:  # who spoke too shortly to be recognised is the one who is left over
        given |= {local: min(left) for local in range(chunk.activity.shape[1]) if local not in given}
    return Given(given, tuple(_speaker_of(piece, given[piece.local], centres) for piece in chunk.pieces))


def _speaker_of(piece: Piece, speaker: int, centres: Floats) -> int:
    """`speaker`, unless the piece clearly sounds like another: the segmentation model overlooks changes of similar voices."""
    likeness = centres @ piece.vector
    other = int(likeness.argmax())
    clearly = piece.alone >= TELLING and likeness[other] - likeness[speaker] > OTHER_VOICE
    return other if clearly else speaker


def _centres(chunks: Sequence[Chunk], given: Sequence[Given], before: Floats) -> Floats:
    groups: list[list[Piece]] = [[] for _ in before]
    for chunk, owners in zip(chunks, given, strict=True):
        for piece, speaker in zip(chunk.pieces, owners.pieces, strict=True):
            groups[speaker].append(piece)
    return np.stack([_centre(group) if group else old for group, old in zip(groups, before, strict=True)])
