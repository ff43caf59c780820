"""The stored codings of a study, and the text that coders had: what reading back and comparing have in common."""

from collections.abc import Iterator

from ipstranscribe.coding.interview_text import InterviewText
from ipstranscribe.errors import UserError
from ipstranscribe.export.content.agreed import AgreedCoding
from ipstranscribe.export.content.study_document import StudyDocument
from ipstranscribe.export.qdpx.codebook import Code, codebook
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import CodingLog
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.wording import wording_of
from ipstranscribe.workflow.built_documents import RenderOptions, document_of, stored_text, whole_document
from ipstranscribe.workflow.interview_readings import readiness


def coder_texts(study: Study, only: str = "") -> dict[str, InterviewText]:
    """The text of every interview whose units are those of its text and guide as they are now, or of one, by id."""
    manner = _manner(study)
    wanted = (one for one in study.interviews if only in ("", one.id))
    ready = (one for one in wanted if readiness(study, one) == "ready")
    return {one.id: InterviewText(document_of(study, stored_text(study, one), manner)) for one in ready}


def own_codes(study: Study) -> frozenset[str]:
    """The names of the codes that our own project files have, in every document language: questions, speakers, cases."""
    whole = coder_document(study)
    cases = tuple(dict.fromkeys(one for interview in study.interviews for one in interview.participants))
    return frozenset(
        name
        for language in LANGUAGES
        for some in ((), cases)
        for code in codebook(whole, wording_of(language), some)
        for name in _names(code)
    )


def coder_document(study: Study, agreed: AgreedCoding | None = None) -> StudyDocument:
    """The document of all interviews that are ready for coders, with what was agreed on."""
    ready = {one.id: stored_text(study, one) for one in study.interviews if readiness(study, one) == "ready"}
    return whole_document(study, ready, _manner(study)).model_copy(update={"agreed": agreed or AgreedCoding()})


def _names(code: Code) -> Iterator[str]:
    yield code.name
    for inner in code.codes:
        yield from _names(inner)


def _manner(study: Study) -> RenderOptions:
    facts = study.config.profiles.named(study.config.profile).header
    return RenderOptions("draft", facts, study.export_settings())


def codings_of(study: Study, interview: str, coder: str) -> CodingLog:
    """Everything that a coder returned for an interview; empty if nothing was."""
    path = study.codings(interview, coder)
    return storage.read(path, CodingLog) if path.exists() else CodingLog(interview=interview, coder=coder)


def all_codings(study: Study) -> list[CodingLog]:
    """What was returned for the interviews that are in the study, by interview and coder."""
    if not study.coding.is_dir():
        return []
    order = {one.id: at for at, one in enumerate(study.interviews)}
    logs = [storage.read(path, CodingLog) for path in sorted(study.coding.glob("*_coder_*.json"))]
    kept = [log for log in logs if log.interview in order]
    return sorted(kept, key=lambda log: (order[log.interview], log.coder))


def returned(study: Study) -> Iterator[str]:
    """Lines for `status`: which coder has returned which interviews, and when last."""
    try:
        logs = all_codings(study)
    except UserError as error:
        yield error.what
        return
    of: dict[str, list[CodingLog]] = {}
    for log in logs:
        if log.in_force:
            of.setdefault(log.coder, []).append(log)
    for coder in sorted({*of, *study.export_settings().coders} if of else of):
        back = of.get(coder, [])
        last = max((log.in_force.when for log in back if log.in_force), default="")
        told = ", ".join(log.interview for log in back) or "nothing yet"
        yield f"Codes of {coder}: {told}" + (f" (last on {last[:10]})" if last else "")
