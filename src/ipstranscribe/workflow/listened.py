"""The places of a recording that a person has listened to: ticked off, and open again when somebody says so.

A place is a concern of the transcript. It is settled by a correction of its words (it is gone then), by the approval of the
transcript, or by the word of a person who listened and found it right. That word lies beside the transcript, so that no
rerun and no draft that comes back from Word can lose it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe.errors import UserError
from ipstranscribe.model import Approvals, Concern, Interview, ListenedPlace, ListenedPlaces, Transcript, Turn, Value
from ipstranscribe.review.transcript.open_concerns import ABOUT_VOICES
from ipstranscribe.study import approvals, audit_log, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.interview_facts import Fact
from ipstranscribe.text.time_codes import clock

PlaceKey = tuple[str, float, float, str]
"""What a place is known by: kind, start, end (seconds), and the checksum of what is said there."""

MOST_NAMED = 10
"""Number of times that a line of the log names; of more places it tells the number."""


@dataclass(frozen=True)
class PlaceToListen:
    """A concern of a transcript, and what settles it: a person's word, or the approval of the transcript; empty if open."""

    concern: Concern
    settled: str = ""


def places(study: Study, interview: str) -> list[PlaceToListen]:
    """The places to listen to of `interview`, the most urgent first; none without a transcript."""
    if not study.transcript(interview).exists():
        return []
    transcript = storage.read(study.transcript(interview), Transcript)
    approved = bool(transcript.concerns) and _is_approved(study, interview, approvals.read(study))
    settled = "the transcript is approved" if approved else ""
    found = [
        PlaceToListen(concern, f"listened to by {word.by}, {word.when[:10]}" if word else settled)
        for concern, word in zip(transcript.concerns, words_on(study, transcript), strict=True)
    ]
    return sorted(found, key=lambda place: -place.concern.urgency)


def words_on(study: Study, transcript: Transcript) -> list[ListenedPlace | None]:
    """For each concern of a transcript of the study the word of a person who listened to it; None where there is none."""
    said = _last_words(_said(study, transcript.interview))
    words = (said.get(key) for key in _keys(transcript))
    return [word if _is_settled(word) else None for word in words]


class _Places(Value):
    """The places of a transcript in short: kind, start, end (seconds), and the checksum of what is said there."""

    places: tuple[PlaceKey, ...]


def open_count(study: Study, interview: str, given: Approvals) -> int:
    """How many places nobody has settled: what `open_places` counts, of all interviews at once. `given` are all approvals."""
    path = study.transcript(interview)
    found = Fact(study, interview, "places", (path,)).told(_Places, lambda: _places(path)).places
    if not found or _is_approved(study, interview, given):
        return 0
    said = _last_words(_said(study, interview))
    return sum(not _is_settled(said.get(one)) for one in found)


def _places(path: Path) -> _Places:
    return _Places(places=tuple(_keys(storage.read(path, Transcript))))


def _is_approved(study: Study, interview: str, given: Approvals) -> bool:
    """Whether the transcript is approved as it is now; where nobody approved it, it is not looked at."""
    approved = approvals.latest(given, interview, "transcript")
    return approved is not None and approvals.state(study, interview, "transcript", given) == "reviewed"


def _keys(transcript: Transcript) -> list[PlaceKey]:
    """What each concern of a transcript is known by, in their order."""
    if not transcript.concerns:
        return []
    spoken = _SpokenWords(transcript)
    return [_key(_as_place(one, spoken)) for one in transcript.concerns]


def _last_words(said: ListenedPlaces) -> dict[PlaceKey, ListenedPlace]:
    """What was said of each place; the last word holds."""
    return {_key(one): one for one in said.places}


def open_places(study: Study, interview: str) -> list[Concern]:
    """The places that nobody has settled, the most urgent first."""
    return [one.concern for one in places(study, interview) if not one.settled]


@locks.holding_interview("listened")
def listened(  # noqa: PLR0913 - which places, by whom, when, and whether to take it back
    study: Study, interview: Interview, times: Sequence[float], *, by: str, when: str, back: bool = False
) -> list[Concern]:
    """Tick off the places of `interview` that begin at these `times` (seconds), all of them if none is given.

    With `back` they are open again. Returns the places whose state changed. Raises UserError for a time at which no place
    begins, before anything is stored.
    """
    transcript = storage.read(study.transcript(interview.id), Transcript)
    wanted = _wanted(transcript, interview.id, times)
    return tick(study, transcript, wanted, by=by, when=when, back=back)


