"""`ipstranscribe check`."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import StudyFolder

Folder = Annotated[Path, typer.Argument(help="The folder to look through.", metavar="FOLDER")]


def command(folder: Folder, study: StudyFolder = Path()) -> None:
    """Search every file of a folder for every known form of every identifier. Needs the key.

    Says where and how many, never what. Finding nothing is no guarantee.
    """
    from ipstranscribe.cli.verdict import show
    from ipstranscribe.errors import ExitCode
    from ipstranscribe.steps.releasing import check
    from ipstranscribe.study import Study

    verdict = check(Study.open(study), folder)
    show(verdict)
    if verdict.findings:
        raise typer.Exit(ExitCode.REFUSED)
