"""The transcribe step: from recordings to a stored transcript and its Word draft."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ipstranscribe import events, system
from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, Transcript
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.study import approvals, locks, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.study.guide_file import guide_of
from ipstranscribe.study.interview_facts import transcript_facts
from ipstranscribe.text.time_codes import clock, duration
from ipstranscribe.weights import registry
from ipstranscribe.workflow import term_corrections
from ipstranscribe.workflow.recording_sums import known_sums
from ipstranscribe.workflow.step import Step
from ipstranscribe.workflow.table_values import refuse_without_recording
from ipstranscribe.workflow.transcribe_task import TranscribeTask, model_name
from ipstranscribe.workflow.word_draft import draft

if TYPE_CHECKING:  # engines import their libraries only when they are opened
    from ipstranscribe.transcribe.asr.engines import Engine, Passage


@dataclass
class Engines:
    """Cache of recognition engines with their models, each loaded once; `jobs` interviews are done at a time."""

    jobs: int = 1
    opened: dict[tuple[str, str, str], "Engine"] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)
    """Set when running work shall stop."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, settings: TranscribeSettings) -> "Engine":
        """The engine for `settings`; raises UserError (MISSING_MODEL)."""
        from ipstranscribe.transcribe.asr.engines import open_engine

        name = (settings.engine, settings.model, settings.device)
        with self._lock:
            if name not in self.opened:
                self.opened[name] = open_engine(
                    settings.engine, registry.model_folder(model_name(settings)), settings.threads, settings.device
                )
            return self.opened[name]


TranscribeOutcome = Literal["done", "up to date", "approved", "corrected", "imported", "without recording"]
"""The outcome for an interview; in the last four it is left alone, as edited by a person or impossible to redo."""


@locks.holding_interview("transcribe")
def transcribe(  # noqa: PLR0913 - what it is done with, and what is let pass
    study: Study,
    interview: Interview,
    engines: Engines,
    settings: TranscribeSettings | None = None,
    *,
    overwrite: bool = False,
    by_time: bool = False,
) -> TranscribeOutcome:
    """Transcribe `interview` if its inputs have changed; of recordings, whether they came later, if they count `by_time`.

    A transcript that a person has corrected or approved, or that was imported without a recording, is left alone unless
    `overwrite` is set.
    """
    settings = settings or study.transcribe_settings(interview)
    path = study.transcript(interview.id)
    if path.exists() and (kept := left_alone(study, interview, overwrite=overwrite)):
        return kept
    task = task_of(study, interview, settings)
    if by_time and path.exists():
        stored = transcript_facts(study, interview.id)
        task = replace(task, known_sums=known_sums(study, interview, stored.recordings))
    task = comparable(study, interview, task)
    refuse_without_recording(study, interview)
    assure = partial(locks.assure, study, interview.id)
    step = step_of(study, interview, task, lambda: from_recordings(task, engines, study.partial(interview.id), assure))
    if not overwrite and step.is_up_to_date():
        return "up to date"
    with working_folder(task.work, interview.id):
        step.do(anew=True)
    return "done"


def comparable(study: Study, interview: Interview, task: "TranscribeTask") -> "TranscribeTask":
    """The task that tells whether the stored transcript is up to date: one without vocabulary, if it was made so.

    It was made on a cluster that the vocabulary may not be sent to; a run here does not make it anew for that.
    """
    path = study.transcript(interview.id)
    if study.config.cluster.vocabulary_allowed or not path.exists():
        return task
    bare = task.without_words()
    made = transcript_facts(study, interview.id).made_from
    return bare if made == bare.inputs else task


def step_of(
    study: Study, interview: Interview, task: "TranscribeTask", work: Callable[[], Transcript]
) -> Step[Transcript]:
    """The step that stores what `work` hears; nothing is stored once another process has taken the interview over."""
    word_file = study.draft(interview.id)

    def store(heard: Transcript) -> None:
        locks.assure(study, interview.id)
        transcript = term_corrections.for_draft(study, heard)
        transcript_versions.store(study, transcript)
        storage.write_bytes(word_file, draft(transcript, study, interview), private=True)
        storage.delete(study.partial(interview.id))
        events.notice(f"{interview.id}: {summary(transcript)}")
        term_corrections.tell_of_draft(study, interview.id)
        if better := registry.better_for(transcript.language, task.settings.model):
            events.notice(f"{interview.id} is in Norwegian: {' or '.join(better)} would write a better draft.")

    record = study.step_inputs(f"{interview.id}_transcript")
    files = (study.transcript(interview.id),)
    return Step(task.inputs, files, Transcript, work, store, (word_file,), task.parts, record)


def task_of(study: Study, interview: Interview, settings: TranscribeSettings | None = None) -> "TranscribeTask":
    """The task of transcribing `interview`, with what the study tells about it; raises UserError for tables or a guide."""
    guide = guide_of(study)
    return TranscribeTask(
        interview.id,
        study.cast(interview).model_copy(update={"strangers": ()}),  # thousands, whom no label in a draft can mean
        settings or study.transcribe_settings(interview),
        study.work / interview.id,
        study.recordings(interview),
        tuple(question.text for question in guide.questions),
        (guide.language, study.config.document_language),
        study.names(interview),
        learned=term_corrections.terms_of(study),
    )


