"""Workflow steps, one file per user action: read the inputs, compare the fingerprint, call the stage, store the result."""

from pathlib import Path
from typing import TypeVar

from ipstranscribe.model import PseudonymizedTranscript, Transcript, Units
from ipstranscribe.study import storage

STEPS = "3"
"""Version of the steps, part of every fingerprint; raised when the same input would give another result."""


StageValue = TypeVar("StageValue", Transcript, PseudonymizedTranscript, Units)
"""A stored result of a stage."""


def up_to_date(path: Path, kind: type[StageValue], inputs: str) -> bool:
    """Whether the value at `path` was made from `inputs`. Raises UserError for a damaged file."""
    if not path.exists():
        return False
    return storage.read(path, kind).made_by.inputs == inputs
