"""Edits of the talk: what each kind does, where it does not fit, and that every step can be gone back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.errors import UserError
from ipstranscribe.model.edits import Edit, MergeEdit, SpeakerEdit, SplitEdit, SwapEdit, TextEdit, UnclearEdit
from ipstranscribe.review.transcript.edit_history import EditHistory
from ipstranscribe.review.transcript.editing import Talk, edited, new_id, talk_of
from ipstranscribe.review.transcript.timed_talk import TimedTalk
from tests.lanes import examples
from tests.review.transcript.returned_draft import transcript
from tests.review.transcript.talk_edits import KNOWN, edited_talks, transcripts

TALK = (("I", "How was it?"), ("P1", "I was in Bergen, so far."), ("I", "Yes."))


def start() -> Talk:
    return talk_of(transcript(TALK))


def rows(talk: Talk) -> list[tuple[str, str, str]]:
    return [(turn.id.removeprefix("P1-"), turn.speaker, turn.text) for turn in talk.turns]


ONE, TWO, THREE = [(f"00{n + 1}", *row) for n, row in enumerate(TALK)]


def text(begin: int, end: int, said: str) -> TextEdit:
    return TextEdit(turn="P1-002", start=begin, end=end, text=said)


EDITS: list[tuple[str, list[Edit], list[tuple[str, str, str]]]] = [
    ("a word is replaced", [text(9, 15, "Bodø")], [ONE, ("002", "P1", "I was in Bodø, so far."), THREE]),
    ("a letter is typed", [text(15, 15, "s")], [ONE, ("002", "P1", "I was in Bergens, so far."), THREE]),
    ("all is deleted", [text(0, 24, "")], [ONE, ("002", "P1", ""), THREE]),
    (
        "offsets are those of code points, and a letter is one sign",
        [text(0, 0, "𝄞a\u030a "), text(3, 4, "i")],
        [ONE, ("002", "P1", "𝄞å i was in Bergen, so far."), THREE],
    ),
    (
        "an accent that is typed after its letter",
        [text(0, 24, "a"), text(1, 1, "\u030a")],
        [ONE, ("002", "P1", "å"), THREE],
    ),
    (
        "a pasted break is a blank",
        [text(0, 1, "I\r\nwe\n\u2028x\t")],
        [ONE, ("002", "P1", "I we  x  was in Bergen, so far."), THREE],
    ),
    (
        "a sign that no document holds is shown",
        [text(0, 1, "\x00\uffff")],
        [ONE, ("002", "P1", "␀\ufffd was in Bergen, so far."), THREE],
    ),
    (
        "a split leaves the blank with the first part",
        [SplitEdit(turn="P1-002", at=16)],
        [ONE, ("002", "P1", "I was in Bergen, "), ("002a", "P1", "so far."), THREE],
    ),
    (
        "the next part that is split off has the next letter",
        [SplitEdit(turn="P1-002", at=16), SplitEdit(turn="P1-002", at=6)],
        [ONE, ("002", "P1", "I was "), ("002b", "P1", "in Bergen, "), ("002a", "P1", "so far."), THREE],
    ),
    (
        "before its first word a turn keeps its id, and a new one comes before it",
        [SplitEdit(turn="P1-001", at=0)],
        [("000a", "I", ""), ONE, TWO, THREE],
    ),
    (
        "behind its last word a new turn begins",
        [SplitEdit(turn="P1-002", at=24)],
        [ONE, TWO, ("002a", "P1", ""), THREE],
    ),
    (
        "merged turns have a blank between them and the first speaker",
        [MergeEdit(turn="P1-001")],
        [("001", "I", "How was it? I was in Bergen, so far."), THREE],
    ),
    (
        "a turn cut inside of a word is whole again once it is merged",
        [SplitEdit(turn="P1-002", at=11), MergeEdit(turn="P1-002")],
        [ONE, TWO, THREE],
    ),
    (
        "an empty turn gives way to the one that it is merged with",
        [SplitEdit(turn="P1-002", at=0), MergeEdit(turn="P1-001a")],
        [ONE, TWO, THREE],
    ),
    (
        "several turns are given to a speaker",
        [SpeakerEdit(turns=("P1-001", "P1-003"), speaker="M")],
        [("001", "M", TALK[0][1]), TWO, ("003", "M", "Yes.")],
    ),
    (
        "two speakers are swapped",
        [SwapEdit(one="I", other="P1")],
        [("001", "P1", TALK[0][1]), ("002", "I", TALK[1][1]), ("003", "P1", "Yes.")],
    ),
    (
        "words are marked one by one, signs around them outside",
        [UnclearEdit(turn="P1-002", start=7, end=10, unclear=True)],
        [ONE, ("002", "P1", "I was (in?) (Bergen?), so far."), THREE],
    ),
    (
        "a word is marked once",
        [UnclearEdit(turn="P1-002", start=9, end=10, unclear=True)] * 2,
        [ONE, ("002", "P1", "I was in (Bergen?), so far."), THREE],
    ),
    (
        "a mark is taken away",
        [
            UnclearEdit(turn="P1-002", start=9, end=10, unclear=True),
            UnclearEdit(turn="P1-002", start=0, end=27, unclear=False),
        ],
        [ONE, TWO, THREE],
    ),
]


@pytest.mark.parametrize(("what", "edits", "wanted"), EDITS, ids=[what for what, _, _ in EDITS])
def test_what_an_edit_does(what: str, edits: list[Edit], wanted: list[tuple[str, str, str]]) -> None:
    talk = start()
    for edit in edits:
        if isinstance(edit, SplitEdit):
            edit = edit.model_copy(update={"new": new_id(talk, edit, ())})  # noqa: PLW2901 - as the session does
        talk = edited(talk, [edit])
    assert rows(talk) == wanted


@pytest.mark.parametrize(
    "edit",
    [
        TextEdit(turn="P1-009", start=0, end=0, text=""),
        TextEdit(turn="P1-001", start=0, end=12, text=""),
        TextEdit(turn="P1-001", start=12, end=12, text=""),
        TextEdit(turn="P1-001", start=5, end=4, text=""),
        SplitEdit(turn="P1-001", at=12),
        SplitEdit(turn="P1-001", at=3, new="P1-002"),
        MergeEdit(turn="P1-003"),
        SpeakerEdit(turns=("P1-001", "P1-004"), speaker="I"),
        UnclearEdit(turn="P1-001", start=0, end=12, unclear=True),
    ],
)
def test_an_edit_that_does_not_fit_is_refused(edit: Edit) -> None:
    with pytest.raises(UserError):
        edited(start(), [edit])


@examples(300)
@given(edited_talks(), st.data())
def test_all_steps_can_be_gone_back_and_made_again(
    made: tuple[TimedTalk, list[Talk], Any], data: st.DataObject
) -> None:
    """From any point, as often as one likes."""
    timed, talks, _ = made
    history = EditHistory(timed.start)
    for talk in talks[1:]:
        history.do(talk)
    at = len(talks) - 1
    for back in data.draw(st.lists(st.booleans(), max_size=12)):
        (history.undo if back else history.redo)()
        at = max(at - 1, 0) if back else min(at + 1, len(talks) - 1)
        assert history.talk == talks[at]
        assert (history.can_undo, history.can_redo) == (at > 0, at < len(talks) - 1)
    while history.can_undo:
        history.undo()
    assert history.talk == timed.start
    assert timed.transcript(history.talk, KNOWN) is timed.base


@examples(300)
@given(transcripts(), st.data())
def test_a_turn_that_is_split_and_merged_is_what_it_was(value: Any, data: st.DataObject) -> None:
    """Its text, its times and what is to be listened to, wherever it was cut."""
    timed = TimedTalk(value)
    turn = data.draw(st.sampled_from(timed.start.turns))
    edit = SplitEdit(turn=turn.id, at=data.draw(st.integers(0, len(turn.text))))
    split = edited(timed.start, [edit.model_copy(update={"new": new_id(timed.start, edit, ())})])
    at = next(n for n, one in enumerate(split.turns) if one.id not in {t.id for t in timed.start.turns})
    first = at if split.turns[at].text == "" and split.turns[at + 1 : at + 2] == (turn,) else at - 1
    merged = edited(split, [MergeEdit(turn=split.turns[first].id)])
    assert [(t.id, t.text) for t in merged.turns] == [(t.id, t.text) for t in timed.start.turns]
    assert timed.view(merged).turns == timed.view(timed.start).turns
    assert timed.view(merged).homes == timed.view(timed.start).homes


def test_a_swap_keeps_what_is_to_be_heard_of_talk_at_the_same_time() -> None:
    """Who is who is settled by it, also for the whole interview; that two speak at once is not."""
    from ipstranscribe.model import Concern

    def concern(kind: Any, turn: str | None) -> Concern:
        return Concern(kind=kind, start=10.0, end=12.0, turn=turn, why="A reason.")

    value = transcript(
        TALK,
        concerns=(
            concern("overlap", "P1-002"),
            concern("uncertain_speaker", "P1-002"),
            concern("uncertain_speaker", None),
        ),
    )
    timed = TimedTalk(value)
    assert timed.view(timed.start).homes == ("P1-002", "P1-002", "")
    swapped = edited(timed.start, [SwapEdit(one="I", other="P1")])
    assert timed.view(swapped).homes == ("P1-002", None, None)
    assert timed.view(edited(swapped, [SwapEdit(one="P1", other="I")])).homes == ("P1-002", "P1-002", "")
