"""The review of changes: for each approval that is stale, a page under `restricted/reports` with what changed since."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ipstranscribe.model import ReviewStep
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


@locks.holding_shared("status")
def report_changes(study: Study, interview: str) -> list[StepChanges]:
    """Write a page for each step of `interview` whose approval is stale; raises UserError if it cannot be written."""
    return list(_pages(study, interview))


def _pages(study: Study, interview: str) -> Iterator[StepChanges]:
    given = approvals.read(study)
    codes = approvals.review_codes(study, interview)
    for what in approvals.STAGES:
        approval = approvals.latest(given, interview, what)
        if approval is None or approvals.state(study, interview, what, given) != "stale":
            continue
        changes = approvals.changes(study, interview, what, given)
        if changes is None:
            yield StepChanges(what, None)
            continue
        report = ChangesReport(study.config.title, approval, codes[what], changes)
        pages = ChangesPage.contents(report, study.config.document_language, f"{interview}_{what}_changed")
        yield StepChanges(what, len(changes), write_reports(study, pages))
