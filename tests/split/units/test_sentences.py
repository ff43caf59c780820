"""Sentences of spoken text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.units.sentences import pause_positions, sentence_spans
from ipstranscribe.split.words import protected_spans
from tests.split.talk import cases

SPOKEN = st.lists(
    st.sampled_from(
        ["um", "and", "then", "but", "so", "work.", "Why?", "[employer", "1]", "(pause)", "a,", "og", "så", "B", "\n"]
    ),
    max_size=120,
).map(" ".join)


@pytest.mark.parametrize("case", cases("sentences"), ids=lambda c: c["why"])
def test_sentences_end_where_the_table_says(case: dict[str, Any]) -> None:
    """A `|` in the table is an end of a sentence, and there is no other."""
    text = case["text"].replace(" | ", " ")
    found = [text[start:end] for start, end in sentence_spans(text, cues_of(case["language"]))]
    assert found == case["text"].split(" | ")


@given(st.text(max_size=300) | SPOKEN, st.sampled_from(["en", "nb", "nn", "xx"]))
def test_every_character_but_white_space_is_in_one_sentence(text: str, language: str) -> None:
    """Sentences are in order, do not overlap, and leave out white space alone."""
    spans = sentence_spans(text, cues_of(language))
    outside, at = "", 0
    for start, end in spans:
        assert at <= start < end
        outside += text[at:start]
        at = end
    assert not (outside + text[at:]).strip()


@given(SPOKEN)
def test_a_replacement_is_never_cut(text: str) -> None:
    """No sentence begins or ends inside brackets or parentheses."""
    edges = {edge for span in sentence_spans(text, cues_of("en")) for edge in span}
    assert not [edge for edge in edges for start, end in protected_spans(text) if start < edge < end]


def test_silence_cuts_talk_that_has_no_punctuation() -> None:
    """Of two markers the one after a silence begins the clause."""
    first = "well we went there every week and we talked about all the things that i could do with my hands"
    second = "and the shop was the best place that i have ever worked in because nobody asks me anything there at all"
    text = f"{first} {second}"
    assert sentence_spans(text, cues_of("en"), [len(first) + 1])[0] == (0, len(first))


def test_a_pause_is_a_gap_between_words() -> None:
    """The word after a silence of 0.6 seconds and more is told by its position."""
    assert pause_positions([(0, 0.0, 0.4), (5, 0.5, 0.9), (9, 1.6, 2.0)]) == [9]
