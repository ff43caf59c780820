"""Coverage of the guide's questions: which were asked and answered, per interview and over the study.

Nothing is known of the coverage in an interview that is not split yet or whose units are out of date.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from ipstranscribe.model import Branch, Guide, Question, Unit, Units, Value

Readiness = Literal["ready", "stale", "not_split"]
"""Whether the units of an interview exist and were made from the current text and guide."""

CoverageState = Literal[
    "answered", "answered_unasked", "asked_no_answer", "not_asked", "other_branch", "stale", "not_split"
]
"""The coverage state of a question; in the last two, nothing is known."""


class PersonCoverage(Value):
    """Coverage of a question by one of several who were interviewed together, judged by that person's branch."""

    label: str
    state: CoverageState
    units: int = 0
    words: int = 0


class QuestionCoverage(Value):
    """Coverage of a question in one interview, or by one of its speakers. `asked` are the turns that ask it.

    Follow-ups are included. Counts are empty unless `known`. `people` are the participants by themselves, where several
    were interviewed together.
    """

    question: Question
    state: CoverageState
    asked: tuple[str, ...] = ()
    units: int = 0
    words: int = 0
    people: tuple[PersonCoverage, ...] = ()

    @property
    def known(self) -> bool:
        """Whether the coverage is known: not for an interview that is out of date or not split."""
        return self.state not in ("stale", "not_split")


class InterviewUnits(Value):
    """The input of one interview to the coverage table. `units` are None unless it is ready."""

    interview: str
    branch: str | None = None
    ready: Readiness = "ready"
    units: Units | None = None


class CoverageRow(Value):
    """A row of the coverage table: an interview with a cell per question in guide order, untagged units and leftovers.

    Where several were interviewed together, each `speaker` has a row.
    """

    interview: str
    speaker: str = ""
    branch: str | None
    cells: tuple[QuestionCoverage, ...]
    untagged: tuple[int, int] | None = None
    """Numbers of untagged units and of their words."""
    leftovers: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """The interview, and the speaker where several were interviewed together: `F1 · P2`."""
        return f"{self.interview} · {self.speaker}" if self.speaker else self.interview


class QuestionTotal(NamedTuple):
    """Coverage of a question over the split interviews: for how many it was meant, in how many it was asked and answered.

    `units` and `words` are those that answer it.
    """

    question: Question
    of: int
    asked: int
    answered: int
    units: int
    words: int


def tagged(units: Units, question: str | None, speaker: str = "") -> tuple[Unit, ...]:
    """The units tagged with a question, in order; None gives the untagged ones. Those of one `speaker`, if given."""
    return tuple(u for u in units.units if u.kind == "unit" and u.question == question and speaker in ("", u.speaker))


def leftovers(units: Units, speaker: str = "") -> tuple[Unit, ...]:
    """The leftovers (participant talk in no unit), in order. Of one `speaker`, if given."""
    return tuple(u for u in units.units if u.kind == "leftover" and speaker in ("", u.speaker))


def count_units(units: Sequence[Unit]) -> tuple[int, int]:
    """The number of units and the number of words in them, including words that a convention leaves out."""
    return len(units), sum(len(unit.text.split()) for unit in units)


def coverage_of(units: Units, guide: Guide) -> tuple[QuestionCoverage, ...]:
    """The coverage of every question in an interview, in guide order.

    Not asked, not answered and not applicable (other branch) are different states.
    """
    return tuple(_covered(units, question) for question in guide.questions)


def _covered(units: Units, question: Question, speaker: str = "") -> QuestionCoverage:
    """The coverage of a question in an interview, or by one of its speakers."""
    asked = tuple(one.turn for one in units.asked if one.question == question.id)
    number, words = count_units(tagged(units, question.id, speaker))
    known = [units.branches[speaker]] if speaker in units.branches else units.asked_of
    applicable = question.is_for(*known)
    if speaker and not applicable:
        asked = ()  # it was asked of somebody else
    state = _state(asked=bool(asked), answered=bool(number), applicable=applicable)
    people = () if speaker else tuple(_by_person(units, question, label) for label in units.branches)
    return QuestionCoverage(question=question, state=state, asked=asked, units=number, words=words, people=people)


def _by_person(units: Units, question: Question, label: str) -> PersonCoverage:
    own = _covered(units, question, label)
    return PersonCoverage(label=label, state=own.state, units=own.units, words=own.words)


def _state(*, asked: bool, answered: bool, applicable: bool) -> CoverageState:
    if answered:
        return "answered" if asked else "answered_unasked"
    if asked:
        return "asked_no_answer"
    return "not_asked" if applicable else "other_branch"


def coverage_table(interviews: Sequence[InterviewUnits], guide: Guide) -> tuple[CoverageRow, ...]:
    """The coverage table: interviews × questions; `stale` and `not_split` where nothing is known.

    Of several who were interviewed together each has a row, and whoever else says something.
    """
    return tuple(_row(one, guide, speaker) for one in interviews for speaker in _speakers(one))


def _speakers(one: InterviewUnits) -> tuple[str, ...]:
    """The speakers with a row of their own; only the empty label where one person was interviewed."""
    if one.units is None or one.ready != "ready" or not one.units.branches:
        return ("",)
    return tuple(dict.fromkeys((*one.units.branches, *(unit.speaker for unit in one.units.units))))


def _row(one: InterviewUnits, guide: Guide, speaker: str) -> CoverageRow:
    if one.units is None or one.ready != "ready":
        state: CoverageState = "stale" if one.ready == "stale" else "not_split"
        cells = tuple(QuestionCoverage(question=question, state=state) for question in guide.questions)
        return CoverageRow(interview=one.interview, branch=one.branch, cells=cells)
    return CoverageRow(
        interview=one.interview,
        speaker=speaker,
        branch=one.units.branches.get(speaker, one.units.branch),
        cells=tuple(_covered(one.units, question, speaker) for question in guide.questions),
        untagged=count_units(tagged(one.units, None, speaker)),
        leftovers=count_units(leftovers(one.units, speaker)),
    )


def coverage_totals(
    questions: Sequence[Question], interviews: Iterable[tuple[Branch | None, Sequence[QuestionCoverage]]]
) -> tuple[QuestionTotal, ...]:
    """Totals per question over the split `interviews`, each given by its branch and its coverage."""
    split = list(interviews)
    return tuple(_total(question, split) for question in questions)


def _total(question: Question, split: Sequence[tuple[Branch | None, Sequence[QuestionCoverage]]]) -> QuestionTotal:
    cells = [cell for _, covered in split for cell in covered if cell.question.id == question.id]
    return QuestionTotal(
        question=question,
        of=sum(question.is_for(branch) for branch, _ in split),
        asked=sum(bool(cell.asked) for cell in cells),
        answered=sum(cell.units > 0 for cell in cells),
        units=sum(cell.units for cell in cells),
        words=sum(cell.words for cell in cells),
    )
