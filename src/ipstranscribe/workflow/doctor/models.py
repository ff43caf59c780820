"""The doctor's checks of models: that recognize speech, that find names, language by language, that tell guide questions."""

import json
from collections.abc import Iterator

from ipstranscribe import languages
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.pseudonymize.recognizers import names_model, trained
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split.questions import encoders
from ipstranscribe.weights import registry
from ipstranscribe.workflow.doctor.finding import DoctorFacts, DoctorFinding
from ipstranscribe.workflow.transcribe_task import model_name


def speech(facts: DoctorFacts) -> Iterator[DoctorFinding]:
    """The models that are here, those of them that have lost files, and the one that would be used."""
    try:
        here, name = registry.installed(), model_name(facts.settings)
    except UserError as error:  # no home, or a language that the model does not know
        yield DoctorFinding.of_error("models", error)
        return
    for one in here:
        if lost := _lost(one):
            fix = f"Fetch it again: `ipstranscribe models fetch {one}`."
            yield DoctorFinding(f"model {one}", f"has lost {', '.join(lost)}.", "broken", fix, ExitCode.MISSING_MODEL)
        else:
            yield DoctorFinding(f"model {one}", "is here (`ipstranscribe models verify` compares its checksums)")
    try:
        registry.model_folder(name)
    except UserError as error:
        yield DoctorFinding.of_error(f"model {name}", error)


def _lost(name: str) -> list[str]:
    """The files of a model that are gone or empty; its checksums would take seconds."""
    folder = registry.models_folder() / name
    try:
        files = json.loads((folder / registry.RECORD).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return [registry.RECORD]
    return [file for file in files if not (folder / file).is_file() or not (folder / file).stat().st_size]


def names(facts: DoctorFacts) -> Iterator[DoctorFinding]:
    """For each language with rules: the model that finds names in it, or how it comes to be here."""
    needed = facts.study.config.document_language if facts.study else ""
    for code, record in languages.RECORDS.items():
        about = f"language {code}"
        try:
            yield DoctorFinding(about, f"names are found by {names_model.locate(code).name}")
        except UserError as error:
            yield DoctorFinding.of_error(about, error, "broken" if record.code == needed else "absent")


def details(facts: DoctorFacts) -> Iterator[DoctorFinding]:
    """What finds details by which somebody could be known: a model beside patterns, or patterns alone."""
    about = "identifying details"
    if model := trained.found_by_talk():
        yield DoctorFinding(about, f"are found by {model}")
    else:
        yield DoctorFinding(
            about,
            "are found by patterns alone, which find few of them",
            "absent",
            "On Linux (x86-64): pip install 'ipstranscribe[meaning]'.",
        )


def questions(facts: DoctorFacts) -> Iterator[DoctorFinding]:
    """The sentence model that recognises guide questions by their meaning, or how one comes to be here."""
    about, settings = "guide questions", facts.study.config.split if facts.study else SplitSettings()
    if settings.lexical:
        yield DoctorFinding(about, "are recognised by shared words alone, as study.toml says")
        return
    try:
        yield DoctorFinding(about, f"are recognised by {encoders.locate(settings.sentence_model).name}")
    except UserError as error:
        yield DoctorFinding.of_error(about, error, "absent" if settings.sentence_model == "auto" else "broken")
