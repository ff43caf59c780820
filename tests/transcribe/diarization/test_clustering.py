"""Voices of many chunks become speakers, also where one of them says little."""

import numpy as np
import pytest

from ipstranscribe.transcribe.diarization.clustering import ChunkSpeakers, cluster_speakers
from ipstranscribe.transcribe.diarization.voices import LOCAL_VOICES, Chunk, Floats, VoicePiece

RNG = np.random.default_rng(1)
PEOPLE = np.linalg.qr(RNG.standard_normal((192, 4)))[0].T.astype(np.float32)
"""Four voices that have nothing in common."""


def chunk(number: int, *spoken: tuple[int, float]) -> Chunk:
    """A chunk in which each of `spoken` (person, seconds alone) is a local voice, in this order."""
    pieces = [
        VoicePiece(local, 0, 10, sounding(person, seconds), seconds) for local, (person, seconds) in enumerate(spoken)
    ]
    return Chunk(number * 5.0, np.zeros((10, LOCAL_VOICES), np.float32), tuple(pieces))


def sounding(person: int, seconds: float) -> Floats:
    """What a person sounds like; the shorter, the less like the person."""
    return unit(PEOPLE[person] + RNG.standard_normal(192).astype(np.float32) * np.float32(0.03 / np.sqrt(seconds)))


def unit(vector: Floats) -> Floats:
    return vector / np.float32(np.linalg.norm(vector))


def same(chunks: list[Chunk], count: int, pattern: list[list[int]]) -> bool:
    """Whether the speakers found are those of `pattern`, whatever their numbers."""
    found, given = cluster_speakers(chunks, count)
    pairs = {
        (g.voices[local], person)
        for g, people in zip(given, pattern, strict=True)
        for local, person in enumerate(people)
    }
    return found == len({p for _, p in pairs}) == len(pairs)


@pytest.mark.parametrize("count", [2, 0], ids=["two asked for", "counted"])
def test_two_people_taking_turns(count: int) -> None:
    pattern = [[0], [0, 1], [1], [1, 0], [0]] * 4
    chunks = [chunk(n, *((person, 4.0) for person in people)) for n, people in enumerate(pattern)]
    assert same(chunks, count, pattern)


def test_an_interviewer_who_says_little_is_a_speaker_nevertheless() -> None:
    pattern = [[0]] * 30 + [[0, 1]] * 3
    chunks = [
        chunk(n, *((person, 8.0 if person == 0 else 2.5) for person in people)) for n, people in enumerate(pattern)
    ]
    assert same(chunks, 2, pattern)


def test_short_sounds_found_no_speaker_but_are_given_to_one() -> None:
    pattern = [[0, 1], [0], [1], [0, 1]] * 3
    chunks = [chunk(n, *((person, 5.0) for person in people)) for n, people in enumerate(pattern)]
    chunks.append(chunk(len(chunks), (0, 6.0), (1, 0.3)))
    assert same(chunks, 2, [*pattern, [0, 1]])


def test_one_voice_stays_one_speaker_although_two_were_expected() -> None:
    found, given = cluster_speakers([chunk(n, (2, 9.0)) for n in range(12)], 2)
    assert found == 1
    assert given == [ChunkSpeakers({0: 0}, (0,))] * 12


def test_three_people_are_counted() -> None:
    pattern = [[0, 1], [1, 2], [2, 0]] * 5
    chunks = [chunk(n, *((person, 4.0) for person in people)) for n, people in enumerate(pattern)]
    assert same(chunks, 0, pattern)


def test_who_is_too_short_to_be_recognised_is_the_one_left_over() -> None:
    chunks = [chunk(n, (0, 4.0), (1, 4.0)) for n in range(4)] + [chunk(4, (0, 9.0))]
    _, given = cluster_speakers(chunks, 2)
    assert given[4].voices[1] == given[4].voices[2] == given[0].voices[1]


def test_nobody_is_found_where_nobody_speaks() -> None:
    assert cluster_speakers([chunk(0), chunk(1)], 2) == (0, [ChunkSpeakers({}, ())] * 2)


