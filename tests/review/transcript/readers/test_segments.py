"""Segments on a timeline become turns."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.review.transcript.readers import RawTurn
from ipstranscribe.review.transcript.readers.segments import parse_segments
from tests.lanes import examples
from tests.review.transcript.readers.reading import said, times


def segment(
    label: str | None, text: str, start: float | None = None, end: float | None = None, place: int = 1
) -> RawTurn:
    return RawTurn(text, place, label, start, end)


TWO = [segment("I", "How", 1, 2), segment("I", "are you?", 2, 3), segment("P", "Fine.", 4, 5)]
AROUND = [segment("I", "a", 1, 2), segment("I", "c", 5, 6), segment("P", "b", 3, 4)]
OVERLAP = [segment("I", "a", 1, 9), segment("P", "mhm", 3, 4), segment("I", "c", 9, 10)]
UNTIMED = [segment("I", "a", 5, 6), segment("I", "b"), segment("P", "c", 1, 2)]
EMPTY = [segment("I", "a"), segment("P", "b"), segment("I", " ")]
NOBODY = [segment(None, "How are you?", 1, 2), segment(None, "I am fine.", 2, 3)]
WORDS = [segment(None, "to", 0, 0.4), segment(None, "be", 0.5, 0.9), segment(None, "ja", 2, 3)]
WRITTEN = [segment(None, "I: a", 1, 2), segment(None, "P1: b", 2, 3), segment(None, "c", 3, 4)]
JOINED = [
    (TWO, [("I", "How are you?"), ("P", "Fine.")]),
    (AROUND, [("I", "a"), ("P", "b"), ("I", "c")]),
    (OVERLAP, [("I", "a"), ("P", "mhm"), ("I", "c")]),
    (UNTIMED, [("P", "c"), ("I", "a b")]),
    (EMPTY, [("I", "a"), ("P", "b")]),
    (NOBODY, [(None, "How are you?"), (None, "I am fine.")]),
    (WORDS, [(None, "to be"), (None, "ja")]),
    (WRITTEN, [("I", "a"), ("P1", "b c")]),
]


@pytest.mark.parametrize(("segments", "expected"), JOINED)
def test_segments_of_one_speaker_in_a_row_are_a_turn(segments: list[RawTurn], expected: list[object]) -> None:
    """Sorted by time; without speakers by pauses between words; labels may stand in the texts."""
    assert said(parse_segments(segments, "x")) == expected


def test_a_turn_knows_the_times_of_its_segments() -> None:
    """And lasts to the latest end."""
    parsed = parse_segments([segment("I", "a", 1, 9), segment("I", "b", 2, 3), segment("I", "c")], "x")
    assert times(parsed) == [(1, 9)]
    assert [(word.text, word.start, word.end) for word in parsed.said[0].words] == [("a", 1, 9), ("b", 2, 3)]


def test_a_segment_that_ends_before_it_starts_is_read_and_told() -> None:
    parsed = parse_segments([segment("I", "a", 3, 1, place=7)], "x")
    assert (times(parsed), parsed.doubtful) == ([(3, 3)], (7,))


LABELS = st.sampled_from(["I", "P"])
MOMENTS = st.one_of(st.none(), st.floats(0, 100))


@examples(100)
@given(st.lists(st.builds(segment, LABELS, st.sampled_from(["a", "b c", "d"]), MOMENTS, MOMENTS), max_size=12))
def test_no_word_is_lost(segments: list[RawTurn]) -> None:
    """Each speaker says the same words, and no speaker has two turns in a row."""
    parsed = parse_segments(segments, "x")
    for label in ("I", "P"):
        written = sorted(word for one in segments if one.label == label for word in one.text.split())
        assert sorted(word for one in parsed.said if one.label == label for word in one.text.split()) == written
    assert len(list(groupby(one.label for one in parsed.said))) == len(parsed.said)
