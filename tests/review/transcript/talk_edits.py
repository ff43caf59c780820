"""Random edits of a talk, and what they make of a transcript on the page and in Word."""

from collections.abc import Sequence

from hypothesis import strategies as st

from ipstranscribe.model import Concern, Speaker, Transcript
from ipstranscribe.model.edits import Edit, MergeEdit, SpeakerEdit, SplitEdit, SwapEdit, TextEdit, UnclearEdit
from ipstranscribe.review.transcript.editing import PageTalk, edited, new_id
from ipstranscribe.review.transcript.timed_talk import TimedTalk
from tests.review.transcript.returned_draft import transcript

KNOWN = {
    "I": Speaker(label="I", role="interviewer"),
    "P1": Speaker(label="P1", role="participant"),
    "M": Speaker(label="M", role="unsure"),
}
_WORDS = st.sampled_from(
    ["the", "the", "we", "went", "to", "Bergen", "home", "hard", "I", "think", "so,", "well", "it.", "(4 s)", "æø"]
)
_TEXT = st.lists(_WORDS, max_size=9).map(" ".join)
_TYPED = st.one_of(
    st.sampled_from(["", " ", "x", "e", "the ", " the", "Bergen", "to Bergen", ".", ", ", "?", "ny\u030a"]),
    st.lists(_WORDS.filter(lambda word: word != "(4 s)"), max_size=3).map(" ".join),
)


@st.composite
def transcripts(draw: st.DrawFn, *, timed: bool | None = None) -> Transcript:
    """A transcript of a few turns with concerns; now and then a turn says nothing, or has no times."""
    said = draw(st.lists(st.tuples(st.sampled_from(["I", "P1"]), _TEXT), min_size=1, max_size=7))
    value = transcript(tuple(said))
    turns = []
    for turn in value.turns:
        if draw(st.integers(0, 6)) == 0 if timed is None else not timed:
            turn = turn.model_copy(update={"words": (), "start": None, "end": None})  # noqa: PLW2901 - as it is
        turns.append(turn)
    kinds = st.sampled_from(
        ["low_confidence", "speech_without_words", "overlap", "uncertain_speaker", "respelling", "text_without_speech"]
    )
    concerns = []
    for _ in range(draw(st.integers(0, 5))):
        turn = draw(st.sampled_from(value.turns))
        start = 10.0 * value.turns.index(turn) + draw(st.integers(0, 9))
        length = draw(st.sampled_from([0.0, 0.5, 1.0, 4.0]))
        of = turn.id if draw(st.integers(0, 3)) else None
        concerns.append(Concern(kind=draw(kinds), start=start, end=start + length, turn=of, why="A reason."))
    return value.model_copy(update={"turns": tuple(turns), "concerns": tuple(concerns)})


@st.composite
def edit_of(draw: st.DrawFn, talk: PageTalk, *, words_only: bool = False) -> Edit:
    """An edit that fits the talk."""
    turn = draw(st.sampled_from(talk.turns))
    start = draw(st.integers(0, len(turn.text)))
    end = min(len(turn.text), start + draw(st.sampled_from([0, 0, 1, 2, 5, 40])))
    kinds = ["text"] * 5 + ["split"] * 2 + ["merge", "speaker"] + ([] if words_only else ["swap", "unclear", "unclear"])
    kind = draw(st.sampled_from(kinds))
    if kind == "split":
        edit = SplitEdit(turn=turn.id, at=start)
        return edit.model_copy(update={"new": new_id(talk, edit, ())})
    if kind == "merge" and turn is not talk.turns[-1]:
        return MergeEdit(turn=turn.id)
    if kind == "speaker":
        return SpeakerEdit(turns=(turn.id,), speaker=draw(st.sampled_from(sorted(KNOWN))))
    if kind == "swap":
        return SwapEdit(one="I", other="P1")
    if kind == "unclear":
        return UnclearEdit(turn=turn.id, start=start, end=end, unclear=draw(st.booleans()))
    return TextEdit(turn=turn.id, start=start, end=end, text=draw(_TYPED))


@st.composite
def edited_talks(draw: st.DrawFn, *, words_only: bool = False) -> tuple[TimedTalk, list[PageTalk], list[Edit]]:
    """A transcript, the talk after each of several edits (the first is that of the transcript), and the edits."""
    timed = TimedTalk(draw(transcripts()))
    talks, edits = [timed.start], list[Edit]()
    for _ in range(draw(st.integers(0, 7))):
        edit = draw(edit_of(talks[-1], words_only=words_only))
        if isinstance(edit, SplitEdit):
            taken = [turn.id for turn in timed.base.turns]
            edit = edit.model_copy(update={"new": new_id(talks[-1], edit, taken)})
        edits.append(edit)
        talks.append(edited(talks[-1], [edit]))
    return timed, talks, edits


def by_place(value: Transcript) -> Sequence[object]:
    """A transcript whose turns are told by their place: which letter a new one got depends on when it was split off."""
    places = {turn.id: f"turn {n}" for n, turn in enumerate(value.turns)}
    turns = [turn.model_copy(update={"id": places[turn.id]}) for turn in value.turns]
    concerns = [one.model_copy(update={"turn": places.get(one.turn or "", one.turn)}) for one in value.concerns]
    return (turns, value.speakers, concerns, value.corrected)
