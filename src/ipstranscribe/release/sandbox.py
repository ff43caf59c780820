"""Work on many files in processes of their own, each with a time limit: what breaks off or does not end is told.

A search that crashes, is killed for want of memory or runs on for ever must not let anything pass, and must not take the
program with it.
"""

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

Result = TypeVar("Result")
Work = Callable[[str, bytes], Result]

LIMIT = 60.0
"""Seconds that a file may take, and once more for every 5 MB of it; a search goes through some 2 MB a second."""
_PER_BYTE = LIMIT / 5_000_000


class SandboxFailure(Exception):
    """Work on a file that gave no result; its message says why, and quotes nothing."""


def run_sandboxed(
    work: "Work[Result]", files: Mapping[str, bytes], jobs: int, limit: float = LIMIT
) -> Iterator[tuple[str, "Result | SandboxFailure"]]:
    """What `work` makes of each of `files` (name → content), as it is done, `jobs` at a time. `work` must be picklable."""
    waiting = sorted(files, reverse=True)
    workers = [_Worker(work) for _ in range(max(1, min(jobs, len(waiting))))]
    try:
        while waiting or any(worker.name for worker in workers):
            for worker in workers:
                if not worker.name and waiting:
                    worker.give(name := waiting.pop(), files[name], limit)
            for worker in _ready(workers):
                name = worker.name
                yield name, worker.result()
    finally:
        for worker in workers:
            worker.end()


def _ready(workers: "list[_Worker[Result]]") -> "list[_Worker[Result]]":
    """The workers that have an answer, or no time left."""
    busy = [worker for worker in workers if worker.name]
    left = min(worker.until for worker in busy) - time.monotonic()
    answers = wait([worker.pipe for worker in busy], timeout=max(left, 0))
    return [worker for worker in busy if worker.pipe in answers or worker.until <= time.monotonic()]


class _Worker(Generic[Result]):
    """A process that does one file after another."""

    def __init__(self, work: "Work[Result]") -> None:
        self._work = work
        self.name = ""
        self.until = 0.0
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # the same on every system, and safe beside threads
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._work), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, name: str, data: bytes, limit: float) -> None:
        """Hand over a file."""
        self.name, self.until = name, time.monotonic() + limit + len(data) * _PER_BYTE
        try:
            self.pipe.send((name, data))
        except OSError:
            self.until = 0.0  # the process is gone

    def result(self) -> "Result | SandboxFailure":
        """What came of the file; a process that gave nothing is replaced."""
        self.name = ""
        try:
            answer: Result | SandboxFailure = (
                self.pipe.recv() if self.pipe.poll() else SandboxFailure("the search did not end in time")
            )
        except (EOFError, OSError):
            answer = SandboxFailure("the search broke off")
        if isinstance(answer, SandboxFailure):
            self.end()
            self._start()
        return answer

    def end(self) -> None:
        """Stop the process, whatever it does."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(pipe: Connection, work: "Work[Result]") -> None:
    """Do what comes through the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program, which ends its workers
    while True:
        try:
            name, data = pipe.recv()
        except EOFError:
            return
        pipe.send(_done(work, name, data))


def _done(work: "Work[Result]", name: str, data: bytes) -> "Result | SandboxFailure":
    try:
        return work(name, data)
    except Exception as error:  # noqa: BLE001 - whatever it was, nothing may pass; its message could quote somebody
        return SandboxFailure(f"the search failed ({type(error).__name__})")
