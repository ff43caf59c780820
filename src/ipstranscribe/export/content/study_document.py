"""The document model of a whole study: its interviews, and the coverage of every question in each."""

from collections.abc import Collection
from typing import Self

from pydantic import Field

from ipstranscribe.export.content.agreed import AgreedCoding
from ipstranscribe.export.content.document import Document, Header
from ipstranscribe.export.content.typed_codes import TypedCodes
from ipstranscribe.guide.coverage import CoverageRow, InterviewUnits, Readiness, coverage_table
from ipstranscribe.model import Guide, Value
from ipstranscribe.model.cast import listed

STUDY = "all interviews"
"""Start of the file names that hold several interviews. Ids have no blanks, so no interview's id can match it."""


class StudyPart(Value):
    """One interview of a study document. `document` is None unless it is ready.

    `branches` are those of the participants by id; `branch` is the one that they have in common.
    """

    interview: str
    participants: tuple[str, ...]
    branch: str | None = None
    branches: dict[str, str | None] = Field(default_factory=dict)
    ready: Readiness = "ready"
    document: Document | None = None

    @property
    def participant(self) -> str:
        """The participants as one text: `P1`, or `P1, P2`."""
        return listed(self.participants)

    @property
    def told_branch(self) -> str:
        """The branch in words, of several who differ that of each after the id; empty where it is not known."""
        known = [f"{one} {branch}" for one, branch in self.branches.items() if branch]
        return self.branch or ("; ".join(known) if len(self.participants) > 1 else "")

    def branch_of(self, participant: str) -> str | None:
        """The branch of one of the participants."""
        return self.branches.get(participant, self.branch)

    @property
    def of_units(self) -> InterviewUnits:
        """Its input to the coverage table."""
        units = self.document.units if self.document else None
        return InterviewUnits(interview=self.interview, branch=self.branch, ready=self.ready, units=units)


class StudyDocument(Value):
    """The document of a whole study: its interviews in order. `header` is that of the whole.

    `codes` are what coders typed into an earlier workbook of all interviews, `agreed` what they agreed on, which
    project files show.
    """

    parts: tuple[StudyPart, ...]
    guide: Guide
    header: Header
    codes: TypedCodes = TypedCodes()
    agreed: AgreedCoding = AgreedCoding()

    def copy_for(self, coder: str) -> Self:
        """The same for one coder; an empty id makes a copy for everybody."""
        parts = tuple(
            part.model_copy(update={"document": part.document.copy_for(coder)}) if part.document else part
            for part in self.parts
        )
        return self.model_copy(update={"parts": parts, "header": self.header.copy_for(coder)})

    def without(self, interviews: Collection[str]) -> Self:
        """The same without these interviews, as if they were not in the study."""
        return self.model_copy(update={"parts": tuple(one for one in self.parts if one.interview not in interviews)})

    def with_codes(self, codes: TypedCodes) -> Self:
        """The same with what coders typed before."""
        parts = tuple(
            part.model_copy(update={"document": part.document.with_codes(codes)}) if part.document else part
            for part in self.parts
        )
        return self.model_copy(update={"parts": parts, "codes": codes})

    def with_agreed(self, agreed: AgreedCoding) -> Self:
        """The same with what people agreed on, in project files and in tables of units."""
        return self.with_codes(agreed.typed()).model_copy(update={"agreed": agreed})

    @property
    def unit_ids(self) -> dict[str, frozenset[str]]:
        """The interviews with the ids of their units; none of one that is not ready."""
        of: dict[str, frozenset[str]] = {}
        for part in self.parts:
            of |= part.document.unit_ids if part.document else {part.interview: frozenset()}
        return of

    @property
    def rows(self) -> tuple[CoverageRow, ...]:
        """The rows of the coverage table."""
        return coverage_table([part.of_units for part in self.parts], self.guide)

    @property
    def is_joint(self) -> bool:
        """Whether several participants were interviewed together in any of the interviews."""
        return any(row.speaker for row in self.rows)

    @property
    def tells_branch(self) -> bool:
        """Whether readers may know the branch of an interview."""
        return "branch" in self.header.facts
