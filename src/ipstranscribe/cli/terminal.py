"""The terminal: the only module that prints and asks. It draws events: ids, counts, paths and times, never what was said."""

import codecs
import contextlib
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ipstranscribe.errors import UserError
from ipstranscribe.events import Event, Failure, Notice, UserQuestion, WorkProgress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


def say(line: str) -> None:
    """Print one line on standard output."""
    print(line, flush=True)  # noqa: T201 - the one place that prints


def warn(line: str) -> None:
    """Print one line on standard error."""
    with contextlib.suppress(OSError):  # nobody can be told that nobody can be told
        print(line, file=sys.stderr, flush=True)  # noqa: T201


def fail(error: UserError, about: str = "") -> None:
    """Print an error on standard error: what happened, and what to do."""
    warn(f"{about + ': ' if about else ''}{error.what}\n  → {error.fix}")


def table(header: Sequence[str], rows: Sequence[Sequence[str]], breaks: Sequence[int] = ()) -> None:
    """Print a table, fitted to the terminal, or to 80 characters where there is none (`columns.fitted`)."""
    from ipstranscribe.cli.columns import fitted

    for line in ("", *fitted(header, rows, _width(), breaks), ""):
        say(line)


def folded(text: str, indent: str = "") -> str:
    """A sentence in lines that fit the terminal, the further ones indented; a command in backticks is not broken."""
    import re
    import textwrap

    whole = re.sub(r"`[^`]*`", lambda command: command.group().replace(" ", _HARD), text)
    lines = textwrap.fill(whole, _width(), subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return lines.replace(_HARD, " ")


_HARD = "\x00"
"""Stands for a blank at which no line may end."""


def _width() -> int:
    """The number of characters in a line: that of the terminal or of the variable COLUMNS, else 80."""
    import shutil

    return max(shutil.get_terminal_size((80, 24)).columns, 20)


PLAIN_SIGNS = "ipstranscribe-plain-signs"
"""Error handler of streams: signs that a console does not know are shown by ones that look like them."""
_ALIKE = {
    "→": "->", "←": "<-", "…": "...", "–": "-", "—": "-", "─": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "×": "x",
    "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "å": "aa", "Å": "Aa", "ß": "ss", "↪": ">", "·": "-", "≤": "<=", "≥": ">=",
}  # fmt: skip


def _plain(error: UnicodeError) -> tuple[str, int]:
    """Signs that look alike for those that cannot be encoded, `?` where there is none."""
    import unicodedata

    if not isinstance(error, UnicodeEncodeError):
        raise error
    known = []
    for sign in error.object[error.start : error.end]:
        bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
        known.append(_ALIKE.get(sign) or bare or "?")
    return "".join(known), error.end


codecs.register_error(PLAIN_SIGNS, _plain)


class Terminal:
    """Listener that draws events on the terminal, and asks the person who sits there.

    Several pieces of work may be under way at a time, in several threads; their bars are shown one below the other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bars: Bars | None = None
        self._tasks: dict[int, TaskID] = {}
        self._warned: set[str] = set()

    def hear(self, event: Event) -> None:
        """Show an event: notices on standard output, what is urgent, failures and progress on standard error."""
        match event:
            case Notice(text, urgent=False):
                say(text)
            case Notice(text):
                self._warned.add(text)
                warn(text)
            case Failure(error, about):
                fail(error, about)
            case WorkProgress():
                self._draw(event)

    def fail(self, error: UserError) -> None:
        """Print the error that ends a command; of one that was warned of before, what to do."""
        if error.what in self._warned:
            warn(f"  → {error.fix}")
        else:
            fail(error)

    def answer(self, question: UserQuestion) -> str | None:
        """Ask for an answer; None where no terminal is attached."""
        import typer

        if not can_ask():
            return None
        default = "" if question.empty else None
        answer = typer.prompt(
            question.prompt,
            default=default,
            show_default=False,
            hide_input=question.secret,
            confirmation_prompt=question.twice,
            err=True,
        )
        return str(answer) or question.empty

    def _draw(self, event: WorkProgress) -> None:
        """Move the bar of a piece of work; without a terminal, a line when it starts."""
        with self._lock:
            if event.number not in self._tasks and not event.ended and not sys.stderr.isatty():
                if event.share == 0:
                    warn(f"{event.work} …")
                return
            if event.ended:
                self._end(event.number)
                return
            self._bars = self._bars or _display()
            if event.number not in self._tasks:
                self._tasks[event.number] = self._bars.add_task(event.work, total=1.0)
            self._bars.update(self._tasks[event.number], completed=event.share)

    def _end(self, number: int) -> None:
        """A bar stays as it is; the display is closed with the last of them."""
        self._tasks.pop(number, None)
        if self._bars and not self._tasks:
            self._bars.stop()
            self._bars = None


def _display() -> "Bars":
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    text = TextColumn("{task.description}", markup=False)
    columns = (text, BarColumn(), TaskProgressColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    bars = Bars(*columns, console=Console(stderr=True))
    bars.start()
    return bars


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()
