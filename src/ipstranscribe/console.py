"""Console output; the only module that prints. It shows ids, counts, paths and times, never a name or what was said."""

import contextlib
import sys
import threading
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ipstranscribe.errors import UserError

if TYPE_CHECKING:  # importing the types at run time would load pydantic and slow down `--help`
    from rich.progress import Progress as Bars

    from ipstranscribe.model import Progress


def say(line: str) -> None:
    """Print one line on standard output."""
    print(line, flush=True)  # noqa: T201 - the one place that prints


def warn(line: str) -> None:
    """Print one line on standard error."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def fail(error: UserError, about: str = "") -> None:
    """Print an error on standard error: what happened, and what to do."""
    warn(f"{about + ': ' if about else ''}{error.what}\n  → {error.fix}")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, fitted to the terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*header, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        drawn.add_row(*map(Text, row))
    Console(soft_wrap=not sys.stdout.isatty()).print(drawn)


@contextlib.contextmanager
def progress(what: str) -> "Iterator[Progress]":
    """Show a progress bar with the time left; without a terminal, print a line when the work starts.

    Several may be open at a time, from several threads; they are shown one below the other.
    """
    if not sys.stderr.isatty():
        warn(f"{what} …")
        yield lambda share: None
        return
    with _screen() as bars:
        task = bars.add_task(what, total=1.0)
        yield lambda share: bars.update(task, completed=share)


_bars: "Bars | None" = None
_open = 0
_lock = threading.Lock()


@contextlib.contextmanager
def _screen() -> "Iterator[Bars]":
    """The shared display of all progress bars, shown while any bar is open."""
    global _bars, _open  # noqa: PLW0603 - a terminal has one screen
    with _lock:
        _bars = _bars or _display()
        _open += 1
        bars = _bars
    try:
        yield bars
    finally:
        with _lock:
            _open -= 1
            if not _open:
                bars.stop()
                _bars = None


def _display() -> "Bars":
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    text = TextColumn("{task.description}", markup=False)
    columns = (text, BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    bars = Bars(*columns, console=Console(stderr=True))
    bars.start()
    return bars


def ask_passphrase(prompt: str, *, twice: bool) -> str:
    """Ask for a passphrase without showing it; `twice` for a new one."""
    import typer

    return str(typer.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True))


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()
