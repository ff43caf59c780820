"""Locks: one process at a time works on an interview, and for a short time on what all interviews share.

What concerns one interview holds that interview, so that others can be worked on at the same time. What reads or writes
all of them holds them all, and says which it waits for. Tables, key, decisions and the log are written under the study's
own lock. Interviews are always held before the study, and in the order of their ids: nothing waits in a circle. The
thread that holds a lock may take it again.

On a file system that several machines share, a lock can be lost without a word: the machine that held it was cut off, and
the server gave it to another. So each holder writes a mark of its own beside the lock, and what works for hours asks
whether it is still there (`assure`) before it stores.
"""

import contextlib
import functools
import json
import platform
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import filelock

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Interview
from ipstranscribe.study import machine_faults, private_place, storage
from ipstranscribe.study.folder import Study

P = ParamSpec("P")
R = TypeVar("R")
OfStudy = Callable[Concatenate[Study, P], R]
OfInterview = Callable[Concatenate[Study, Interview, P], R]

PATIENCE = 60.0
"""Seconds that what needs all interviews waits for those in use. A person at a terminal would rather know than wait."""

SHORT = 20.0
"""Seconds to wait for the study's own lock, which is held for as long as a file takes to write."""

_TO_COPY = 3600.0
"""Seconds to wait for a copy for listening: some minutes for three hours of sound."""

_POLL = 0.1
_STUDY = ""


@contextlib.contextmanager
def interview(study: Study, interview_id: str, doing: str) -> Iterator[None]:
    """Hold one interview; raises UserError (CANNOT_WRITE), which says what else holds it, where it is in use.

    `doing` is the command that holds it, for whoever comes second.
    """
    with _held(study, interview_id, doing, patience=0.0):
        yield


@contextlib.contextmanager
def everything(study: Study, doing: str, *, patience: float | None = None) -> Iterator[None]:
    """Hold every interview of the study and the study itself; waits for what is in use, and says for what.

    Raises UserError (CANNOT_WRITE) where something is still in use after `patience` seconds (`PATIENCE`).
    """
    patience = PATIENCE if patience is None else patience
    with contextlib.ExitStack() as stack:
        for one in sorted({each.id for each in study.listed}):
            stack.enter_context(_held(study, one, doing, patience))
        stack.enter_context(_held(study, _STUDY, doing, patience))
        yield


@contextlib.contextmanager
def sound(study: Study, interview_id: str) -> Iterator[None]:
    """Hold the copy for listening of an interview, whoever holds the interview; waits while somebody else makes it."""
    with _held(study, f"The sound of {interview_id}", "review", _TO_COPY):
        yield


@contextlib.contextmanager
def shared(study: Study, doing: str) -> Iterator[None]:
    """Hold what all interviews share (tables, key, decisions, log) for a short time; waits for who holds it now."""
    with _held(study, _STUDY, doing, SHORT):
        yield


def assure(study: Study, interview_id: str) -> None:
    """Raise UserError (CANNOT_WRITE) if an interview that this process holds was taken over by another meanwhile."""
    beside = _beside(study, interview_id)
    if _said(beside).get("mark") != _marks.get(beside):
        raise UserError(
            f"{interview_id} was taken over by {_told(beside) or 'another ipstranscribe'}.",
            "Nothing of it is lost: what was decoded is kept, and the other goes on from there.",
            ExitCode.CANNOT_WRITE,
        )


def holder(study: Study, interview_id: str) -> str:
    """What another process or thread does with an interview, and since when; empty where nobody holds it."""
    lock = _lock(study, interview_id)
    if lock.is_locked:
        return ""
    try:
        with lock.acquire(timeout=0):
            return ""
    except filelock.Timeout:
        return _told(_beside(study, interview_id))


# The same for whole functions, whose first argument is the study.


