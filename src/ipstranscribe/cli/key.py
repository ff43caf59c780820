"""The command `ipstranscribe key`: location, passphrase, backup and deletion of the key."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import By, StudyFolder, now, role

app = typer.Typer(no_args_is_help=True, help="Show, copy and lock the key: where it is, its passphrase, a backup.")
_To = Annotated[
    Path, typer.Argument(help="A file or folder for the copy, for example on an encrypted stick.", metavar="TO")
]
_Yes = Annotated[bool, typer.Option("--yes", help="Delete the key; without it, nothing is deleted.")]

_ABOUT_DESTROYING = """\
The key: {place}{there}
Deleting it means: nobody can look up in it any more whom a replacement stands for, `reidentify`, `check` and `release` stop
working, and a new run would number everything anew. It cannot be undone.
It does not mean that the data are anonymous. They stay personal data as long as any original, or anybody's memory, tells who
spoke. Copies of the key still open with their passphrase. A file that was deleted can sometimes be brought back from the
disk, above all from flash memory, and is still in every backup: overwriting it would not change that."""


@app.command()
def where(study: StudyFolder = Path()) -> None:
    """Show where the key is, whether it is there, and how big. Needs no passphrase."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import key
    from ipstranscribe.study.folder import Study

    place = key.path(Study.open(study))
    terminal.say(f"{place}\n{f'{place.stat().st_size} bytes' if place.is_file() else 'not there'}")


@app.command()
def passphrase(study: StudyFolder = Path()) -> None:
    """Change the passphrase. The old key stays until the new one has been opened.

    The new passphrase is asked for twice, or taken from IPSTRANSCRIBE_NEW_PASSPHRASE. Backups keep the old one.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import key, locks
    from ipstranscribe.study.folder import Study

    opened = Study.open(study)
    old = key.passphrase(opened, new=False)
    key.load(opened, old)
    new = key.next_passphrase()
    with locks.shared(opened, "key passphrase"):
        key.change_passphrase(opened, old, new)
    if key.keyring_passphrase(opened):
        key.remember(opened, new)
    terminal.say("The passphrase is changed. Backups of the key still open with the old one.")


@app.command("copy")
def copy_(to: _To, study: StudyFolder = Path()) -> None:
    """Make a backup of the key, still sealed, and check that it opens."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import key
    from ipstranscribe.study.folder import Study

    opened = Study.open(study)
    terminal.say(f"Copied to {key.copy(opened, to, key.passphrase(opened, new=False))}. It opens.")


@app.command()
def destroy(by: By, study: StudyFolder = Path(), yes: _Yes = False) -> None:
    """Delete the key at the end of a study. Says first what that does and does not achieve, and which originals remain."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study import key, locks
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.remaining_originals import of_study
    from ipstranscribe.workflow.retention import destroy_key

    opened = Study.open(study)
    place = key.path(opened)
    terminal.say(_ABOUT_DESTROYING.format(place=place, there="" if place.exists() else " (not there)"))
    if remaining := of_study(opened):
        terminal.say(f"Originals that remain in this study: {len(remaining)} files.")
        terminal.table(("what", "where"), remaining)
    if not yes:
        raise UserError("Nothing was deleted.", "The same with --yes deletes the key.", ExitCode.REFUSED)
    with locks.shared(opened, "key passphrase"):
        there = destroy_key(opened, by=role(opened, by), when=now())
    terminal.say("The key is deleted." if there else "The key was not there.")


@app.command()
def remember(study: StudyFolder = Path()) -> None:
    """Store the passphrase in the system's keyring, so that it is not asked for."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import key
    from ipstranscribe.study.folder import Study

    opened = Study.open(study)
    new = not key.path(opened).exists()
    secret = key.passphrase(new=new)
    if not new:
        key.load(opened, secret)
    key.remember(opened, secret)
    terminal.say("The system's keyring holds the passphrase now. `ipstranscribe key forget` takes it out.")


@app.command()
def forget(study: StudyFolder = Path()) -> None:
    """Take the passphrase out of the system's keyring."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import key
    from ipstranscribe.study.folder import Study

    there = key.forget(Study.open(study))
    terminal.say("The keyring does not hold the passphrase any more." if there else "The keyring does not hold it.")
