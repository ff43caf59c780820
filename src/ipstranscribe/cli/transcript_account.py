"""What `import transcript` shows: the account of what was read, and with `--preview` the first turns themselves."""

from ipstranscribe.cli import terminal
from ipstranscribe.model import Transcript
from ipstranscribe.review.transcript.account import ASIDES, SPEAKERS, Account
from ipstranscribe.text.time_codes import clock

FIRST_TURNS = 10
"""Turns that a preview shows."""

LONGEST = 300
"""Characters of a turn that a preview shows."""


def show_account(account: Account) -> None:
    """Print the account as tables: numbers, our labels and reasons."""
    terminal.table(SPEAKERS, [speaker.row() for speaker in account.speakers])
    if account.asides:
        terminal.table(ASIDES, [aside.row() for aside in account.asides])


def show_turns(transcript: Transcript) -> None:
    """Print the first turns, which hold originals, on the screen of the person who asked for it; and how to go on."""
    rows = [(turn.id, clock(turn.start), turn.speaker, _cut(turn.text)) for turn in transcript.turns[:FIRST_TURNS]]
    terminal.table(("Turn", "Time", "Speaker", "Said"), rows)
    more = len(transcript.turns) - len(rows)
    terminal.say(f"{more} more turns follow. " if more else "These are all turns.")
    terminal.say(
        "Nothing was stored. If this is right, run the command again without --preview. If speakers are mixed up, add\n"
        "--interviewer LABEL or --participant LABEL (of several P2=LABEL), with the label as it stands in the file."
    )


def _cut(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST].rsplit(" ", 1)[0]
    return f"{kept} … ({len(text.split()) - len(kept.split())} more words)"
