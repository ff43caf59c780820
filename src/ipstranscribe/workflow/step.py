"""Step: work on stored values that is done only if its inputs have changed. Every stage runs as one.

A step names its inputs by a fingerprint, finds out whether what is stored was made from them, does the work, and stores the
result. The work itself is a *task*: a frozen record of values, without an engine or a model, which can be pickled and run
in another process; it opens what it needs where it runs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from ipstranscribe.model import PseudonymizedTranscript, StepInputs, Transcript, Units
from ipstranscribe.study import storage

STEPS = "3"
"""Version of the steps, part of every fingerprint; raised when the same input would give another result."""

Stored = Transcript | PseudonymizedTranscript | Units
"""A stored result of a stage, with the fingerprint of its inputs."""

Made = TypeVar("Made")


@dataclass(frozen=True)
class Step(Generic[Made]):
    """A step: its inputs, the files that hold its result, the work, and how the result is stored.

    `inputs` is the fingerprint of everything that the result depends on. `files` are read as values of `kind`; all of them
    must have been made from these inputs for the step to be up to date. `beside` has to exist as well. `store` writes the
    result, the `files` last, because they say that all is done. `parts` are the inputs one by one (what it is → checksum);
    they are kept in `record`, so that `status` can say later which of them has changed.
    """

    inputs: str
    files: tuple[Path, ...]
    kind: type[Stored]
    work: Callable[[], Made]
    store: Callable[[Made], None]
    beside: tuple[Path, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    record: Path | None = None

    def is_up_to_date(self) -> bool:
        """Whether what is stored was made from these inputs. Raises UserError for a damaged file."""
        return all(path.exists() for path in (*self.files, *self.beside)) and all(
            storage.read(path, self.kind).made_by.inputs == self.inputs for path in self.files
        )

    def do(self, *, anew: bool = False) -> bool:
        """Do the work and store its result, if something has changed or `anew`; returns whether it was done."""
        if not anew and self.is_up_to_date():
            return False
        self.store(self.work())
        if self.record:
            storage.write(self.record, StepInputs(inputs=self.inputs, parts=dict(self.parts)), private=True)
        return True
