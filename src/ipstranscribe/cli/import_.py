"""`ipstranscribe import`: what people corrected comes back."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import By, StudyFolder, now

app = typer.Typer(no_args_is_help=True, help="Read back what people corrected.")
Table = Annotated[
    Path, typer.Argument(help="The table with the column `decision` filled in, as xlsx or csv.", metavar="FILE")
]


@app.command()
def decisions(file: Table, by: By, study: StudyFolder = Path()) -> None:
    """Read decisions on identifiers: accept, change or reject, per entity and written form.

    Later decisions replace earlier ones on the same form. Run `pseudonymize` or `run` afterwards to apply them.
    """
    from ipstranscribe import console, store
    from ipstranscribe.pseudonymize.decisions import merged, read_table
    from ipstranscribe.steps.pseudonymizing import decisions_of
    from ipstranscribe.study import Study

    opened = Study.open(study)
    new = read_table(file, by, now())
    with store.lock(opened.work, "This study"):
        store.write(opened.decisions, merged(decisions_of(opened), new), private=True)
    console.say(f"{len(new)} decisions read.")


@app.callback()
def _group() -> None:
    """Read back what people corrected."""