def holding_interview(doing: str) -> "Callable[[OfInterview[P, R]], OfInterview[P, R]]":
    """Decorator: the function holds the interview that is its second argument."""

    def decorate(function: "OfInterview[P, R]") -> "OfInterview[P, R]":
        @functools.wraps(function)
        def held(study: Study, one: Interview, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with interview(study, one.id, doing):
                return function(study, one, *args, **kwargs)

        return held

    return decorate


def holding_everything(doing: str) -> "Callable[[OfStudy[P, R]], OfStudy[P, R]]":
    """Decorator: the function holds every interview and the study."""
    return _decorator(everything, doing)


def holding_shared(doing: str) -> "Callable[[OfStudy[P, R]], OfStudy[P, R]]":
    """Decorator: the function holds what all interviews share."""
    return _decorator(shared, doing)


def _decorator(
    lock: "Callable[[Study, str], contextlib.AbstractContextManager[None]]", doing: str
) -> "Callable[[OfStudy[P, R]], OfStudy[P, R]]":
    def decorate(function: "OfStudy[P, R]") -> "OfStudy[P, R]":
        @functools.wraps(function)
        def held(study: Study, /, *args: P.args, **kwargs: P.kwargs) -> R:
            with lock(study, doing):
                return function(study, *args, **kwargs)

        return held

    return decorate


# How a lock is taken.


def _lock(study: Study, one: str) -> filelock.BaseFileLock:
    """The lock of an interview, or of the study; the same object for the same place, so that it counts how often."""
    path = _place(study, one).with_suffix(".lock")
    return filelock.FileLock(path, mode=0o600, is_singleton=True, fallback_to_soft=False)


_marks: dict[Path, str] = {}
"""The marks of what this process holds, by the file beside the lock."""


def _beside(study: Study, one: str) -> Path:
    """Who holds a lock stands in a file beside it: a file that is locked cannot be read on every system."""
    return _place(study, one).with_suffix(".holder")


def _place(study: Study, one: str) -> Path:
    """Lock files stay, so they do not have the names of interviews: one that is withdrawn must leave none behind."""
    return study.work / "locks" / storage.digest("lock", one)[:16]


@contextlib.contextmanager
def _held(study: Study, one: str, doing: str, patience: float) -> Iterator[None]:
    lock = _lock(study, one)
    if lock.is_locked:  # by this thread
        with lock.acquire(timeout=0):
            yield
        return
    if wrong := machine_faults.wrong_clock():
        raise wrong
    try:
        storage.make_folder(study.work / "locks", private=True)
        _wait(study, one, lock, patience)
    except OSError as error:
        raise storage.cannot_write(study.work, error) from None
    try:
        with private_place.private_place(study.restricted):
            beside = _beside(study, one)
            _marks[beside] = uuid.uuid4().hex
            storage.write_bytes(beside, _note(doing, _marks[beside]), private=True)
            yield
    except Exception as error:
        if refused := machine_faults.told(error, study.root):
            raise refused from None
        raise
    finally:
        with contextlib.suppress(OSError):  # a disk that was there when the lock was taken
            mark = _marks.pop(_beside(study, one), "")
            if _said(_beside(study, one)).get("mark") == mark:  # else it is another's by now
                storage.delete(_beside(study, one))
        lock.release()


def _wait(study: Study, one: str, lock: filelock.BaseFileLock, patience: float) -> None:
    """Take the lock, or raise UserError; says once what it waits for."""
    until, told = time.monotonic() + patience, False
    while True:
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            what = f"{one or 'This study'} is in use by {_told(_beside(study, one)) or 'another ipstranscribe'}"
            if time.monotonic() >= until:
                fix = "Wait until it has finished."
                raise UserError(f"{what}.", fix, ExitCode.CANNOT_WRITE) from None
            if not told and patience > SHORT:
                events.warn(f"{what}; waiting for it.")
            told = True
            time.sleep(_POLL)
        else:
            return


def _note(doing: str, mark: str) -> bytes:
    since = datetime.now().astimezone().isoformat("T", "minutes")
    return json.dumps({"doing": doing, "since": since, "on": platform.node(), "mark": mark}).encode()


def _said(beside: Path) -> dict[str, str]:
    """What stands beside a lock; empty where it cannot be read, as while it is written."""
    try:
        said = json.loads(beside.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}


def _told(beside: Path) -> str:
    """`ipstranscribe review, since 10:02`, with the machine if it is another; empty where it cannot be read."""
    said = _said(beside)
    if "doing" not in said or "since" not in said:
        return ""
    where = f" on {said['on']}" if said.get("on", platform.node()) != platform.node() else ""
    return f"`ipstranscribe {said['doing']}`{where}, since {said['since'][11:16]}"
