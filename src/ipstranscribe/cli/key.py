"""The command `ipstranscribe key`: location, passphrase, backup and deletion of the key."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import By, StudyFolder, now, role

app = typer.Typer(no_args_is_help=True, help="Show, copy and lock the key: where it is, its passphrase, a backup.")
_To = Annotated[
    Path, typer.Argument(help="A file or folder for the copy, for example on an encrypted stick.", metavar="TO")
]
_Take = Annotated[bool, typer.Option("--yes", help="Go on with this key; without it, nothing is changed.")]
_CopiesToo = Annotated[
    bool, typer.Option("--copies-too", help="Delete the key though copies of the study use it as well.")
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
    from ipstranscribe.study import key, key_record
    from ipstranscribe.study.folder import Study

    opened = Study.open(study)
    place = key.path(opened)
    terminal.say(f"{place}\n{f'{place.stat().st_size} bytes' if place.is_file() else 'not there'}")
    for folder in key_record.copies(opened, place):
        terminal.say(f"A copy of the study uses it as well: {folder}")


@app.command()
def passphrase(study: StudyFolder = Path()) -> None:
    """Change the passphrase. The old key stays until the new one has been opened.

    A new passphrase is proposed; yours is asked for twice, or taken from IPSTRANSCRIBE_NEW_PASSPHRASE. Backups keep the
    old one.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import key, locks, passphrases
    from ipstranscribe.study.folder import Study

    opened = Study.open(study)
    old = passphrases.of_study(opened)
    key.load(opened, old)
    new = passphrases.next_one(opened)
    with locks.shared(opened, "key passphrase"):
        key.change_passphrase(opened, old, new)
    if passphrases.from_keyring(opened):
        passphrases.remember(opened, new)
    terminal.say("The passphrase is changed. Backups of the key still open with the old one.")


@app.command("copy")
def copy_(to: _To, study: StudyFolder = Path()) -> None:
    """Make a backup of the key, still sealed, and check that it opens."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import key, passphrases
    from ipstranscribe.study.folder import Study

    opened = Study.open(study)
    terminal.say(f"Copied to {key.copy(opened, to, passphrases.of_study(opened))}. It opens.")


@app.command()
def adopt(by: By, study: StudyFolder = Path(), yes: _Take = False) -> None:
    """Go on with a key that is older than the study, or another one, where the newest is lost for good.

    What it does not know is found anew at the next run, and may get another number; approvals of that text become stale.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study import audit_log, key, locks, passphrases
    from ipstranscribe.study.folder import Study

    opened = Study.open(study)
    who = role(opened, by)
    if not yes:
        raise UserError(
            "Nothing was changed. Look for a newer copy of the key first, in every backup.",
            "The same with --yes goes on with the key that is there.",
            ExitCode.REFUSED,
        )
    secret = passphrases.of_study(opened)
    with locks.shared(opened, "key adopt"):
        key.adopt(opened, secret)
        audit_log.record(opened, "key adopted", [], by=who, when=now())
    terminal.say("This is the key of the study now. `ipstranscribe pseudonymize` finds anew what it does not know.")


@app.command()
def destroy(by: By, study: StudyFolder = Path(), yes: _Yes = False, copies_too: _CopiesToo = False) -> None:
    """Delete the key at the end of a study. Says first what that does and does not achieve, and which originals remain."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study import key, key_record, locks
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.remaining_originals import of_study
    from ipstranscribe.workflow.retention import destroy_key

    opened = Study.open(study)
    signed, place = role(opened, by), key.path(opened)
    terminal.say(_ABOUT_DESTROYING.format(place=place, there="" if place.exists() else " (not there)"))
    if remaining := of_study(opened):
        terminal.say(f"Originals that remain in this study: {len(remaining)} files.")
        terminal.table(("what", "where"), remaining)
    copies = key_record.copies(opened, place)
    for folder in copies:
        terminal.say(f"A copy of this study needs the key as well: {folder}")
    if copies and not copies_too:
        raise UserError("Nothing was deleted.", "Remove the copies first, or add --copies-too.", ExitCode.REFUSED)
    if not yes:
        raise UserError("Nothing was deleted.", "The same with --yes deletes the key.", ExitCode.REFUSED)
    with locks.shared(opened, "key passphrase"):
        there = destroy_key(opened, by=signed, when=now())
    terminal.say("The key is deleted." if there else "The key was not there.")


@app.command()
def remember(study: StudyFolder = Path()) -> None:
    """Store the passphrase in the system's keyring, so that it is not asked for."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import key, passphrases
    from ipstranscribe.study.folder import Study

    opened = Study.open(study)
    new = not key.path(opened).exists()
    secret = passphrases.to_remember(opened, new=new)
    if not new:
        key.load(opened, secret)
    passphrases.remember(opened, secret)
    terminal.say("The system's keyring holds the passphrase now. `ipstranscribe key forget` takes it out.")


@app.command()
def forget(study: StudyFolder = Path()) -> None:
    """Take the passphrase out of the system's keyring."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import passphrases
    from ipstranscribe.study.folder import Study

    there = passphrases.forget(Study.open(study))
    terminal.say("The keyring does not hold the passphrase any more." if there else "The keyring does not hold it.")
