"""The command `ipstranscribe handover`: a study goes to somebody else in one sealed file, and comes back merged."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipstranscribe.cli.options import By, StudyFolder, now, role

if TYPE_CHECKING:
    from ipstranscribe.workflow.handover import Received

app = typer.Typer(
    no_args_is_help=True, help="Carry a study to somebody else and back, in one file sealed with a passphrase."
)
_To = Annotated[Path, typer.Argument(help="The file to write, or the folder for it.", metavar="TO")]
_File = Annotated[Path, typer.Argument(help="A file that `handover write` made.", metavar="FILE")]
_WithoutKey = Annotated[
    bool, typer.Option("--without-key", help="Leave the key out: for who transcribes and corrects.")
]
_KeyOnly = Annotated[bool, typer.Option("--key-only", help="The key alone.")]
_NoRecordings = Annotated[bool, typer.Option("--no-recordings", help="Leave the recordings out.")]
_New = Annotated[
    Path | None, typer.Option("--to", help="A new folder for the study, where it is not here yet.", metavar="FOLDER")
]
_Preview = Annotated[bool, typer.Option("--preview", help="Say what would become of the files; store nothing.")]

_OUTCOMES = {
    "taken": "taken from the handover",
    "merged": "changed on both sides, and merged",
    "kept": "changed here only, and kept",
    "outdated": "changed on both sides, and made anew by the next run",
    "same": "the same on both sides",
}


@app.command()
def write(  # noqa: PLR0913 - the options of one command
    to: _To,
    by: By,
    study: StudyFolder = Path(),
    without_key: _WithoutKey = False,
    key_only: _KeyOnly = False,
    no_recordings: _NoRecordings = False,
) -> None:
    """Write the study into one sealed file: tables, recordings, transcripts, decisions, approvals, and the key.

    Working copies in `exports` and what is in `shared` stay here. The passphrase is that of this file: tell it by another
    way than the one the file takes, for example by telephone. It is asked for, or taken from
    IPSTRANSCRIBE_HANDOVER_PASSPHRASE.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.handover import HandoverParts, hand_over

    if without_key and key_only:
        raise UserError("--without-key and --key-only exclude each other.", "Give one of them.", ExitCode.USAGE)
    parts = HandoverParts("key" if key_only else "without-key" if without_key else "study", not no_recordings)
    opened = Study.open(study)
    place = hand_over(opened, to, parts, by=role(opened, by), when=now())
    terminal.say(
        f"Written to {place} ({max(place.stat().st_size // 1_000_000, 1)} MB).\n"
        f"Whoever receives it: ipstranscribe handover read {place.name} --to FOLDER --by ROLE"
    )


@app.command()
def read(file: _File, by: By, study: StudyFolder = Path(), to: _New = None, preview: _Preview = False) -> None:
    """Read a handed-over study: into a new folder with --to, or merged into the study that it came from.

    What only one side changed is that side's; transcripts that both corrected are merged by word; decisions and approvals
    of both count. What cannot be merged is laid beside, and nothing that is here is lost.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.handover import begin, receive
    from ipstranscribe.workflow.roles import check_role_words

    if to is not None:
        if preview:
            raise UserError("--preview is for a study that is here.", "Leave one of the two out.", ExitCode.USAGE)
        received = begin(file, to, by=check_role_words(by), when=now())
        terminal.say(f"The study is in {to}: {received.outcomes['taken']} files.")
    else:
        opened = Study.open(study)
        received = receive(opened, file, by=role(opened, by), when=now(), preview=preview)
    _tell(received, preview=preview)


def _tell(received: "Received", *, preview: bool) -> None:
    """Say what became of the files, and what a person has to look at."""
    from ipstranscribe.cli import terminal

    for outcome, meaning in _OUTCOMES.items():
        if count := received.outcomes.get(outcome, 0):
            terminal.say(f"Files {meaning}: {count}")
    if received.beside:
        where = "would be laid beside" if preview else f"lie in {received.folder}"
        terminal.warn(
            f"Changed on both sides, and not to be merged: {len(received.beside)}. Yours stay; theirs {where}."
        )
    if received.left_out:
        terminal.warn(f"Files of participants who have withdrawn here, left out: {received.left_out}")
    for copy in received.drafts_kept:
        terminal.warn(f"A draft had been edited here; it is kept as {copy}.")
    for one in received.withdrawn_there:
        terminal.warn(f"{one} has withdrawn there. Withdraw here as well: ipstranscribe withdraw {one} --by ROLE")
