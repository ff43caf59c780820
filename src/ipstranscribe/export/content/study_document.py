"""What is exported of a whole study: its interviews side by side, and how far each question was covered in each."""

from typing import Self

from ipstranscribe.export.content.document import Document, Header
from ipstranscribe.guide.coverage import CoverageRow, InterviewUnits, Readiness, coverage_table
from ipstranscribe.model import Guide, Value

STUDY = "all interviews"
"""How names of files begin that hold several interviews. No id of an interview holds a blank, so that none claims them."""


class StudyPart(Value):
    """An interview of a study document. `document` is None unless it is ready."""

    interview: str
    participant: str
    branch: str | None = None
    ready: Readiness = "ready"
    document: Document | None = None

    @property
    def of_units(self) -> InterviewUnits:
        """What the coverage table knows of it."""
        units = self.document.units if self.document else None
        return InterviewUnits(interview=self.interview, branch=self.branch, ready=self.ready, units=units)


class StudyDocument(Value):
    """The interviews of a study, in their order, ready to be written side by side. `header` is that of the whole."""

    parts: tuple[StudyPart, ...]
    guide: Guide
    header: Header

    def copy_for(self, coder: str) -> Self:
        """The same for a coder, or without one for everybody."""
        parts = tuple(
            part.model_copy(update={"document": part.document.copy_for(coder)}) if part.document else part
            for part in self.parts
        )
        return self.model_copy(update={"parts": parts, "header": self.header.copy_for(coder)})

    @property
    def rows(self) -> tuple[CoverageRow, ...]:
        """The coverage table."""
        return coverage_table([part.of_units for part in self.parts], self.guide)

    @property
    def tells_branch(self) -> bool:
        """Whether its readers are told to which branch an interview belongs."""
        return "branch" in self.header.facts
