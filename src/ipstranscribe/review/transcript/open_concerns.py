"""Concerns that stay open after a person has corrected a transcript."""

from collections.abc import Iterator, Mapping, Sequence

from ipstranscribe.model import Concern, Transcript, Turn
from ipstranscribe.review.transcript.alignment import Alignment
from ipstranscribe.review.transcript.retime import TimeSpan

_ABOUT_VOICES = ("uncertain_speaker", "overlap")


def open_concerns(
    old: Transcript, alignment: Alignment, turns: Sequence[Turn], homes: Mapping[int, str], edits: Sequence[TimeSpan]
) -> Iterator[Concern]:
    """The concerns of `old` that stay open: the turn exists, and nobody changed a word in its time, or the speaker.

    `homes` is the id of the turn that each new word is in, `edits` the times that a person changed. A concern moves
    with its words. One about the whole interview stays: it is settled by the command `speakers`, or by approval.
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
    """The concern that a person typed an unknown speaker label before `turn`."""
    start = turn.start or 0.0
    end = start if turn.end is None else turn.end
    why = "The label in the corrected draft is not that of a known speaker."
    return Concern(kind="uncertain_speaker", start=start, end=end, turn=turn.id, why=why)


def _home(concern: Concern, alignment: Alignment, homes: Mapping[int, str]) -> str | None:
    """The id of the turn that now has the first kept word of a concern."""
    for number, origin in enumerate(alignment.origin):
        word = None if origin is None else alignment.stored[origin]
        if not word or word.turn.id != concern.turn:
            continue
        if any(time.end > concern.start and time.start < concern.end for time in word.times):
            return homes[number] or None
    return None


def _same_text(turn: str, before: Mapping[str, Turn], now: Mapping[str, Turn]) -> str | None:
    """The id `turn` if its text is unchanged; for concerns in a turn without timed words."""
    there = turn in now and turn in before and now[turn].text == before[turn].text
    return turn if there else None
