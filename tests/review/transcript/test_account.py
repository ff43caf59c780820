"""The account of what was read: numbers by our labels, places by number, never a name or a word of the file."""

import pytest

from ipstranscribe.model import Cast
from ipstranscribe.review.transcript.account import MOST_PLACES, give_account, harmless, numbers
from ipstranscribe.review.transcript.foreign import ImportDetails, import_foreign
from ipstranscribe.review.transcript.readers import LeftOut, ParsedTranscript, RawTurn
from ipstranscribe.review.transcript.speaker_labels import UserLabels

ORIGIN = ImportDetails("P1", Cast.of("P1"), "en", "0")


def account(reading: ParsedTranscript):
    return give_account(import_foreign(reading, ORIGIN, UserLabels()), reading, foreign=True)


def test_every_speaker_is_told_with_turns_words_and_times() -> None:
    """And all of them together; the role is ours, the label in the file is shown where it is nobody's."""
    said = (
        RawTurn("Who helped you?", 1, "Interviewer", 1.0, 2.0),
        RawTurn("Nobody did.", 2, "Kari Moe", 3.0, 65.5),
        RawTurn("And now?", 3, "Interviewer", 66.0, 67.0),
    )
    rows = [one.row() for one in account(ParsedTranscript("text", said)).speakers]
    assert rows == [
        ("I", "interviewer", "Interviewer", "2", "5", "00:00:01", "00:01:07"),
        ("P1", "participant", "(not shown)", "1", "2", "00:00:03", "00:01:05"),
        ("all", "", "", "3", "7", "00:00:01", "00:01:07"),
    ]


def test_what_is_no_talk_is_told_by_reason_and_place() -> None:
    reading = ParsedTranscript(
        "WebVTT",
        (RawTurn("One.", 1, "I"), RawTurn("Two.", 2, "P1"), RawTurn("", 9, "I")),
        left_out=(
            LeftOut(2, "comment", "secret"),
            LeftOut(4, "comment", "secret"),
            LeftOut(5, "repeated caption", "secret"),
        ),
        joined=(3, 6),
        doubtful=(7,),
        unit="cue",
    )
    rows = [one.row() for one in account(reading).asides]
    assert rows == [
        ("comment, left out", "2", "cue 2, 4"),
        ("repeated caption, left out", "1", "cue 5"),
        ("label without talk", "1", "cue 9"),
        ("without label, went to the turn before", "2", "cue 3, 6"),
        ("read in spite of a fault", "1", "cue 7"),
    ]
    assert "secret" not in repr(reading)


LABELS = [
    ("I", True), ("P7", True), ("Interviewer", True), ("Deltaker 2", True), ("?", True), ("Speaker 1", True),
    ("SPEAKER_00", True),
    ("spk_0", True), ("3", True), ("Kanal 1", True), ("Kari", False), ("Kari 2", False), ("Speaker Kari", False),
    ("nora.w", False), ("Dr. M", False), ("iPhone (2)", False), ("KM", False),
]  # fmt: skip


@pytest.mark.parametrize(("label", "shown"), LABELS)
def test_a_label_is_shown_only_if_it_identifies_nobody(label: str, shown: bool) -> None:
    assert harmless(label) == shown


def test_many_places_are_counted() -> None:
    assert numbers([3, 3, 4]) == "3, 4"
    assert numbers(range(1, MOST_PLACES + 6)).endswith(f", {MOST_PLACES} and 5 more")
