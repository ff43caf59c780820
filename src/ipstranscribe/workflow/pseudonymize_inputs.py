"""What the pseudonymized texts of a study are made from: the fingerprint of all inputs, and which texts are their result.

One text depends on all interviews, and most changes leave it as it is. So a record says of each text, by checksum, which
inputs it is the result of; a text that comes out as it was keeps its bytes.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

from ipstranscribe import __version__, languages
from ipstranscribe.errors import UserError
from ipstranscribe.model import (
    Interview,
    SpokenLanguage,
    StepInputs,
    TalkText,
    TextProvenance,
    Transcript,
    UntimedTranscript,
    Value,
    share_names_of_fields,
)
from ipstranscribe.model.scopes import owners
from ipstranscribe.pseudonymize.recognizers import names_model, trained
from ipstranscribe.settings import PseudonymizeSettings
from ipstranscribe.study import key_record, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.interview_facts import language_of, provenance_of
from ipstranscribe.workflow import borrowed_rules
from ipstranscribe.workflow.review_identifiers import decisions_of, roster_of
from ipstranscribe.workflow.run_choices import RunChoices
from ipstranscribe.workflow.step import STEPS

MADE = "pseudonymized"
"""The record of the texts that are the result of the inputs: interview → checksum of the file, and of all it shows."""


def is_current(study: Study) -> bool:
    """Whether every pseudonymized text is up to date with the transcripts, tables and decisions."""
    ids = [i.id for i in study.interviews]
    stored = [provenance_of(study, one) for one in ids]
    settings = study.pseudonymize_settings(rules_only=any(one.settings.get("rules_only") for one in stored))
    try:
        inputs = now(study, ids, settings).inputs
    except UserError:  # rules that nobody asked for, by an earlier version
        return False
    record = made(study)
    return all(is_made_from(study, one, inputs, record) for one in ids)


def inputs_now(study: Study, choices: RunChoices) -> StepInputs:
    """The fingerprint that a run with `choices` would give now, and its inputs one by one; raises UserError like it."""
    settings = study.pseudonymize_settings(rules_only=choices.rules_only)
    return now(study, [i.id for i in with_transcript(study)], settings, choices.rules_of)


def now(study: Study, interviews: Sequence[str], settings: PseudonymizeSettings, rules_of: str = "") -> StepInputs:
    """The inputs as they are now, with their fingerprint; of transcripts nothing is read but the language.

    The fingerprint is the one that was kept, where all is as it was, one by one: earlier versions had another. Raises
    UserError if nobody said whose rules to use.
    """
    path = study.step_inputs("identifiers")
    kept = storage.read(path, StepInputs) if path.exists() else None
    told = kept.parts.get("languages", "").split() if kept else []
    ruled = bool(told) and all(map(languages.find, told))  # then no transcript is read
    if kept and ruled and input_parts(study, interviews, told, settings, {}) == kept.parts:
        return kept
    spoken = {one: language_of(study, one) for one in interviews}
    rules = borrowed(study, spoken, rules_of)
    parts = input_parts(study, interviews, sorted(set(spoken.values())), settings, rules)
    if kept and kept.parts == parts:
        return kept
    if kept is None and _all_say(study, interviews, first := first_inputs(study, interviews, settings, rules)):
        return StepInputs(inputs=first, parts=parts)
    return named_anew(StepInputs(inputs="", parts=parts))


def named_anew(inputs: StepInputs) -> StepInputs:
    """The inputs with the fingerprint that this version gives them."""
    told = (f"{name}: {one}" for name, one in sorted(inputs.parts.items()))
    return StepInputs(inputs=storage.digest(*told), parts=inputs.parts)


def input_parts(
    study: Study,
    interviews: Sequence[str],
    spoken: Sequence[str],
    settings: PseudonymizeSettings,
    rules: Mapping[str, str],
) -> dict[str, str]:
    """The inputs one by one, for saying later what has changed; `spoken` are the languages of the transcripts.

    The model that finds details is none of them: what is finished stays so, on computers that have it and on others.
    """
    recognized = [] if settings.rules_only else [names_model.locate(language).name for language in spoken]
    return {
        "program": STEPS,
        "settings": storage.digest(settings),
        "decisions": storage.digest(decisions_of(study)),
        "people": storage.digest(roster_of(study).digested()),
        "branches": storage.digest(*_branches(study)),
        "languages": " ".join(spoken),
        "model": storage.digest(*recognized),
        "borrowed": storage.digest(*(f"{language}: {one}" for language, one in sorted(rules.items()))),
        **dict.fromkeys(["key"] if (adopted := key_record.adopted(study)) else [], "".join(adopted)),
        **{f"transcript {one}": storage.file_digest(study.transcript(one)) for one in interviews},
    }


def _branches(study: Study) -> list[str]:
    """What the tables say of branches, and of who was interviewed together."""
    together = [f"{one.id}: {one.scope}" for one in study.interviews if len(owners(one.scope)) > 1]
    return [*(f"{p.id}={p.branch}" for p in study.participants), *together]


# Which texts are the result of the inputs.


def is_made_from(study: Study, interview: str, inputs: str, record: StepInputs | None = None) -> bool:
    """Whether the text of `interview` is the result of `inputs`: by the record, or as texts of earlier versions say.

    `record` is what `made` gives: whoever asks for all interviews reads it once.
    """
    path = study.pseudonymized(interview)
    if not (path.exists() and study.identifiers(interview).exists()):
        return False
    record = record or made(study)
    if record.inputs == inputs and record.parts.get(interview, "").partition(" ")[0] == storage.file_digest(path):
        return True
    return provenance_of(study, interview).inputs == inputs


def made(study: Study) -> StepInputs:
    """The record of texts that are the result of inputs; empty where there is none."""
    path = study.step_inputs(MADE)
    try:
        return storage.read(path, StepInputs) if path.exists() else StepInputs(inputs="")
    except UserError:  # damaged: everything is made anew
        return StepInputs(inputs="")


def note_made(study: Study, inputs: str, texts: Mapping[str, str]) -> None:
    """Keep that these texts are the result of `inputs`."""
    storage.write(study.step_inputs(MADE), StepInputs(inputs=inputs, parts=dict(texts)), private=True)


def own_inputs(study: Study, interview: str, settings: PseudonymizeSettings, recognizers: str) -> str:
    """The fingerprint of what is an interview's own among the inputs."""
    return storage.digest(STEPS, settings, storage.file_digest(study.transcript(interview)), recognizers)


