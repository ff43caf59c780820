"""Turns hold every word once, in order, and each word knows where it stands in the text."""

import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.transcribe.asr.engines import RecognizedWord
from ipstranscribe.transcribe.turns import make_turns

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
