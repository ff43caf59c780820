"""The split step: from a stored pseudonymized transcript to stored candidate meaning units."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipstranscribe import guide as guides
from ipstranscribe.model import Guide, Interview, PseudonymizedTranscript, UnitDecisions, Units
from ipstranscribe.settings import SplitSettings
from ipstranscribe.study import locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.step import STEPS, Step

if TYPE_CHECKING:
    from ipstranscribe.split.questions.vectors import SentenceVectors
    from ipstranscribe.split.stage import EarlierUnits


@dataclass
class LazyVectors:
    """Lazy loader of the sentence model: loaded once, on first use."""

    loaded: "SentenceVectors | None" = None

    def get(self, settings: SplitSettings) -> "SentenceVectors | None":
        """The model, or None if the user chose to do without; raises UserError (MISSING_MODEL)."""
        if settings.lexical:
            return None
        if self.loaded is None:
            from ipstranscribe.split.questions.vectors import E5Vectors

            self.loaded = E5Vectors()
        return self.loaded


@dataclass(frozen=True)
class SplitTask:
    """Task: the text of an interview, the guide, and the units as they were, to units."""

    transcript: PseudonymizedTranscript
    guide: Guide
    settings: SplitSettings
    inputs: str
    earlier: "EarlierUnits"

    def run(self, vectors: LazyVectors) -> Units:
        """Split; the sentence model is loaded here, once for all tasks of a process."""
        from ipstranscribe.split import stage

        model = vectors.get(self.settings)
        return stage.split(self.transcript, self.guide, self.settings, model, self.inputs, self.earlier)


@locks.holding_interview("split")
def split(study: Study, interview: Interview, vectors: LazyVectors, *, lexical: bool = False) -> bool:
    """Split `interview` if its inputs have changed; returns whether it was done."""
    from ipstranscribe.split.stage import EarlierUnits

    settings = study.config.split.model_copy(update={"lexical": lexical or study.config.split.lexical})
    transcript = storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    guide = guides.load(study.guide)
    decided, path = decisions_on_units(study, interview.id), study.units(interview.id)
    inputs = _inputs(transcript, guide, settings, decided)

    def work() -> Units:
        earlier = EarlierUnits(storage.read(path, Units) if path.exists() else None, decided.decisions)
        return SplitTask(transcript, guide, settings, inputs, earlier).run(vectors)

    return Step(inputs, (path,), Units, work, lambda units: storage.write(path, units)).do()


def decisions_on_units(study: Study, interview: str) -> UnitDecisions:
    """The stored decisions on the units of `interview`."""
    path = study.units_by_hand(interview)
    return storage.read(path, UnitDecisions) if path.exists() else UnitDecisions(interview=interview)


def unplaced_message(units: Units) -> str:
    """The message about manual decisions that no longer fit the text or the guide."""
    ids = ", ".join(units.unplaced)
    return (
        f"decisions by hand that have no place any more: {len(units.unplaced)} ({ids}). Decide anew in an exported workbook, "
        "or take them back there: a row with the unit's id and the decision withdraw."
    )


def is_current(study: Study, interview: Interview) -> bool:
    """Whether the units are up to date with the text and the guide."""
    units = storage.read(study.units(interview.id), Units)
    lexical = units.made_by.settings.get("sentence_model") == "none"
    settings = study.config.split.model_copy(update={"lexical": lexical})
    transcript = storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    decided = decisions_on_units(study, interview.id)
    return units.made_by.inputs == _inputs(transcript, guides.load(study.guide), settings, decided)


def _inputs(transcript: PseudonymizedTranscript, guide: Guide, settings: SplitSettings, decided: UnitDecisions) -> str:
    """The fingerprint of the inputs, without provenance and pending suggestions, which change no unit."""
    content = transcript.model_copy(
        update={"made_by": transcript.made_by.model_copy(update={"inputs": ""}), "pending": 0}
    )
    by_hand = (decided,) if decided.decisions else ()
    return storage.digest(STEPS, settings, content, guide, *by_hand)
