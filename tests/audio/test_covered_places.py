"""Which stretches are covered, and that nothing that cannot be placed is left out silently."""

from collections.abc import Sequence

import pytest

from ipstranscribe.audio.covered_places import covered_places, unheard_between
from ipstranscribe.audio.intervals import Interval
from ipstranscribe.model import Identifier, Identifiers, MadeBy, Speaker, Transcript, Turn, Word

LENGTH = 60.0
MADE = MadeBy(program="a test", inputs="")
Timed = tuple[str, float, float, float | None]
"""A word, its start and end in seconds, and how sure the recognizer is of it."""


def turn(number: int, words: Sequence[Timed], **times: float) -> Turn:
    """A turn of these words."""
    spans, at = [], 0
    for text, start, end, probability in words:
        if end >= start >= 0:
            spans.append(Word(char_start=at, char_end=at + len(text), start=start, end=end, probability=probability))
        at += len(text) + 1
    text = " ".join(one for one, *_ in words)
    return Turn(id=f"P1-{number:03}", speaker="P1", text=text, words=tuple(spans), **times)


def transcript(*turns: Turn) -> Transcript:
    """An interview of these turns."""
    speakers = (Speaker(label="P1", role="participant"),)
    return Transcript(interview="P1", language="en", speakers=speakers, turns=turns, made_by=MADE)


def replaced(said: Transcript, *names: str, masked: bool = True) -> Identifiers:
    """The identifiers where these words stand."""
    found = [
        Identifier(
            turn=one.id, char_start=one.text.index(name), char_end=one.text.index(name) + len(name), category="person",
            entity="E1", found_by="a test", confidence=1, state="automatic", masked=masked,
        )
        for one in said.turns for name in names if name in one.text
    ]  # fmt: skip
    return Identifiers(interview="P1", identifiers=tuple(found), recognizers=(), made_by=MADE)


def covered(said: Transcript, *names: str, unheard: Sequence[Interval] = ()) -> list[Interval]:
    """What is covered where these words are replaced, rounded."""
    found = covered_places(said, replaced(said, *names), unheard, LENGTH)
    assert not found.unplaced
    return [(round(start, 2), round(end, 2)) for start, end in found.stretches]


SURE = transcript(
    turn(1, [("Then", 1.0, 1.3, 0.9), ("Hanne", 1.3, 1.8, 0.8), ("Lie,", 1.8, 2.1, 0.8), ("who", 2.4, 2.6, 0.9)])
)


def test_a_replaced_name_is_covered_a_quarter_of_a_second_wider_on_both_sides() -> None:
    assert covered(SURE, "Hanne") == [(1.05, 2.05)]
    assert covered(SURE, "Hanne Lie") == [(1.05, 2.35)]


def test_what_is_not_replaced_is_not_covered() -> None:
    assert covered_places(SURE, replaced(SURE, "Hanne", masked=False), (), LENGTH).stretches == []


def test_nothing_is_covered_outside_of_the_recording() -> None:
    said = transcript(turn(1, [("Hanne", 0.1, 0.5, 0.9), ("came", 59.2, 59.9, 0.9)]))
    assert covered(said, "Hanne", "came") == [(0.0, 0.75), (58.95, 60.0)]


DOUBTFUL = {
    "worked out in a pause": (
        [("came", 1.0, 1.4, 0.9), ("Hanne", 1.8, 2.0, None), ("to", 3.0, 3.2, 0.9)],
        (1.15, 3.25),
    ),
    "worked out where there is no pause": (
        [("came", 1.0, 1.4, 0.9), ("Hanne", 1.4, 1.4, None), ("to", 1.4, 1.7, 0.9)],
        (0.75, 1.95),
    ),
    "the first word": ([("Hanne", 1.0, 1.0, None), ("to", 1.2, 1.7, 0.9)], (0.0, 1.45)),
    "the last word": ([("came", 57.0, 57.4, 0.9), ("Hanne", 57.4, 57.4, None)], (57.15, 60.0)),
    "too long": ([("came", 1.0, 1.4, 0.9), ("Hanne", 2.0, 6.0, 0.9), ("to", 7.0, 7.2, 0.9)], (1.15, 7.25)),
}


@pytest.mark.parametrize(("words", "stretch"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_name_whose_time_is_doubtful_is_covered_up_to_the_words_around(words: list[Timed], stretch: Interval) -> None:
    assert covered(transcript(turn(1, words)), "Hanne") == [stretch]


def test_a_word_that_lasts_too_long_hides_something_and_is_covered_whoever_says_it() -> None:
    said = transcript(turn(1, [("Yes.", 1.0, 5.0, 0.9), ("to", 7.0, 7.2, 0.9)]))
    assert covered(said) == [(0.75, 5.25)]


def test_of_a_subtitle_all_is_covered_in_which_a_name_stands() -> None:
    """No more is known than that it is said in this time."""
    said = transcript(turn(1, [("Then Hanne came and told us", 4.0, 7.0, None), ("what she wanted", 7.0, 9.0, None)]))
    assert covered(said, "Hanne") == [(3.75, 7.25)]


def test_of_a_stamp_all_is_covered_up_to_the_next_one() -> None:
    said = transcript(
        turn(1, [("Then Hanne came", 4.0, 4.0, None)], start=4.0),
        turn(2, [("and went", 9.5, 9.5, None)], start=9.5),
    )
    assert covered(said, "Hanne") == [(3.75, 9.75)]
    assert covered(said, "went") == [(9.25, 60.0)]


def test_a_turn_of_which_only_the_times_are_known_is_covered_whole() -> None:
    said = transcript(
        Turn(id="P1-001", speaker="P1", text="Then Hanne came.", start=3.0, end=8.0),
        Turn(id="P1-002", speaker="P1", text="Then Lie came.", start=20.0),
        Turn(id="P1-003", speaker="P1", text="And left.", start=30.0),
    )
    assert covered(said, "Hanne", "Lie") == [(2.75, 8.25), (19.75, 30.25)]


def test_a_word_without_a_time_is_covered_between_its_neighbours() -> None:
    said = transcript(turn(1, [("came", 1.0, 1.4, 0.9), ("Hanne", -1, -1, None), ("to", 3.0, 3.2, 0.9)]))
    assert covered(said, "Hanne") == [(1.15, 3.25)]


def test_what_cannot_be_placed_is_told_by_its_turn_and_never_left_out() -> None:
    said = transcript(
        SURE.turns[0],
        Turn(id="P1-002", speaker="P1", text="Hanne came."),
        turn(3, [("Hanne", -1, -1, None), ("came", 3.0, 3.2, 0.9)]),
    )
    found = covered_places(said, replaced(said, "Hanne"), (), LENGTH)
    assert found.unplaced == ["P1-002", "P1-003"]
    assert [round(one, 2) for one in found.stretches[0]] == [1.05, 2.05]


def test_speech_without_words_is_covered_as_it_is_and_words_beside_it_are_heard() -> None:
    assert covered(SURE, unheard=[(2.1, 2.4), (59.0, 70.0)]) == [(2.1, 2.4), (59.0, 60.0)]


def test_speech_between_words_that_no_word_covers() -> None:
    speech = [(0.9, 2.7), (10.0, 12.0), (20.0, 20.2)]
    assert list(unheard_between(speech, SURE)) == [(2.1, 2.4), (10.0, 12.0)]
    whole = transcript(Turn(id="P1-001", speaker="P1", text="Mhm.", start=9.0, end=11.0))
    assert list(unheard_between([(9.0, 12.0)], whole)) == [(11.0, 12.0)]
