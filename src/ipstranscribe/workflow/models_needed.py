"""The models that a study needs and this machine lacks: what `models fetch` without a name brings."""

from ipstranscribe.languages import find
from ipstranscribe.pseudonymize.recognizers import names_model
from ipstranscribe.split.questions import encoders
from ipstranscribe.study.folder import Study
from ipstranscribe.weights import registry
from ipstranscribe.workflow.preflight import machine
from ipstranscribe.workflow.preflight.finding import PreflightFacts, tried
from ipstranscribe.workflow.run_choices import RunChoices
from ipstranscribe.workflow.transcribe_task import model_name

_FETCH = "ipstranscribe models fetch "


def models_needed(study: Study) -> list[str]:
    """The names of the models to fetch, in the order in which they are needed; empty if all are here.

    That of study.toml counts also before there are interviews, and so does the one that finds names in the language of the
    documents. A model that is converted from another needs that one first. Raises UserError for a broken study.
    """
    facts = PreflightFacts(study, RunChoices())
    found = [model_name(study.config.transcribe)]
    told = (*machine.models(facts), *machine.names_models(facts))
    found += [finding.command.removeprefix(_FETCH) for finding in told if finding.command.startswith(_FETCH)]
    record = find(study.config.document_language)
    if record and record.names_models.weights and tried(lambda: names_model.locate(record.code)):
        found.append(record.names_models.weights)
    splitting = study.config.split
    if not splitting.lexical and tried(lambda: encoders.locate(splitting.sentence_model)):
        found.append(encoders.to_fetch(splitting.sentence_model))
    rows = {name: registry.table_row(name) for name in found}
    named = [one for name, row in rows.items() for one in ((row.derived_from, row.name) if row else (name,)) if one]
    here = registry.installed()
    return [name for name in dict.fromkeys(named) if name not in here or registry.verify(name)]


def better_models(study: Study) -> list[str]:
    """The models that are meant for the language of this study, where study.toml names one that is not."""
    spoken = {one.language for one in study.interviews if one.language}
    languages = spoken or {study.config.transcribe.language or study.config.document_language}
    better = [registry.better_for(language, study.config.transcribe.model) for language in sorted(languages)]
    return next((names for names in better if names), [])