def _all_say(study: Study, interviews: Sequence[str], inputs: str) -> bool:
    paths = [study.pseudonymized(one) for one in interviews]
    return all(path.exists() and storage.read(path, TextProvenance).made_by.inputs == inputs for path in paths)


def first_inputs(
    study: Study, interviews: Sequence[str], settings: PseudonymizeSettings, rules: Mapping[str, str]
) -> str:
    """The fingerprint of version 0.1.0, which kept no record; transcripts are read for it, one at a time."""
    whole = (storage.read(study.transcript(one), Transcript) for one in interviews)
    spoken = sorted({storage.read(study.transcript(one), SpokenLanguage).language for one in interviews})
    recognized = [] if settings.rules_only else [names_model.locate(one).name for one in spoken]
    told = [f"{language}: rules of {one}" for language, one in sorted(rules.items())]
    roster, decided, kept = roster_of(study).digested(), decisions_of(study), key_record.adopted(study)
    before: list[Value | str] = [STEPS, settings, decided, roster, *_branches(study), *recognized]
    return storage.digest_each(chain(before, whole, told, kept))


# What is read of transcripts, and by whose rules they are searched.


def with_transcript(study: Study) -> list[Interview]:
    """The interviews that have a transcript."""
    return [i for i in study.interviews if study.transcript(i.id).exists()]


def untimed(study: Study, interview: str) -> Transcript:
    """The transcript without the times of its words, which take most of the time to read and most of the memory."""
    transcript = storage.read(study.transcript(interview), UntimedTranscript).transcript
    share_names_of_fields(transcript.turns)
    return transcript


def found_by(spoken: str, settings: PseudonymizeSettings, rules: Mapping[str, str]) -> str:
    """The fingerprint of the recognizers of a transcript in the language `spoken`."""
    models = () if settings.rules_only else trained.names(spoken)
    return storage.digest(STEPS, __version__, spoken, rules.get(spoken, spoken), *models)


def borrowed(study: Study, spoken: Mapping[str, str], stated: str = "") -> dict[str, str]:
    """Language without rules → the language whose rules it borrows; raises UserError if nobody said whose.

    `spoken` maps interview → its language.
    """
    earlier: dict[str, str] = {}
    for interview, language in spoken.items():
        path = study.pseudonymized(interview)
        if not languages.find(language) and path.exists():
            earlier[language] = storage.read(path, TalkText).rules
    found = {
        one: borrowed_rules.borrowed(study, one, stated, earlier.get(one, "")) for one in dict.fromkeys(spoken.values())
    }
    return {language: rules for language, rules in found.items() if rules}


def remark(rules: str, language: str) -> str:
    """The remark that identifiers were found by borrowed rules."""
    return borrowed_rules.note("identifiers found", rules, language)
