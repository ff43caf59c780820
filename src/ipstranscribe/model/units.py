"""Types of the interview guide, of tracked questions, and of candidate meaning units."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

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

    def is_for(self, *branches: Branch | None) -> bool:
        """Whether a participant of one of `branches`, however spelt, can be asked it; anybody where a branch is not known."""
        return self.branch == "all" or any(
            branch in (None, "all") or same_branch(self.branch, str(branch)) for branch in branches
        )


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

    def for_branch(self, *branches: Branch | None) -> tuple[Question, ...]:
        """The questions that participants of `branches` can be asked; all of them where a branch is not known."""
        return tuple(question for question in self.questions if question.is_for(*branches))


class Asked(Value):
    """The question asked by an interviewer turn: a main question, a follow-up to one, or none."""

    turn: str
    question: str | None
    kind: Literal["main", "follow_up", "none"]
    confidence: float = Field(ge=0, le=1)
    why: str


class Unit(Span):
    """A candidate meaning unit, or a named leftover: a span of one turn of somebody who does not ask.

    `question` is navigation, not a code; None reads `untagged`. `continues` is the unit that this one goes on with after
    an interruption, `context` the interviewer turn that led here. `speaker` is the label of who says it, where several were
    interviewed together; else it is empty. `alternatives` are the questions that it may answer
    instead, the likeliest first: kept where the choice was close, and where none was sure enough to be given.
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
    speaker: str = ""
    alternatives: tuple[str, ...] = ()

    @model_serializer(mode="wrap")
    def _as_earlier_versions_wrote_it(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out later fields where they are empty, so that earlier units keep their bytes."""
        fields: dict[str, Any] = write(self)
        return {name: value for name, value in fields.items() if value or name not in ("speaker", "alternatives")}


class Units(Value):
    """All candidate units of one interview, in order, with the tracked questions.

    `numbers` is the highest number ever given per id prefix (`MU`, `LO`): none is used twice. `unplaced` are ids of units
    with a manual decision that no longer fits the text or the guide. `branches` are those of the participants by label,
    where several were interviewed together; `branch` is the one that they have in common.
    """

    interview: str
    branch: Branch | None = None
    branches: dict[str, Branch | None] = Field(default_factory=dict)
    asked: tuple[Asked, ...]
    units: tuple[Unit, ...]
    notes: tuple[str, ...] = ()
    numbers: dict[str, int] = Field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    made_by: MadeBy

    @model_serializer(mode="wrap")
    def _as_earlier_versions_wrote_it(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out later fields where they are empty, so that earlier units keep their bytes."""
        fields: dict[str, Any] = write(self)
        return {name: value for name, value in fields.items() if value or name != "branches"}

    @property
    def asked_of(self) -> tuple[Branch | None, ...]:
        """The branches of those who were asked; None is one that is not known."""
        return branches_asked(self.branch, self.branches)

    @property
    def told_branch(self) -> Branch | None:
        """The branch in words; where several differ, that of each after the label: `P1 working; P2 looking`."""
        known = [f"{label} {branch}" for label, branch in self.branches.items() if branch]
        return self.branch or "; ".join(known) or None


def branches_asked(branch: Branch | None, branches: Mapping[str, Branch | None]) -> tuple[Branch | None, ...]:
    """The branches of those who were interviewed: of each of several, or the one of the only one."""
    return tuple(dict.fromkeys(branches.values())) or (branch,)


def common_branch(branches: Mapping[str, Branch | None]) -> Branch | None:
    """The branch that all participants have; None if they differ or it is not known."""
    found = set(branches.values())
    return found.pop() if len(found) == 1 else None


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
