"""A thread that does one thing after the other. One of them reads, changes and stores all that concerns the study.

The page's requests wait for each other in it, as commands at a terminal do. Locks belong to the thread that took them.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from ipstranscribe import events

P = ParamSpec("P")
R = TypeVar("R")


class Worker:
    """One thread; what happens in it is told to whoever listened when the worker was made."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, name)
        self._told = events.heard_here(_call)

    async def do(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The result of `work` in that thread. Work that has begun is finished even if nobody waits for it any more."""
        return await asyncio.wrap_future(self._thread.submit(self._call, lambda: work(*args, **kwargs)))

    def begin(self, work: Callable[[], R]) -> Future[R]:
        """Let `work` be done in that thread when its turn comes; nobody waits for it."""
        return self._thread.submit(self._call, work)

    def finish(self, last: Callable[[], R]) -> R:
        """Do all that waits, and `last`; then the thread ends."""
        done = self._thread.submit(self._call, last)
        self._thread.shutdown()
        return done.result()

    def _call(self, work: Callable[[], R]) -> R:
        result: R = self._told(work)
        return result


def _call(work: Callable[[], R]) -> R:
    return work()
