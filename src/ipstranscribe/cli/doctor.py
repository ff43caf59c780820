"""The command `ipstranscribe doctor`: what is here, what is missing, and what is in the way."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from ipstranscribe.study.folder import Study

_Study = Annotated[
    Path | None,
    typer.Option("--study", "-s", help="A study folder to look at as well; that you are in, if any.", metavar="FOLDER"),
]
_Report = Annotated[
    Path | None,
    typer.Option("--report", help="Also write a report for others, without names or paths of yours.", metavar="FILE"),
]


def command(study: _Study = None, report: _Report = None) -> None:
    """Look at this installation: packages, engines, models, places, disk, and a proof that no network is used.

    Nothing is changed. The exit code is that of the first thing that is broken (docs/exit-codes.md), else 0.
    """
    import sys

    from ipstranscribe.cli import network_proof, terminal
    from ipstranscribe.workflow import doctor
    from ipstranscribe.workflow.doctor.report import report as written

    opened = _opened(study)
    console = getattr(sys.stdout, "encoding", None) or "unknown"
    found = doctor.doctor(doctor.DoctorFacts(opened, network_proof.tried(), console))
    for one in found:
        mark = f"{one.health:<7} "
        terminal.say(terminal.folded(f"{mark}{one.about}: {one.what}", " " * len(mark)))
        if one.fix:
            terminal.say(terminal.folded(f"{'':<8}→ {one.fix}", " " * 10))
    if report:
        _write(report, written(found, opened.root if opened else None))
        terminal.say(f"\nWritten, without names: {report}")
    broken = sum(one.health == "broken" for one in found)
    terminal.say(f"\nBroken: {broken}." if broken else "\nNothing is in the way.")
    if broken:
        raise typer.Exit(doctor.exit_code(found))


def _opened(folder: Path | None) -> "Study | None":
    """The study that is named, or the one around where the user is; raises UserError for one that is named and is none."""
    from ipstranscribe.study.folder import Study

    if folder is not None:
        return Study.open(folder)
    here = Path.cwd()
    if not any((one / "study.toml").is_file() for one in (here, *here.parents)):
        return None
    return Study.open(here)


def _write(path: Path, text: str) -> None:
    """Write the report; raises UserError where something has the name: nobody's file is overwritten."""
    from ipstranscribe.errors import ExitCode, UserError
    from ipstranscribe.study import storage

    if path.exists():
        raise UserError(f"{path.name} is there already.", "Choose another name for the report.", ExitCode.CANNOT_WRITE)
    storage.write_bytes(path, text.encode())
