"""Units and pseudonymized transcript to documents: working copies under `exports/`, or what is to be released."""

from typing import NamedTuple, get_args

from ipstranscribe import __version__, approvals, store
from ipstranscribe import guide as guides
from ipstranscribe.export import Document, Header, Status, export
from ipstranscribe.model import Guide, Interview, MadeBy, PseudonymizedTranscript, Transcript, Units
from ipstranscribe.release.unpack import unpack
from ipstranscribe.settings import ExportSettings, HeaderFact
from ipstranscribe.study import Study


def export_interview(study: Study, interview: Interview, settings: ExportSettings | None = None) -> bool:
    """Write the working copies of `interview` that differ from what is there; returns whether any did."""
    status: Status = "reviewed" if _reviewed(study, interview) else "draft"
    written = False
    facts = study.config.profiles.named(study.config.profile).header
    for name, content in render(study, stored_text(study, interview), status, facts, settings).items():
        path = study.exports / name
        if not path.exists() or path.read_bytes() != content:
            store.write_bytes(path, content)
            written = True
    return written


class Text(NamedTuple):
    """What is rendered of an interview."""

    transcript: PseudonymizedTranscript
    units: Units


def stored_text(study: Study, interview: Interview) -> Text:
    """Text and units of `interview` as they are stored."""
    transcript = store.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    return Text(transcript, store.read(study.units(interview.id), Units))


def render(
    study: Study, text: Text, status: Status, facts: tuple[HeaderFact, ...], settings: ExportSettings | None = None
) -> dict[str, bytes]:
    """The documents of an interview: file name → content. `facts` are those that their headers tell."""
    heard = store.read(study.transcript(text.transcript.interview), Transcript)
    header = Header(
        project=study.config.title,
        status=status,
        made_by=_made_by(heard, text.transcript),
        convention=study.config.convention,
        facts=facts,
    )
    document = Document(
        transcript=text.transcript,
        units=text.units,
        guide=guides.load(study.guide),
        header=header,
        unheard=heard.unheard,
    )
    return export(document, settings or study.export_settings())


def fixed_texts(study: Study) -> frozenset[str]:
    """The texts that documents hold whatever is exported: labels, names of styles and fonts.

    They name nobody, even where a word of them is somebody's name ("Times New Roman").
    """
    made = MadeBy(program="", inputs="")
    transcript = PseudonymizedTranscript(interview="", language="", speakers=(), turns=(), made_by=made)
    units = Units(interview="", asked=(), units=(), made_by=made)
    found: set[str] = set()
    for status in get_args(Status):
        header = Header(project="", status=status, made_by="", convention=study.config.convention)
        empty = Document(
            transcript=transcript, units=units, guide=Guide(title="", language="", questions=()), header=header
        )
        for name, content in export(empty, study.export_settings()).items():
            found.update(piece.text for piece in unpack(name, content))
    return frozenset(found)


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
