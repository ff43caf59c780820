"""The command `ipstranscribe release`: writes the shared version."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.choices import ProfileName
from ipstranscribe.cli.options import By, StudyFolder, now, role

_For = Annotated[
    ProfileName | None,
    typer.Option("--profile", help="For whom; without it the profile that study.toml names."),
]
_AcceptWording = Annotated[
    bool, typer.Option("--accept-wording", help="Word replacements as the profile says, after having looked at them.")
]


def command(by: By, profile: _For = None, accept_wording: _AcceptWording = False, study: StudyFolder = Path()) -> None:
    """Write shared/, the one folder that may be handed on: all of it, or nothing.

    Refuses unless every interview is approved, every suggestion is decided, and the gate finds no known identifier in any
    file. Shows first what another profile words otherwise than it was approved. Needs the key.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.cli.verdict import show, showing_refusals
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.release import release

    opened = Study.open(study)
    with showing_refusals():
        judgement = release(opened, role(opened, by), now(), profile, accept_wording=accept_wording)
    show(judgement)
    terminal.say(f"Released: {opened.shared}\nPseudonymized, but still personal data: share it as such.")
