"""What the risk report is made from, and what it says.

The report holds ids, attributes, replacements and words of the pseudonymized texts,
and no written form of an identifier that the study knows: what would show one is not told.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from ipstranscribe.choices import ProfileName
from ipstranscribe.model import Category, Participant, PseudonymizedTranscript
from ipstranscribe.reports.risk.rarity import Rarity
from ipstranscribe.settings import GeneralisationLevels

LeftState = Literal["left", "open_standing", "open_replaced"]
"""Why a find is told: a person left it, or nobody has decided and it stands in the text, or is replaced for now."""

# What the report is made from.


@dataclass(frozen=True)
class FoundIdentifier:
    """An identifier that was found. `decided`: a person has decided on its entity in this written form."""

    turn: str
    category: Category
    entity: str
    state: Literal["automatic", "suggested", "rejected"]
    masked: bool
    decided: bool


@dataclass(frozen=True)
class InterviewRisk:
    """One interview: how far each step is (`transcript` → `reviewed`), its text and what was found, if there are any."""

    id: str
    participant: str
    states: Mapping[str, str]
    text: PseudonymizedTranscript | None = None
    finds: tuple[FoundIdentifier, ...] = ()
    recognizers: tuple[str, ...] = ()


@dataclass(frozen=True)
class DecisionTally:
    """How many decisions of a verdict a role took on a kind; None where the kind is not known."""

    verdict: str
    category: Category | None
    by: str
    times: int


@dataclass(frozen=True)
class ApprovalRecord:
    """Who approved what, when, and how that is now (`reviewed` or `stale`)."""

    interview: str
    what: str
    by: str
    when: str
    state: str


@dataclass(frozen=True)
class ReportHead:
    """What the report is about. `k` is the fewest people who may share what is said of them."""

    title: str
    when: str
    program: str
    k: int
    profile: ProfileName
    levels: GeneralisationLevels


@dataclass(frozen=True)
class RiskMaterial:
    """Everything the report is made from. `columns` describe and are not searched for.

    `names` says whether a text shows a written form that the study knows, or looks like a number or an address.
    """

    head: ReportHead
    participants: tuple[Participant, ...]
    columns: tuple[str, ...]
    interviews: tuple[InterviewRisk, ...]
    decisions: tuple[DecisionTally, ...]
    approvals: tuple[ApprovalRecord, ...]
    names: Callable[[str], bool]


# What it says.


@dataclass(frozen=True)
class OtherPerson:
    """Somebody else by their replacement, and how often an interview speaks of them; None where that is not told."""

    entity: str
    replacement: str | None
    times: int
    interviews: tuple[str, ...]


@dataclass(frozen=True)
class RemainingIdentifiers:
    """What stands in the text of an interview, or may come to, of one kind: where, and why."""

    interview: str
    category: Category
    why: LeftState
    turns: tuple[str, ...]


@dataclass(frozen=True)
class RemainingWord:
    """A word or number left in the text of an interview, and its turns, one for each time."""

    interview: str
    what: str
    turns: tuple[str, ...]


@dataclass(frozen=True)
class RemainingInInterview:
    """What is left in one interview, the most frequent first. `known` times it is a form that must not be told."""

    interview: str
    words: tuple[RemainingWord, ...]
    numbers: tuple[RemainingWord, ...]
    known: int


@dataclass(frozen=True)
class DecisionCounts:
    """How much people decided: entities found, those of them with a decision; places replaced, those of them without any."""

    entities: int
    entities_decided: int
    places: int
    places_unseen: int


@dataclass(frozen=True)
class RiskReport:
    """The risk report. `missing` are interviews without pseudonymized text."""

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
        """How many other people are spoken of over all interviews."""
        return len({one.entity for of_interview in self.third.values() for one in of_interview})

    @property
    def noticed(self) -> int:
        """Different words and numbers left, summed over the interviews."""
        return sum(len(one.words) + len(one.numbers) for one in self.words)

    @property
    def several(self) -> tuple[OtherPerson, ...]:
        """Other people who are spoken of in several interviews, those in most of them first."""
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
