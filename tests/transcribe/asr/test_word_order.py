"""Words of an interview are in order of time, whatever recovered them, and words of one passage in the order decoded."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.transcribe.asr.engines import Passage, RecognizedWord
from ipstranscribe.transcribe.asr.word_order import between, in_time

Timed = tuple[str, float, float]


def passage(*words: Timed) -> Passage:
    return Passage(tuple(RecognizedWord(*word, 0.9) for word in words), -0.3, 0.1)


def texts(passages: list[Passage]) -> list[str]:
    return [" ".join(word.text for word in one.words) for one in in_time(passages)]


ANSWER = passage(("It", 10, 10.2), ("helped.", 10.2, 10.8), ("Mostly", 14, 14.3), ("she", 14.3, 14.5))
ORDERED = [
    ("a question inside an answer", [ANSWER, passage(("How", 11.5, 11.7), ("so?", 11.7, 12))],
     ["It helped.", "How so?", "Mostly she"]),
    ("two holes in one passage, the later one first",
     [passage(("a", 0, 1), ("d", 6, 7), ("g", 11, 12)),
      passage(("e", 8, 9), ("f", 9, 10)), passage(("b", 2, 3), ("c", 4, 5))],
     ["a", "b c", "d", "e f", "g"]),
    ("before the first word", [ANSWER, passage(("Right.", 9, 9.5))], ["Right.", "It helped. Mostly she"]),
    ("after the last word", [ANSWER, passage(("Right.", 15, 15.5))], ["It helped. Mostly she", "Right."]),
    ("overlapping times", [passage(("a", 0, 5), ("b", 5, 9)), passage(("x", 4.5, 5.5))], ["a", "x", "b"]),
    ("nothing recovered", [ANSWER, passage()], ["It helped. Mostly she"]),
    ("times that go back inside a passage", [passage(("a", 1, 2), ("b", 0.5, 0.8), ("c", 3, 4))], ["a b c"]),
]  # fmt: skip


@pytest.mark.parametrize(("passages", "expected"), [row[1:] for row in ORDERED], ids=[row[0] for row in ORDERED])
def test_what_was_recovered_stands_between_its_neighbours(passages: list[Passage], expected: list[str]) -> None:
    assert texts(passages) == expected


moments = st.floats(0, 60, allow_nan=False).map(lambda moment: round(moment, 2))
words = st.builds(lambda at, length: RecognizedWord("", at, round(at + length, 2), 0.5), moments, st.floats(0, 3))
made_up = st.lists(st.lists(words, max_size=8), max_size=6).map(
    lambda groups: [
        Passage(tuple(RecognizedWord(f"{n}.{m}", w.start, w.end, 0.5) for m, w in enumerate(group)), -0.3, 0.0)
        for n, group in enumerate(groups)
    ]
)


@given(made_up)
def test_no_word_is_lost_none_goes_back_in_time_and_passages_keep_their_order(passages: list[Passage]) -> None:
    ordered = [word for one in in_time(passages) for word in one.words]
    assert sorted(word.text for word in ordered) == sorted(word.text for one in passages for word in one.words)
    assert all(a.start <= b.start for a, b in pairwise(ordered))
    assert all(word.start <= word.end for word in ordered)
    for number, one in enumerate(passages):
        assert [w.text for w in ordered if w.text.startswith(f"{number}.")] == [word.text for word in one.words]


@given(made_up)
def test_ordering_twice_changes_nothing_more(passages: list[Passage]) -> None:
    once = in_time(passages)
    assert [w for one in in_time(once) for w in one.words] == [w for one in once for w in one.words]


LIMITED = [
    ((9.9, 10.7), [(9.0, 10.2)], (10.2, 10.7)),
    ((9.9, 10.7), [(10.5, 11.0)], (9.9, 10.5)),
    ((9.9, 10.7), [(9.0, 10.0), (10.6, 11.0)], (10.0, 10.6)),
    ((9.9, 10.7), [(1.0, 2.0), (30.0, 31.0)], (9.9, 10.7)),
]


@pytest.mark.parametrize(("word", "neighbours", "limits"), LIMITED)
def test_a_recovered_word_reaches_into_no_neighbour(
    word: tuple[float, float], neighbours: list[tuple[float, float]], limits: tuple[float, float]
) -> None:
    others = [RecognizedWord("other", start, end, 0.9) for start, end in neighbours]
    limited = between(RecognizedWord("word", *word, 0.9), others)
    assert (limited.start, limited.end) == limits
