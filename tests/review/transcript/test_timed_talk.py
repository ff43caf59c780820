"""Edits on the page: the same transcript as the same edits in Word, and times that nobody makes up."""

from hypothesis import given

from ipstranscribe.model import Transcript
from ipstranscribe.review.transcript.editing import Talk, tokens
from ipstranscribe.review.transcript.merge import merge_corrections
from ipstranscribe.review.transcript.returned_draft import CorrectedTurn
from ipstranscribe.review.transcript.speaker_labels import UserLabels
from ipstranscribe.review.transcript.timed_talk import TimedTalk
from tests.lanes import examples
from tests.review.transcript.talk_edits import KNOWN, by_place, edited_talks


def in_word(timed: TimedTalk, talk: Talk) -> Transcript:
    """The transcript that a Word draft with this talk makes."""
    known = {turn.id for turn in timed.base.turns}
    drafted = [
        CorrectedTurn(turn.text, n, turn.id if turn.id in known else None, turn.speaker)
        for n, turn in enumerate(talk.turns)
    ]
    return merge_corrections(timed.base, drafted, UserLabels()).transcript


@examples(400)
@given(edited_talks(words_only=True))
def test_the_same_edits_on_the_page_and_in_word_give_the_same_transcript(
    made: tuple[TimedTalk, list[Talk], object],
) -> None:
    """Turns, words with their times, speakers and concerns, whatever way led to the text."""
    timed, talks, _ = made
    for talk in talks[1:]:
        timed.view(talk)  # what was found for one is kept for the next
    page = timed.transcript(talks[-1], KNOWN)
    if page is not timed.base:
        assert by_place(page) == by_place(in_word(timed, talks[-1]))


@examples(400)
@given(edited_talks())
def test_what_was_kept_from_earlier_edits_changes_nothing(made: tuple[TimedTalk, list[Talk], object]) -> None:
    """The view after many edits is that of somebody who sees the talk for the first time."""
    timed, talks, _ = made
    for talk in talks:
        again = TimedTalk(timed.base).view(talk)
        view = timed.view(talk)
        assert view.homes == again.homes
        assert view.turns == again.turns


@examples(400)
@given(edited_talks())
def test_the_page_shows_every_text_as_it_was_typed(made: tuple[TimedTalk, list[Talk], object]) -> None:
    """Its words lie in it, in order; the stored text has the same words."""
    timed, talks, _ = made
    view = timed.view(talks[-1])
    assert [(t.shown.id, t.shown.speaker, t.shown.text) for t in view.turns] == [
        (t.id, t.speaker, t.text) for t in talks[-1].turns
    ]
    for turn in view.turns:
        Transcript.model_validate(dict(timed.base) | {"turns": (turn.shown,), "speakers": tuple(KNOWN.values())})
        words = [m[0] for m in tokens(turn.shown.text)]
        assert words == ([m[0] for m in tokens(turn.stored.text)] if turn.stored else [])


@examples(400)
@given(edited_talks())
def test_no_time_is_made_up_outside_of_what_was_said(made: tuple[TimedTalk, list[Talk], object]) -> None:
    """A word has the time of the one it replaces, or lies between its neighbours."""
    timed, talks, _ = made
    spoken = [w for turn in timed.base.turns for w in turn.words]
    for turn in timed.view(talks[-1]).turns:
        for word in turn.shown.words:
            assert min(w.start for w in spoken) <= word.start <= word.end <= max(w.end for w in spoken)
