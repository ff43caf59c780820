"""Guarded run of recognizers: a failure or the end of its time stops one, and the run refuses with its name and the turn id.

A recognizer that never ends is stopped while it runs, by an alarm of the system, which Python code and regular expressions
give way to, and which costs nothing. Where there is no such alarm (on Windows, and outside the main thread), recognizers run
in a process of their own, which can be killed. Why: docs/decisions/0022-languages.md.
"""

import contextlib
import multiprocessing
import pickle
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from types import FrameType
from typing import Protocol, Self

from ipstranscribe import system
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.recognizers import Found, ReadsAhead, Recognizer

LIMIT = 60.0
"""Time limit of a recognizer for a turn in seconds, plus a millisecond for each character.

The slowest, a language model, takes about 0.1 ms a character; one that needs ten times that cannot process the text,
and its result is not relied upon.
"""
_PER_CHARACTER = 0.001
_GRACE = 2.0  # seconds that a process may take longer than the recognizer in it
_TICK = 0.5  # seconds between two looks at the clock
_FIX = "Nothing was stored. Correct that turn if it is garbled, or report this line."


@contextlib.contextmanager
def guarded(recognizers: Sequence[Recognizer]) -> Iterator[Callable[[Turn], list[Found]]]:
    """A function that runs all `recognizers` on a turn; raises UserError if one fails or does not end in time."""
    if system.can_interrupt():
        with _Alarm() as alarm:
            yield lambda turn: [found for recognizer in recognizers for found in _run(recognizer, turn, alarm)]
        return
    with contextlib.closing(RecognizerProcess(recognizers, LIMIT)) as process:
        yield process.run


def read_ahead(recognizers: Sequence[Recognizer], turns: Sequence[Turn]) -> None:
    """Let the recognizers that can read many turns at once read these, before each turn is searched.

    What fails or takes too long here is left to that search, which names the turn. Where recognizers run in a process of
    their own, nothing is read ahead.
    """
    if not system.can_interrupt():
        return
    with _Alarm() as alarm:
        for recognizer in recognizers:
            if isinstance(recognizer, ReadsAhead):
                with contextlib.suppress(_TimeUp, Exception):
                    try:
                        alarm.set(max(map(_limit, turns), default=LIMIT))
                        recognizer.read_ahead([turn.text for turn in turns])
                    finally:
                        alarm.off()


def run_recognizer(recognizer: Recognizer, turn: Turn) -> list[Found]:
    """Run `recognizer` on `turn`; raises UserError if it fails or is too slow, while it runs where that is possible."""
    with _Alarm() as alarm:
        return _run(recognizer, turn, alarm)


def _run(recognizer: Recognizer, turn: Turn, alarm: "_Alarm") -> list[Found]:
    limit, begun = _limit(turn), time.monotonic()
    try:
        try:
            alarm.set(limit)
            found = list(recognizer.find(turn.text))
        finally:
            alarm.off()
    except UserError:
        raise
    except _TimeUp:
        raise _too_long(recognizer.name, turn) from None
    except Exception as error:  # noqa: BLE001 - whatever it was, its message may quote the turn
        raise _failed(recognizer.name, turn, type(error).__name__) from None
    if time.monotonic() - begun > limit:
        raise _too_long(recognizer.name, turn)
    return found


def _limit(turn: Turn) -> float:
    return LIMIT + _PER_CHARACTER * len(turn.text)


def _too_long(name: str, turn: Turn) -> UserError:
    return UserError(f"{name} took too long at {turn.id}.", _FIX, ExitCode.UNEXPECTED)


def _failed(name: str, turn: Turn, why: str) -> UserError:
    return UserError(f"{name} failed at {turn.id} ({why}).", _FIX, ExitCode.UNEXPECTED)


# An alarm.


class _TimeUp(BaseException):
    """The time of a recognizer is up. No `Exception`: a recognizer that catches all of those is stopped as well."""


