"""What is exported of a whole study: its interviews side by side, and how far each question was covered in each.

An interview that is not split yet, or whose units are out of date, says nothing about what was asked in it.
"""

from collections.abc import Sequence
from typing import Literal, Self

from ipstranscribe.export.document import CoverageState, Document, Header, count, state_of
from ipstranscribe.model import Guide, Question, Units, Value

Ready = Literal["ready", "stale", "not_split"]
"""Whether the units of an interview are there and made from the text and the guide as they are now."""

STUDY = "all interviews"
"""How names of files begin that hold several interviews. No id of an interview holds a blank, so that none claims them."""


class Side(Value):
    """One interview beside others. `units` are None unless it is ready."""

    interview: str
    branch: str | None = None
    ready: Ready = "ready"
    units: Units | None = None


class CoverageCell(Value):
    """How a question was covered in an interview. `asked` counts interviewer turns, follow-ups included; what is not known
    is None.
    """

    question: Question
    state: CoverageState | Literal["stale", "not_split"]
    asked: int | None = None
    units: int | None = None
    words: int | None = None


class CoverageRow(Value):
    """An interview in the coverage table: a cell for every question in guide order, and what no question claims."""

    interview: str
    branch: str | None
    cells: tuple[CoverageCell, ...]
    untagged: tuple[int, int] | None = None
    """Units and words that answer no question."""
    leftovers: tuple[int, int] | None = None


def coverage_table(sides: Sequence[Side], guide: Guide) -> tuple[CoverageRow, ...]:
    """Interviews × questions: asked and answered, answered unasked, asked without an answer, not asked, not applicable;
    `stale` and `not_split` where nothing can be said.
    """
    return tuple(_row(side, guide) for side in sides)


def _row(side: Side, guide: Guide) -> CoverageRow:
    if side.units is None or side.ready != "ready":
        state: Literal["stale", "not_split"] = "stale" if side.ready == "stale" else "not_split"
        cells = tuple(CoverageCell(question=question, state=state) for question in guide.questions)
        return CoverageRow(interview=side.interview, branch=side.branch, cells=cells)
    applicable = guide.for_branch(side.units.branch)
    return CoverageRow(
        interview=side.interview,
        branch=side.units.branch,
        cells=tuple(_cell(side.units, question, applicable=question in applicable) for question in guide.questions),
        untagged=count([u for u in side.units.units if u.kind == "unit" and u.question is None]),
        leftovers=count([u for u in side.units.units if u.kind == "leftover"]),
    )


def _cell(units: Units, question: Question, *, applicable: bool) -> CoverageCell:
    asked = sum(one.question == question.id for one in units.asked)
    number, words = count([u for u in units.units if u.kind == "unit" and u.question == question.id])
    state = state_of(asked=bool(asked), answered=bool(number), applicable=applicable)
    return CoverageCell(question=question, state=state, asked=asked, units=number, words=words)


class StudyPart(Value):
    """An interview of a study document. `document` is None unless it is ready."""

    interview: str
    participant: str
    branch: str | None = None
    ready: Ready = "ready"
    document: Document | None = None

    @property
    def side(self) -> Side:
        """What the coverage table knows of it."""
        units = self.document.units if self.document else None
        return Side(interview=self.interview, branch=self.branch, ready=self.ready, units=units)


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
        return coverage_table([part.side for part in self.parts], self.guide)

    @property
    def tells_branch(self) -> bool:
        """Whether its readers are told to which branch an interview belongs."""
        return "branch" in self.header.facts
