"""The command `ipstranscribe approve`: records a person's approval of a step."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import By, StudyFolder, now

_Id = Annotated[str, typer.Argument(help="The interview's id.", metavar="ID")]
_What = Annotated[str, typer.Argument(help="transcript, identifiers, units, or all.", metavar="WHAT")]
_AcceptPending = Annotated[
    bool,
    typer.Option("--accept-pending", help="With identifiers: decide that every undecided suggestion stays replaced."),
]


def command(
    interview: _Id, what: _What, by: By, study: StudyFolder = Path(), accept_pending: _AcceptPending = False
) -> None:
    """Say that a person has reviewed the transcript, the identifiers or the units of an interview.

    The approval holds for what is there now; if that changes, it is stale and has to be given again.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study import approvals
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.approve import approve

    wanted = approvals.STAGES if what == "all" else tuple(stage for stage in approvals.STAGES if stage == what)
    if not wanted:
        raise UserError(
            f"There is no {what} to approve.", f"Say one of: {', '.join(approvals.STAGES)}, all.", ExitCode.USAGE
        )
    opened = Study.open(study)
    for stage in wanted:
        approve(opened, opened.interview(interview).id, stage, by=by, when=now(), accept_pending=accept_pending)
        terminal.say(f"{interview}: {stage} approved.")
