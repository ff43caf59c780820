"""The status of a study: progress of every interview, from stored data."""

from collections.abc import Iterator
from dataclasses import dataclass

from ipstranscribe import guide as guides
from ipstranscribe.guide.coverage import CoverageRow, InterviewUnits, coverage_of, coverage_table
from ipstranscribe.model import Approvals, Concern, Interview, PseudonymizedTranscript, Transcript, Units
from ipstranscribe.study import approvals, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.time_codes import in_minutes
from ipstranscribe.workflow.export import readiness
from ipstranscribe.workflow.split import unplaced_message


@dataclass(frozen=True)
class InterviewStatus:
    """The status of one interview as texts; empty where there is nothing yet. `states` follow `approvals.STAGES`."""

    interview: str
    minutes: str
    with_words: str
    states: tuple[str, ...]
    concerns: str
    undecided: str
    questions: str


def interview_statuses(study: Study) -> list[InterviewStatus]:
    """The status of every interview, in the table's order."""
    given = approvals.read(study)
    return [_one(study, interview, given) for interview in study.interviews]


def study_coverage(study: Study) -> tuple[CoverageRow, ...]:
    """The coverage of each question in each interview; empty if no interview is split."""
    states = {interview.id: readiness(study, interview) for interview in study.interviews}
    if "ready" not in states.values():
        return ()
    interviews = [
        InterviewUnits(
            interview=interview,
            ready=state,
            units=storage.read(study.units(interview), Units) if state == "ready" else None,
        )
        for interview, state in states.items()
    ]
    return coverage_table(interviews, guides.load(study.guide))


def listen_here(study: Study, interview: str) -> list[Concern]:
    """The concerns of `interview` (places where a person should listen again), the most urgent first."""
    return sorted(storage.read(study.transcript(interview), Transcript).concerns, key=lambda c: -c.urgency)


def unplaced(study: Study) -> Iterator[tuple[str, str]]:
    """Interviews with decisions on units that can no longer be placed, each with the message."""
    for interview in study.interviews:
        if study.units(interview.id).exists():
            units = storage.read(study.units(interview.id), Units)
            if units.unplaced:
                yield interview.id, unplaced_message(units)


def _one(study: Study, interview: Interview, given: Approvals) -> InterviewStatus:
    states = tuple(approvals.state(study, interview.id, what, given) for what in approvals.STAGES)
    minutes = with_words = concerns = undecided = questions = ""
    if study.transcript(interview.id).exists():
        transcript = storage.read(study.transcript(interview.id), Transcript)
        minutes = in_minutes(transcript.duration) if transcript.duration else ""
        concerns = str(len(transcript.concerns))
        if transcript.coverage and transcript.coverage.speech:
            with_words = f"{transcript.coverage.with_words / transcript.coverage.speech:.1%}"
    if study.pseudonymized(interview.id).exists():
        undecided = str(storage.read(study.pseudonymized(interview.id), PseudonymizedTranscript).pending)
    if study.units(interview.id).exists():
        units = storage.read(study.units(interview.id), Units)
        asked = [one for one in coverage_of(units, guides.load(study.guide)) if one.question.is_for(units.branch)]
        questions = f"{sum(one.units > 0 for one in asked)} of {len(asked)}"
    return InterviewStatus(interview.id, minutes, with_words, states, concerns, undecided, questions)
