"""The command `ipstranscribe listened`: ticks off places of a recording that a person has listened to."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import By, StudyFolder, now, role

_Id = Annotated[str, typer.Argument(help="The interview's id.", metavar="ID")]
_Times = Annotated[
    list[str] | None,
    typer.Argument(help="When the places begin, as `status ID` shows it (00:03:12).", metavar="[TIME]..."),
]
_Every = Annotated[bool, typer.Option("--all", help="All places of the interview.")]
_Undo = Annotated[bool, typer.Option("--undo", help="Take it back: these places are open again.")]


def command(  # noqa: PLR0913 - the options of one command
    interview: _Id,
    by: By,
    times: _Times = None,
    study: StudyFolder = Path(),
    every: _Every = False,
    undo: _Undo = False,
) -> None:
    """Say that a person has listened to a place where the draft may be wrong, and found it right.

    The place is not counted as open any more, also after a rerun and after corrections elsewhere; where other words stand
    now, it is open again. It stands in the log. A place that is corrected need not be ticked off: it is gone then.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.cli.transcribe import seconds_given
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.listened import listened, open_places

    if bool(times) == every:
        raise UserError(
            "Which places?", "Name the times at which they begin, as `status` shows them, or say --all.", ExitCode.USAGE
        )
    opened = Study.open(study)
    mine = opened.interview(interview)
    done = listened(
        opened, mine, [seconds_given(one) for one in times or ()], by=role(opened, by), when=now(), back=undo
    )
    what = "open again" if undo else "ticked off"
    terminal.say(f"{mine.id}: {what}: {len(done)}; still open: {len(open_places(opened, mine.id))}.")
