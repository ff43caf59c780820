"""The command line interface: options → settings → workflow step. One file per command; imports happen when it runs."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Any, cast

import typer
from typer.core import TyperGroup

from ipstranscribe import __version__, events
from ipstranscribe.cli import (
    approve,
    archive,
    audio,
    check,
    check_quotes,
    compare,
    corrections,
    demo,
    doctor,
    export,
    guide,
    handover,
    identifiers,
    import_,
    init,
    key,
    listened,
    models,
    pseudonymize,
    recordings,
    reidentify,
    release,
    report,
    review,
    risk,
    run,
    speakers,
    split,
    start_up,
    status,
    stc,
    terminal,
    transcribe,
    withdraw,
)
from ipstranscribe.errors import ExitCode, UserError, origin, plain
from ipstranscribe.study import machine_faults

_WrongUse = cast("type[Exception]", typer.BadParameter.__base__)
"""The exception that typer raises for an unknown option: click's `UsageError`; newer versions bundle their own click."""


class _Group(TyperGroup):
    """Command group that turns errors into exit codes, in one place, without a traceback, which could show what was said."""

    def invoke(self, ctx: Any) -> Any:
        shown = terminal.Terminal()
        try:
            with events.listening(shown):
                return super().invoke(ctx)
        except UserError as error:
            shown.fail(error)
            raise typer.Exit(error.code) from None
        except KeyboardInterrupt:
            terminal.warn("Stopped. What was finished is kept; the same command goes on from there.")
            raise typer.Exit(ExitCode.INTERRUPTED) from None
        except _WrongUse as error:
            error.message = plain(str(getattr(error, "message", error)))  # type: ignore[attr-defined]
            raise
        except (typer.Exit, typer.Abort, BrokenPipeError, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - its message may quote a transcript; native libraries raise such
            if refused := machine_faults.told(error, Path.cwd()):
                terminal.fail(refused)
                raise typer.Exit(refused.code) from None
            terminal.warn(f"Something went wrong inside the program: {origin(error)}\n  → Please report that line.")
            raise typer.Exit(ExitCode.UNEXPECTED) from None


app = typer.Typer(
    cls=_Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        terminal.say(f"ipstranscribe {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Transcribe, pseudonymize, split and export research interviews on your own machine.

    Everything happens offline. Only `ipstranscribe models fetch` uses the network.
    """


app.command("init")(init.command)
app.command("run")(run.command)
app.command("status")(status.command)
app.command("transcribe")(transcribe.command)
app.command("review")(review.command)
app.command("listened")(listened.command)
app.command("corrections")(corrections.command)
app.command("speakers")(speakers.command)
app.command("pseudonymize")(pseudonymize.command)
app.add_typer(identifiers.app, name="identifiers")
app.command("split")(split.command)
app.command("audio")(audio.command)
app.command("export")(export.command)
app.add_typer(import_.app, name="import")
app.add_typer(guide.app, name="guide")
app.command("compare")(compare.command)
app.command("approve")(approve.command)
app.command("check")(check.command)
app.command("stc")(stc.command)
app.command("check-quotes")(check_quotes.command)
app.command("report")(report.command)
app.command("risk")(risk.command)
app.command("release")(release.command)
app.command("archive")(archive.command)
app.command("withdraw")(withdraw.command)
app.add_typer(recordings.app, name="recordings")
app.add_typer(key.app, name="key")
app.add_typer(handover.app, name="handover")
app.command("reidentify")(reidentify.command)
app.add_typer(models.app, name="models")
app.command("demo")(demo.command)
app.command("doctor")(doctor.command)


def main() -> None:
    """Run the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=terminal.PLAIN_SIGNS)  # a console may not know every letter
    sys.unraisablehook = _say_nothing
    try:
        start_up.start(sys.argv[1:])
        app()
    except UserError as error:
        terminal.fail(error)
        raise SystemExit(error.code) from None
    finally:
        _let_go_of_output()


def _say_nothing(_: object) -> None:
    """What breaks while something is cleared away (lxml, on a full disk): Python would print a traceback and the message."""


def _let_go_of_output() -> None:
    """Let the exit code stand where output cannot be written (a full disk behind `>`): Python would end with 120."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
