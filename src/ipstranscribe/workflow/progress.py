"""The progress of a study: what is made, what a run would make anew, and why: which input has changed since.

Nothing is made and nothing written here. What a run would do is told by the fingerprints that it would compare.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, StepInputs
from ipstranscribe.study import storage
from ipstranscribe.study.file_names import interviews_of
from ipstranscribe.study.folder import Study
from ipstranscribe.study.guide_file import guide_of
from ipstranscribe.study.interview_facts import identifier_facts, transcript_facts, unit_facts
from ipstranscribe.workflow import export, pseudonymize_inputs, recording_sums, split, transcribe
from ipstranscribe.workflow.run_choices import RunChoices

ProgressStage = Literal["transcript", "identifiers", "units", "documents"]
STAGES: tuple[ProgressStage, ...] = get_args(ProgressStage)
"""What the four stages make of an interview, in their order."""

Freshness = Literal["missing", "made", "outdated"]
"""Whether a result is there, and made from what there is now."""

OTHERWISE = "something that it was made from"
"""Where no record tells which input has changed, as in studies of version 0.1.0."""

_WORDS = {
    "program": "this version of the program",
    "settings": "study.toml",
    "model": "the model",
    "languages": "a language",
    "names": "the names in the tables",
    "recordings": "the recording",
    "guide": "guide.toml",
    "decisions": "decisions on identifiers",
    "people": "the tables of people",
    "branches": "the branches of participants",
    "borrowed": "whose rules are used",
    "key": "the key",
    "text": "the pseudonymized text",
    "by hand": "decisions on units",
    "identifiers": "the pseudonymized text",
    "sentence model": "the sentence model",
    "units": "the units",
    "approvals": "what is approved",
    "consent": "what participants consented to",
    "sound": "the sound",
    "files": "the formats asked for",
}
"""The inputs of steps, as a sentence names them."""


@dataclass(frozen=True)
class InterviewProgress:
    """Which results of an interview are there and up to date, and for each outdated one the inputs that have changed."""

    interview: str
    states: Mapping[ProgressStage, Freshness]
    changed: Mapping[ProgressStage, tuple[str, ...]] = field(default_factory=dict)


def to_transcribe(study: Study) -> tuple[str, ...]:
    """Ids of the interviews with a recording whose transcript a run would make, in the table's order."""
    recorded = (one for one in study.interviews if one.recordings)
    return tuple(one.id for one in recorded if _transcript(study, one)[0] != "made")


@dataclass(frozen=True)
class _Identifiers:
    """What a run would compare for all interviews together: the fingerprint, and which inputs have changed since."""

    inputs: str
    recorded: str | None
    """The fingerprint that the record of inputs belongs to."""
    transcripts: frozenset[str]
    """Interviews whose transcript has changed since; the others are touched by other changes only."""
    changed: tuple[str, ...]
    made: StepInputs
    """The record of which texts are the result of the inputs."""


def progress(study: Study, choices: RunChoices, without: Collection[str] = ()) -> Iterator[InterviewProgress]:
    """The progress of every interview, in the table's order. Raises UserError for a damaged file or table.

    Those that it shall do `without` are not looked at.
    """
    common = _identifiers(study, choices)
    exported = _exported(study)
    looked = (interview for interview in study.interviews if interview.id not in without)
    yield from (_one(study, interview, choices, common, exported) for interview in looked)


def needs_key(study: Study, choices: RunChoices, untouched: Collection[str] = ()) -> bool:
    """Whether a run with `choices` will pseudonymize, for which it needs the key. True where that cannot be told.

    The transcripts of interviews that are `untouched` are known to be up to date.
    """
    try:
        common, coming = _identifiers(study, choices), False
        for interview in study.interviews:
            if interview.id in untouched:
                continue
            coming = coming or _transcript(study, interview)[0] == "outdated"
            coming = coming or (not study.transcript(interview.id).exists() and bool(interview.recordings))
    except UserError:
        return True
    there = [i.id for i in study.interviews if study.transcript(i.id).exists()]
    inputs, made = common.inputs if common else "", common.made if common else None
    return coming or not all(pseudonymize_inputs.is_made_from(study, one, inputs, made) for one in there)


def _exported(study: Study) -> frozenset[str]:
    """The interviews that a file of the export folder is named after: looked at once, since a study has thousands."""
    ids = {one.id for one in study.listed}
    named = (interviews_of(path.relative_to(study.exports).as_posix(), ids) for path in study.exports.rglob("*"))
    return frozenset[str]().union(*named)


def _one(
    study: Study, interview: Interview, choices: RunChoices, common: _Identifiers | None, exported: Collection[str]
) -> InterviewProgress:
    states: dict[ProgressStage, Freshness] = {}
    changed: dict[ProgressStage, tuple[str, ...]] = {}
    before: Freshness = "made"
    found = {
        "transcript": lambda: _transcript(study, interview),
        "identifiers": lambda: _identifiers_of(study, interview, common),
        "units": lambda: _units(study, interview, choices),
        "documents": lambda: _documents(study, interview, exported),
    }
    for stage in STAGES:
        state, why = found[stage]()
        if state == "made" and before != "made":  # what it is made from is to be made anew first
            state, why = "outdated", (f"the {STAGES[STAGES.index(stage) - 1]}",)
        states[stage] = before = state
        if why:
            changed[stage] = why
    return InterviewProgress(interview.id, states, changed)


