"""The command `ipstranscribe check`: the release gate over a folder."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import StudyFolder

_Folder = Annotated[
    Path | None,
    typer.Argument(help="The folder to look through; without one, what a release would write now.", metavar="[FOLDER]"),
]


def command(folder: _Folder = None, study: StudyFolder = Path()) -> None:
    """Say whether a folder could be let out: search every byte of it for every known identifier. Needs the key.

    Says where and how many, never what; and what is not approved, not decided or not up to date. Finding nothing is no
    guarantee.
    """
    from ipstranscribe.cli.verdict import show
    from ipstranscribe.errors import ExitCode
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.release import check

    opened = Study.open(study)
    judgement = check(opened, folder)
    show(judgement)
    if not judgement.passes:
        raise typer.Exit(ExitCode.REFUSED)
