"""The transcribe step with the work done in other processes: what is sent there, and how what comes back is stored here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ipstranscribe import events
from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, Transcript
from ipstranscribe.study import locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.recording_sums import known_sums
from ipstranscribe.workflow.table_values import refuse_without_recording
from ipstranscribe.workflow.transcribe import (
    TranscribeOutcome,
    comparable,
    left_alone,
    step_of,
    task_of,
    working_folder,
)
from ipstranscribe.workflow.transcribe_task import TranscribeTask

_BRIEFLY = 60.0
"""Seconds to wait for a worker that was taken for dead and is still at an interview."""

Elsewhere = Callable[[Sequence[TranscribeTask]], Iterator[tuple[TranscribeTask, Transcript | UserError]]]
"""Transcribes tasks in other processes, whose work folders are shared; each comes back once, in any order."""


def transcribe_elsewhere(
    study: Study, interviews: Sequence[Interview], elsewhere: Elsewhere, *, by_time: bool = False
) -> Iterator[tuple[Interview, TranscribeOutcome | UserError]]:
    """The same as `transcribe_all`, with the work done `elsewhere`; what comes back is stored here.

    Without the word of a role in study.toml, vocabulary and names stay here.
    """
    tasks: dict[str, TranscribeTask] = {}
    for interview in interviews:
        try:
            found = waiting(study, interview, by_time=by_time)
        except UserError as error:
            yield interview, error
            continue
        if isinstance(found, TranscribeTask):
            tasks[interview.id] = found
        else:
            yield interview, found
    if not tasks:
        return
    if any(task.bare for task in tasks.values()):
        events.warn(
            "The cluster hears without the study's vocabulary: it holds names of others, and study.toml has no role's word "
            "that it may be sent."
        )
    named = {interview.id: interview for interview in interviews}
    for task, heard in elsewhere(tuple(tasks.values())):
        interview = named[task.interview]
        try:
            yield interview, heard if isinstance(heard, UserError) else store_heard(study, interview, task, heard)
        except UserError as error:
            yield interview, error


def waiting(study: Study, interview: Interview, *, by_time: bool = False) -> TranscribeOutcome | TranscribeTask:
    """What is to be transcribed elsewhere, or why nothing is. Recordings that were never heard are not read here.

    Of others it is asked whether they came later, if they count `by_time`; else they are read.
    """
    path = study.transcript(interview.id)
    if path.exists() and (kept := left_alone(study, interview)):
        return kept
    refuse_without_recording(study, interview)
    whole = task_of(study, interview)
    task = whole if study.config.cluster.vocabulary_allowed else whole.without_words()
    if path.exists() and study.draft(interview.id).exists():
        stored = storage.read(path, Transcript)
        known = known_sums(study, interview, stored.recordings) if by_time else None
        told, bare = replace(task, known_sums=known), replace(whole, known_sums=known)
        if stored.made_by.inputs in (told.inputs, comparable(study, interview, bare).inputs):
            return "up to date"
    return task


@locks.holding_interview("transcribe")
def store_heard(study: Study, interview: Interview, task: TranscribeTask, heard: Transcript) -> TranscribeOutcome:
    """Store what was heard elsewhere, unless a person has worked on the transcript meanwhile."""
    if study.transcript(interview.id).exists() and (kept := left_alone(study, interview)):
        return kept
    known = replace(task, known_sums=tuple(one.sha256 for one in heard.recordings))
    with working_folder(task.work, interview.id, patience=_BRIEFLY):  # a worker that was taken for dead may be at it
        step_of(study, interview, known, lambda: heard).do(anew=True)
    return "done"
