"""One step of the flow each: read what goes in, see whether it changed, call the stage, store what comes out."""

from pathlib import Path
from typing import TypeVar

from ipstranscribe.model import PseudonymizedTranscript, Transcript, Units
from ipstranscribe.study import storage

STEPS = "3"
"""Part of every fingerprint; raised when a step would make something else of the same input."""


StageValue = TypeVar("StageValue", Transcript, PseudonymizedTranscript, Units)
"""What a stage makes and the store keeps."""


def up_to_date(path: Path, kind: type[StageValue], inputs: str) -> bool:
    """Whether the value at `path` was made from `inputs`. Raises UserError for a damaged file."""
    if not path.exists():
        return False
    return storage.read(path, kind).made_by.inputs == inputs
