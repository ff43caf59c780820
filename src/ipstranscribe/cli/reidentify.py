"""The command `ipstranscribe reidentify`: puts originals back into documents."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipstranscribe.cli.options import StudyFolder, now

if TYPE_CHECKING:
    from ipstranscribe.study.folder import Study

_Files = Annotated[
    list[Path] | None, typer.Argument(help="Pseudonymized documents: txt, md, csv, docx.", metavar="[FILE]...")
]
_To = Annotated[
    Path | None,
    typer.Option(
        "--to", help="Where the documents with originals go; restricted/reidentified if not given.", metavar="FOLDER"
    ),
]
_Entity = Annotated[
    str | None,
    typer.Option("--entity", help="Instead of files: whom this replacement stands for.", metavar="REPLACEMENT"),
]
_Show = Annotated[bool, typer.Option("--show", help="Show originals on the screen, and write nothing.")]


def command(
    files: _Files = None, study: StudyFolder = Path(), to: _To = None, entity: _Entity = None, show: _Show = False
) -> None:
    """Put originals back into documents, for those who hold the key. Never into what is handed on.

    What is written says who was interviewed: keep it under restricted/, and delete it when you have finished.
    """
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study.folder import Study

    if bool(files) == bool(entity):
        raise UserError("Name files, or one --entity.", "See `ipstranscribe reidentify --help`.", ExitCode.USAGE)
    if to and (entity or show):
        raise UserError("--to is for files that are written.", "Leave it out, or leave out the other.", ExitCode.USAGE)
    opened = Study.open(study)
    if entity:
        _tell_entity(opened, entity, show=show)
    else:
        _put_back(opened, files or [], to, show=show)


def _tell_entity(study: "Study", entity: str, *, show: bool) -> None:
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import locks
    from ipstranscribe.workflow.reidentify import forms_behind, log

    known = forms_behind(study, entity)
    if show:
        with locks.shared(study, "reidentify"):
            log(study, "forms of a replacement shown", now())
    for forms in known:
        terminal.say(
            ", ".join(forms) if show else f"The key knows it, in {len(forms)} written forms. Add --show to see them."
        )


def _put_back(study: "Study", files: list[Path], to: Path | None, *, show: bool) -> None:
    from ipstranscribe.cli import terminal
    from ipstranscribe.study import locks
    from ipstranscribe.workflow.reidentify import folder_for, log, reidentify_files, write

    folder = folder_for(study, to)
    done = reidentify_files(study, files)
    with locks.shared(study, "reidentify"):
        if not show:
            write(folder, done)
        log(study, f"originals put back: {len(done)} files", now())
    for one in done.values() if show else ():
        terminal.say(one.text)
    for name, one in done.items():
        terminal.say(f"{name}: {one.put_back} put back, {one.unknown} in brackets that the key does not know.")
    if not show:
        terminal.say(f"Written to {folder}. These files hold originals: delete them when you have finished.")
