"""The types refuse what cannot be, and never quote it."""

import pytest
from pydantic import ValidationError

from ipstranscribe.model import Guide, Question, Span, Transcript, Turn, share_names_of_fields

WORD = {"start": 0.0, "end": 1.0}
SECRET = "Hanne"
BAD_TURNS = {
    "words overlap": {
        "text": "ab cd",
        "words": [{**WORD, "char_start": 0, "char_end": 3}, {**WORD, "char_start": 2, "char_end": 4}],
    },
    "a word beyond the text": {"text": "ab", "words": [{**WORD, "char_start": 0, "char_end": 3}]},
    "text that is not NFC": {"text": f"{SECRET} a\u030a"},
    "an unknown field": {"text": SECRET, "mood": "sad"},
}


@pytest.mark.parametrize("fields", BAD_TURNS.values(), ids=BAD_TURNS.keys())
def test_a_turn_that_cannot_be_is_refused_without_quoting_it(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as caught:
        Turn.model_validate({"id": "P1-001", "speaker": "P1", **fields})
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (3, 2), (-1, 2)])
def test_a_span_ends_after_it_starts(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Span(char_start=start, char_end=end)


def test_a_transcript_has_no_turn_twice_and_no_speaker_that_nobody_introduced() -> None:
    turn = {"id": "P1-001", "speaker": "P1", "text": "Hi."}
    good = {
        "interview": "P1", "language": "en", "speakers": [{"label": "P1", "role": "participant"}], "turns": [turn],
        "made_by": {"program": "x", "inputs": ""},
    }  # fmt: skip
    assert Transcript.model_validate(good).duration is None
    for wrong in ({"turns": [turn, turn]}, {"turns": [{**turn, "speaker": "P2"}]}):
        with pytest.raises(ValidationError):
            Transcript.model_validate({**good, **wrong})


def test_values_are_frozen() -> None:
    turn = Turn(id="P1-001", speaker="P1", text="Hi.")
    with pytest.raises(ValidationError):
        turn.text = "Bye."  # type: ignore[misc]


def test_a_branch_sees_its_own_questions_and_those_for_all() -> None:
    questions = tuple(
        Question(id=i, text="?", branch=b) for i, b in (("Q1", "all"), ("Q2", "working"), ("Q3", "other"))
    )
    guide = Guide(title="", language="en", questions=questions)
    assert [q.id for q in guide.for_branch("working")] == ["Q1", "Q2"]
    assert [q.id for q in guide.for_branch(None)] == ["Q1", "Q2", "Q3"]
    with pytest.raises(ValidationError, match="Q1 occurs twice"):
        Guide(title="", language="en", questions=(questions[0], questions[0]))


def test_values_that_share_the_names_of_their_fields_are_the_values_they_were() -> None:
    turns = [
        Turn(id="P1-001", speaker="I", text="Well"),
        Turn(id="P1-002", speaker="P1", text="No", start=1.0, end=2.0),
    ]
    turns += [turn.model_copy(update={"id": f"{turn.id}b"}) for turn in turns]
    before = [(turn.model_dump_json(), hash(turn), turn.model_fields_set) for turn in turns]
    share_names_of_fields(turns)
    assert [(turn.model_dump_json(), hash(turn), turn.model_fields_set) for turn in turns] == before
    assert len({id(turn.model_fields_set) for turn in turns}) == 2
    assert turns[0].model_copy(update={"text": "So"}).text == "So"
