"""The export step: units and pseudonymized transcripts to documents, as working copies or for release."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple, get_args

from ipstranscribe import __version__
from ipstranscribe import guide as guides
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
)
from ipstranscribe.export.compatibility import Pitfall, has_pitfalls, pitfalls
from ipstranscribe.export.deposit import DepositFacts, deposit
from ipstranscribe.guide.coverage import Readiness
from ipstranscribe.model import (
    Guide,
    Interview,
    MadeBy,
    PseudonymizedTranscript,
    RecognitionFacts,
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
from ipstranscribe.workflow import sound_export, sound_state, split, withheld
from ipstranscribe.workflow.heard import recognition_of
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


@locks.holding_interview("export")
def export_interview(study: Study, interview: Interview, settings: ExportSettings | None = None) -> bool:
    """Write the changed working copies of `interview`; returns whether there were any, or their inputs have changed."""
    reviewed = _reviewed(study, interview)
    text, manner = stored_text(study, interview), _working(study, settings, reviewed=reviewed, of=(interview,))
    files = render(study, text, manner)
    sound_export.tell_left_out(study, (interview,), study.config.profile)
    sound_export.take_back(study, interview, manner.sound.get(interview.id))
    written = put(
        study, files, TypedInto(manner.settings, lambda coder: document_of(study, text, manner).copy_for(coder))
    )
    if settings is None and _record(
        study, interview, document_parts(study, interview, files), new=written or not files
    ):
        return True
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
        "approvals": str(_reviewed(study, interview)),
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
    texts = ready_texts(study)
    manner = working_manner(study, texts, settings)
    whole = whole_document(study, texts, manner)
    typed = TypedInto(manner.settings, lambda coder: _copy_for(study, whole, coder))
    withheld.take_back(study, manner.settings.coders)
    written = put(study, render_whole(study, texts, manner), typed)
    for coder in manner.settings.coders:
        lies = [path for path in (study.exports / coder_packs.coder_folder(coder)).rglob("*") if path.is_file()]
        there = {path.relative_to(study.exports).as_posix(): path.read_bytes() for path in lies}
        written = put(study, coder_packs.manifests(there, [coder]), typed) or written
    return written


def pitfalls_of(study: Study, settings: ExportSettings | None = None) -> tuple[Pitfall, ...]:
    """Compatibility problems of coders' programs with the study's documents, over the ready interviews."""
    manner = _working(study, settings, reviewed=False, of=())
    if not has_pitfalls(manner.settings):
        return ()
    return pitfalls(whole_document(study, ready_texts(study), manner), manner.settings)


def working_manner(
    study: Study, texts: Mapping[str, RenderedInterview], settings: ExportSettings | None = None
) -> RenderOptions:
    """How working copies for the whole study are written, where `texts` are what is ready of it."""
    reviewed = len(texts) == len(study.interviews) and all(_reviewed(study, i) for i in study.interviews)
    return _working(study, settings, reviewed=reviewed, of=study.interviews)


def ready_texts(study: Study) -> dict[str, RenderedInterview]:
    """The stored texts of the interviews whose units are up to date, by id."""
    return {i.id: stored_text(study, i) for i in study.interviews if readiness(study, i) == "ready"}


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


def readiness(study: Study, interview: Interview) -> Readiness:
    """Whether `interview` has units made from the current text and guide."""
    if not (study.units(interview.id).exists() and study.pseudonymized(interview.id).exists()):
        return "not_split"
    return "ready" if split.is_current(study, interview) else "stale"


def stored_text(study: Study, interview: Interview) -> RenderedInterview:
    """Read the stored text and units of `interview`."""
    transcript = storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    return RenderedInterview(transcript, storage.read(study.units(interview.id), Units))


def render(study: Study, text: RenderedInterview, manner: RenderOptions) -> dict[str, bytes]:
    """Render the documents of an interview, coders' copies included: file name → content."""
    coders = manner.settings.coders
    if text.transcript.interview in consent.without(study, "coders"):
        coders = ()
    document = document_of(study, text, manner)
    sound = sound_export.files(study, text.transcript.interview, manner.sound)
    return {
        start + name: content
        for start, coder in _copies(coders)
        for name, content in (export(document.copy_for(coder), manner.settings) | sound).items()
    }


