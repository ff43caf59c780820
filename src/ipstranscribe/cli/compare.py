"""The command `ipstranscribe compare`: the work of several coders side by side."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import StudyFolder

_Agreement = Annotated[
    bool,
    typer.Option(
        "--agreement",
        help="Add figures of agreement (percent, kappa, AC1, alpha, u-alpha) with what they rest on. They say nothing of who "
        "is right.",
    ),
]


def command(study: StudyFolder = Path(), agreement: _Agreement = False) -> None:
    """Lay what coders returned side by side: units on which they differ first, codes and who used them where.

    Also passages that only one marked, and what was cut differently. Written under restricted/coding: a page to read, and a
    workbook with columns for what you agree on and why, which `import consensus` reads back. No winner is picked.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.compare import compare

    for line in compare(Study.open(study), agreement=agreement):
        terminal.say(line)
