"""The command `ipstranscribe identifiers`: writes, counts and deletes the tables for decisions on identifiers."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import Interviews, StudyFolder, chosen

app = typer.Typer(
    no_args_is_help=True, help="Write, count and delete the tables in which people decide on identifiers."
)
_Format = Annotated[str, typer.Option("--format", help="xlsx or csv.", metavar="NAME")]
_To = Annotated[
    Path | None, typer.Option("--to", help="Where to write it; restricted/identifiers if not given.", metavar="FILE")
]
_Filled = Annotated[bool, typer.Option("--filled", help="Delete tables with decisions that were not read back, too.")]


@app.command()
def write(ids: Interviews = None, study: StudyFolder = Path(), form: _Format = "xlsx", to: _To = None) -> None:
    """Write the table anew, with what was decided, for all interviews or those that are named. Needs the key.

    It holds originals. A table with decisions that were not read back is kept as a copy.
    """
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.review_identifiers import FORMATS, write_anew

    if form not in FORMATS:
        raise UserError("There is no such format of this table.", f"Use {' or '.join(FORMATS)}.", ExitCode.USAGE)
    opened = Study.open(study)
    interviews = chosen(opened, ids)
    place, copies = write_anew(opened, interviews, form, to)
    for copy in copies:
        terminal.say(f"The table that was there holds decisions that were not read back; it is kept as {copy}.")
    terminal.say(f"Written to {place}.")


@app.command("list")
def list_(study: StudyFolder = Path()) -> None:
    """Count what was found, by kind and state. Shows no name."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.review_identifiers import counts

    rows = [
        (kind, state, str(entities), str(mentions)) for kind, state, entities, mentions in counts(Study.open(study))
    ]
    terminal.table(("Kind", "State", "Entities", "Mentions"), rows)


@app.command()
def delete(study: StudyFolder = Path(), filled: _Filled = False) -> None:
    """Delete the tables, and the lists of findings; they hold originals. Decisions that were read back stay."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.review_identifiers import delete_tables

    opened = Study.open(study)
    gone = delete_tables(opened, filled=filled)
    terminal.say(f"Deleted: {', '.join(gone) or 'nothing, there was no table'}.")
