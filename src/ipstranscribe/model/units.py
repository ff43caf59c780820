"""Types of the interview guide, of tracked questions, and of candidate meaning units."""

from typing import Literal, Self

from pydantic import Field, model_validator

from ipstranscribe.model.basics import Branch, Span, Text, Value, check_spans
from ipstranscribe.model.branch_names import same_branch
from ipstranscribe.model.transcript import MadeBy


class Question(Value):
    """A main question of the interview guide. `variants` are other wordings or translations of it."""

    id: str
    text: Text
    branch: Branch = "all"
    followups: tuple[Text, ...] = ()
    variants: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()

    def is_for(self, branch: Branch | None) -> bool:
        """Whether a participant of `branch`, however spelt, can be asked it; anybody where the branch is not known."""
        return branch in (None, "all") or self.branch == "all" or same_branch(self.branch, str(branch))


class Guide(Value):
    """The interview guide, in the order of its questions."""

    title: str
    language: str
    questions: tuple[Question, ...]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        seen: set[str] = set()
        for question in self.questions:
            if question.id in seen:
                raise ValueError(f"question id {question.id} occurs twice")
            seen.add(question.id)
        return self

    def for_branch(self, branch: Branch | None) -> tuple[Question, ...]:
        """The questions that a participant of `branch` can be asked; all of them where the branch is not known."""
        return tuple(question for question in self.questions if question.is_for(branch))


class Asked(Value):
    """The question asked by an interviewer turn: a main question, a follow-up to one, or none."""

    turn: str
    question: str | None
    kind: Literal["main", "follow_up", "none"]
    confidence: float = Field(ge=0, le=1)
    why: str


class Unit(Span):
    """A candidate meaning unit, or a named leftover: a span of one participant turn.

    `question` is navigation, not a code; None reads `untagged`. `continues` is the unit that this one goes on with after
    an interruption, `context` the interviewer turn that led here.
    """

    id: str
    turn: str
    text: Text
    kind: Literal["unit", "leftover"]
    question: str | None = None
    how_tagged: str
    confidence: float = Field(ge=0, le=1)
    continues: str | None = None
    context: str | None = None
    start: float | None = None
    end: float | None = None


class Units(Value):
    """All candidate units of one interview, in order, with the tracked questions.

    `numbers` is the highest number ever given per id prefix (`MU`, `LO`): none is used twice. `unplaced` are ids of units
    with a manual decision that no longer fits the text or the guide.
    """

    interview: str
    branch: Branch | None = None
    asked: tuple[Asked, ...]
    units: tuple[Unit, ...]
    notes: tuple[str, ...] = ()
    numbers: dict[str, int] = Field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    made_by: MadeBy


class UnitDecision(Span):
    """A person's decision on a span of a participant turn.

    cut: it is one unit; tag: it is one unit, and answers `question` (None: none of them); reject: it is a leftover, for
    `reason`; withdraw: what was decided on it before holds no longer. `unit` is the id of the unit it was decided on,
    `said` the whole turn as it was then, by which the span is found again.
    """

    unit: str
    turn: str
    said: Text
    verdict: Literal["cut", "tag", "reject", "withdraw"]
    question: str | None = None
    reason: Text = ""
    by: str
    when: str

    @model_validator(mode="after")
    def _lies_in_turn(self) -> Self:
        check_spans((self,), self.said, "decisions")
        return self

    @property
    def text(self) -> str:
        """The text of the span at the time of the decision."""
        return self.said[self.char_start : self.char_end]


class UnitDecisions(Value):
    """All decisions on the units of one interview, in order; later ones take precedence.

    Stored under `restricted/`: the text at that time may contain a name that was found since.
    """

    interview: str
    decisions: tuple[UnitDecision, ...] = ()
