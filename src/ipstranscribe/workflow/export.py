"""The export step: units and pseudonymized transcripts to documents, as working copies or for release."""

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, get_args

from ipstranscribe import __version__
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export import (
    Document,
    Header,
    Status,
    StudyDocument,
    StudyPart,
    coder_packs,
    export,
    export_study,
    study_files,
)
from ipstranscribe.export.compatibility import Pitfall, has_pitfalls, pitfalls
from ipstranscribe.export.deposit import DepositFacts, ShownVariable, deposit
from ipstranscribe.model import (
    Guide,
    Interview,
    MadeBy,
    PseudonymizedTranscript,
    ReviewStep,
    SoundRecord,
    StepInputs,
    Units,
    common_branch,
)
from ipstranscribe.release.fixed_texts import FixedTexts
from ipstranscribe.settings import ExportSettings, GeneralisationLevels, HeaderFact
from ipstranscribe.study import approvals, audit_log, consent, locks, storage
from ipstranscribe.study.file_names import interviews_of
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import sound_export, sound_state, withheld
from ipstranscribe.workflow.heard import made_by, recognition_of
from ipstranscribe.workflow.interview_readings import InterviewReading, guide_of, readiness, reading_of
from ipstranscribe.workflow.working_copies import TypedInto, put


class RenderedInterview(NamedTuple):
    """The stored transcript and units of an interview, as rendered into documents."""

    transcript: PseudonymizedTranscript
    units: Units


class RenderOptions(NamedTuple):
    """Render options: review status, header facts, which documents to write, and interviews that are left out of them.

    `sound` is what was made of the interviews that these readers may hear.
    """

    status: Status
    facts: tuple[HeaderFact, ...]
    settings: ExportSettings
    left_out: frozenset[str] = frozenset()
    sound: Mapping[str, SoundRecord] = MappingProxyType({})


def clear_away() -> None:
    """Free what made documents leave: trees in cycles, which would lie about until many interviews' have gathered."""
    gc.collect()


@locks.holding_interview("export")
def export_interview(study: Study, interview: Interview, settings: ExportSettings | None = None) -> bool:
    """Write the changed working copies of `interview`; returns whether there were any, or their inputs have changed."""
    reading = reading_of(study, interview)
    manner = _working(study, settings, reviewed=reading.reviewed, of=(interview,))
    document = _working_document(study, reading, manner).with_times(reading.transcript)
    files = _rendered(study, document, manner)
    sound_export.tell_left_out(study, (interview,), study.config.profile)
    sound_export.take_back(study, interview, manner.sound.get(interview.id))
    written = put(study, files.items(), TypedInto(manner.settings, document.copy_for))
    clear_away()
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
    written = put(study, _rendered(study, document, manner).items(), TypedInto(manner.settings, document.copy_for))
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
        "approvals": str(reading_of(study, interview).reviewed),
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
    whole = _study_document(study, _headed(study, ready, manner), manner)
    typed = TypedInto(manner.settings, lambda coder: _copy_for(study, whole, coder))
    withheld.take_back(study, manner.settings.coders)
    written = put(study, _rendered_whole(study, whole, manner), typed)
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
    return pitfalls(_study_document(study, _headed(study, _ready(study), manner), manner), manner.settings)


def working_manner(study: Study, ready: Collection[str], settings: ExportSettings | None = None) -> RenderOptions:
    """How working copies for the whole study are written, where the interviews `ready` have units that are up to date."""
    reviewed = len(ready) == len(study.interviews) and all(reading_of(study, i).reviewed for i in study.interviews)
    return _working(study, settings, reviewed=reviewed, of=study.interviews)


def ready_texts(study: Study) -> dict[str, RenderedInterview]:
    """The stored texts of the interviews whose units are up to date, by id."""
    return {i.id: stored_text(study, i) for i in study.interviews if readiness(study, i) == "ready"}


def _ready(study: Study) -> dict[str, InterviewReading]:
    readings = {interview.id: reading_of(study, interview) for interview in study.interviews}
    return {interview: one for interview, one in readings.items() if one.ready == "ready"}


def _headed(study: Study, readings: Mapping[str, InterviewReading], manner: RenderOptions) -> dict[str, Document]:
    """The documents of interviews, without the times of words."""
    return {interview: _working_document(study, one, manner) for interview, one in readings.items()}


def _working_document(study: Study, reading: InterviewReading, manner: RenderOptions) -> Document:
    codes = reading.codes if manner.status == "draft" else {}
    header = _header(study, reading.made_by, manner).model_copy(update={"codes": codes})
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


def stored_text(study: Study, interview: Interview) -> RenderedInterview:
    """Read the stored text and units of `interview`."""
    transcript = storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    return RenderedInterview(transcript, storage.read(study.units(interview.id), Units))


def render(study: Study, text: RenderedInterview, manner: RenderOptions) -> dict[str, bytes]:
    """Render the documents of an interview, coders' copies included: file name → content."""
    return _rendered(study, document_of(study, text, manner), manner)


def _rendered(study: Study, document: Document, manner: RenderOptions) -> dict[str, bytes]:
    coders = manner.settings.coders
    if document.transcript.interview in consent.without(study, "coders"):
        coders = ()
    sound = sound_export.files(study, document.transcript.interview, manner.sound)
    return {
        start + name: content
        for start, coder in _copies(coders)
        for name, content in (export(document.copy_for(coder), manner.settings) | sound).items()
    }


