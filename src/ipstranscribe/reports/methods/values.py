"""Input and output types of the methods report: numbers and settings, never a name or a word that was said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from ipstranscribe.guide.coverage import QuestionCoverage, QuestionTotal
from ipstranscribe.model import ConsentScope, Question, SpeakerRole
from ipstranscribe.reports.methods.figures import ColumnSummary, Spread

ROLES: tuple[SpeakerRole, ...] = get_args(SpeakerRole)
StageName = Literal["transcribe", "pseudonymize", "split"]
STAGES: tuple[StageName, ...] = get_args(StageName)


class SpokenTime(NamedTuple):
    """Speaking time of a speaker: words, and seconds summed over turns; None if a turn has no times."""

    label: str
    role: SpeakerRole
    words: int
    seconds: float | None


class StageRecord(NamedTuple):
    """Provenance of a stage: program, and settings by name."""

    program: str
    settings: tuple[tuple[str, str], ...]


class PersonFacts(NamedTuple):
    """One of several participants of an interview: label, branch, and what this person was asked and answered."""

    label: str
    branch: str | None
    covered: tuple[QuestionCoverage, ...] = ()


@dataclass(frozen=True)
class InterviewFacts:
    """The facts about an interview. `seconds` is its length, None without a recording; missing results are empty or None.

    `people` are the participants by themselves, where several were interviewed together.
    """

    id: str
    participants: tuple[str, ...]
    branch: str | None = None
    seconds: float | None = None
    recordings: int = 0
    language: str = ""
    spoken: tuple[SpokenTime, ...] = ()
    corrected: bool = False
    made: tuple[tuple[StageName, StageRecord], ...] = ()
    units: int | None = None
    untagged: int = 0
    covered: tuple[QuestionCoverage, ...] = ()
    approved: tuple[str, ...] = ()
    people: tuple[PersonFacts, ...] = ()

    @property
    def words(self) -> int:
        """Number of words of all speakers."""
        return sum(one.words for one in self.spoken)

    def words_of(self, role: SpeakerRole) -> int:
        """Number of words of the speakers with this role."""
        return sum(one.words for one in self.spoken if one.role == role)

    @property
    def words_each(self) -> list[int]:
        """Number of words of each participant."""
        if not self.people:
            return [self.words_of("participant")]
        return [sum(one.words for one in self.spoken if one.label == person.label) for person in self.people]

    def share_of_words(self, role: SpeakerRole) -> float | None:
        """The role's share of all words, 0 to 1; None if nothing is said."""
        return self.words_of(role) / self.words if self.words else None

    def seconds_of(self, role: SpeakerRole) -> float:
        """Speaking time in seconds of this role's speakers, over turns with times."""
        return sum(one.seconds or 0 for one in self.spoken if one.role == role)

    def share_of_time(self, role: SpeakerRole) -> float | None:
        """The role's share of the speaking time, 0 to 1; None unless all turns have times."""
        in_all = sum(one.seconds or 0 for one in self.spoken)
        if not in_all or any(one.seconds is None for one in self.spoken):
            return None
        return self.seconds_of(role) / in_all


class LoggedAction(NamedTuple):
    """An action of people from the audit log: what was done (without numbers), by which role, and how often."""

    what: str
    role: str
    times: int


@dataclass(frozen=True)
class StudyMaterial:
    """The material of the methods report: everything known of a study.

    `columns` are those that describe participants, `identifying` those that are left out; `people` holds the values of
    `columns` for each participant interviewed, branch first. `interviewers` and `places` are counted, not named. `consent`
    counts who has consented to what beyond the team; None where the study does not record it. `names`
    tests whether a text contains a name and must not be shown.
    """

    title: str
    when: str
    program: str
    convention: str
    questions: tuple[Question, ...]
    interviews: tuple[InterviewFacts, ...]
    columns: tuple[str, ...] = ()
    identifying: tuple[str, ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    withdrawn: int = 0
    interviewers: int = 0
    places: int = 0
    coders: int = 0
    consent: Mapping[ConsentScope, int] | None = None
    done: tuple[LoggedAction, ...] = ()
    names: Callable[[str], bool] = field(default=lambda _: False, compare=False)


class RoleShare(NamedTuple):
    """Speaking share of a role, 0 to 1: of all words, and of the time in interviews where every turn has times.

    None is unknown.
    """

    role: SpeakerRole
    of_words: float | None
    of_time: float | None


class Settings(NamedTuple):
    """The settings of a stage, and the interviews that were done with them."""

    stage: StageName
    made: StageRecord
    interviews: tuple[str, ...]


@dataclass(frozen=True)
class MethodsReport:
    """The methods report: the material, and the statistics computed from it. A `Spread` is None if unknown."""

    material: StudyMaterial
    minutes: Spread | None
    minutes_by_branch: tuple[tuple[str, Spread], ...]
    words: Spread | None
    participant_words: Spread | None
    units: Spread | None
    shares: tuple[RoleShare, ...]
    covered: tuple[QuestionTotal, ...]
    settings: tuple[Settings, ...]
    described: tuple[ColumnSummary, ...]
    missing: tuple[str, ...]
    """Interviews without a transcript."""
    unsplit: tuple[str, ...]
    """Interviews without units."""

    @property
    def participants(self) -> int:
        """Number of people interviewed."""
        return len({one for held in self.material.interviews for one in held.participants})

    @property
    def repeated(self) -> int:
        """Number of people interviewed more than once."""
        ids = [one for held in self.material.interviews for one in held.participants]
        return sum(ids.count(one) > 1 for one in set(ids))

    @property
    def total_words(self) -> int:
        """Number of words in all interviews."""
        return sum(one.words for one in self.material.interviews)

    @property
    def total_minutes(self) -> float:
        """Total minutes of the interviews whose length is known."""
        return sum(one.seconds or 0 for one in self.material.interviews) / 60
