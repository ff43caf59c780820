"""The status of a study: progress of every interview, from stored data, and what is to be done next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from ipstranscribe.errors import UserError
from ipstranscribe.guide.coverage import CoverageState, InterviewUnits, Readiness, coverage_table
from ipstranscribe.model import Approvals, Guide
from ipstranscribe.study import approvals, consent, interview_facts, once
from ipstranscribe.study.folder import Study
from ipstranscribe.study.guide_file import guide_of
from ipstranscribe.text.first_few import first_few
from ipstranscribe.text.time_codes import in_minutes
from ipstranscribe.workflow import listened
from ipstranscribe.workflow.findings import FindingsCount, remembered
from ipstranscribe.workflow.interview_readings import coverage_in, readiness
from ipstranscribe.workflow.preflight import PreflightFinding, preflight
from ipstranscribe.workflow.preflight.finding import tried
from ipstranscribe.workflow.progress import STAGES, Freshness, InterviewProgress, progress
from ipstranscribe.workflow.run_choices import RunChoices, choices_so_far
from ipstranscribe.workflow.split import unplaced_message

OUTDATED = "outdated"
"""The state of a result that a run would make anew."""
_URGENT = ("missing", OUTDATED, "stale")
"""States in which something has to be done, the most urgent first."""


@dataclass(frozen=True)
class InterviewStatus:
    """The status of one interview. `states` follow `STAGES`; texts are empty where there is nothing yet.

    A state is missing, draft (made, not approved), outdated (a run makes it anew), stale (approved, but something else is
    shown now) or reviewed; of documents missing, outdated or made. `changed` says why, stage by stage. `to_listen` are places
    that nobody has settled, `undecided` suggestions that nobody has decided on.
    """

    interview: str
    states: tuple[str, ...]
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    minutes: str = ""
    with_words: str = ""
    to_listen: int | None = None
    undecided: int | None = None
    questions: str = ""

    @property
    def needs_something(self) -> bool:
        """Whether a run or a person still has to do something on this interview."""
        done = all(state in ("reviewed", "made") for state in self.states)
        return not done or bool(self.to_listen or self.undecided)

    @property
    def urgency(self) -> tuple[int, int]:
        """Rank of what it needs: its most urgent state and the stage of that, then open decisions and places."""
        ranks = [(_URGENT.index(state), at) for at, state in enumerate(self.states) if state in _URGENT]
        if ranks:
            return min(ranks)
        left = (self.undecided, self.to_listen, self.needs_something, True)
        return len(_URGENT), next(rank for rank, one in enumerate(left) if one)


@dataclass(frozen=True)
class StudyStatus:
    """The status of a study: what speaks against a run, every interview in the table's order, and how it was run."""

    findings: tuple[PreflightFinding, ...]
    interviews: tuple[InterviewStatus, ...]
    choices: RunChoices
    released: bool = False
    refused: FindingsCount | None = None
    """What a release would refuse, in counts; None where that was not looked at since something changed."""
    readable: bool = True
    """Whether all tables can be read; else a finding says why not, and there may be no interviews."""

    @property
    def run_has_work(self) -> bool:
        """Whether a run has something to do, or cannot begin."""
        waiting = any(state in ("missing", OUTDATED) for one in self.interviews for state in one.states)
        return waiting or not self.interviews or any(one.stops for one in self.findings)


class CoverageLine(NamedTuple):
    """A row of the coverage table: an interview, or one of several who spoke in it, and a state for each question."""

    name: str
    states: tuple[CoverageState, ...]


class StudyCoverage(NamedTuple):
    """The coverage of the guide in a study: ids of its questions in their order, and the rows."""

    questions: tuple[str, ...]
    rows: tuple[CoverageLine, ...]


def study_status(study: Study, known: Mapping[str, InterviewStatus] = MappingProxyType({})) -> StudyStatus:
    """The status of `study`. What tables, guide or models lack is a finding; raises UserError for a damaged stored file.

    `known` is the status of interviews that need not be looked at.
    """
    with once.reading_once():
        return _study_status(study, known)