def _transcript(study: Study, interview: Interview) -> tuple[Freshness, tuple[str, ...]]:
    path = study.transcript(interview.id)
    if not path.exists():
        return "missing", ()
    if transcribe.left_alone(study, interview):
        return "made", ()
    try:
        stored = transcript_facts(study, interview.id)
        task = transcribe.task_of(study, interview)
        task = replace(task, known_sums=recording_sums.sums_by_time(study, interview, stored.recordings))
        task = transcribe.comparable(study, interview, task)
        if stored.made_from == task.inputs and study.draft(interview.id).exists():
            return "made", ()
    except UserError:  # a model, a participant or the guide is missing, which is a finding of the preflight
        return "made", ()
    if stored.made_from == task.inputs:
        return "outdated", ("its Word draft, which is not there",)
    return "outdated", _changed(study, f"{interview.id}_transcript", stored.made_from, task.parts)


def _identifiers(study: Study, choices: RunChoices) -> _Identifiers | None:
    """What a run would compare; None where it could not pseudonymize, as a finding of the preflight says."""
    if not any(study.transcript(one.id).exists() for one in study.interviews):
        return None
    try:
        now = pseudonymize_inputs.inputs_now(study, choices)
    except UserError:
        return None
    kept = _kept(study, "identifiers")
    made = pseudonymize_inputs.made(study)
    if kept is None:
        return _Identifiers(now.inputs, None, frozenset(), (OTHERWISE,), made)
    names = [name for name in {**kept.parts, **now.parts} if now.parts.get(name) != kept.parts.get(name)]
    transcripts = {name.removeprefix("transcript ") for name in names if name.startswith("transcript ")}
    gone = transcripts - {one.id for one in study.interviews}
    why = [*_words(name for name in names if name in _WORDS), *(["which interviews there are"] if gone else [])]
    return _Identifiers(now.inputs, kept.inputs, frozenset(transcripts), tuple(why if names else [OTHERWISE]), made)


def _identifiers_of(
    study: Study, interview: Interview, common: _Identifiers | None
) -> tuple[Freshness, tuple[str, ...]]:
    path = study.pseudonymized(interview.id)
    if not path.exists() or not study.identifiers(interview.id).exists():
        return "missing", ()
    if common is None or pseudonymize_inputs.is_made_from(study, interview.id, common.inputs, common.made):
        return "made", ()
    recorded = common.recorded
    if recorded is None or not pseudonymize_inputs.is_made_from(study, interview.id, recorded, common.made):
        return "outdated", (OTHERWISE,)
    own = ("the transcript",) if interview.id in common.transcripts else ()
    why = (*own, *common.changed)
    return ("outdated", why) if why else ("made", ())  # another interview's transcript: told there


def _units(study: Study, interview: Interview, choices: RunChoices) -> tuple[Freshness, tuple[str, ...]]:
    path = study.units(interview.id)
    if not path.exists():
        return "missing", ()
    if not study.pseudonymized(interview.id).exists():
        return "made", ()
    try:
        now = split.changed_inputs(study, interview, choices)
        stored = unit_facts(study, interview.id).made_by.inputs
    except UserError:
        return "made", ()
    return ("made", ()) if now is None else ("outdated", _changed(study, f"{interview.id}_units", stored, now))


def _documents(study: Study, interview: Interview, exported: Collection[str]) -> tuple[Freshness, tuple[str, ...]]:
    """Whether the working copies of an interview are there, and show what there is now."""
    kept = _kept(study, f"{interview.id}_documents")
    if kept is None:
        return ("made" if interview.id in exported else "missing"), ()
    names = kept.parts.get("files", "").splitlines()
    if not all((study.exports / name).exists() for name in names):
        return "missing", ()
    if not (study.units(interview.id).exists() and study.pseudonymized(interview.id).exists()):
        return "made", ()
    try:
        guide_of(study)
        if study.identifiers(interview.id).exists() and study.transcript(interview.id).exists():
            identifier_facts(study, interview.id)
        parts = export.document_parts(study, interview, names)
    except UserError:  # the guide cannot be read, or the identifiers, which are told of as they are set aside
        return "made", ()
    why = _words(name for name in {**parts, **kept.parts} if parts.get(name) != kept.parts.get(name))
    return ("outdated", why) if why else ("made", ())


def _changed(study: Study, step: str, stored: str, parts: Mapping[str, str]) -> tuple[str, ...]:
    """The inputs of a step that are others now than when the result with the fingerprint `stored` was made."""
    kept = _kept(study, step)
    if kept is None or kept.inputs != stored:
        return (OTHERWISE,)
    return _words(name for name in parts if parts[name] != kept.parts.get(name)) or (OTHERWISE,)


def _words(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORDS[name] for name in names))


def _kept(study: Study, step: str) -> StepInputs | None:
    path = study.step_inputs(step)
    return storage.read(path, StepInputs) if path.exists() else None
