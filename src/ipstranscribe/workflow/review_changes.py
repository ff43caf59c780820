"""The review of changes: for each approval that is stale, a page under `restricted/reports` with what changed since."""

from pathlib import Path
from typing import NamedTuple

from ipstranscribe.model import Interview, ReviewStep
from ipstranscribe.reports.changes.page import ChangesPage, ChangesReport
from ipstranscribe.study import approvals, locks
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.report_risk import write_reports


class StepChanges(NamedTuple):
    """The changes of a step since its approval: how many places, None if what was approved was not kept; and the pages."""

    what: ReviewStep
    places: int | None
    files: tuple[Path, ...] = ()


def unreviewed_codes(study: Study, interview: str) -> dict[ReviewStep, str]:
    """The review codes of the steps of `interview` that are not approved as they are now."""
    given = approvals.read(study)
    codes = approvals.review_codes(study, interview)
    return {what: code for what, code in codes.items() if approvals.state(study, interview, what, given) != "reviewed"}


@locks.holding_interview("status --changes")
def report_changes(study: Study, interview: Interview) -> list[StepChanges]:
    """Write a page for each step of `interview` whose approval is stale; raises UserError if it cannot be written."""
    given, found = approvals.read(study), []
    codes = approvals.review_codes(study, interview.id)
    for what in approvals.STAGES:
        approval = approvals.latest(given, interview.id, what)
        if approval is None or approvals.state(study, interview.id, what, given) != "stale":
            continue
        changes = approvals.changes(study, interview.id, what, given)
        if changes is None:
            found.append(StepChanges(what, None))
            continue
        report = ChangesReport(study.config.title, approval, codes[what], changes)
        pages = ChangesPage.contents(report, study.config.document_language, f"{interview.id}_{what}_changed")
        found.append(StepChanges(what, len(changes), write_reports(study, pages)))
    return found
