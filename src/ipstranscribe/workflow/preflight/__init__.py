"""Preflight: what would make a run fail later, or its result not what was meant, found before any long work.

To add a check: a function from `PreflightFacts` to findings, with a line in `CHECKS`. It reads tables, headers and names of
files only, so that all checks together take seconds, writes nothing, and never raises for what a finding can say. What it
says names ids, files and columns.
"""

from collections.abc import Callable, Iterator, Sequence

from ipstranscribe.errors import UserError
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.preflight import interview_guide, machine, recordings, study_tables
from ipstranscribe.workflow.preflight.finding import PreflightFacts, PreflightFinding
from ipstranscribe.workflow.run_choices import RunChoices, choices_so_far

__all__ = ["CHECKS", "NotReady", "PreflightFinding", "preflight"]

CHECKS: tuple[Callable[[PreflightFacts], Iterator[PreflightFinding]], ...] = (
    machine.place,
    study_tables.unreadable,
    study_tables.unaccounted,
    study_tables.empty,
    study_tables.example_rows,
    study_tables.unknown_participants,
    study_tables.slipped_ids,
    study_tables.same_person,
    interview_guide.unreadable,
    interview_guide.names,
    recordings.missing,
    recordings.inaudible,
    recordings.named_twice,
    recordings.same_sound,
    machine.engine,
    machine.models,
    machine.names_models,
    machine.sentence_model,
    machine.key,
    machine.room,
    recordings.of_nobody,
    study_tables.without_interview,
    interview_guide.example,
    interview_guide.unknown_branches,
)
"""The checks, in the order in which their findings are shown."""


class NotReady(UserError):
    """Error: a run was not begun, because it would fail later; `findings` has all that was found, what stops first."""

    def __init__(self, findings: Sequence[PreflightFinding]) -> None:
        stopping = [one for one in findings if one.stops]
        more = f" ({len(stopping) - 1} more things stop it as well.)" if len(stopping) > 1 else ""
        super().__init__(stopping[0].what + more, stopping[0].fix, stopping[0].code)
        self.findings = tuple(findings)


def preflight(study: Study, choices: RunChoices | None = None) -> tuple[PreflightFinding, ...]:
    """Everything that speaks against a run with these choices; what stops it comes first.

    Without `choices`, they are those by which the stored results were made. Raises UserError for a damaged stored file.
    """
    facts = PreflightFacts(study, choices or _so_far(study))
    found = list(dict.fromkeys(one for check in CHECKS for one in check(facts)))
    return tuple(sorted(found, key=lambda one: not one.stops))


def _so_far(study: Study) -> RunChoices:
    try:
        return choices_so_far(study)
    except UserError:  # the tables cannot be read, which is a finding
        return RunChoices()
