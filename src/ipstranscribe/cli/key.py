"""`ipstranscribe key`: where the key is, its passphrase, a backup."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import StudyFolder

app = typer.Typer(no_args_is_help=True, help="Show, copy and lock the key: where it is, its passphrase, a backup.")
To = Annotated[
    Path, typer.Argument(help="A file or folder for the copy, for example on an encrypted stick.", metavar="TO")
]


@app.command()
def where(study: StudyFolder = Path()) -> None:
    """Show where the key is, whether it is there, and how big. Needs no passphrase."""
    from ipstranscribe import console
    from ipstranscribe.pseudonymize import key
    from ipstranscribe.study import Study

    place = key.path(Study.open(study))
    console.say(f"{place}\n{f'{place.stat().st_size} bytes' if place.is_file() else 'not there'}")


@app.command()
def passphrase(study: StudyFolder = Path()) -> None:
    """Change the passphrase. The old key stays until the new one has been opened.

    The new passphrase is asked for twice, or taken from IPSTRANSCRIBE_NEW_PASSPHRASE. Backups keep the old one.
    """
    from ipstranscribe import console, store
    from ipstranscribe.pseudonymize import key
    from ipstranscribe.study import Study

    opened = Study.open(study)
    old = key.passphrase(opened, new=False)
    key.load(opened, old)
    new = key.next_passphrase()
    with store.lock(opened.work, "This study"):
        key.change_passphrase(opened, old, new)
    if key.remembered(opened):
        key.remember(opened, new)
    console.say("The passphrase is changed. Backups of the key still open with the old one.")


@app.command("copy")
def copy_(to: To, study: StudyFolder = Path()) -> None:
    """Make a backup of the key, still sealed, and check that it opens."""
    from ipstranscribe import console
    from ipstranscribe.pseudonymize import key
    from ipstranscribe.study import Study

    opened = Study.open(study)
    console.say(f"Copied to {key.copy(opened, to, key.passphrase(opened, new=False))}. It opens.")


@app.command()
def remember(study: StudyFolder = Path()) -> None:
    """Store the passphrase in the system's keyring, so that it is not asked for."""
    from ipstranscribe import console
    from ipstranscribe.pseudonymize import key
    from ipstranscribe.study import Study

    opened = Study.open(study)
    new = not key.path(opened).exists()
    secret = key.passphrase(new=new)
    if not new:
        key.load(opened, secret)
    key.remember(opened, secret)
    console.say("The system's keyring holds the passphrase now. `ipstranscribe key forget` takes it out.")


@app.command()
def forget(study: StudyFolder = Path()) -> None:
    """Take the passphrase out of the system's keyring."""
    from ipstranscribe import console
    from ipstranscribe.pseudonymize import key
    from ipstranscribe.study import Study

    there = key.forget(Study.open(study))
    console.say("The keyring does not hold the passphrase any more." if there else "The keyring does not hold it.")