def render_whole(study: Study, texts: Mapping[str, RenderedInterview], manner: RenderOptions) -> dict[str, bytes]:
    """Render the documents for the whole study, and the coders' instructions: file name → content.

    `texts` are those of the interviews that are ready.
    """
    return dict(_rendered_whole(study, whole_document(study, texts, manner), manner))


def _rendered_whole(study: Study, whole: StudyDocument, manner: RenderOptions) -> Iterator[tuple[str, bytes]]:
    """The files one after the other: together they may fill the memory."""
    whole = sound_export.with_recordings(study, whole, manner.sound, manner.settings)
    for start, coder in _copies(manner.settings.coders):
        document = _copy_for(study, whole, coder)
        yield from ((start + name, content) for name, content in study_files(document, manner.settings))
        if coder:
            told = coder_packs.instruction(document.header, manner.settings)
            yield from ((start + name, content) for name, content in told.items())


def _copies(coders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The general copy (of no coder) and each coder's copy: the prefix of its file names, and the coder."""
    yield "", ""
    for coder in coders:
        yield coder_packs.coder_folder(coder), coder


def _copy_for(study: Study, whole: StudyDocument, coder: str) -> StudyDocument:
    """The document of the whole study for one coder, with the interviews whose participants consented to that."""
    return whole.copy_for(coder).without(consent.without(study, "coders")) if coder else whole


def whole_document(study: Study, texts: Mapping[str, RenderedInterview], manner: RenderOptions) -> StudyDocument:
    """Build the document model of the whole study."""
    wanted = ((interview, text) for interview, text in texts.items() if interview not in manner.left_out)
    documents = {interview: document_of(study, text, manner).without_times() for interview, text in wanted}
    return _study_document(study, documents, manner)


def _study_document(study: Study, documents: Mapping[str, Document], manner: RenderOptions) -> StudyDocument:
    """The document model of the whole study of those of its interviews, as far as they are ready."""
    branches = {i.id: {one.id: one.branch for one in study.participants_of(i)} for i in study.interviews}
    parts = tuple(
        StudyPart(
            interview=interview.id,
            participants=interview.participants,
            branch=common_branch(branches[interview.id]),
            branches=branches[interview.id] if interview.is_joint else {},
            ready="ready" if interview.id in documents else readiness(study, interview),
            document=documents.get(interview.id),
        )
        for interview in study.interviews
        if interview.id not in manner.left_out
    )
    header = Header(
        project=study.config.title,
        status=manner.status,
        made_by=f"ipstranscribe {__version__}",
        facts=manner.facts,
    )
    return StudyDocument(parts=parts, guide=guide_of(study), header=header)


def document_of(
    study: Study, text: RenderedInterview, manner: RenderOptions, codes: Mapping[ReviewStep, str] | None = None
) -> Document:
    """Build the document model of an interview; drafts carry review codes, by default those of what is stored."""
    heard, interview = recognition_of(study, text.transcript), text.transcript.interview
    if codes is None and manner.status == "draft":
        codes = approvals.review_codes(study, interview, ("identifiers", "units"))
    header = _header(study, made_by(heard, text.transcript), manner).model_copy(update={"codes": dict(codes or {})})
    return Document(
        transcript=text.transcript,
        units=text.units,
        guide=guide_of(study),
        header=header,
        unheard=heard.unheard,
        sound=sound_export.linked(interview, manner.sound),
    )


def _header(study: Study, by: str, manner: RenderOptions) -> Header:
    return Header(
        project=study.config.title,
        status=manner.status,
        made_by=by,
        convention=study.config.convention,
        facts=manner.facts,
    )


def fixed_texts(study: Study) -> FixedTexts:
    """The fixed texts of documents, whatever is exported: labels, names of styles and fonts; the columns of the log.

    They identify nobody at their place, even if a word in them is also a name ("Times New Roman").
    """
    return _fixed_texts(study.config.convention, study.export_settings())


_NO_GUIDE = Guide(title="", language="", questions=())
_MOST_VARIABLES = 200
"""Columns of the participants table above the last headings of a deposit's README, at the most."""


@cache
def _fixed_texts(convention: str, settings: ExportSettings) -> FixedTexts:
    made = MadeBy(program="", inputs="")
    transcript = PseudonymizedTranscript(interview="", language="", speakers=(), turns=(), made_by=made)
    units = Units(interview="", asked=(), units=(), made_by=made)
    documents = [(audit_log.FILE, audit_log.to_csv([])), *sound_export.note(settings.document_language).items()]
    unnamed = (
        ShownVariable(name="", kind="number", given=0),
    ) * _MOST_VARIABLES  # so that headings below are found there
    nothing = DepositFacts(
        title="",
        when="",
        program="",
        convention=convention,
        levels=GeneralisationLevels(),
        guide=_NO_GUIDE,
        variables=unnamed,
    )
    for status in get_args(Status):
        codes = dict.fromkeys(approvals.STAGES, "") if status == "draft" else {}
        header = Header(project="", status=status, made_by="", convention=convention, codes=codes)
        empty = Document(transcript=transcript, units=units, guide=_NO_GUIDE, header=header)
        whole = export_study(StudyDocument(parts=(), guide=_NO_GUIDE, header=header), settings)
        documents += (export(empty, settings) | whole | coder_packs.instruction(header, settings)).items()
        if status == "released":
            documents += deposit(nothing, [empty], settings).items()
    return FixedTexts.of(documents)
