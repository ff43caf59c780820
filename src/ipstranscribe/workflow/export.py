"""The export step: units and pseudonymized transcripts to documents, as working copies."""

import gc
from collections.abc import Collection, Iterable, Mapping

from ipstranscribe import __version__
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export import Document, coder_packs
from ipstranscribe.export.compatibility import Pitfall, has_pitfalls, pitfalls
from ipstranscribe.model import Interview, ReviewStep, StepInputs
from ipstranscribe.settings import ExportSettings
from ipstranscribe.study import consent, locks, storage
from ipstranscribe.study.file_names import interviews_of
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import sound_export, sound_state, withheld
from ipstranscribe.workflow.built_documents import (
    RenderedInterview,
    RenderOptions,
    copy_of,
    document_of,
    header_of,
    render_document,
    render_study,
    stored_text,
    study_document,
)
from ipstranscribe.workflow.interview_readings import InterviewReading, keep, readiness
from ipstranscribe.workflow.working_copies import TypedInto, put


def clear_away() -> None:
    """Free what made documents leave: trees in cycles, which would lie about until many interviews' have gathered."""
    gc.collect()


@locks.holding_interview("export")
def export_interview(study: Study, interview: Interview, settings: ExportSettings | None = None) -> bool:
    """Write the changed working copies of `interview`; returns whether there were any, or their inputs have changed."""
    reading = InterviewReading(study, interview)
    manner = _working(study, settings, reviewed=reading.reviewed, of=(interview,))
    document = _working_document(study, reading, manner).with_times(reading.transcript)
    files = render_document(study, document, manner)
    sound_export.tell_left_out(study, (interview,), study.config.profile)
    sound_export.take_back(study, interview, manner.sound.get(interview.id))
    written = put(study, files.items(), TypedInto(manner.settings, document.copy_for))
    clear_away()
    keep(study, interview)
    if settings is None and _record(
        study, interview, document_parts(study, interview, files), new=written or not files
    ):
        return True
    return written


@locks.holding_interview("export")
def export_unstored(
    study: Study, interview: Interview, text: RenderedInterview, codes: Mapping[ReviewStep, str]
) -> bool:
    """Write the changed working copies of `interview` as they show a `text` that is not stored yet, as drafts.

    `codes` are the review codes of what they show. Returns whether there were any.
    """
    manner = _working(study, None, reviewed=False, of=())
    document = document_of(study, text, manner, codes)
    written = put(
        study, render_document(study, document, manner).items(), TypedInto(manner.settings, document.copy_for)
    )
    clear_away()
    return written


def document_parts(study: Study, interview: Interview, files: Iterable[str]) -> dict[str, str]:
    """What the working copies of `interview` are made from, one by one, and the names of these files."""
    agreed = {"consent": " ".join(consent.of_interview(study, interview) or ())} if consent.is_recorded(study) else {}
    heard = sound_state.handed_on(study, interview, study.config.profile)
    if heard:
        agreed["sound"] = storage.digest(heard)
    return agreed | {
        "program": __version__,
        "identifiers": storage.file_digest(study.pseudonymized(interview.id)),
        "units": storage.file_digest(study.units(interview.id)),
        "guide": storage.file_digest(study.guide),
        "settings": storage.digest(study.config),
        "approvals": str(InterviewReading(study, interview).reviewed),
        "files": "\n".join(sorted(files)),
    }


def _record(study: Study, interview: Interview, parts: dict[str, str], *, new: bool) -> bool:
    """Keep what working copies were made from; returns whether it is something else than before.

    Where nothing was written and kept before, nothing is kept now.
    """
    path, now = study.step_inputs(f"{interview.id}_documents"), StepInputs(inputs="", parts=parts)
    there = path.exists()
    if not (new or there) or (there and storage.read(path, StepInputs) == now):
        return False
    storage.write(path, now, private=True)
    return True


