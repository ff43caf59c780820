"""The command `ipstranscribe speakers`: lists and corrects the speakers of a transcript."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import StudyFolder

_Id = Annotated[str, typer.Argument(help="The interview's id.", metavar="ID")]
_Swap = Annotated[bool, typer.Option("--swap", help="Exchange interviewer and participant in every turn.")]
_Rename = Annotated[
    list[str] | None,
    typer.Option("--rename", help="Give a speaker another label in every turn; can be repeated.", metavar="OLD=NEW"),
]


def command(interview: _Id, study: StudyFolder = Path(), swap: _Swap = False, rename: _Rename = None) -> None:
    """List the speakers of a transcript, or correct them in every turn at once.

    The stored transcript and its Word draft are corrected together; turn ids stay.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.correct_speakers import correct_speakers, speakers

    opened = Study.open(study)
    chosen = opened.interview(interview)
    if swap or rename:
        renames = [_pair(one) for one in rename or []]
        copy = correct_speakers(opened, chosen, swap=swap, renames=renames)
        if copy:
            terminal.say(f"{interview}: the draft had been edited; it is kept as {copy}.")
    rows = [(s.speaker.label, s.speaker.role, str(s.turns), f"{s.words:.0%}") for s in speakers(opened, chosen)]
    terminal.table(("Speaker", "Role", "Turns", "Words"), rows)


def _pair(rename: str) -> tuple[str, str]:
    from ipstranscribe.errors import ExitCode, UserError

    old, equals, new = (part.strip() for part in rename.partition("="))
    if not (old and equals and new):
        raise UserError("--rename needs an old and a new label.", "Write it as --rename S2=I.", ExitCode.USAGE)
    return old, new
