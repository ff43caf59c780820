"""The command `ipstranscribe recordings`: lists recordings, and deletes them after the retention period."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import By, Interviews, StudyFolder, chosen, now, role

app = typer.Typer(no_args_is_help=True, help="List recordings, and delete them when their time is over.")
_Unreviewed = Annotated[bool, typer.Option("--unreviewed", help="Also those whose transcript is not approved.")]
_Yes = Annotated[bool, typer.Option("--yes", help="Delete them; without it, they are listed only.")]

_MEGABYTE = 1_000_000


@app.command("list")
def list_(study: StudyFolder = Path()) -> None:
    """List the recordings of every interview, and files among them that no interview names."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.retention import recordings, unlisted

    opened = Study.open(study)
    rows = [
        (one.interview or "–", one.file, "deleted or not there" if one.size is None else f"{one.size / _MEGABYTE:.1f}")
        for one in (*recordings(opened, opened.listed), *unlisted(opened))
    ]
    terminal.table(("interview", "file", "MB"), rows)
    if last := opened.config.keep_recordings_until:
        terminal.say(f"To be kept until {last}.")


@app.command()
def delete(
    by: By, ids: Interviews = None, study: StudyFolder = Path(), unreviewed: _Unreviewed = False, yes: _Yes = False
) -> None:
    """Delete recordings whose transcript is approved, with a line in the log. Transcripts stay.

    A file that was deleted can often be brought back from the disk, and is still in every backup.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.retention import delete_recordings, recordings

    opened = Study.open(study)
    signed, interviews = role(opened, by), chosen(opened, ids)
    there = [one for one in recordings(opened, interviews) if one.size is not None]
    if not yes:
        terminal.table(("interview", "file"), [(one.interview, one.file) for one in there])
        raise UserError(
            f"{len(there)} recordings would be deleted.", "The same with --yes deletes them.", ExitCode.REFUSED
        )
    done = delete_recordings(opened, interviews, by=signed, when=now(), unreviewed=unreviewed)
    terminal.say(f"Recordings deleted of: {', '.join(done) or 'no interview'}. They may still be in backups.")
