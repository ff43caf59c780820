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

    Says where and how many, never what; what is not approved, not decided or not up to date; and what speaks against a run.
    Finding nothing is no guarantee.
    """
    from ipstranscribe.cli import findings
    from ipstranscribe.cli.verdict import show
    from ipstranscribe.errors import ExitCode
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.next_step import next_step
    from ipstranscribe.workflow.preflight import preflight
    from ipstranscribe.workflow.release import check
    from ipstranscribe.workflow.status import study_status

    opened = Study.open(study)
    found = preflight(opened)
    findings.show(found)
    judgement = check(opened, folder)
    show(judgement)
    if not judgement.passes:
        findings.show_next(next_step(opened, study_status(opened)), study)
        raise typer.Exit(ExitCode.REFUSED)
