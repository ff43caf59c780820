"""Which places to listen to are still open after a person has corrected a transcript."""

from collections.abc import Iterator, Mapping, Sequence

from ipstranscribe.model import Concern, Transcript, Turn
from ipstranscribe.review.transcript.alignment import Alignment
from ipstranscribe.review.transcript.retime import TimeSpan

_ABOUT_VOICES = ("uncertain_speaker", "overlap")


def open_concerns(
    old: Transcript, alignment: Alignment, turns: Sequence[Turn], homes: Mapping[int, str], edits: Sequence[TimeSpan]
) -> Iterator[Concern]:
    """The concerns of `old` whose turn exists and in whose time nobody changed a word, or the speaker it is about.

    `homes` is the id of the turn that each new word is in, `edits` the times that a person changed. A concern goes
    along with its words. One about the whole interview stays: it is settled by `speakers`, or by approving.
    """
    before = {turn.id: turn for turn in old.turns}
    now = {turn.id: turn for turn in turns}
    for concern in old.concerns:
        whole = concern.turn is None and concern.kind != "speech_without_words"
        if not whole and any(edit.meets(concern.start, concern.end) for edit in edits):
            continue
        if concern.turn is None:
            yield concern
            continue
        home = _home(concern, alignment, homes) or _same_text(concern.turn, before, now)
        if home is None:
            continue
        if concern.kind not in _ABOUT_VOICES or now[home].speaker == before[concern.turn].speaker:
            yield concern.model_copy(update={"turn": home})


def unknown_label_concern(turn: Turn) -> Concern:
    """That a person typed a label before `turn` which names nobody known."""
    start = turn.start or 0.0
    end = start if turn.end is None else turn.end
    why = "The label in the corrected draft is not that of a known speaker."
    return Concern(kind="uncertain_speaker", start=start, end=end, turn=turn.id, why=why)


def _home(concern: Concern, alignment: Alignment, homes: Mapping[int, str]) -> str | None:
    """The turn that has the first kept word of a concern now."""
    for number, origin in enumerate(alignment.origin):
        word = None if origin is None else alignment.stored[origin]
        if not word or word.turn.id != concern.turn:
            continue
        if any(time.end > concern.start and time.start < concern.end for time in word.times):
            return homes[number] or None
    return None


def _same_text(turn: str, before: Mapping[str, Turn], now: Mapping[str, Turn]) -> str | None:
    """`turn` if it is as it was: for concerns that no word is timed for."""
    there = turn in now and turn in before and now[turn].text == before[turn].text
    return turn if there else None
