"""Turns hold every word once, in order, and each word knows where it stands in the text."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.transcribe.asr.engines import RecognizedWord
from ipstranscribe.transcribe.turns import make_turns, out_of_time

PRINTED = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
SAID = st.lists(st.tuples(PRINTED, st.sampled_from(["I", "P1", "?"])), max_size=40)


def heard(texts: list[str]) -> list[RecognizedWord]:
    return [RecognizedWord(text, float(n), n + 0.5, 0.8) for n, text in enumerate(texts)]


@given(SAID)
def test_no_word_is_lost_moved_or_given_to_somebody_else(said: list[tuple[str, str]]) -> None:
    turns = make_turns("P1", heard([text for text, _ in said]), [label for _, label in said])
    found = [(t.text[w.char_start : w.char_end], t.speaker) for t in turns for w in t.words]
    assert found == [(unicodedata.normalize("NFC", text), label) for text, label in said]
    assert all(t.text == " ".join(t.text[w.char_start : w.char_end] for w in t.words) for t in turns)
    assert all(a.speaker != b.speaker for a, b in pairwise(turns))


def test_ids_count_from_one_with_three_digits() -> None:
    turns = make_turns("P7", heard(["Hi.", "Hi!", "So."]), ["I", "P7", "I"])
    assert [turn.id for turn in turns] == ["P7-001", "P7-002", "P7-003"]


def test_a_turn_lasts_from_its_first_word_to_its_last() -> None:
    (turn,) = make_turns("P1", heard(["And", "then"]), ["P1", "P1"])
    assert (turn.start, turn.end, turn.text) == (0.0, 1.5, "And then")


def test_a_long_monologue_stays_one_turn() -> None:
    (turn,) = make_turns("P1", heard(["word"] * 3000), ["P1"] * 3000)
    assert len(turn.words) == 3000


def test_letters_with_marks_are_composed() -> None:
    (turn,) = make_turns("P1", heard(["ga\u030ar", "bra"]), ["P1", "P1"])
    assert turn.text == "går bra"
    assert turn.words[1].char_start == 4


PLACED: list[tuple[list[tuple[str, float]], list[str]]] = [
    ([("I", 0), ("P1", 1), ("I", 2)], []),
    ([("I", 0), ("P1", 1), ("I", 1)], []),  # both begin at once
    ([("I", 0), ("P1", 5), ("I", 2), ("P1", 6)], ["P1-003"]),
    ([("I", 0), ("P1", 5), ("P1", 2), ("I", 6)], ["P1-002"]),  # inside one turn
    ([("I", 9), ("P1", 5), ("I", 6)], ["P1-002", "P1-003"]),
    ([], []),
]


@pytest.mark.parametrize(("said", "found"), PLACED)
def test_turns_out_of_time_are_found(said: list[tuple[str, float]], found: list[str]) -> None:
    words = [RecognizedWord("word", start, start + 0.5, 0.9) for _, start in said]
    assert [turn.id for turn in out_of_time(make_turns("P1", words, [label for label, _ in said]))] == found
