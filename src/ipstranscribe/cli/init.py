"""The command `ipstranscribe init`: creates a study folder."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.choices import one_of
from ipstranscribe.cli.options import SyncedFolderAccepted, now
from ipstranscribe.languages import LANGUAGES

_Folder = Annotated[Path, typer.Argument(help="The folder to make; it must not exist, or be empty.", metavar="STUDY")]
_Title = Annotated[str, typer.Option(help="The study's title, as it stands on documents.", metavar="TEXT")]
_Language = Annotated[
    str, typer.Option(help=f"Language of labels and replacements: {one_of(LANGUAGES)}.", metavar="CODE")
]


def command(
    study: _Folder,
    title: _Title = "",
    language: _Language = "en",
    synced_folder_accepted: SyncedFolderAccepted = "",
) -> None:
    """Make a study folder with commented study.toml and guide.toml, and the three tables to fill in.

    Refuses a folder that OneDrive, Dropbox or the like copies to other machines, until a role has accepted that.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.languages import of_documents
    from ipstranscribe.settings import TranscribeSettings
    from ipstranscribe.study.folder import Study
    from ipstranscribe.weights import registry
    from ipstranscribe.workflow import synced_folder
    from ipstranscribe.workflow.init import create_study

    if not synced_folder_accepted:
        synced_folder.refuse(study)
    create_study(study, title or study.resolve().name, language)
    if synced_folder_accepted:
        synced_folder.accept(Study.open(study), by=synced_folder_accepted, when=now())
    better = registry.better_for(of_documents(language), TranscribeSettings().model)
    hint = (
        f"\n     (for Norwegian {' or '.join(better)} is meant: write it as model into study.toml first)"
        if better
        else ""
    )
    terminal.say(
        f"{study} is there. Next:\n"
        f"  1. put the recordings into {study / 'restricted' / 'recordings'}\n"
        f"  2. fill in the three tables in {study / 'restricted'}, and guide.toml\n"
        f"  3. ipstranscribe models fetch --study {study}{hint}\n"
        f"  4. ipstranscribe run --study {study}"
    )
