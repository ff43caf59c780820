"""The command `ipstranscribe withdraw`: removes a participant's interviews."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import By, StudyFolder, now, role

_Participant = Annotated[
    str, typer.Argument(help="The participant's id, as in participants.csv.", metavar="PARTICIPANT")
]
_Originals = Annotated[
    bool,
    typer.Option("--originals", help="The second word: delete the originals as well, after having looked at the list."),
]


def command(participant: _Participant, by: By, study: StudyFolder = Path(), originals: _Originals = False) -> None:
    """Remove everything that was made of a participant's interviews, from shared/ too, and list the originals that remain.

    Where others took part who stay, their talk stays, and that of the participant goes from every stage: the recording is
    replaced by a copy in which only the others are heard. What they say is listed, to be read and approved again.
    With --originals, as a second step, these are removed as well: recordings, transcripts, rows of the tables, decisions,
    entries of the key. In the log only the line remains that the participant has withdrawn.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.withdraw import remove_originals, withdraw

    opened = Study.open(study)
    do = remove_originals if originals else withdraw
    done = do(opened, participant, by=role(opened, by), when=now())
    terminal.say(f"{participant} is withdrawn. Removed: {len(done.removed)} files.")
    for name in done.removed:
        terminal.say(f"  {name}")
    for note in done.notes:
        terminal.say(note)
    if done.remaining:
        terminal.say("Originals that remain:")
        terminal.table(("what", "where"), done.remaining)
    terminal.say(
        "Copies elsewhere cannot be seen from here: backups, copies of the key, documents that were handed on."
    )
    if not originals:
        terminal.say(f"  → `ipstranscribe withdraw {participant} --originals --by ROLE` removes what is listed.")
