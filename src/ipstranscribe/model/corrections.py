"""Types of term corrections: what a person wrote for what was heard, what was decided on it, and where it was applied."""

from typing import Literal

from pydantic import Field

from ipstranscribe.model.basics import Text, Value
from ipstranscribe.model.identifiers import DecisionScope, Occurrence
from ipstranscribe.model.transcript import Concern, Word

Breadth = Literal["everywhere", "places"]
"""How a correction is offered: for all places at once, or, where ordinary talk may be meant, place by place."""


class TermCorrection(Value):
    """A name or term that a person wrote in the place of what was heard, without punctuation around both."""

    heard: Text = Field(min_length=1)
    written: Text = Field(min_length=1)


class FoundCorrection(TermCorrection):
    """A correction that a person made in a draft, in this turn; `breadth` is how it is offered for other interviews."""

    turn: str
    breadth: Breadth


class CorrectionDecision(TermCorrection):
    """A person's decision on a correction: it holds (`yes`) or not (`no`) in its `scope`, narrower scopes counting more.

    `vocabulary`: the term is listened for in recordings that are transcribed later; `term_only`: and nothing else is meant.
    """

    verdict: Literal["yes", "no"]
    scope: DecisionScope = None
    vocabulary: bool = True
    term_only: bool = False
    by: str
    when: str

    @property
    def interview(self) -> str | None:
        """The one interview in which it holds, None for everywhere."""
        return self.scope.interview if isinstance(self.scope, Occurrence) else self.scope


class AppliedCorrection(TermCorrection):
    """A place of a transcript at which a correction was applied, with all that is needed to take it back exactly.

    `before` stood in the turn, `after` stands there now, from `start` on (code points). The words' spans count from `lead`
    signs before that, since a timed word may begin earlier. `raised` is the concern that tells a listener of it, `settled`
    the one that it stands in place of.
    """

    place: Occurrence
    start: int = Field(ge=0)
    before: Text
    after: Text
    lead: int = Field(default=0, ge=0)
    words_before: tuple[Word, ...] = ()
    words_after: tuple[Word, ...] = ()
    raised: Concern | None = None
    settled: Concern | None = None


class CorrectionLog(Value):
    """The corrections of one interview: `found` in its draft, `decisions` on these, and those `applied` to its text.

    What was found and decided is only ever added to. Holds originals: lives under `restricted/`.
    """

    interview: str
    found: tuple[FoundCorrection, ...] = ()
    decisions: tuple[CorrectionDecision, ...] = ()
    applied: tuple[AppliedCorrection, ...] = ()
