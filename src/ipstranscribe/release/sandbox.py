"""Sandboxed workers: work on many files in separate processes with a time limit per file; failures are reported.

A search that crashes, runs out of memory or never ends must not let anything pass, and must not end the program.
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
"""Time limit of a file in seconds, plus the same for every 5 MB of it; a search does about 2 MB a second."""
_PER_BYTE = LIMIT / 5_000_000


class SandboxFailure(Exception):
    """A worker's failure on a file; the message says why, and quotes nothing."""


def run_sandboxed(
    work: "Work[Result]", files: Mapping[str, bytes], jobs: int, limit: float = LIMIT
) -> Iterator[tuple[str, "Result | SandboxFailure"]]:
    """Run `work` on each of `files` (name → content) in `jobs` processes; results as they come. `work` must be picklable."""
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
    """The workers that have a result, or no time left."""
    busy = [worker for worker in workers if worker.name]
    left = min(worker.until for worker in busy) - time.monotonic()
    answers = wait([worker.pipe for worker in busy], timeout=max(left, 0))
    return [worker for worker in busy if worker.pipe in answers or worker.until <= time.monotonic()]


class _Worker(Generic[Result]):
    """A worker process that handles one file after another."""

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
        """Send a file to the process."""
        self.name, self.until = name, time.monotonic() + limit + len(data) * _PER_BYTE
        try:
            self.pipe.send((name, data))
        except OSError:
            self.until = 0.0  # the process has died

    def result(self) -> "Result | SandboxFailure":
        """The result for the file; a process that gave none is replaced."""
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
        """Kill the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(pipe: Connection, work: "Work[Result]") -> None:
    """Worker loop: handle files from the pipe until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is handled by the main process, which ends its workers
    while True:
        try:
            name, data = pipe.recv()
        except EOFError:
            return
        pipe.send(_done(work, name, data))


def _done(work: "Work[Result]", name: str, data: bytes) -> "Result | SandboxFailure":
    try:
        return work(name, data)
    except Exception as error:  # noqa: BLE001 - any error must fail closed; its message could quote a name
        return SandboxFailure(f"the search failed ({type(error).__name__})")
