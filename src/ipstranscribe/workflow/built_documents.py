"""Documents built from the texts of a study and rendered into files: those of an interview, and those of the whole study."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ipstranscribe import __version__
from ipstranscribe.export import Document, Header, Status, StudyDocument, StudyPart, coder_packs, export, study_files
from ipstranscribe.model import Interview, PseudonymizedTranscript, ReviewStep, SoundRecord, Units, common_branch
from ipstranscribe.settings import ExportSettings, HeaderFact
from ipstranscribe.study import approvals, consent, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.guide_file import guide_of
from ipstranscribe.workflow import sound_export
from ipstranscribe.workflow.heard import made_by, recognition_of
from ipstranscribe.workflow.interview_readings import readiness


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


def stored_text(study: Study, interview: Interview) -> RenderedInterview:
    """Read the stored text and units of `interview`."""
    transcript = storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    return RenderedInterview(transcript, storage.read(study.units(interview.id), Units))


def render(study: Study, text: RenderedInterview, manner: RenderOptions) -> dict[str, bytes]:
    """Render the documents of an interview, coders' copies included: file name → content."""
    return render_document(study, document_of(study, text, manner), manner)


def render_document(study: Study, document: Document, manner: RenderOptions) -> dict[str, bytes]:
    """The same for a document that is built already."""
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
    return dict(render_study(study, whole_document(study, texts, manner), manner))


def render_study(study: Study, whole: StudyDocument, manner: RenderOptions) -> Iterator[tuple[str, bytes]]:
    """The same for a document that is built already, one file after the other: together they may fill the memory."""
    whole = sound_export.with_recordings(study, whole, manner.sound, manner.settings)
    for start, coder in _copies(manner.settings.coders):
        document = copy_of(study, whole, coder)
        yield from ((start + name, content) for name, content in study_files(document, manner.settings))
        if coder:
            told = coder_packs.instruction(document.header, manner.settings)
            yield from ((start + name, content) for name, content in told.items())


def _copies(coders: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The general copy (of no coder) and each coder's copy: the prefix of its file names, and the coder."""
    yield "", ""
    for coder in coders:
        yield coder_packs.coder_folder(coder), coder


def copy_of(study: Study, whole: StudyDocument, coder: str) -> StudyDocument:
    """The document of the whole study for one coder, with the interviews whose participants consented to that."""
    return whole.copy_for(coder).without(consent.without(study, "coders")) if coder else whole


def whole_document(study: Study, texts: Mapping[str, RenderedInterview], manner: RenderOptions) -> StudyDocument:
    """Build the document model of the whole study."""
    wanted = ((interview, text) for interview, text in texts.items() if interview not in manner.left_out)
    documents = {interview: document_of(study, text, manner).without_times() for interview, text in wanted}
    return study_document(study, documents, manner)


def study_document(study: Study, documents: Mapping[str, Document], manner: RenderOptions) -> StudyDocument:
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
    header = header_of(study, made_by(heard, text.transcript), manner).model_copy(update={"codes": dict(codes or {})})
    return Document(
        transcript=text.transcript,
        units=text.units,
        guide=guide_of(study),
        header=header,
        unheard=heard.unheard,
        sound=sound_export.linked(interview, manner.sound),
    )


def header_of(study: Study, by: str, manner: RenderOptions) -> Header:
    """The head of a document; `by` is its provenance line (`heard.made_by`)."""
    return Header(
        project=study.config.title,
        status=manner.status,
        made_by=by,
        convention=study.config.convention,
        facts=manner.facts,
    )
