"""Events: what a step tells its caller while it works: notices, failures, progress and questions, as values.

Nothing below the command line and the review page prints or asks. Whoever calls a step listens with `listening`. Where
nobody listens, notices and progress go nowhere, and a question has no answer.
"""

import contextlib
import itertools
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, ParamSpec, Protocol, TypeVar

if TYPE_CHECKING:
    from ipstranscribe.errors import UserError
    from ipstranscribe.model import Progress

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Notice:
    """A line for the user: ids, counts, paths and times, never a word of a transcript or a name.

    `urgent` is what should be read even where the rest goes into a file.
    """

    text: str
    urgent: bool = False


@dataclass(frozen=True)
class Failure:
    """Something that could not be done while the rest goes on; `about` is an id or a file, empty for all."""

    error: "UserError"
    about: str = ""


@dataclass(frozen=True)
class WorkProgress:
    """How far a piece of work is, 0 to 1. `number` tells pieces that go on at the same time apart.

    The first event of a piece has the share 0; the last one is `ended`, also where the work was broken off.
    """

    number: int
    work: str
    share: float = 0.0
    ended: bool = False


Event = Notice | Failure | WorkProgress
"""What a listener hears."""


@dataclass(frozen=True)
class UserQuestion:
    """What only a person can answer. `secret` answers are not shown; `twice` asks again, against typing errors.

    `empty` is what an empty answer stands for; without it one is not taken.
    """

    prompt: str
    secret: bool = False
    twice: bool = False
    empty: str = ""


class Listener(Protocol):
    """Who calls a step: draws events, and asks a person. Called from several threads."""

    def hear(self, event: Event) -> None:
        """Take note of an event; must return soon."""

    def answer(self, question: UserQuestion) -> str | None:
        """The answer of a person; None where nobody can be asked."""


class Nobody:
    """Listens to nothing and answers nothing."""

    def hear(self, event: Event) -> None:
        """Let it pass."""

    def answer(self, question: UserQuestion) -> str | None:
        """Nobody answers."""
        return None


_listener: ContextVar[Listener] = ContextVar("listener", default=Nobody())  # noqa: B039 - it holds no state
_numbers = itertools.count(1)


def listener() -> Listener:
    """Who listens in this thread."""
    return _listener.get()


@contextlib.contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Let `listener` hear what is told inside of this block, in this thread."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def heard_here(function: Callable[P, R]) -> Callable[P, R]:
    """`function`, told to the listener of this thread, whatever thread it runs in: pools start with none."""
    listener = _listener.get()

    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        with listening(listener):
            return function(*args, **kwargs)

    return told


def notice(text: str) -> None:
    """Tell the user something that happened."""
    _listener.get().hear(Notice(text))


def warn(text: str) -> None:
    """Tell the user something to see to."""
    _listener.get().hear(Notice(text, urgent=True))


def failed(error: "UserError", about: str = "") -> None:
    """Tell the user what could not be done while the rest goes on."""
    _listener.get().hear(Failure(error, about))


@contextlib.contextmanager
def progress(work: str) -> "Iterator[Progress]":
    """Tell how far `work` is: calls with a share, 0 to 1. Several may be under way at a time."""
    listener, number = _listener.get(), next(_numbers)
    listener.hear(WorkProgress(number, work))
    try:
        yield lambda share: listener.hear(WorkProgress(number, work, share))
    finally:
        listener.hear(WorkProgress(number, work, ended=True))


def ask(question: UserQuestion) -> str | None:
    """What a person answers; None where nobody can be asked."""
    return _listener.get().answer(question)