@locks.holding_everything("export")
def export_whole(study: Study, settings: ExportSettings | None = None) -> bool:
    """Write the changed working copies for the whole study; returns whether there were any.

    They name interviews that are not split or whose units are out of date. Call it after the interviews: the manifests of
    coders' folders list the files in them.
    """
    ready = _ready(study)
    manner = working_manner(study, ready, settings)
    whole = study_document(study, _headed(study, ready, manner), manner)
    typed = TypedInto(manner.settings, lambda coder: copy_of(study, whole, coder))
    withheld.take_back(study, manner.settings.coders)
    written = put(study, render_study(study, whole, manner), typed)
    for coder in manner.settings.coders:
        lies = [path for path in (study.exports / coder_packs.coder_folder(coder)).rglob("*") if path.is_file()]
        there = {path.relative_to(study.exports).as_posix(): storage.file_digest(path) for path in lies}
        written = put(study, coder_packs.manifests(there, [coder]).items(), typed) or written
    return written


def pitfalls_of(study: Study, settings: ExportSettings | None = None) -> tuple[Pitfall, ...]:
    """Compatibility problems of coders' programs with the study's documents, over the ready interviews."""
    manner = _working(study, settings, reviewed=False, of=())
    if not has_pitfalls(manner.settings):
        return ()
    return pitfalls(study_document(study, _headed(study, _ready(study), manner), manner), manner.settings)


def working_manner(study: Study, ready: Collection[str], settings: ExportSettings | None = None) -> RenderOptions:
    """How working copies for the whole study are written, where the interviews `ready` have units that are up to date."""
    reviewed = len(ready) == len(study.interviews) and all(
        InterviewReading(study, i).reviewed for i in study.interviews
    )
    return _working(study, settings, reviewed=reviewed, of=study.interviews)


def ready_texts(study: Study) -> dict[str, RenderedInterview]:
    """The stored texts of the interviews whose units are up to date, by id."""
    return {i.id: stored_text(study, i) for i in study.interviews if readiness(study, i) == "ready"}


def _ready(study: Study) -> dict[str, InterviewReading]:
    readings = {interview.id: InterviewReading(study, interview) for interview in study.interviews}
    return {interview: one for interview, one in readings.items() if one.ready == "ready"}


def _headed(study: Study, readings: Mapping[str, InterviewReading], manner: RenderOptions) -> dict[str, Document]:
    """The documents of interviews, without the times of words."""
    return {interview: _working_document(study, one, manner) for interview, one in readings.items()}


def _working_document(study: Study, reading: InterviewReading, manner: RenderOptions) -> Document:
    codes = reading.codes if manner.status == "draft" else {}
    header = header_of(study, reading.made_by, manner).model_copy(update={"codes": codes})
    sound = sound_export.linked(reading.document.transcript.interview, manner.sound)
    return reading.document.model_copy(update={"header": header, "sound": sound})


def _working(
    study: Study, settings: ExportSettings | None, *, reviewed: bool, of: Iterable[Interview]
) -> RenderOptions:
    facts = study.config.profiles.named(study.config.profile).header
    asked = settings or study.export_settings()
    refuse_ids_of_interviews(study, asked.coders)
    sound = sound_export.handed_on(study, of, study.config.profile)
    return RenderOptions("reviewed" if reviewed else "draft", facts, asked, sound=sound)


def refuse_ids_of_interviews(study: Study, coders: Iterable[str]) -> None:
    """Raise UserError for a coder whose id is that of an interview or participant.

    The gate and withdrawal assign a file by the ids in its name, so a coder's folder name must not contain any.
    """
    ids = {one for interview in study.listed for one in (interview.id, *interview.participants)}
    for coder in coders:
        if any(interviews_of(coder_packs.coder_folder(coder) + one, ids) != {one} for one in ids):
            raise UserError(
                f"The coder {coder} has the id of an interview or participant.",
                "Give the coder another id.",
                ExitCode.USAGE,
            )
