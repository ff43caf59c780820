"""Input and output types of the risk report.

The report holds ids, attributes, replacements and words of the pseudonymized texts,
and no written form of a known identifier: a value that would show one is withheld.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ipstranscribe.choices import ProfileName
from ipstranscribe.model import Category, ConsentScope, Participant, PseudonymizedTranscript
from ipstranscribe.reports.risk.rarity import Rarity
from ipstranscribe.settings import GeneralisationLevels

LeftState = Literal["left", "open_standing", "open_replaced"]
"""Why a find is reported: a person left it in, or it is undecided and either visible or replaced for now."""

# Input.


@dataclass(frozen=True)
class FoundIdentifier:
    """An identifier found in a turn. `decided`: a person has decided on its entity in this written form."""

    turn: str
    category: Category
    entity: str
    state: Literal["automatic", "suggested", "rejected"]
    masked: bool
    decided: bool


@dataclass(frozen=True)
class InterviewRisk:
    """One interview: the state of each step (`transcript` → `reviewed`), its text and its finds, if there are any.

    `consent` is what everybody in it has consented to beyond the team; None where the study does not record it.
    """

    id: str
    participants: tuple[str, ...]
    states: Mapping[str, str]
    text: PseudonymizedTranscript | None = None
    finds: tuple[FoundIdentifier, ...] = ()
    recognizers: tuple[str, ...] = ()
    consent: tuple[ConsentScope, ...] | None = None


@dataclass(frozen=True)
class DecisionTally:
    """The number of decisions per verdict, category and role; the category is None if unknown."""

    verdict: str
    category: Category | None
    by: str
    times: int


@dataclass(frozen=True)
class ApprovalRecord:
    """An approval: who approved what and when, and its current state (`reviewed` or `stale`)."""

    interview: str
    what: str
    by: str
    when: str
    state: str


@dataclass(frozen=True)
class ReportHead:
    """The head of the report. `k` is the minimum number of people who must share their attributes (k-anonymity)."""

    title: str
    when: str
    program: str
    k: int
    profile: ProfileName
    levels: GeneralisationLevels


@dataclass(frozen=True)
class RiskMaterial:
    """The material of the risk report. `columns` describe participants and are not searched for.

    `names` tests whether a text contains a written form that the study knows, or looks like a number or an address.
    """

    head: ReportHead
    participants: tuple[Participant, ...]
    columns: tuple[str, ...]
    interviews: tuple[InterviewRisk, ...]
    decisions: tuple[DecisionTally, ...]
    approvals: tuple[ApprovalRecord, ...]
    names: Callable[[str], bool]


# Output.


@dataclass(frozen=True)
class OtherPerson:
    """A third person by replacement (None if withheld), and how often the interviews mention them."""

    entity: str
    replacement: str | None
    times: int
    interviews: tuple[str, ...]


@dataclass(frozen=True)
class RemainingIdentifiers:
    """Remaining identifiers of one category in an interview's text, or that may remain: turns and reason."""

    interview: str
    category: Category
    why: LeftState
    turns: tuple[str, ...]


@dataclass(frozen=True)
class RemainingWord:
    """A remaining word or number in an interview's text, with its turns, one per occurrence."""

    interview: str
    what: str
    turns: tuple[str, ...]


@dataclass(frozen=True)
class RemainingInInterview:
    """Remaining words and numbers of one interview, the most frequent first. `known` counts forms that must not be shown."""

    interview: str
    words: tuple[RemainingWord, ...]
    numbers: tuple[RemainingWord, ...]
    known: int


@dataclass(frozen=True)
class DecisionCounts:
    """Review progress: entities found, of these with a decision; places replaced, of these without any decision."""

    entities: int
    entities_decided: int
    places: int
    places_unseen: int


@dataclass(frozen=True)
class RiskReport:
    """The disclosure risk report. `missing` are interviews without pseudonymized text."""

    head: ReportHead
    interviews: tuple[InterviewRisk, ...]
    missing: tuple[str, ...]
    rarity: Rarity
    third: Mapping[str, tuple[OtherPerson, ...]]
    left: tuple[RemainingIdentifiers, ...]
    replaced: Mapping[Category, int]
    words: tuple[RemainingInInterview, ...]
    looked: DecisionCounts
    decisions: tuple[DecisionTally, ...]
    approvals: tuple[ApprovalRecord, ...]
    direct: Mapping[LeftState, int] = field(default_factory=dict)

    @property
    def others(self) -> int:
        """The number of third persons mentioned over all interviews."""
        return len({one.entity for of_interview in self.third.values() for one in of_interview})

    @property
    def noticed(self) -> int:
        """The number of distinct remaining words and numbers, summed over the interviews."""
        return sum(len(one.words) + len(one.numbers) for one in self.words)

    @property
    def several(self) -> tuple[OtherPerson, ...]:
        """Third persons mentioned in several interviews, those in most of them first."""
        seen: dict[str, list[OtherPerson]] = defaultdict(list)
        for one in (one for of_interview in self.third.values() for one in of_interview):
            seen[one.entity].append(one)
        several = (
            replace(
                told[0],
                times=sum(one.times for one in told),
                interviews=tuple(dict.fromkeys(i for one in told for i in one.interviews)),
            )
            for told in seen.values()
        )
        in_order = sorted(several, key=lambda one: (-len(one.interviews), -one.times, one.entity))
        return tuple(one for one in in_order if len(one.interviews) > 1)