def tick(  # noqa: PLR0913 - which places, by whom, when, and whether to take it back
    study: Study, transcript: Transcript, wanted: Sequence[Concern], *, by: str, when: str, back: bool = False
) -> list[Concern]:
    """Tick off concerns of a transcript as it is shown, which need not be stored yet; whoever calls holds the interview.

    With `back` they are open again. Returns those whose state changed.
    """
    interview = transcript.interview
    before = _said(study, interview)
    last = _last_words(before)
    spoken = _SpokenWords(transcript)
    found = [(one, _as_place(one, spoken, by=by, when=when, back=back)) for one in wanted]
    new = [(concern, place) for concern, place in found if _is_settled(last.get(_key(place))) == back]
    if new:
        all_places = (*before.places, *(place for _, place in new))
        storage.write(study.listened(interview), ListenedPlaces(interview=interview, places=all_places), private=True)
        at = list(dict.fromkeys(clock(concern.start) for concern, _ in new))
        told = ", ".join(at) if len(at) <= MOST_NAMED else f"{len(new)} places"
        what = f"open again: {told}" if back else f"listened to: {told}"
        audit_log.record(study, what, [interview], by=by, when=when)
    return [concern for concern, _ in new]


def _wanted(transcript: Transcript, interview: str, times: Sequence[float]) -> list[Concern]:
    if not times:
        return list(transcript.concerns)
    found: list[Concern] = []
    for time in times:
        here = [one for one in transcript.concerns if int(one.start) == int(time)]
        if not here:
            near = min(transcript.concerns, key=lambda one: abs(one.start - time), default=None)
            fix = f"The nearest begins at {clock(near.start)}. " if near else "There are no places to listen to. "
            raise UserError(
                f"{interview} has no place to listen to that begins at {clock(time)}. Nothing was stored.",
                f"{fix}`ipstranscribe status {interview}` lists them.",
            )
        found += [one for one in here if one not in found]
    return found


def _said(study: Study, interview: str) -> ListenedPlaces:
    path = study.listened(interview)
    return storage.read(path, ListenedPlaces) if path.exists() else ListenedPlaces(interview=interview)


def _is_settled(word: ListenedPlace | None) -> bool:
    return word is not None and not word.back


def _as_place(
    concern: Concern, spoken: "_SpokenWords", *, by: str = "", when: str = "", back: bool = False
) -> ListenedPlace:
    return ListenedPlace(
        kind=concern.kind,
        start=concern.start,
        end=concern.end,
        words=spoken.at(concern),
        by=by,
        when=when,
        back=back,
    )


def _key(place: ListenedPlace) -> PlaceKey:
    return place.kind, round(place.start, 1), round(place.end, 1), place.words


class _SpokenWords:
    """What a transcript has at its places: the words, and who says them where that is the doubt."""

    def __init__(self, transcript: Transcript) -> None:
        self._turns = [(turn, *_span(turn)) for turn in transcript.turns]

    def at(self, concern: Concern) -> str:
        """The checksum of what is said in the time of a concern."""
        if concern.turn is None and concern.kind != "speech_without_words":  # about the whole interview
            return storage.digest(*dict.fromkeys(turn.speaker for turn, _, _ in self._turns))
        said: list[str] = []
        for turn, start, end in self._turns:
            if start >= concern.end or end <= concern.start:
                continue
            here = [w for w in turn.words if w.end > concern.start and w.start < concern.end]
            texts = [turn.text[w.char_start : w.char_end] for w in here]
            if not turn.words and turn.id == concern.turn:
                texts = [turn.text]
            if texts and concern.kind in ABOUT_VOICES:
                texts.insert(0, turn.speaker)
            said += texts
        return storage.digest(*said)


def _span(turn: Turn) -> tuple[float, float]:
    """From when to when the words of a turn are said; for ever, if no times are known."""
    if not turn.words:
        return -math.inf, math.inf
    return min(word.start for word in turn.words), max(word.end for word in turn.words)
