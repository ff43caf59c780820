"""Speakers corrected in every turn at once."""

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.model import Cast, Concern
from ipstranscribe.review.transcript.relabel import rename_speakers, speaker_shares, swap_speakers
from tests.review.transcript.returned_draft import transcript

DOUBT = Concern(kind="uncertain_speaker", start=0, end=40, why="why")
UNSURE = Concern(kind="low_confidence", start=0, end=1, turn="P1-001", why="why")


def test_swapping_changes_labels_only() -> None:
    """Ids, texts and times stay; doubts about who speaks are settled, others are not."""
    old = transcript(concerns=(DOUBT, UNSURE))
    new = swap_speakers(old)
    assert [t.speaker for t in new.turns] == ["P1", "I", "P1", "I"]
    assert [t.model_copy(update={"speaker": "x"}) for t in new.turns] == [
        t.model_copy(update={"speaker": "x"}) for t in old.turns
    ]
    assert (new.corrected, new.concerns, new.speakers) == (True, (UNSURE,), old.speakers)
    assert swap_speakers(new).turns == old.turns


def test_swapping_needs_one_of_each() -> None:
    """With three speakers the user has to say who is who."""
    three = rename_speakers(transcript(), [("I", "M")], Cast.of("P1"))
    with pytest.raises(UserError):
        swap_speakers(three)


RENAMES = [
    ([("I", "P1"), ("P1", "I")], ["P1", "I", "P1", "I"], {"I": "interviewer", "P1": "participant"}),
    ([("I", "I2")], ["I2", "P1", "I2", "P1"], {"I2": "interviewer", "P1": "participant"}),
    ([("P1", "I")], ["I", "I", "I", "I"], {"I": "interviewer"}),
    ([("P1", "M")], ["I", "M", "I", "M"], {"I": "interviewer", "M": "unsure"}),
    ([("P1", "?")], ["I", "?", "I", "?"], {"I": "interviewer", "?": "unsure"}),
]


@pytest.mark.parametrize(("changes", "labels", "roles"), RENAMES)
def test_renaming_changes_all_turns_at_the_same_time(
    changes: list[tuple[str, str]], labels: list[str], roles: dict[str, str]
) -> None:
    """Roles follow the labels, and nobody is listed who says nothing."""
    new = rename_speakers(transcript(), changes, Cast.of("P1"))
    assert [t.speaker for t in new.turns] == labels
    assert {s.label: s.role for s in new.speakers} == roles


WRONG = [[("P7", "I")], [("I", "Kari")], [("I", "Kari Nordmann")], [("I", "?"), ("I", "P1")]]


@pytest.mark.parametrize("changes", WRONG)
def test_a_name_or_an_unknown_label_is_refused(changes: list[tuple[str, str]]) -> None:
    """The line does not repeat a name."""
    with pytest.raises(UserError) as error:
        rename_speakers(transcript(), changes, Cast.of("P1"))
    assert "Kari" not in error.value.what + error.value.fix


def test_shares_count_turns_and_words() -> None:
    """Of all words, by speaker."""
    assert [(s.speaker.label, s.turns, round(s.words, 2)) for s in speaker_shares(transcript())] == [
        ("I", 2, 0.45),
        ("P1", 2, 0.55),
    ]
