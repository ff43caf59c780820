"""Concerns that stay open after a person has corrected a transcript."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ipstranscribe.model import Concern, Transcript, Turn
from ipstranscribe.review.transcript.alignment import Alignment
from ipstranscribe.review.transcript.retime import TimeSpan

ABOUT_VOICES = ("uncertain_speaker", "overlap")
"""Kinds of concerns that another speaker settles."""


def open_concerns(
    old: Transcript, alignment: Alignment, turns: Sequence[Turn], homes: Mapping[int, str], edits: Sequence[TimeSpan]
) -> Iterator[Concern]:
    """The concerns of `old` that stay open: the turn exists, and nobody changed a word in its time, or the speaker.

    `homes` is the id of the turn that each new word is in, `edits` the times that a person changed. A concern moves
    with its words. One about the whole interview stays: it is settled by the command `speakers`, or by approval.
    """
    before = {turn.id: turn for turn in old.turns}
    now = {turn.id: turn for turn in turns}
    kept = kept_words(alignment)
    for concern in old.concerns:
        if not is_about_all(concern) and any(edit.meets(concern.start, concern.end) for edit in edits):
            continue
        if concern.turn is None:
            yield concern
            continue
        home = home_of(concern, kept.get(concern.turn, ()), homes) or _same_text(concern.turn, before, now)
        if home is None:
            continue
        if concern.kind not in ABOUT_VOICES or now[home].speaker == before[concern.turn].speaker:
            yield concern.model_copy(update={"turn": home})


def is_about_all(concern: Concern) -> bool:
    """Whether a concern is about the whole interview: no correction of a word settles it."""
    return concern.turn is None and concern.kind != "speech_without_words"


class KeptTime(NamedTuple):
    """A timed word that was kept: the number of the new word, and its times."""

    number: int
    start: float
    end: float


def kept_words(alignment: Alignment) -> dict[str, list[KeptTime]]:
    """The timed words that were kept of each stored turn, in the order of the new text."""
    found: defaultdict[str, list[KeptTime]] = defaultdict(list)
    for number, origin in enumerate(alignment.origin):
        if origin is not None:
            word = alignment.stored[origin]
            found[word.turn.id] += (KeptTime(number, time.start, time.end) for time in word.times)
    return found


def home_of(concern: Concern, kept: Iterable[KeptTime], homes: Mapping[int, str]) -> str | None:
    """The id of the turn that now has the first word of a concern, of the words `kept` of its turn; None if it has none."""
    begin, until = concern.start, concern.end
    for number, start, end in kept:
        if end > begin and start < until:
            return homes[number] or None
    return None


def unknown_label_concern(turn: Turn) -> Concern:
    """The concern that a person typed an unknown speaker label before `turn`."""
    start = turn.start or 0.0
    end = start if turn.end is None else turn.end
    why = "The label in the corrected draft is not that of a known speaker."
    return Concern(kind="uncertain_speaker", start=start, end=end, turn=turn.id, why=why)


def _same_text(turn: str, before: Mapping[str, Turn], now: Mapping[str, Turn]) -> str | None:
    """The id `turn` if its text is unchanged; for concerns in a turn without timed words."""
    there = turn in now and turn in before and now[turn].text == before[turn].text
    return turn if there else None
