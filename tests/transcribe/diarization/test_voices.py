"""Chunks of a recording: each moment is heard, pieces are of one voice, and no work is done for nothing."""

import io
from itertools import pairwise

import numpy as np
import pytest

from ipstranscribe.audio.samples import RATE, Samples, Sound
from ipstranscribe.transcribe.diarization.voices import (
    CHUNK,
    FRAME,
    LONGEST_PIECE,
    SHORTEST_PIECE,
    STEP,
    Chunk,
    segment_voices,
)
from tests.conftest import SAMPLES
from tests.transcribe.sound import load, noise, sound_of, tone

TWENTY_SECONDS = SAMPLES / "extra" / "P2_first_20s.wav"


def heard(samples: Samples) -> tuple[Chunk, ...]:
    return segment_voices(sound_of(samples), lambda share: None)


@pytest.fixture(scope="module")
def talk() -> tuple[Chunk, ...]:
    return segment_voices(load(TWENTY_SECONDS).sound, lambda share: None)


@pytest.mark.parametrize(("seconds", "chunks"), [(0, 1), (0.5, 1), (8, 1), (8.1, 2), (16, 2), (17, 3)])
def test_every_moment_lies_in_a_chunk(seconds: float, chunks: int) -> None:
    found = heard(np.zeros(round(seconds * RATE), np.float32))
    assert [chunk.start for chunk in found] == [n * STEP for n in range(chunks)]
    assert found[-1].start + len(found[-1].activity) * FRAME >= seconds


@pytest.mark.parametrize("samples", [np.zeros(9 * RATE, np.float32), noise(9)], ids=["silence", "noise"])
def test_where_nobody_speaks_there_is_no_piece(samples: Samples) -> None:
    assert [chunk.pieces for chunk in heard(samples)] == [(), ()]


def test_pieces_are_short_clean_and_apart(talk: tuple[Chunk, ...]) -> None:
    pieces = [piece for chunk in talk for piece in chunk.pieces]
    assert sum(piece.alone for piece in pieces) > 10
    for piece in pieces:
        assert SHORTEST_PIECE <= piece.alone <= (piece.last - piece.first) * FRAME + 1e-6 <= LONGEST_PIECE + FRAME
        assert np.linalg.norm(piece.vector) == pytest.approx(1.0, abs=1e-4)
    for chunk in talk:
        assert all(a.local != b.local or a.last <= b.first for a, b in pairwise(chunk.pieces))


def test_the_same_sound_is_heard_alike_each_time(talk: tuple[Chunk, ...]) -> None:
    again = segment_voices(load(TWENTY_SECONDS).sound, lambda share: None)
    for one, other in zip(talk, again, strict=True):
        assert np.array_equal(one.activity, other.activity)
        assert [(p.local, p.first, p.last) for p in one.pieces] == [(p.local, p.first, p.last) for p in other.pieces]


def test_progress_grows_to_the_whole() -> None:
    shares: list[float] = []
    segment_voices(sound_of(tone(30)), shares.append)
    assert shares == [0.25, 0.5, 0.75, 1.0]


def test_an_interruption_does_not_wait_for_the_rest_of_the_recording() -> None:
    class Counted(io.BytesIO):
        reads = 0

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            self.reads += 1
            return super().readinto(buffer)

    seconds = 400
    file = Counted(np.zeros(seconds * RATE, np.float32).tobytes())

    def interrupted(share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        segment_voices(Sound(file, seconds * RATE), interrupted)
    assert file.reads < seconds / CHUNK