def render_whole(study: Study, texts: Mapping[str, RenderedInterview], manner: RenderOptions) -> dict[str, bytes]:
    """Render the documents for the whole study, and the coders' instructions: file name → content.

    `texts` are those of the interviews that are ready.
    """
    files: dict[str, bytes] = {}
    whole = sound_export.with_recordings(study, whole_document(study, texts, manner), manner.sound, manner.settings)
    for start, coder in _copies(manner.settings.coders):
        document = _copy_for(study, whole, coder)
        written = export_study(document, manner.settings)
        if document.header.coder:
            written |= coder_packs.instruction(document.header, manner.settings)
        files |= {start + name: content for name, content in written.items()}
    return files


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
    branches = {i.id: {one.id: one.branch for one in study.participants_of(i)} for i in study.interviews}
    parts = tuple(
        StudyPart(
            interview=interview.id,
            participants=interview.participants,
            branch=common_branch(branches[interview.id]),
            branches=branches[interview.id] if interview.is_joint else {},
            ready="ready" if interview.id in texts else readiness(study, interview),
            document=document_of(study, texts[interview.id], manner) if interview.id in texts else None,
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
    return StudyDocument(parts=parts, guide=guides.load(study.guide), header=header)


def document_of(study: Study, text: RenderedInterview, manner: RenderOptions) -> Document:
    """Build the document model of an interview."""
    heard, interview = recognition_of(study, text.transcript), text.transcript.interview
    header = Header(
        project=study.config.title,
        status=manner.status,
        made_by=_made_by(heard, text.transcript),
        convention=study.config.convention,
        facts=manner.facts,
        codes=approvals.review_codes(study, interview, ("identifiers", "units")) if manner.status == "draft" else {},
    )
    return Document(
        transcript=text.transcript,
        units=text.units,
        guide=guides.load(study.guide),
        header=header,
        unheard=heard.unheard,
        sound=sound_export.linked(interview, manner.sound),
    )


def fixed_texts(study: Study) -> FixedTexts:
    """The fixed texts of documents, whatever is exported: labels, names of styles and fonts; the columns of the log.

    They identify nobody at their place, even if a word in them is also a name ("Times New Roman").
    """
    return _fixed_texts(study.config.convention, study.export_settings())


_NO_GUIDE = Guide(title="", language="", questions=())


@cache
def _fixed_texts(convention: str, settings: ExportSettings) -> FixedTexts:
    made = MadeBy(program="", inputs="")
    transcript = PseudonymizedTranscript(interview="", language="", speakers=(), turns=(), made_by=made)
    units = Units(interview="", asked=(), units=(), made_by=made)
    documents = [(audit_log.FILE, audit_log.to_csv([])), *sound_export.note(settings.document_language).items()]
    nothing = DepositFacts(title="", when="", program="", convention="", levels=GeneralisationLevels(), guide=_NO_GUIDE)
    for status in get_args(Status):
        codes = dict.fromkeys(approvals.STAGES, "") if status == "draft" else {}
        header = Header(project="", status=status, made_by="", convention=convention, codes=codes)
        empty = Document(transcript=transcript, units=units, guide=_NO_GUIDE, header=header)
        whole = export_study(StudyDocument(parts=(), guide=_NO_GUIDE, header=header), settings)
        documents += (export(empty, settings) | whole | coder_packs.instruction(header, settings)).items()
        if status == "released":
            documents += deposit(nothing, [empty], settings).items()
    return FixedTexts.of(documents)


def _reviewed(study: Study, interview: Interview) -> bool:
    pending = storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript).pending
    return not pending and approvals.reviewed(study, interview.id)


def _made_by(heard: RecognitionFacts, transcript: PseudonymizedTranscript) -> str:
    """The provenance line: program and models, settings only, never text."""
    names = transcript.made_by.settings.get("recognizers", "").split(", ")[-1]
    model = names if any(map(str.isdigit, names)) else ""  # a model has a version; going by rules alone, there is none
    parts = [f"ipstranscribe {__version__}", heard.by, model]
    return "; ".join(part for part in parts if part)
