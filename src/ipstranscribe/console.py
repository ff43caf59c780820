"""The only module that prints. Never a word of a transcript, never a name: ids, counts, paths and times."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ipstranscribe.errors import UserError

if TYPE_CHECKING:  # at run time the types would load pydantic, which `--help` can do without
    from ipstranscribe.model import Progress


def say(line: str) -> None:
    """One line on standard output."""
    print(line, flush=True)  # noqa: T201 - the one place that prints


def warn(line: str) -> None:
    """One line on standard error."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201


def fail(error: UserError, about: str = "") -> None:
    """What happened, and what to do."""
    warn(f"{about + ': ' if about else ''}{error.what}\n  → {error.fix}")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table, fitted to the terminal."""
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
    """A progress bar with the time left; where no terminal is attached, a line when the work starts and ends."""
    if not sys.stderr.isatty():
        warn(f"{what} …")
        yield lambda share: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import (
        Progress as Bars,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        task = bars.add_task(what, total=1.0)
        yield lambda share: bars.update(task, completed=share)


def ask_passphrase(prompt: str, *, twice: bool) -> str:
    """Ask for a passphrase without showing it; `twice` for a new one."""
    import typer

    return str(typer.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True))


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()
