"""Words are given to speakers one by one: no sooner and no later than the voices change."""

from dataclasses import replace

import numpy as np
import pytest

from ipstranscribe.transcribe.asr.engines import RecognizedWord
from ipstranscribe.transcribe.diarization.attribution import Voices, attribute_words, merge_chunks, without_noise
from ipstranscribe.transcribe.diarization.clustering import ChunkSpeakers
from ipstranscribe.transcribe.diarization.voices import FRAME, LOCAL_VOICES, Chunk, VoicePiece
from ipstranscribe.transcribe.voice_activity import SpeechSegment


def voices(*parts: tuple[float, str]) -> Voices:
    """Parts of (seconds, who speaks: any of the letters A and B)."""
    rows = [np.tile([float("A" in who), float("B" in who)], (round(seconds / FRAME), 1)) for seconds, who in parts]
    return Voices(np.concatenate(rows).astype(np.float32))


def words(text: str, start: float = 0.0, length: float = 0.4) -> list[RecognizedWord]:
    """The words of `text`, one after the other, each `length` seconds long."""
    return [RecognizedWord(w, start + n * length, start + (n + 1) * length, 0.9) for n, w in enumerate(text.split())]


def who(heard: list[RecognizedWord], said: Voices) -> str:
    return "".join("AB"[a.speaker] for a in attribute_words(heard, said))


CASES = [
    # what is said, who is active, who says each word
    ("Did you sleep? Yes I did.", [(1.2, "A"), (1.2, "B")], "AAABBB"),
    ("Did you sleep? Yes I did.", [(1.4, "A"), (1.0, "B")], "AAABBB"),  # word times that are off by a fifth of a second
    ("did you sleep yes I did", [(1.2, "A"), (1.2, "B")], "AAABBB"),  # without a mark between them
    (
        "I was there. Mhm. And then we left.",
        [(1.2, "A"), (0.4, "B"), (1.6, "A")],
        "AAABAAAA",
    ),  # a short turn of its own
    ("I was really there then", [(0.9, "A"), (0.2, "B"), (0.9, "A")], "AAAAA"),  # a cough is not a turn
    ("I was there. And then we left.", [(2.8, "AB")], "AAAAAAA"),  # nothing to tell them apart: one goes on
    ("so then I Mhm. went on", [(1.2, "A"), (0.4, "AB"), (0.8, "A")], "AAABAA"),  # a listener's word, said meanwhile
    ("og så jeg Ja. tenkte det", [(1.2, "A"), (0.4, "AB"), (0.8, "A")], "AAABAA"),
    ("so then I yes went on", [(1.2, "A"), (0.4, "AB"), (0.8, "A")], "AAAAAA"),  # no mark: part of the sentence
    ("so then I yes, went on", [(1.2, "A"), (0.4, "AB"), (0.8, "A")], "AAAAAA"),
    ("I did. Yes. I went on", [(2.4, "A")], "AAAAAA"),  # an aside of one's own
    ("What was it? It was a Friday.", [(1.4, "A"), (1.4, "B")], "AAABBBB"),  # the voice changes a word too late
    ("What was it? It was a Friday.", [(1.0, "A"), (1.8, "B")], "AAABBBB"),  # … or too early
    ("What was it? It was a Friday.", [(0.9, "A"), (0.9, "AB"), (1.0, "B")], "AAABBBB"),  # both at once
]


@pytest.mark.parametrize(("text", "parts", "expected"), CASES)
def test_each_word_goes_to_who_says_it(text: str, parts: list[tuple[float, str]], expected: str) -> None:
    assert who(words(text), voices(*parts)) == expected


def test_the_margin_tells_how_sure_it_is() -> None:
    sure, both, nobody = attribute_words(words("one two. three.", length=1.0), voices((1, "A"), (1, "AB"), (1, "")))
    assert sure.margin == pytest.approx(1.0, abs=0.05)
    assert both.margin == pytest.approx(0.0, abs=0.05)
    assert nobody.margin == pytest.approx(0.0, abs=0.05)


def test_words_beyond_the_end_and_no_words_at_all_are_no_trouble() -> None:
    assert who(words("late", start=99.0), voices((1, "A"))) == "A"
    assert attribute_words([], voices((1, "A"))) == []


def test_one_speaker_says_everything() -> None:
    alone = Voices(np.ones((200, 1), np.float32))
    assert [a.speaker for a in attribute_words(words("all of it."), alone)] == [0, 0, 0]


def test_overlap_is_found_from_half_a_second_on() -> None:
    found = voices((1, "A"), (0.3, "AB"), (1, "B"), (0.8, "AB"), (1, "A")).overlaps(0.5)
    assert [(s.start, s.end) for s in found] == [pytest.approx((2.3, 3.1), abs=0.05)]


PIECE = VoicePiece(0, 0, 0, np.zeros(192, np.float32), 1.0)


def chunk(start: float, seconds: float, *pieces: tuple[int, float, float]) -> Chunk:
    """A chunk in which pieces (local voice, from, to in seconds) are heard."""
    activity = np.zeros((round(seconds / FRAME), LOCAL_VOICES), np.float32)
    placed = [replace(PIECE, local=n, first=round(a / FRAME), last=round(b / FRAME)) for n, a, b in pieces]
    for piece in placed:
        activity[piece.first : piece.last, piece.local] = 1.0
    return Chunk(start, activity, tuple(placed))


def test_one_local_voice_that_was_two_people_is_shared_out_between_its_pieces() -> None:
    heard = chunk(0.0, 8.5, (0, 1.0, 3.0), (0, 3.0, 5.0))
    said = merge_chunks([heard], [ChunkSpeakers({0: 0}, (0, 1))], 2)
    assert said.over(1.2, 2.8) == pytest.approx([1, 0])
    assert said.over(3.2, 4.8) == pytest.approx([0, 1])
    assert said.over(6.0, 8.0) == pytest.approx([0, 0])


def test_where_chunks_meet_both_are_believed() -> None:
    chunks = [chunk(0.0, 8.5, (0, 1.0, 8.5)), chunk(8.0, 8.5, (1, 0.0, 4.0))]
    said = merge_chunks(chunks, [ChunkSpeakers({0: 0}, (0,)), ChunkSpeakers({1: 0}, (0,))], 2)
    assert said.over(1.2, 11.8) == pytest.approx([1, 0])
    assert len(said.activity) * FRAME == pytest.approx(16.5, abs=0.02)


def test_a_hum_is_no_speaker() -> None:
    chunks = [chunk(0.0, 8.5, (0, 1.0, 3.0), (1, 4.0, 6.0)), chunk(8.0, 8.5, (0, 1.0, 2.0), (0, 3.0, 4.0))]
    kept = without_noise([SpeechSegment(0.8, 3.1), SpeechSegment(11.2, 11.9)], chunks)
    assert [[(p.local, round(p.first * FRAME)) for p in c.pieces] for c in kept] == [[(0, 1)], [(0, 3)]]