def test_a_change_of_voice_that_the_segmentation_overlooked_is_found_by_its_sound() -> None:
    chunks = [chunk(n, (0, 4.0), (1, 4.0)) for n in range(4)]
    mixed = [
        VoicePiece(0, 0, 5, sounding(0, 2.0), 2.0),
        VoicePiece(0, 5, 8, sounding(1, 2.0), 2.0),
        VoicePiece(0, 8, 9, sounding(1, 0.3), 0.3),
    ]
    chunks.append(
        Chunk(20.0, np.zeros((10, LOCAL_VOICES), np.float32), (*mixed, VoicePiece(0, 9, 10, sounding(0, 2.0), 2.0)))
    )
    _, given = cluster_speakers(chunks, 2)
    one, other = given[0].voices[0], given[0].voices[1]
    assert given[4].pieces == (one, other, other, one)


def between(person: int, other: int, share: float) -> Floats:
    """A voice that has `share` of another person's: similar voices."""
    return unit(np.float32(1 - share) * PEOPLE[person] + np.float32(share) * PEOPLE[other])


def spread(voice: Floats, number: int, seconds: float = 2.0) -> list[VoicePiece]:
    """So many pieces of a voice, as far from its centre (cosine .9) as those of a real one."""
    noise = RNG.standard_normal((number, 192)).astype(np.float32)
    return [VoicePiece(0, 0, 10, unit(voice + np.float32(0.48) * unit(away)), seconds) for away in noise]


def one_by_one(*pieces: VoicePiece) -> list[Chunk]:
    """A chunk for each piece: the segmentation model never tells two of them apart."""
    return [Chunk(n * 8.0, np.zeros((10, LOCAL_VOICES), np.float32), (piece,)) for n, piece in enumerate(pieces)]


@pytest.mark.parametrize("count", [2, 0], ids=["two asked for", "counted"])
@pytest.mark.parametrize(
    ("share", "speakers"),
    [(0.0, 2), (0.3, 2), (0.35, 2), (1.0, 1)],  # cosine between the two voices: 0, .39, .54, 1
)
def test_similar_voices_are_two_and_the_parts_of_one_voice_are_one(share: float, speakers: int, count: int) -> None:
    pieces = spread(PEOPLE[0], 60) + spread(between(1, 0, share), 15)
    found, given = cluster_speakers(one_by_one(*pieces), count)
    assert found == speakers
    one, other = ({g.pieces[0] for g in part} for part in (given[:60], given[60:]))
    assert (len(one), len(other), len(one | other)) == (1, 1, speakers)


def test_a_noise_that_sounds_like_nobody_is_no_speaker() -> None:
    pieces = spread(PEOPLE[0], 40) + spread(PEOPLE[1], 10) + spread(PEOPLE[2], 1)
    assert cluster_speakers(one_by_one(*pieces), 0)[0] == 2


def test_of_three_people_the_two_that_are_asked_for_are_the_clearest() -> None:
    alike = spread(PEOPLE[0], 20) + spread(between(3, 0, 0.4), 20)
    found, given = cluster_speakers(one_by_one(*alike, *spread(PEOPLE[1], 10)), 2)
    assert found == 2
    assert len({g.pieces[0] for g in given[:40]}) == 1
    assert given[40].pieces[0] != given[0].pieces[0]


@pytest.mark.parametrize("seconds", [0.3, 2.9])
def test_a_single_piece_is_one_speaker(seconds: float) -> None:
    assert cluster_speakers(one_by_one(*spread(PEOPLE[0], 1, seconds)), 2) == (1, [ChunkSpeakers({0: 0}, (0,))])


def test_who_talks_most_comes_first() -> None:
    _, given = cluster_speakers(one_by_one(*spread(PEOPLE[1], 5), *spread(PEOPLE[0], 20)), 2)
    assert (given[0].pieces, given[10].pieces) == ((1,), (0,))
