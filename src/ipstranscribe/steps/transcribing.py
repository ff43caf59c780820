"""Recordings to a transcript and its Word draft."""

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ipstranscribe import approvals, console, models, store
from ipstranscribe import guide as guides
from ipstranscribe.model import Interview, Transcript
from ipstranscribe.settings import TranscribeSettings
from ipstranscribe.steps import STEPS, up_to_date
from ipstranscribe.study import Study

if TYPE_CHECKING:  # engines load their libraries when they are opened, not before
    from ipstranscribe.transcribe.engines import Engine


@dataclass
class Engines:
    """Engines with their models, each loaded once and kept for all interviews."""

    opened: dict[tuple[str, str], "Engine"] = field(default_factory=dict)

    def get(self, settings: TranscribeSettings) -> "Engine":
        """The engine that `settings` ask for; raises UserError (MISSING_MODEL)."""
        from ipstranscribe.transcribe.engines import open_engine

        name = (settings.engine, settings.model)
        if name not in self.opened:
            self.opened[name] = open_engine(settings.engine, models.path(model_name(settings)), settings.threads)
        return self.opened[name]


def model_name(settings: TranscribeSettings) -> str:
    """The row of the model table; the engine `openai` has its own format of the same weights."""
    return settings.model + ("-openai" if settings.engine == "openai" else "")


def transcribe(
    study: Study, interview: Interview, engines: Engines, settings: TranscribeSettings | None = None
) -> bool:
    """Transcribe `interview` if what goes in has changed; returns whether it was done.

    A transcript that a person has approved is left alone, and so is one that came without a recording.
    """
    settings = settings or study.transcribe_settings(interview)
    path, recordings = study.transcript(interview.id), study.recordings(interview)
    if path.exists() and (not recordings or _approved(study, interview)):
        return False
    participant = study.participant_of(interview).id
    wording = tuple(question.text for question in guides.load(study.guide).questions)
    inputs = _inputs(recordings, settings, wording)
    if up_to_date(path, Transcript, inputs) and study.draft(interview.id).exists():
        return False
    transcript = from_recordings(recordings, Task(interview.id, participant, settings, wording, inputs), engines)
    store.write(path, transcript, private=True)
    store.write_bytes(study.draft(interview.id), draft(transcript, study, interview), private=True)
    return True


@dataclass(frozen=True)
class Task:
    """What to transcribe as: ids, settings, the guide's wording, and the fingerprint of what goes in."""

    interview: str
    participant: str
    settings: TranscribeSettings
    wording: tuple[str, ...] = ()
    inputs: str = ""


def from_recordings(recordings: tuple[Path, ...], task: Task, engines: Engines) -> Transcript:
    """Transcribe sound files, with a progress bar."""
    from ipstranscribe.transcribe import audio, stage

    sound = audio.load(recordings)
    engine = engines.get(task.settings)
    with console.progress(f"{task.interview}: transcribing {sound.duration / 60:.0f} min") as progress:
        return stage.transcribe(
            sound,
            engine,
            task.settings,
            interview=task.interview,
            participant=task.participant,
            on_progress=progress,
            guide_wording=task.wording,
            inputs=task.inputs,
        )


def draft(transcript: Transcript, study: Study | None = None, interview: Interview | None = None) -> bytes:
    """The Word draft of a transcript."""
    from ipstranscribe.transcribe.draft import DraftHeader, write_draft

    header = DraftHeader()
    if study and interview:
        header = DraftHeader(
            project=study.config.title,
            date=interview.date,
            place=interview.place,
            interviewer=interview.interviewer,
            convention=study.config.convention,
            document_language=study.config.document_language,
        )
    out = io.BytesIO()
    write_draft(transcript, header, out)
    return out.getvalue()


def _approved(study: Study, interview: Interview) -> bool:
    return approvals.state(study, interview.id, "transcript", approvals.read(study)) == "reviewed"


def _inputs(recordings: tuple[Path, ...], settings: TranscribeSettings, wording: tuple[str, ...]) -> str:
    sums = [store.file_digest(path) for path in recordings if path.is_file()]
    return store.digest(STEPS, settings, models.checksum(model_name(settings)), *sums, *wording)
