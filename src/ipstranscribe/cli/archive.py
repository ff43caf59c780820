"""The command `ipstranscribe archive`: lays out a deposit for a data archive."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import By, StudyFolder, now, role

_Folder = Annotated[Path, typer.Argument(help="The new folder of the deposit, outside of the study.", metavar="FOLDER")]
_AcceptWording = Annotated[
    bool,
    typer.Option(
        "--accept-wording", help="Word replacements as the profile archive says, after having looked at them."
    ),
]


def command(folder: _Folder, by: By, accept_wording: _AcceptWording = False, study: StudyFolder = Path()) -> None:
    """Lay out a deposit for a data archive in a new folder: all of it, or nothing.

    Transcripts as text, csv and TEI, the codebook, what participants have consented to, a description as DDI Codebook, a
    README and a manifest; only of interviews whose participants have consented to an archive. Refuses what `release --profile
    archive` refuses. Needs the key.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.cli.verdict import show, showing_refusals
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.archive import archive

    opened = Study.open(study)
    with showing_refusals():
        judgement = archive(opened, folder, role(opened, by), now(), accept_wording=accept_wording)
    show(judgement)
    terminal.say(
        f"Laid out: {folder}\nPseudonymized, but still personal data. Once deposited, it cannot be taken back from here."
    )
