"""The interview guide, what was asked where, and candidate meaning units."""

from typing import Literal, Self

from pydantic import Field, model_validator

from ipstranscribe.model.basics import Branch, Span, Text, Value, check_spans
from ipstranscribe.model.transcript import MadeBy


class Question(Value):
    """A question of the interview guide. `variants` says the same in other words or languages; they are asked alike."""

    id: str
    text: Text
    branch: Branch = "all"
    followups: tuple[Text, ...] = ()
    variants: tuple[Text, ...] = ()
    keywords: tuple[Text, ...] = ()

    def is_for(self, branch: Branch | None) -> bool:
        """Whether a participant of `branch` can be asked it; anybody where the branch is not known."""
        return branch in (None, "all") or self.branch in ("all", branch)


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
    """What an interviewer turn asks: a main question, a follow-up to one, or neither."""

    turn: str
    question: str | None
    kind: Literal["main", "follow_up", "none"]
    confidence: float = Field(ge=0, le=1)
    why: str


class Unit(Span):
    """A candidate meaning unit, or a named leftover: a stretch of one participant turn.

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
    """All candidate units of one interview, in order, and what was asked where.

    `numbers` is the highest number that was ever given, by the letters of the ids (`MU`, `LO`): none is used twice.
    `unplaced` are ids of units on which a person decided what fits text or guide no longer.
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
    """What a person decided on a stretch of a participant turn.

    cut: it is one unit; tag: it is one unit, and answers `question` (None: none of them); reject: it is a leftover, for
    `reason`; withdraw: what was decided on it before holds no longer. `unit` is the id of the unit it was decided on,
    `said` the whole turn as it was then, by which the stretch is found again.
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
        """The stretch itself, as it was."""
        return self.said[self.char_start : self.char_end]


class UnitDecisions(Value):
    """Every decision on the units of one interview, in the order they were made; later ones hold.

    Lives under `restricted/`: a text of then may hold a name that was found since.
    """

    interview: str
    decisions: tuple[UnitDecision, ...] = ()
