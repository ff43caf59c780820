"""The private place of a study: what lies under `restricted` is its owner's alone, libraries' temporary files among it.

Modes are those of POSIX; on Windows the user's profile folder protects the study, see docs/privacy.md.
"""

import contextlib
import os
import shutil
import stat
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import filelock

from ipstranscribe import events, system
from ipstranscribe.errors import UserError
from ipstranscribe.study import file_names, storage


def keep_private(folder: Path) -> tuple[int, int]:
    """Restrict `folder` and all below it to their owner; returns how many were open to others, and how many still are.

    Links are left alone: what they lead to lies elsewhere. Some disks keep no modes. On Windows they mean nothing, and
    nothing is done; see docs/privacy.md.
    """
    opened = [path for path in (folder.resolve(), *file_names.below(folder)) if _is_open(path)]
    for path in opened:
        with contextlib.suppress(OSError):
            path.chmod(path.stat().st_mode & 0o700)
    return len(opened), sum(map(_is_open, opened))


def _is_open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False  # gone since it was listed
    return system.keeps_modes() and not stat.S_ISLNK(mode) and bool(mode & 0o077)


def _close_again(folder: Path) -> None:
    opened, left = keep_private(folder)
    if opened > left:
        events.warn(
            f"Files and folders under {folder.name} that others could read: {opened - left}. They are closed now."
        )
    if left:
        events.warn(
            f"Files and folders under {folder.name} that others can read: {left}. This disk does not let them be closed.\n"
            "  → Move the study to a disk that is yours alone."
        )


@dataclass
class _Temporary:
    """Where this process keeps temporary files, and how many need the place now."""

    users: int = 0
    lock: filelock.BaseFileLock | None = None
    before: str | None = None


_temporary_files = _Temporary()
_one_at_a_time = threading.Lock()


@contextlib.contextmanager
def private_place(restricted: Path) -> Iterator[None]:
    """Close to others what became open below `restricted`, and keep libraries' temporary files there meanwhile.

    openpyxl writes every sheet, with names, before it packs it. What killed programs left there is swept.
    """
    with _one_at_a_time:
        if not _temporary_files.users:
            _close_again(restricted)
            _open_temporary(restricted / "work" / ".temporary")
        _temporary_files.users += 1
    try:
        yield
    finally:
        with _one_at_a_time:
            _temporary_files.users -= 1
            if not _temporary_files.users:
                _close_temporary()


def _open_temporary(folder: Path) -> None:
    """A folder for this process in `folder`; those of processes that are gone, whose locks are free, are deleted."""
    if "%" in str(folder.absolute()):  # lxml escapes the sign for libxml2, which does not take it back: no such file
        return
    storage.make_folder(folder, private=True)
    for left in {path.stem for path in folder.iterdir()}:
        of_left = folder / f"{left}.lock"
        with contextlib.suppress(filelock.Timeout, OSError):
            with filelock.FileLock(of_left, timeout=0):
                shutil.rmtree(folder / left, ignore_errors=True)
            of_left.unlink(missing_ok=True)
    mine = folder / str(os.getpid())
    lock = filelock.FileLock(folder / f"{mine.name}.lock", mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except OSError as error:
        raise storage.cannot_write(folder, error) from None
    try:
        storage.make_folder(mine, private=True)
    except UserError:
        lock.release()
        raise
    _temporary_files.lock = lock
    _temporary_files.before, tempfile.tempdir = tempfile.tempdir, str(mine)


def _close_temporary() -> None:
    mine, _temporary_files.lock = _temporary_files.lock, None
    if mine is None:
        return
    tempfile.tempdir = _temporary_files.before
    place = Path(mine.lock_file)
    shutil.rmtree(place.with_suffix(""), ignore_errors=True)
    with contextlib.suppress(OSError):
        mine.release()
    with contextlib.suppress(OSError):
        place.unlink(missing_ok=True)
