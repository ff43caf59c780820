"""The command `ipstranscribe approve`: records a person's approval of steps."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipstranscribe.cli.options import By, StudyFolder, now, role

if TYPE_CHECKING:
    from ipstranscribe.model import ReviewStep
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.approve import ApprovalOutcome, NotApproved, Wanted

_Words = Annotated[
    list[str] | None,
    typer.Argument(
        help="Ids of interviews, then what of them: transcript, identifiers, units; all three if nothing is said.",
        metavar="[ID]... [WHAT]...",
        show_default=False,
    ),
]
_All = Annotated[bool, typer.Option("--all", help="Every interview of the study.")]
_AcceptPending = Annotated[
    bool,
    typer.Option("--accept-pending", help="With identifiers: decide that every undecided suggestion stays replaced."),
]
_Code = Annotated[
    str | None,
    typer.Option(
        "--code",
        help="The review code on the copy that you looked at; refused if something else is there now.",
        metavar="CODE",
    ),
]
_EXAMPLE = "for example `ipstranscribe approve P1 units --by coder`, or `ipstranscribe approve --all --by investigator`"


def command(  # noqa: PLR0913 - the options of one command
    by: By,
    words: _Words = None,
    study: StudyFolder = Path(),
    every: _All = False,
    accept_pending: _AcceptPending = False,
    code: _Code = None,
) -> None:
    """Say that a person has reviewed the transcript, the identifiers or the units of interviews.

    The approval holds for what is shown now; if that changes, it is stale and has to be given again. What cannot be approved
    is listed with the reason, and the rest is approved: the exit code is 8 then.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.approve import approve, approve_several

    opened = Study.open(study)
    signed, when = role(opened, by), now()
    wanted, unknown = _wanted(opened, words or [], every=every)
    _refuse_code(wanted, code, accept_pending=accept_pending)
    if len(wanted) == 1 and not unknown and not every:
        one = wanted[0]
        approve(opened, one.interview, one.what, by=signed, when=when, accept_pending=accept_pending, code=code)
        terminal.say(f"{one.interview}: {one.what} approved.")
        return
    outcome = approve_several(opened, wanted, by=signed, when=when, accept_pending=accept_pending, again=not every)
    outcome.refused[:0] = unknown
    _show(outcome)
    if outcome.refused:
        raise typer.Exit(outcome.code)


def _wanted(study: "Study", words: Sequence[str], *, every: bool) -> "tuple[list[Wanted], list[NotApproved]]":
    """What is to be approved, and words that are no interview; raises UserError where it is not clear what is meant."""
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study.approvals import STAGES
    from ipstranscribe.workflow.approve import NotApproved, Wanted

    known = {interview.id for interview in study.interviews}
    said = [(word, _stages(word) if at or word not in known else ()) for at, word in enumerate(words)]
    named = [word for word, stages in said if not stages]
    stages = [one for one in STAGES if any(one in meant for _, meant in said)]
    if every and named:
        raise UserError(
            "--all is every interview; name interviews, or say --all.", f"Write {_EXAMPLE}.", ExitCode.USAGE
        )
    if not every and not named:
        raise UserError("No interview is named.", f"Name them, or say --all: {_EXAMPLE}.", ExitCode.USAGE)
    strangers = [word for word in named if word not in known]
    if strangers and not stages and len(named) > 1:  # it may be a step that was mistyped, and not every step is meant
        raise UserError(
            f"There is no {strangers[0]} to approve.",
            f"Say interviews first, then one of: {', '.join(STAGES)}, all; {_EXAMPLE}.",
            ExitCode.USAGE,
        )
    unknown: list[NotApproved] = []
    for word in strangers:
        try:
            study.interview(word)
        except UserError as error:
            if len(named) == 1:
                raise
            unknown.append(NotApproved(word, None, error))
    ids = [one.id for one in study.interviews] if every else [word for word in dict.fromkeys(named) if word in known]
    return [Wanted(one, what) for one in ids for what in stages or STAGES], unknown


def _stages(word: str) -> "tuple[ReviewStep, ...]":
    """The steps that a word means, in the singular too; none for another word."""
    from ipstranscribe.study.approvals import STAGES

    said = word.strip().casefold()
    return STAGES if said == "all" else tuple(one for one in STAGES if said in (one, one[:-1]))


def _refuse_code(wanted: "Sequence[Wanted]", code: str | None, *, accept_pending: bool) -> None:
    from ipstranscribe.errors import ExitCode, UserError

    if code is not None and (len(wanted) > 1 or accept_pending):
        raise UserError(
            "A review code stands for one step of one interview, and for what is there before suggestions are accepted.",
            "With --code, name the interview and the step, and leave out --accept-pending.",
            ExitCode.USAGE,
        )


def _show(outcome: "ApprovalOutcome") -> None:
    """A line for each interview with what was approved, and below what could not be, with the reason and what to do."""
    from ipstranscribe.cli import terminal

    for told, done in (("approved", outcome.approved), ("approved before, as it is now", outcome.held)):
        of: dict[str, list[str]] = {}
        for one in done:
            of.setdefault(one.interview, []).append(one.what)
        for interview, steps in of.items():
            terminal.say(f"{interview}: {', '.join(steps)} {told}.")
    if outcome.refused:
        terminal.warn(f"Not approved: {len(outcome.refused)}.")
    for refused in outcome.refused:
        terminal.fail(refused.error, f"{refused.interview}: {refused.what}" if refused.what else refused.interview)
