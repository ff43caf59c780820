"""Withdrawal from an interview in which others stay: the talk and the voice of one person go, those of the others stay.

The stored transcript, and everything made of it, is kept without that person's turns; earlier versions and edited copies,
which hold them, are deleted. Approvals are out of date by that, because the text is another one.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import (
    CodingLog,
    ConsensusLog,
    Decisions,
    Identifiers,
    Interview,
    PseudonymizedTranscript,
    Transcript,
    UnitDecisions,
    Units,
    Value,
    Withdrawal,
)
from ipstranscribe.study import approvals, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.first_few import first_few
from ipstranscribe.workflow import gone_talk, listening_copy, silence
from ipstranscribe.workflow.gone_talk import GoneTalk
from ipstranscribe.workflow.review_journal import has_unstored, journals
from ipstranscribe.workflow.word_draft import draft, is_draft_of

V = TypeVar("V", bound=Value)

COLUMNS = ("interview", "turn", "why")
"""Columns of the list of what is to be read again."""


class Taken(NamedTuple):
    """What was done to the interviews in which others stay: files that went, and what a person has to know."""

    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class _Shared(NamedTuple):
    """An interview in which others stay: its row as it was, its transcript with all that was said, and what goes."""

    interview: Interview
    transcript: Transcript | None
    gone: GoneTalk

    @property
    def said(self) -> list[str]:
        """The texts of the turns that go."""
        turns = self.transcript.turns if self.transcript else ()
        return [turn.text for turn in turns if self.gone.is_gone(turn.id, turn.speaker)]


def refuse_unclear(study: Study, interviews: Sequence[Interview], participant: str) -> None:
    """Raise UserError (REFUSED) where it is not known who says something, or where corrections would be lost.

    A turn of an unsure speaker could be that of the person who withdraws; a draft that was edited and not read back holds
    corrections of what the others say.
    """
    for interview in interviews:
        transcript = _transcript(study, interview)
        if transcript is None:
            continue
        if unsure := gone_talk.unsure_turns(transcript):
            raise UserError(
                f"{interview.id}: it is not known who says {first_few(unsure, 5)}; it could be {participant}.",
                f"Say who it is: `ipstranscribe speakers {interview.id} --rename OLD=NEW`. Then withdraw.",
                ExitCode.REFUSED,
            )
        path = study.draft(interview.id)
        if path.exists() and not is_draft_of(path.read_bytes(), transcript, study, interview):
            raise UserError(
                f"{path.name} was edited and not read back: what the others say there would be lost.",
                f"`ipstranscribe import transcript {interview.id} {path.name}`, or delete that file. Then withdraw.",
                ExitCode.REFUSED,
            )
        if has_unstored(study, interview.id):
            raise UserError(
                f"{interview.id}: what was corrected on the review page is not stored yet, and would be lost.",
                f"`ipstranscribe review {interview.id}`, and close it there, which stores it. Then withdraw.",
                ExitCode.REFUSED,
            )


def with_turns(study: Study, mine: Withdrawal, interviews: Sequence[Interview]) -> Withdrawal:
    """The withdrawal with the turns that go, and the copies to be made of recordings; those planned before stay."""
    turns, sounds = list(mine.turns), list(mine.sounds)
    planned = {one.recording for one in sounds}
    for interview in interviews:
        transcript = _transcript(study, interview)
        turns += gone_talk.turns_of(transcript, mine.participant) if transcript else ()
        copies = silence.planned(study, interview, transcript, mine.participant)
        silence.refuse_undecodable(study, interview, copies)
        sounds += [one for one in copies if one.recording not in planned]
    return mine.model_copy(update={"turns": tuple(dict.fromkeys(turns)), "sounds": tuple(sounds)})


def take_out(study: Study, mine: Withdrawal, interviews: Sequence[Interview]) -> Taken:
    """Take the person's talk out of the interviews in which others stay; `interviews` are their rows as they were."""
    removed: list[str] = []
    notes: list[str] = []
    rows: list[dict[str, str]] = []
    said: list[str] = []
    for interview in interviews:
        gone = gone_talk.without([mine.participant], mine.turns)
        shared = _Shared(interview, _transcript(study, interview), gone)
        said += shared.said
        rows += _to_read(study, shared, mine.participant)
        notes += _silenced(study, shared, mine)
        removed += _stored(study, shared)
        notes.append(_told(shared, mine.participant))
    _filter(study.decisions, Decisions, lambda one: _decisions_that_stay(study, one, mine, said))
    if rows:
        path = study.reports / f"{'_'.join(i.id for i in interviews)}_read_again.csv"
        storage.write_bytes(path, tables.to_csv(COLUMNS, rows), private=True)
        notes.append(
            f"What is to be read again is listed in {path.relative_to(study.root).as_posix()}: {len(rows)} turns."
        )
    return Taken(tuple(removed), tuple(notes))


def _decisions_that_stay(study: Study, decided: Decisions, mine: Withdrawal, said: Sequence[str]) -> Decisions:
    """The decisions on identifiers without those on places in the talk that goes, and on forms that only it has."""
    placed = gone_talk.of_decisions(decided, gone_talk.without([], mine.turns)).decisions
    forms = gone_talk.forms_in(said, {decision.form for decision in placed})
    fresh = Study(study.root, study.config)
    left = (t.text for i in fresh.interviews if (stored := _transcript(study, i)) for t in stored.turns)
    gone = forms - gone_talk.forms_in(left, forms)
    return Decisions(decisions=tuple(decision for decision in placed if decision.form not in gone))


