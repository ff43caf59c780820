"""The review page from its start to its end: who is let in, and what ends it.

Ctrl-C, the closed terminal, the page's button and an hour without the page end it alike: all is stored and closed, and the
exit code is 0. It ends with an error where nobody came in, or somebody came in twice.
"""

import contextlib
import logging
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study.folder import Study
from ipstranscribe.web.access import Access, Clock
from ipstranscribe.web.app import app
from ipstranscribe.web.guard import GuardState
from ipstranscribe.web.hearing import Hearing
from ipstranscribe.web.interviews import OpenInterviews
from ipstranscribe.web.listener import Door
from ipstranscribe.web.redirect import RedirectFile
from ipstranscribe.web.review_page import ReviewPage
from ipstranscribe.web.worker import Worker

IDLE_SECONDS = 3600.0
"""How long the page may be silent; while it can be seen it calls three times a minute."""
_FAREWELL_SECONDS = 30.0
"""How long the page has to learn that all is over."""
_GRACE_SECONDS = 3
"""How long answers that are under way may take at the end."""
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")

NEVER_OPENED = UserError(
    "Nobody opened the page within a minute. Nothing was changed.",
    "Start it again, and open the page at once; with --no-browser, in the browser of your choice.",
    ExitCode.REFUSED,
)


@dataclass
class Running:
    """One run: the review, its redirect file, and why it ends (`reason`, shown at the end)."""

    review: ReviewPage
    redirect: RedirectFile
    clock: Clock
    last_asked: float
    reason: str = ""
    error: UserError | None = None
    farewell: float | None = None

    def asked(self) -> None:
        """Somebody who was let in asked for something."""
        self.last_asked = self.clock()

    def stopped_by_page(self) -> None:
        """The page's button was pressed."""
        self.reason = "Stopped from the page."

    def is_over(self) -> bool:
        """Whether the program is to end now, by the clock: looked at every tenth of a second."""
        guard, now = self.review.guard, self.clock()
        if guard.access.is_over:
            self.redirect.delete()
        if self.reason:
            return True
        if guard.access.is_over and not guard.access.is_entered:
            self.error = NEVER_OPENED
            return True
        if guard.ended:
            return self._is_farewell_over(guard.ended, now)
        if now - self.last_asked > IDLE_SECONDS:
            self.reason = "Nobody has used the page for an hour."
        return bool(self.reason)

    def _is_farewell_over(self, ended: UserError, now: float) -> bool:
        if self.farewell is None:
            self.farewell, self.error = now, ended
            events.warn("The key to the page was used twice. Everything was stored, and is refused from now on.")
        return self.review.guard.was_told or now - self.farewell > _FAREWELL_SECONDS


class _Server(uvicorn.Server):
    """uvicorn, ended by us: signals are ours, and it asks every tenth of a second whether all is over."""

    def __init__(self, config: uvicorn.Config, running: Running) -> None:
        super().__init__(config)
        self._running = running

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are taken by `_ended_by_signals`."""
        yield

    async def on_tick(self, counter: int) -> bool:
        """Whether to end."""
        return await super().on_tick(counter) or self._running.is_over()


@dataclass(frozen=True)
class ReviewOptions:
    """What the command line asked for: the study, an interview to begin with (empty: none), and the role of who reviews.

    `now` says the time for the log; `show` opens the redirect file in a browser, or tells where it lies.
    """

    study: Study
    interview: str
    by: str | None
    now: Callable[[], str]
    redirects: Path
    show: Callable[[Path], None]


def run(door: Door, wanted: ReviewOptions, clock: Clock = time.monotonic) -> str:
    """Show the page until it is ended; returns why, as a sentence. Raises UserError where it ended with an error.

    All that was open is stored by then; what could not be has been told, and its edits are in its journal.
    """
    access = Access(clock)
    heard = Hearing(events.listener())
    with events.listening(heard):
        worker, looking = Worker("study"), Worker("status")
    review = ReviewPage(
        GuardState(door.port, access), heard, worker, looking, OpenInterviews(wanted.study.root), wanted.now, wanted.by
    )
    redirect = RedirectFile(wanted.redirects, door.port, access.token, wanted.interview)
    running = Running(review, redirect, clock, clock())
    review.guard.asked, review.entered, review.stop = running.asked, redirect.delete, running.stopped_by_page
    try:
        with _ended_by_signals(running):
            wanted.show(redirect.path)
            _serve(door, running)
    finally:
        redirect.delete()
        review.sounds.stop()
        looking.finish(lambda: None)
        review.identifiers.stop(heard)
        failed = worker.finish(review.close_all)
    if error := running.error or next(iter(failed), None):
        raise error
    return running.reason


def _serve(door: Door, running: Running) -> None:
    """Answer until it is over. Nothing is written to a log, which could hold addresses or what was said."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "asyncio"):
        logging.getLogger(name).disabled = True
    door.loop.set_exception_handler(lambda *_: None)
    config = uvicorn.Config(
        app(running.review),
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # nobody stands between the page and this program, and may say so
        server_header=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    door.loop.run_until_complete(_Server(config, running).serve(sockets=[door.socket]))


@contextlib.contextmanager
def _ended_by_signals(running: Running) -> Iterator[None]:
    """Let the first signal end it as the page's button does; a second Ctrl-C breaks it off."""
    there = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        there.remove(signal.SIGHUP)  # started with nohup: it is to go on without the terminal

    def end(number: int, _: FrameType | None) -> None:
        running.reason = running.reason or "Stopped."
        signal.signal(number, before[number])

    before = {number: signal.signal(number, end) for number in there}
    try:
        yield
    finally:
        for number in there:
            signal.signal(number, before[number])