class _Alarm:
    """An alarm of the system that raises `_TimeUp` in this thread; nothing where a thread cannot be interrupted.

    It ticks all the time and looks at the clock: to set it costs nothing, where another call of the system would.
    """

    def __enter__(self) -> Self:
        self._until: float | None = None
        self._works = system.can_interrupt()
        if self._works:
            self._handler = signal.signal(signal.SIGALRM, self._tick)
            self._timer = signal.setitimer(signal.ITIMER_REAL, _TICK, _TICK)
        return self

    def set(self, seconds: float) -> None:
        """Ring after so many seconds, and at every tick after that until it is `off`."""
        self._until = time.perf_counter() + seconds

    def off(self) -> None:
        """Do not ring."""
        self._until = None

    def _tick(self, number: int, frame: FrameType | None) -> None:
        if self._until is not None and time.perf_counter() > self._until:
            raise _TimeUp

    def __exit__(self, *_: object) -> None:
        self.off()
        if self._works:  # as it was before
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._handler)
            signal.setitimer(signal.ITIMER_REAL, *self._timer)


# A process.


class RecognizerProcess:
    """A process in which recognizers run, so that one that does not end can be killed. Every recognizer must be picklable."""

    def __init__(self, recognizers: Sequence[Recognizer], limit: float) -> None:
        self._names = [recognizer.name for recognizer in recognizers]
        context = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
        self._pipe, theirs = context.Pipe()
        self._at = context.Value("i", 0, lock=False)
        task = (theirs, self._at, pickle.dumps(tuple(recognizers)), limit)
        self._process = context.Process(target=_serve, args=task, daemon=True)
        self._process.start()
        theirs.close()
        self._await(lambda: UserError("The recognizers could not be loaded.", _FIX, ExitCode.UNEXPECTED), None)

    def run(self, turn: Turn) -> list[Found]:
        """Run every recognizer on `turn`; raises UserError if one fails, or does not end in time: then it is killed."""
        with contextlib.suppress(OSError):  # a process that has died is found below
            self._pipe.send(turn)
        answer = self._await(lambda: _failed(self._names[self._at.value], turn, "its process ended"), turn)
        if isinstance(answer, tuple):
            what, fix, code = answer
            raise UserError(what, fix, code)
        return answer

    def _await(self, broken: Callable[[], UserError], turn: Turn | None) -> "_Answer":
        """The answer of the process; raises UserError for one that does not come."""
        at, begun = -1, time.monotonic()
        while not self._pipe.poll(_TICK):
            if self._at.value != at:
                at, begun = self._at.value, time.monotonic()
            elif turn and time.monotonic() - begun > _limit(turn) + _GRACE:
                self.close()
                raise _too_long(self._names[at], turn)
        try:
            answer: _Answer = self._pipe.recv()
        except (EOFError, OSError):
            self.close()
            raise broken() from None
        return answer

    def close(self) -> None:
        """Kill the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


class _Place(Protocol):
    """A number in memory that two processes share: which recognizer is at work."""

    value: int


_Answer = list[Found] | tuple[str, str, ExitCode]
"""What was found in a turn, or the parts of a UserError."""


def _serve(pipe: Connection, at: "_Place", recognizers: bytes, limit: float) -> None:
    """Loop of the process: recognize one turn after another until the pipe is closed."""
    global LIMIT  # noqa: PLW0603 - a process of its own, and the limit of the one that started it
    LIMIT = limit
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is handled by the main process, which ends this one
    loaded: tuple[Recognizer, ...] = pickle.loads(recognizers)  # noqa: S301 - our own
    pipe.send([])
    while True:
        try:
            turn: Turn = pipe.recv()
        except EOFError:
            return
        pipe.send(_recognized(loaded, turn, at))


def _recognized(recognizers: Sequence[Recognizer], turn: Turn, at: "_Place") -> _Answer:
    found: list[Found] = []
    for number, recognizer in enumerate(recognizers):
        at.value = number
        try:
            found += run_recognizer(recognizer, turn)
        except UserError as error:
            return error.what, error.fix, error.code
    return found