def _told(shared: _Shared, participant: str) -> str:
    interview, stay = shared.interview, [one for one in shared.interview.participants if one != participant]
    turns = len(shared.said)
    return (
        f"{interview.id}: {turns} turns of {participant} were taken out; {', '.join(stay)} stay. Run `ipstranscribe run`, "
        f"read {interview.id} through and approve it again: what is said about {participant} without a name is not listed."
    )


def _silenced(study: Study, shared: _Shared, mine: Withdrawal) -> Iterator[str]:
    """Make the silenced copies that are not there yet; what a person has to know about the sound."""
    names = set(shared.interview.recordings)
    sounds = [one for one in mine.sounds if one.recording in names]
    if not sounds:
        return
    folder = study.restricted / "recordings"
    if without := [one for one in sounds if not one.silenced]:
        yield (
            f"{shared.interview.id}: {len(without)} recordings hold the voice of {mine.participant} and could not be "
            "silenced, because no times of turns are known or the file is not there. They are used no more, and are listed."
        )
    if shared.transcript and any(one.silenced and not (folder / one.silenced).exists() for one in sounds):
        paths = study.recordings(shared.interview)
        made = silence.make_copies(study, paths, sounds, shared.transcript, shared.gone)
        stripped = gone_talk.of_transcript(shared.transcript, shared.gone)
        storage.write(
            study.transcript(shared.interview.id), stripped.model_copy(update={"recordings": made}), private=True
        )
    for one in sounds:
        if one.silenced:
            yield (
                f"{shared.interview.id}: {one.silenced} takes the place of its recording: only what those who stay were "
                "heard to say is left. Times are exact to a tenth of a second or two: listen to it before it is used."
            )


def _stored(study: Study, shared: _Shared) -> Iterator[str]:
    """Write every stored value of the interview without the talk that goes, and delete what holds it besides."""
    interview, gone = shared.interview.id, shared.gone
    path = study.transcript(interview)
    if path.exists():
        _filter(path, Transcript, lambda one: gone_talk.of_transcript(one, gone))
    _filter(study.pseudonymized(interview), PseudonymizedTranscript, lambda one: gone_talk.of_pseudonymized(one, gone))
    _filter(study.identifiers(interview), Identifiers, lambda one: gone_talk.of_identifiers(one, gone))
    _filter(study.units(interview), Units, lambda one: gone_talk.of_units(one, gone))
    _filter(study.units_by_hand(interview), UnitDecisions, lambda one: gone_talk.of_unit_decisions(one, gone))
    for codings in sorted(study.codings(interview, "").parent.glob(f"{interview}_coder_*.json")):
        _filter(codings, CodingLog, lambda one: gone_talk.of_codings(one, gone))
    _filter(study.consensus(interview), ConsensusLog, lambda one: gone_talk.of_consensus(one, gone))
    for old in _beside(study, interview):
        yield old.relative_to(study.root).as_posix()
        try:
            storage.delete(old)
        except OSError as error:
            raise storage.cannot_write(old, error) from None
    shutil.rmtree(study.work / interview, ignore_errors=True)
    if path.exists():
        stays = next(one for one in Study(study.root, study.config).interviews if one.id == interview)
        content = draft(storage.read(path, Transcript), study, stays)
        storage.write_bytes(study.draft(interview), content, private=True)


def _beside(study: Study, interview: str) -> list[Path]:
    """What holds the talk besides: earlier versions, copies of edited drafts, unfinished text, approved texts, the journal
    of edits; and the voice, the copy for listening.
    """
    folder = study.restricted / "transcripts"
    own = {study.transcript(interview), study.draft(interview)}
    versions = study.transcript_version(interview, "").parent.glob(f"{interview}_*.json")
    copies = [path for path in folder.glob(f"{interview}_*") if path.is_file() and path not in own]
    approved = (study.approved(interview, what) for what in approvals.STAGES)
    corrections = study.corrections(interview)  # it quotes what stood in the turns
    edits, finds = journals(study, interview), study.recognized(interview)  # by a checksum of what was said
    found = (*versions, *copies, *approved, corrections, *edits, finds, *listening_copy.copies(study, interview))
    return [path for path in found if path.exists()]


def _filter(path: Path, kind: type[V], change: Callable[[V], V]) -> None:
    """Change a stored value, if there is one and if that changes anything."""
    if path.exists():
        before = storage.read(path, kind)
        after = change(before)
        if after != before:
            private = "restricted" in path.parts
            storage.write(path, after, private=private)


def _to_read(study: Study, shared: _Shared, participant: str) -> Iterator[dict[str, str]]:
    """The turns of those who stay that are to be read again, in the order of the interview."""
    if shared.transcript is None:
        return
    path = study.pseudonymized(shared.interview.id)
    text = storage.read(path, PseudonymizedTranscript) if path.exists() else None
    about = set(gone_talk.mentions_of(text, participant)) if text else set()
    after = set(gone_talk.answers_to(shared.transcript, shared.gone))
    for turn in shared.transcript.turns:
        why = [f"mentions {participant}"] if turn.id in about else []
        why += ["follows what was taken out"] if turn.id in after else []
        if why and not shared.gone.is_gone(turn.id, turn.speaker):
            yield {"interview": shared.interview.id, "turn": turn.id, "why": "; ".join(why)}


def _transcript(study: Study, interview: Interview) -> Transcript | None:
    path = study.transcript(interview.id)
    return storage.read(path, Transcript) if path.exists() else None
