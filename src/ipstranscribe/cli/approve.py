"""The command `ipstranscribe approve`: records a person's approval of a step."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import By, StudyFolder, now, role

_Id = Annotated[str, typer.Argument(help="The interview's id.", metavar="ID")]
_What = Annotated[str, typer.Argument(help="transcript, identifiers, units, or all.", metavar="WHAT")]
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


def command(  # noqa: PLR0913 - the options of one command
    interview: _Id,
    what: _What,
    by: By,
    study: StudyFolder = Path(),
    accept_pending: _AcceptPending = False,
    code: _Code = None,
) -> None:
    """Say that a person has reviewed the transcript, the identifiers or the units of an interview.

    The approval holds for what is shown now; if that changes, it is stale and has to be given again.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study import approvals
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.approve import approve

    said = what.strip().casefold()
    wanted = (
        approvals.STAGES if said == "all" else tuple(stage for stage in approvals.STAGES if said in (stage, stage[:-1]))
    )
    if not wanted:
        raise UserError(
            f"There is no {what} to approve.",
            f"Say one of: {', '.join(approvals.STAGES)}, all; for example `ipstranscribe approve P1 units --by coder`.",
            ExitCode.USAGE,
        )
    if code is not None and (len(wanted) > 1 or accept_pending):
        raise UserError(
            "A review code stands for one step, and for what is there before suggestions are accepted.",
            "With --code, name the step, and leave out --accept-pending.",
            ExitCode.USAGE,
        )
    opened = Study.open(study)
    for stage in wanted:
        mine = opened.interview(interview).id
        approve(opened, mine, stage, by=role(opened, by), when=now(), accept_pending=accept_pending, code=code)
        terminal.say(f"{interview}: {stage} approved.")