def _study_status(study: Study, known: Mapping[str, InterviewStatus]) -> StudyStatus:
    findings = preflight(study)
    if tried(lambda: study.interviews):
        return StudyStatus(findings, (), RunChoices(), readable=False)
    choices, given = choices_so_far(study), approvals.read(study)
    guide = _guide(study)
    looked = progress(study, choices, without=known)  # as they come: what was read for it is still at hand
    rows = tuple(known[i.id] if i.id in known else _one(study, guide, next(looked), given) for i in study.interviews)
    readable = not (tried(lambda: study.participants) or tried(lambda: study.people))
    return StudyStatus(findings, rows, choices, study.shared.exists(), remembered(study), readable)


def study_coverage(study: Study) -> StudyCoverage:
    """The coverage of each question in each interview; empty if no interview is split, or the guide cannot be read."""
    guide = _guide(study)
    if guide is None:
        return StudyCoverage((), ())
    states = {interview.id: readiness(study, interview) for interview in study.interviews}
    if "ready" not in states.values():
        return StudyCoverage((), ())
    told = (_lines(study, guide, interview, state) for interview, state in states.items())
    return StudyCoverage(tuple(one.id for one in guide.questions), tuple(chain.from_iterable(told)))


def _lines(study: Study, guide: Guide, interview: str, ready: Readiness) -> Iterator[CoverageLine]:
    if ready == "ready":
        yield from (CoverageLine(name, states) for name, states in coverage_in(study, interview).rows)
        return
    unknown = coverage_table([InterviewUnits(interview=interview, ready=ready)], guide)
    yield from (CoverageLine(row.name, tuple(cell.state for cell in row.cells)) for row in unknown)


def unplaced(study: Study) -> Iterator[tuple[str, str]]:
    """Interviews with decisions on units that can no longer be placed, each with the message."""
    for interview in study.interviews:
        if study.units(interview.id).exists() and (ids := interview_facts.unit_facts(study, interview.id).unplaced):
            yield interview.id, unplaced_message(ids)


def _guide(study: Study) -> Guide | None:
    try:
        return guide_of(study)
    except UserError:  # a finding
        return None


def _one(study: Study, guide: Guide | None, made: InterviewProgress, given: Approvals) -> InterviewStatus:
    interview = made.interview
    minutes = with_words = questions = ""
    to_listen = undecided = None
    if study.transcript(interview).exists():
        transcript = interview_facts.transcript_facts(study, interview)
        minutes = in_minutes(transcript.duration) if transcript.duration else ""
        to_listen = listened.open_count(study, interview, given)
        if transcript.speech and transcript.with_words is not None:
            with_words = f"{transcript.with_words / transcript.speech:.1%}"
    if study.pseudonymized(interview).exists():
        undecided = interview_facts.text_facts(study, interview).pending
    if guide and study.units(interview).exists():
        covered = coverage_in(study, interview)
        questions = f"{covered.answered} of {covered.of}"
    states = tuple(_state(study, interview, stage, made.states[stage], given) for stage in STAGES)
    changed = tuple((stage, made.changed[stage]) for stage in STAGES if stage in made.changed)
    return InterviewStatus(interview, states, changed, minutes, with_words, to_listen, undecided, questions)


def _state(study: Study, interview: str, stage: str, made: Freshness, given: Approvals) -> str:
    """The state of a result: whether it is approved, unless a run would make it anew."""
    if stage == "documents" or made == "missing":
        return made
    what = next(step for step in approvals.STAGES if step == stage)
    if what == "units" and tried(lambda: guide_of(study)):
        return OUTDATED  # what they would show cannot be told
    review = approvals.state(study, interview, what, given)
    return OUTDATED if made == "outdated" and review != "stale" else review


def consents(study: Study) -> Iterator[tuple[str, str]]:
    """Scopes of consent with the interviews in which everybody consented to them; nothing where that is not recorded."""
    if consent.is_recorded(study):
        for scope in consent.SCOPES:
            without = consent.without(study, scope)
            ids = [one.id for one in study.interviews if one.id not in without]
            yield scope, "all interviews" if not without else first_few(ids) if ids else "no interview"
