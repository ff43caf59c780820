"""The covered copy of an interview's recordings: a tone over everything that its text replaces, and listened to again.

What is left of a name is found by the recognizer that would hear it: the copy is transcribed, searched for every known form
and for what sounds like one, covered there as well, and listened to once more. A copy in which names are still heard is
not kept.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import (
    Approvals,
    Identifiers,
    Interview,
    Key,
    PseudonymizedTranscript,
    ReviewStep,
    SoundRecord,
    Transcript,
)
from ipstranscribe.study import approvals, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.first_few import first_few
from ipstranscribe.text.time_codes import clock
from ipstranscribe.workflow import progress as study_progress
from ipstranscribe.workflow import sound_clips, sound_state
from ipstranscribe.workflow.check import full_key
from ipstranscribe.workflow.review_identifiers import decisions_of, roster_of
from ipstranscribe.workflow.run_choices import choices_so_far
from ipstranscribe.workflow.still_heard import NamesToHear
from ipstranscribe.workflow.transcribe import Engines
from ipstranscribe.workflow.transcribe_task import model_name

if TYPE_CHECKING:
    from ipstranscribe.audio.intervals import Interval
    from ipstranscribe.audio.samples import Sound
    from ipstranscribe.transcribe.asr.engines import RecognizedWord

ROUNDS = 3
"""How often a copy is listened to before it is given up."""

_WIDER = 0.25
"""Seconds by which more is covered around what was heard, and more again in each round: it was heard where it began."""
_MOST_NAMED = 5
_LENGTHS_DIFFER = 1.0

SoundOutcome = Literal["done", "up to date"]


@dataclass
class SoundWork:
    """What making sound needs, each asked for or loaded when it is needed first: the key, and the recognizers."""

    study: Study
    engines: Engines = field(default_factory=Engines)
    _key: Key | None = None
    _progress: dict[str, study_progress.InterviewProgress] | None = None

    def progress_of(self, interview: str) -> study_progress.InterviewProgress:
        """Which results of an interview are up to date, as of when this work began; approvals tell of later changes."""
        if self._progress is None:
            found = study_progress.progress(self.study, choices_so_far(self.study))
            self._progress = {one.interview: one for one in found}
        return self._progress[interview]

    @property
    def key(self) -> Key:
        """The key with what the tables contain by now; asks for the passphrase once."""
        if self._key is None:
            self._key = full_key(self.study)
        return self._key


def approved(study: Study) -> list[Interview]:
    """The interviews whose text is approved and of which a recording is there."""
    given = approvals.read(study)
    return [
        one
        for one in study.interviews
        if any(path.is_file() for path in study.recordings(one)) and not _unapproved(study, one, given)
    ]


@locks.holding_interview("audio")
def audio(study: Study, interview: Interview, work: SoundWork, *, clips: bool = False) -> SoundOutcome:
    """Make the covered copy of an interview, and with `clips` the sound of each unit, if anything has changed.

    Raises UserError where text or units are not approved or not up to date, where recordings or times are missing, and
    (REFUSED) where names can still be heard in the end. A copy of an earlier text is deleted then.
    """
    _refuse_unready(study, interview, work, clips=clips)
    done = False
    if sound_state.state(study, interview) != "made":
        sound_state.delete(study, interview.id)
        _make(study, interview, work)
        done = True
    if clips and sound_state.clips_state(study, interview) != "made":
        sound_clips.cut(study, interview)
        done = True
    return "done" if done else "up to date"


def _unapproved(study: Study, interview: Interview, given: Approvals) -> list[str]:
    steps: tuple[ReviewStep, ...] = ("transcript", "identifiers")
    return [what for what in steps if approvals.state(study, interview.id, what, given) != "reviewed"]


def _refuse_unready(study: Study, interview: Interview, work: SoundWork, *, clips: bool) -> None:
    given, recordings = approvals.read(study), study.recordings(interview)
    if not recordings:
        raise UserError(
            f"{interview.id} has no recording, so that there is no sound.", "Name it in the table interviews."
        )
    if missing := [path.name for path in recordings if not path.is_file()]:
        raise UserError(
            f"The recording of {interview.id} is not there: {', '.join(missing)}.",
            "Copy it into restricted/recordings. Where it was deleted, no sound can be made any more.",
        )
    if not study.transcript(interview.id).exists():
        raise UserError(f"{interview.id} has no transcript yet.", "Run `ipstranscribe run` first.")
    open_steps = _unapproved(study, interview, given)
    if clips and approvals.state(study, interview.id, "units", given) != "reviewed":
        open_steps.append("units")
    if open_steps:
        raise UserError(
            f"{interview.id} is not approved: {', '.join(open_steps)}. Only what people have read is covered in the sound.",
            f"Review it, then `ipstranscribe approve {interview.id} {open_steps[0]} --by ROLE`.",
            ExitCode.REFUSED,
        )
    made = work.progress_of(interview.id)
    stages: tuple[study_progress.ProgressStage, ...] = ("transcript", "identifiers", *(("units",) if clips else ()))
    if old := [stage for stage in stages if made.states[stage] != "made"]:
        raise UserError(
            f"{interview.id}: something has changed since its {old[0]} were made.",
            "Run `ipstranscribe run`, look at what changed, and approve it.",
            ExitCode.REFUSED,
        )


def _make(study: Study, interview: Interview, work: SoundWork) -> None:
    from ipstranscribe.audio import recording
    from ipstranscribe.audio.covered_places import covered_places, unheard_between
    from ipstranscribe.transcribe.listen_again import clear_speech

    transcript = storage.read(study.transcript(interview.id), Transcript)
    found = storage.read(study.identifiers(interview.id), Identifiers)
    listener = _Listener(study, interview, work, transcript)
    target = study.muted(interview.id)
    storage.make_folder(target.parent, private=True)
    with contextlib.ExitStack() as stack:
        told = stack.enter_context(events.progress(f"{interview.id}: covering"))
        loaded = recording.load(study.recordings(interview), target.parent, lambda share: told(share / 2))
        stack.callback(loaded.close)
        _refuse_other_recordings(transcript, [one.sha256 for one in loaded.recordings], loaded.duration)
        unheard = [*transcript.unheard, *unheard_between(clear_speech(loaded.sound), transcript)]
        places = covered_places(transcript, found, unheard, loaded.duration)
        if places.unplaced:
            raise _unplaced(interview.id, places.unplaced)
        stack.callback(storage.discard, target)
        covered, rounds = _covered(loaded.sound, places.stretches, target, listener)
        _finish(target)
        _keep(study, interview, SoundRecord(
            interview=interview.id,
            inputs=sound_state.inputs(study, interview),
            muted=storage.file_digest(target),
            covered=tuple((round(start, 2), round(end, 2)) for start, end in covered),
            rounds=rounds,
            listener=listener.model,
        ))  # fmt: skip


def _covered(
    sound: "Sound", stretches: "list[Interval]", target: Path, listener: "_Listener"
) -> "tuple[list[Interval], int]":
    """Begin the copy until no name is heard in it any more; what is covered then, and how often it was listened to."""
    from ipstranscribe.audio.covering import write_covered
    from ipstranscribe.audio.intervals import joined, widened

    heard: list[Interval] = []
    for number in range(1, ROUNDS + 1):
        try:
            unfinished = storage.begin(target)
            write_covered(sound, unfinished, stretches, lambda share: None)
        except OSError as error:
            raise storage.cannot_write(target, error) from None
        heard = listener.names_in(unfinished, number)
        if not heard:
            return stretches, number
        stretches = joined([*stretches, *widened(heard, _WIDER * number, sound.duration)])
    times = ", ".join(clock(start) for start, _ in heard[:_MOST_NAMED])
    raise UserError(
        f"{listener.interview.id}: something that may be a name is still heard after {ROUNDS} rounds, at {times}. "
        "No copy was kept.",
        "Listen there. What is missing in the transcript, add; what is no name, decide on; then run, approve, and try again.",
        ExitCode.REFUSED,
    )


@dataclass(frozen=True)
class _Listener:
    """Who listens to a copy: the recognizer that the study transcribes with, for the names that it knows."""

    study: Study
    interview: Interview
    work: SoundWork
    transcript: Transcript

    @property
    def model(self) -> str:
        """The model that listens."""
        return model_name(self.study.transcribe_settings(self.interview))

    def names_in(self, path: Path, number: int) -> "list[Interval]":
        """When names are heard in the copy at `path`; `number` counts the rounds."""
        words = self._words(path, number)
        text = storage.read(self.study.pseudonymized(self.interview.id), PseudonymizedTranscript)
        names = NamesToHear.of(
            self.interview,
            self.work.key,
            decisions_of(self.study),
            roster_of(self.study),
            self.study.config.document_language,
        )
        found = names.heard_in([word.text for word in words], text.rules or self.transcript.language)
        return [(min(w.start for w in words[a:b]), max(w.end for w in words[a:b])) for a, b in found]

    def _words(self, path: Path, number: int) -> "Sequence[RecognizedWord]":
        from ipstranscribe.audio import recording
        from ipstranscribe.transcribe.listen_again import words_heard

        settings = self.study.transcribe_settings(self.interview)
        with (
            contextlib.closing(recording.load([path], path.parent)) as loaded,
            events.progress(f"{self.interview.id}: listening to the copy, round {number}") as progress,
        ):
            return words_heard(
                loaded.sound, lambda: self.work.engines.get(settings), self.transcript.language, progress
            )


def _finish(target: Path) -> None:
    try:
        storage.finish(target)
    except OSError as error:
        raise storage.cannot_write(target, error) from None


def _keep(study: Study, interview: Interview, made: SoundRecord) -> None:
    """Put what is to be known of a copy, and its record, beside it; the record last."""
    note = sound_state.note(study.config.document_language)
    storage.write_bytes(study.muted(interview.id).with_suffix(".txt"), note, private=True)
    storage.write(study.sound_record(interview.id), made, private=True)


def _refuse_other_recordings(transcript: Transcript, sums: Sequence[str], length: float) -> None:
    """Raise UserError for recordings that are not those whose times the transcript has."""
    made_of = [one.sha256 for one in transcript.recordings]
    last = max((word.end for turn in transcript.turns for word in turn.words), default=0.0)
    if (made_of and made_of != list(sums)) or last > length + _LENGTHS_DIFFER:
        raise UserError(
            f"The recordings of {transcript.interview} are not those of its transcript: its times do not fit.",
            "Put the right recordings in their place, or transcribe them anew.",
            ExitCode.REFUSED,
        )


def _unplaced(interview: str, turns: Sequence[str]) -> UserError:
    return UserError(
        f"{interview}: when something is said that is replaced is not known, in {first_few(turns, _MOST_NAMED)}. "
        "Nothing was made.",
        "A transcript without times gets none here: transcribe the recording, and correct that.",
        ExitCode.REFUSED,
    )


def audio_of(
    study: Study, interviews: Sequence[Interview], work: SoundWork, *, clips: bool
) -> Iterator[tuple[Interview, SoundOutcome | UserError]]:
    """Make the sound of several interviews; one that fails does not stop the others."""
    for interview in interviews:
        try:
            yield interview, audio(study, interview, work, clips=clips)
        except UserError as error:
            yield interview, error
