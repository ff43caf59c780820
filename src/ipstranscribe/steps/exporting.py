"""Units and pseudonymized transcript to documents: working copies under `exports/`, or what is to be released."""

from typing import Literal

from ipstranscribe import __version__, approvals, store
from ipstranscribe import guide as guides
from ipstranscribe.export import Document, Header, export
from ipstranscribe.model import Interview, PseudonymizedTranscript, Transcript, Units
from ipstranscribe.settings import ExportSettings
from ipstranscribe.study import Study


def export_interview(study: Study, interview: Interview, settings: ExportSettings | None = None) -> bool:
    """Write the working copies of `interview` that differ from what is there; returns whether any did."""
    status: Literal["draft", "reviewed"] = "reviewed" if _reviewed(study, interview) else "draft"
    written = False
    for name, content in documents(study, interview, status, settings).items():
        path = study.exports / name
        if not path.exists() or path.read_bytes() != content:
            store.write_bytes(path, content)
            written = True
    return written


def documents(
    study: Study,
    interview: Interview,
    status: Literal["draft", "reviewed", "released"],
    settings: ExportSettings | None = None,
) -> dict[str, bytes]:
    """The documents of `interview`: file name → content."""
    transcript = store.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    units = store.read(study.units(interview.id), Units)
    heard = store.read(study.transcript(interview.id), Transcript)
    header = Header(
        project=study.config.title,
        status=status,
        made_by=_made_by(heard, transcript),
        convention=study.config.convention,
    )
    document = Document(
        transcript=transcript,
        units=units,
        guide=guides.load(study.guide),
        header=header,
        unheard=heard.unheard,
    )
    return export(document, settings or study.export_settings())


def _reviewed(study: Study, interview: Interview) -> bool:
    pending = store.read(study.pseudonymized(interview.id), PseudonymizedTranscript).pending
    return not pending and approvals.reviewed(study, interview.id)


def _made_by(heard: Transcript, transcript: PseudonymizedTranscript) -> str:
    """Program and models: settings only, never text."""
    settings = heard.made_by.settings
    engine = " ".join(settings[name] for name in ("engine", "model") if name in settings)
    names = transcript.made_by.settings.get("recognizers", "").split(", ")[-1]
    parts = [f"ipstranscribe {__version__}", engine, names]
    return "; ".join(part for part in parts if part)