def transcribe_all(  # noqa: PLR0913 - the same for several
    study: Study,
    interviews: Sequence[Interview],
    engines: Engines,
    settings_of: Callable[[Interview], TranscribeSettings] | None = None,
    *,
    overwrite: bool = False,
    by_time: bool = False,
) -> Iterator[tuple[Interview, TranscribeOutcome | UserError]]:
    """Transcribe several interviews, `engines.jobs` at a time; one that fails does not stop the others."""

    def one(interview: Interview) -> TranscribeOutcome | UserError:
        try:
            settings = settings_of(interview) if settings_of else None
            return transcribe(study, interview, engines, settings, overwrite=overwrite, by_time=by_time)
        except UserError as error:
            return error

    if engines.jobs == 1:
        yield from ((interview, one(interview)) for interview in interviews)
        return
    with ThreadPoolExecutor(engines.jobs, "interview") as pool:
        try:
            yield from zip(interviews, pool.map(events.heard_here(one), interviews), strict=True)
        finally:  # on Ctrl-C: running interviews stop at their next step, the others do not start
            engines.stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            engines.stop.clear()


@contextmanager
def working_folder(folder: Path, name: str, *, patience: float = 0.0) -> Iterator[None]:
    """Lock the working folder of an interview; its checkpoint is deleted once the transcript is stored, and only then.

    It is waited for as many seconds as there is `patience`.
    """
    from ipstranscribe.transcribe.asr.checkpoint import Checkpoint

    with storage.lock(folder, name, patience=patience):
        yield
        Checkpoint(folder).delete()


def from_recordings(
    task: TranscribeTask, engines: Engines, so_far: Path, assure: Callable[[], None] = lambda: None
) -> Transcript:
    """Transcribe sound files, with a progress bar; the partial text can be read in `so_far` meanwhile.

    `assure` is called after every batch, and raises what shall stop the work.
    """
    from ipstranscribe.audio import recording
    from ipstranscribe.transcribe import stage
    from ipstranscribe.transcribe.asr.checkpoint import Checkpoint
    from ipstranscribe.workflow.heard_words import kind_of

    system.pool_memory()
    with ThreadPoolExecutor(1, "engine") as pool:  # the model is loaded while recordings are decoded and listened to
        opening = pool.submit(engines.get, task.settings)
        with closing(recording.load(task.recordings, task.work)) as loaded:
            kept = Checkpoint.open(task.work, task.batches)
            goes_on = f", {duration(_decoded(kept.passages))} of it decoded before" if kept.passages else ""
            what = f"{task.interview}: transcribing {loaded.duration / 60:.0f} min{goes_on}"
            with events.progress(what) as progress:

                def on_progress(share: float) -> None:
                    if engines.stop.is_set():
                        raise InterruptedError
                    assure()
                    progress(share)

                job = stage.Job(
                    task.interview,
                    task.cast,
                    task.wording,
                    task.inputs,
                    task.weights,
                    task.likely_languages,
                    tuple(dict.fromkeys((*task.names, *task.learned))),
                    kind_of,
                    kept,
                    lambda passages: storage.write_bytes(so_far, _so_far(passages), private=True),
                    on_progress,
                )
                return stage.transcribe(loaded, opening.result, task.settings, job)


def summary(transcript: Transcript) -> str:
    """A summary of the transcript in one line, without a word of it."""
    found = transcript.coverage
    spoken = f"speech {duration(found.speech)}, with words {duration(found.with_words)}" if found else "no times"
    return f"{spoken}, places to listen to {len(transcript.concerns)}"


def _so_far(passages: "Sequence[Passage]") -> bytes:
    """The partial transcript: a time and a text for each decoded passage, in order of time."""
    from ipstranscribe.transcribe.asr.word_order import in_time

    lines = [f"{clock(p.words[0].start)} {' '.join(word.text for word in p.words)}" for p in in_time(passages)]
    return ("\n\n".join(lines) + "\n").encode()


def _decoded(passages: "Sequence[Passage]") -> float:
    """Seconds of talk in the passages."""
    return sum(passage.words[-1].end - passage.words[0].start for passage in passages if passage.words)


def left_alone(study: Study, interview: Interview, *, overwrite: bool = False) -> TranscribeOutcome | None:
    """The reason why the stored transcript must be left alone; None if it may be redone."""
    recordings = study.recordings(interview)
    if not recordings:
        return "imported"
    if overwrite:
        return None
    if not any(path.is_file() for path in recordings):
        return "without recording"
    if approvals.state(study, interview.id, "transcript", approvals.read(study)) == "reviewed":
        return "approved"
    return "corrected" if transcript_facts(study, interview.id).corrected else None
