"""The approve step: records a person's approvals and updates the draft marks of working copies."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Interview, PseudonymizedTranscript, ReviewStep
from ipstranscribe.study import approvals, audit_log, locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import split
from ipstranscribe.workflow.export import export_interview, export_whole
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from ipstranscribe.workflow.review_identifiers import accept_pending as accept
from ipstranscribe.workflow.review_journal import has_unstored


class Wanted(NamedTuple):
    """A step of an interview that is to be approved; `code` is the review code of what was looked at, if it is known."""

    interview: str
    what: ReviewStep
    code: str | None = None


class NotApproved(NamedTuple):
    """What could not be approved, with the reason; `what` is empty for an interview that there is not."""

    interview: str
    what: ReviewStep | None
    error: UserError


@dataclass
class ApprovalOutcome:
    """The outcome of several approvals: those given, those that held already, and those that could not be given."""

    approved: list[Wanted] = field(default_factory=list)
    held: list[Wanted] = field(default_factory=list)
    refused: list[NotApproved] = field(default_factory=list)

    @property
    def code(self) -> ExitCode:
        """OK, INCOMPLETE where only a part was approved, else the code of the first reason."""
        if not self.refused:
            return ExitCode.OK
        return ExitCode.INCOMPLETE if self.approved or self.held else self.refused[0].error.code


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
    if accept_pending and what == "identifiers":
        _accept(study, [interview], by, when)
    _approve(study, Wanted(interview, what, code), by, when)
    _write_reviewed(study, [interview])


@locks.holding_everything("approve")
def approve_several(  # noqa: PLR0913 - who, what, when and how, each once
    study: Study, wanted: Sequence[Wanted], *, by: str, when: str, accept_pending: bool = False, again: bool = True
) -> ApprovalOutcome:
    """Record the approvals of all `wanted` that can be given; the others are in the outcome, with the reason.

    With `accept_pending` the suggestions of every interview whose identifiers are wanted are accepted first, and units whose
    text this changed are made anew, where they are wanted as well. Without `again`, what is approved as it is stays as it is.
    """
    outcome = ApprovalOutcome()
    if accept_pending:
        _accept_all(study, wanted, outcome, by, when)
    given = approvals.read(study)
    stopped = {(one.interview, one.what) for one in outcome.refused}
    for one in sorted(dict.fromkeys(wanted), key=lambda each: approvals.STAGES.index(each.what)):
        if (one.interview, one.what) in stopped:
            continue
        try:
            if not again and approvals.state(study, one.interview, one.what, given) == "reviewed":
                outcome.held.append(one)
                continue
            _approve(study, one, by, when)
            outcome.approved.append(one)
        except UserError as error:
            outcome.refused.append(NotApproved(one.interview, one.what, error))
    _write_reviewed(study, dict.fromkeys(one.interview for one in outcome.approved))
    return outcome


@locks.holding_interview("approve")
def approve_transcript(study: Study, interview: Interview, *, by: str, when: str, code: str) -> None:
    """Record the approval of a transcript with its review code, while others work on other interviews.

    Working copies lose their draft mark at once where no other interview is in use, else with the next run. Raises UserError.
    """
    with locks.shared(study, "approve"):
        _approve(study, Wanted(interview.id, "transcript", code), by, when)
    if approvals.reviewed(study, interview.id):
        try:
            with locks.everything(study, "approve", patience=0.0):
                _write_reviewed(study, [interview.id])
        except UserError as error:
            events.notice(
                f"{interview.id}: its working copies say draft until `ipstranscribe run` is run. {error.what}"
            )


def _approve(study: Study, wanted: Wanted, by: str, when: str) -> None:
    interview, what, code = wanted
    if what == "transcript" and has_unstored(study, interview):
        raise UserError(
            f"{interview}: what was corrected on the review page is not stored yet.",
            f"`ipstranscribe review {interview}`, and close it there, which stores it; or approve it there.",
            ExitCode.REFUSED,
        )
    if what == "identifiers" and study.pseudonymized(interview).exists():
        _refuse_undecided(study, interview)
    if what == "units" and study.units(interview).exists():
        _refuse_overtaken(study, interview)
    approvals.approve(study, interview, what, by, when, code)
    audit_log.record(study, f"{what} approved", [interview], by=by, when=when)


# Suggestions that stay replaced.


def _accept(study: Study, interviews: Sequence[str], by: str, when: str) -> None:
    """Accept what is suggested in these interviews, until nothing is: new forms become known, and occur elsewhere."""
    there = [one for one in interviews if study.pseudonymized(one).exists()]
    while sum([accept(study, one, by, when) for one in there]):
        pseudonymize_study(study, rules_only=_rules_only(study, there[0]))


def _accept_all(study: Study, wanted: Sequence[Wanted], outcome: ApprovalOutcome, by: str, when: str) -> None:
    ids = list(dict.fromkeys(one.interview for one in wanted if one.what == "identifiers"))
    units = [one for one in wanted if one.what == "units" and one.interview in ids]
    current = [one for one in units if study.units(one.interview).exists() and _is_split(study, one.interview)]
    try:
        _accept(study, ids, by, when)
    except UserError as error:  # the key or a model is missing: what needs neither is approved all the same
        outcome.refused += [NotApproved(one.interview, one.what, error) for one in wanted if one.what == "identifiers"]
        return
    vectors = split.LazyVectors()
    for one in current:
        if not _is_split(study, one.interview):
            try:
                split.split(
                    study, study.interview(one.interview), vectors, lexical=split.is_lexical(study, one.interview)
                )
            except UserError as error:
                outcome.refused.append(NotApproved(one.interview, one.what, error))


def _is_split(study: Study, interview: str) -> bool:
    return split.is_current(study, study.interview(interview))


def _rules_only(study: Study, interview: str) -> bool:
    """Whether the interview was pseudonymized without a language model; a rerun must keep that."""
    return "rules_only" in storage.read(study.pseudonymized(interview), PseudonymizedTranscript).made_by.settings


# Working copies.


def _write_reviewed(study: Study, interviews: Iterable[str]) -> None:
    """Write the working copies of those `interviews` that are reviewed as a whole, without their draft mark."""
    reviewed = list(_reviewed(study, interviews))
    for interview in reviewed:
        export_interview(study, study.interview(interview))
    if reviewed:
        given = {(approval.interview, approval.what) for approval in approvals.read(study).approvals}
        if all((one.id, stage) in given for one in study.interviews for stage in approvals.STAGES):
            export_whole(study)


def _reviewed(study: Study, interviews: Iterable[str]) -> Iterator[str]:
    return (one for one in interviews if approvals.reviewed(study, one))


def _refuse_undecided(study: Study, interview: str) -> None:
    pending = storage.read(study.pseudonymized(interview), PseudonymizedTranscript).pending
    if pending:
        raise UserError(
            f"{interview} has {pending} suggestions that nobody has decided on.",
            "Decide in restricted/identifiers/identifiers.xlsx and import it, or add --accept-pending.",
            ExitCode.REFUSED,
        )


def _refuse_overtaken(study: Study, interview: str) -> None:
    if not _is_split(study, interview):
        raise UserError(
            f"The units of {interview} were made from an earlier text or guide.",
            "Run `ipstranscribe run` first.",
            ExitCode.REFUSED,
        )
