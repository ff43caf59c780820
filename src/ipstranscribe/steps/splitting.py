"""A pseudonymized transcript to candidate meaning units."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipstranscribe import guide as guides
from ipstranscribe import store
from ipstranscribe.model import Guide, Interview, PseudonymizedTranscript, Units
from ipstranscribe.settings import SplitSettings
from ipstranscribe.steps import STEPS, up_to_date
from ipstranscribe.study import Study

if TYPE_CHECKING:
    from ipstranscribe.split.vectors import SentenceVectors


@dataclass
class Vectors:
    """The sentence model, loaded once when it is first needed."""

    loaded: "SentenceVectors | None" = None

    def get(self, settings: SplitSettings) -> "SentenceVectors | None":
        """The model, or None where the user chose to go on without; raises UserError (MISSING_MODEL)."""
        if settings.lexical:
            return None
        if self.loaded is None:
            from ipstranscribe.split.vectors import E5Vectors

            self.loaded = E5Vectors()
        return self.loaded


def split(study: Study, interview: Interview, vectors: Vectors, *, lexical: bool = False) -> bool:
    """Split `interview` if what goes in has changed; returns whether it was done."""
    from ipstranscribe.split import stage

    settings = study.config.split.model_copy(update={"lexical": lexical or study.config.split.lexical})
    transcript = store.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    guide = guides.load(study.guide)
    inputs = _inputs(transcript, guide, settings)
    if up_to_date(study.units(interview.id), Units, inputs):
        return False
    units = stage.split(transcript, guide, settings, vectors.get(settings), inputs)
    store.write(study.units(interview.id), units)
    return True


def is_current(study: Study, interview: Interview) -> bool:
    """Whether the units were made from the text and the guide as they are now."""
    units = store.read(study.units(interview.id), Units)
    lexical = units.made_by.settings.get("sentence_model") == "none"
    settings = study.config.split.model_copy(update={"lexical": lexical})
    transcript = store.read(study.pseudonymized(interview.id), PseudonymizedTranscript)
    return units.made_by.inputs == _inputs(transcript, guides.load(study.guide), settings)


def _inputs(transcript: PseudonymizedTranscript, guide: Guide, settings: SplitSettings) -> str:
    """The fingerprint of what goes in; how the text was made and what waits for a decision change no unit."""
    content = transcript.model_copy(
        update={"made_by": transcript.made_by.model_copy(update={"inputs": ""}), "pending": 0}
    )
    return store.digest(STEPS, settings, content, guide)
