"""The approve step: records a person's approval and updates the draft marks of working copies."""

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import PseudonymizedTranscript, ReviewStep
from ipstranscribe.study import approvals, audit_log, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import split
from ipstranscribe.workflow.export import export_interview, export_whole
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from ipstranscribe.workflow.review_identifiers import accept_pending as accept


@locks.holding_everything("approve")
def approve(  # noqa: PLR0913 - who, what, when and of what, each once
    study: Study,
    interview: str,
    what: ReviewStep,
    *,
    by: str,
    when: str,
    accept_pending: bool = False,
    code: str | None = None,
) -> None:
    """Record the approval of `what`; for identifiers, every suggestion must be decided (or accepted by `accept_pending`).

    Once everything of an interview is approved, its working copies lose their draft mark; documents of the whole study do
    once all interviews are approved. `code` is the review code on what the person looked at. Raises UserError.
    """
    if what == "identifiers" and study.pseudonymized(interview).exists():
        # Accepting makes new forms known, which may occur elsewhere as new suggestions.
        while accept_pending and accept(study, interview, by, when):
            pseudonymize_study(study, rules_only=_rules_only(study, interview))
        _refuse_undecided(study, interview)
    if what == "units" and study.units(interview).exists():
        _refuse_overtaken(study, interview)
    approvals.approve(study, interview, what, by, when, code)
    audit_log.record(study, f"{what} approved", [interview], by=by, when=when)
    if approvals.reviewed(study, interview):
        export_interview(study, study.interview(interview))
        given = {(approval.interview, approval.what) for approval in approvals.read(study).approvals}
        if all((one.id, stage) in given for one in study.interviews for stage in approvals.STAGES):
            export_whole(study)


def _refuse_undecided(study: Study, interview: str) -> None:
    pending = storage.read(study.pseudonymized(interview), PseudonymizedTranscript).pending
    if pending:
        raise UserError(
            f"{interview} has {pending} suggestions that nobody has decided on.",
            "Decide in restricted/identifiers/identifiers.xlsx and import it, or add --accept-pending.",
            ExitCode.REFUSED,
        )


def _refuse_overtaken(study: Study, interview: str) -> None:
    if not split.is_current(study, study.interview(interview)):
        raise UserError(
            f"The units of {interview} were made from an earlier text or guide.",
            "Run `ipstranscribe run` first.",
            ExitCode.REFUSED,
        )


def _rules_only(study: Study, interview: str) -> bool:
    """Whether the interview was pseudonymized without a language model; a rerun must keep that."""
    return "rules_only" in storage.read(study.pseudonymized(interview), PseudonymizedTranscript).made_by.settings
