"""The operating system: which one this is, and all that differs between them, for everything that touches the machine.

The only module that asks; two must not import it, because they run before anything is loaded (`cli/start_up.py`) or apart
from this program (`web/starter.py`). Tests play another system by setting `NAME`. What is said of Windows and macOS was
written by their documentation, and was not tried on them.
"""

import contextlib
import ctypes
import os
import signal
import sys
import threading
import time
import unicodedata
from pathlib import Path
from typing import Literal

SystemName = Literal["linux", "macos", "windows", "other"]

NAME: SystemName = {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(sys.platform, "other")  # type: ignore[assignment]
"""The system that this process runs on."""

# What it does and does not do.


def keeps_modes() -> bool:
    """Whether a file's mode says who may read it. On Windows the folder in which it lies does."""
    return NAME != "windows"


def tells_home() -> bool:
    """Whether the system is asked for the user's home without asking another machine: on Windows only."""
    return NAME == "windows"


def port_is_given_back_at_once() -> bool:
    """Whether SO_REUSEADDR only means that. On Windows it would let a second program take the same port."""
    return NAME != "windows"


def always_has_a_screen() -> bool:
    """Whether a browser can be shown without looking for a screen."""
    return NAME in ("windows", "macos")


def can_interrupt() -> bool:
    """Whether an alarm can interrupt what this thread does: not on Windows, and in the main thread only."""
    return hasattr(signal, "setitimer") and NAME != "windows" and threading.current_thread() is threading.main_thread()


# Names of files.


def folded(name: str) -> str:
    """A name as systems compare that ignore case (Windows, macOS) and take letters apart (macOS: `å` as a and a ring)."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(1, 10))})


def is_device(name: str) -> bool:
    """Whether Windows takes a name for a device, whatever its ending (`con`, `aux.csv`): no file can be called so there."""
    return name.partition(".")[0].rstrip().casefold() in _DEVICES


LONGEST_ON_WINDOWS = 259
"""Characters of a path that Windows takes, unless its administrator has allowed longer ones."""


def longest_path() -> int | None:
    """The most characters that a path may have; None where there is no such limit that a study could meet."""
    return LONGEST_ON_WINDOWS if NAME == "windows" and not _takes_long_paths() else None


def _takes_long_paths() -> bool:
    """What the registry of Windows says (`LongPathsEnabled`)."""
    try:
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:  # type: ignore[attr-defined]
            return bool(winreg.QueryValueEx(key, "LongPathsEnabled")[0])  # type: ignore[attr-defined]
    except (ImportError, OSError):
        return False


# Renames, and what makes them last.

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the tries of a rename on Windows: virus scanners and indexers hold what was just written for a moment."""


def rename(source: Path, target: Path) -> None:
    """Rename a file, in place of one that has the name, or a folder; on Windows patient with who holds it open.

    Raises OSError like `Path.replace`.
    """
    for pause in _PAUSES if NAME == "windows" else ():
        try:
            source.replace(target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    source.replace(target)


def sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows has no such call and refuses to open a folder."""
    if NAME == "windows":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_AT_FDCWD, _RENAME_EXCHANGE, _RENAME_SWAP = -100, 2, 2
"""Constants of Linux (`fcntl.h`, `linux/fs.h`) and macOS (`sys/stdio.h`)."""


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders in one step; returns whether the system, and the disk, can do that."""
    names = os.fsencode(one), os.fsencode(other)
    try:
        library = ctypes.CDLL(None)
        if NAME == "linux":
            return bool(library.renameat2(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)
        if NAME == "macos":
            return bool(library.renamex_np(names[0], names[1], _RENAME_SWAP) == 0)
    except (OSError, AttributeError, TypeError):  # no such call here, or no such library
        return False
    return False


# The machine.

_REMOTE = 4
"""DRIVE_REMOTE, what Windows' GetDriveType says of a network drive."""


def is_network_drive(path: Path) -> bool:
    """Whether Windows says that `path` lies on a network drive; False elsewhere."""
    if NAME != "windows":
        return False
    if path.drive.startswith("\\\\"):
        return True
    kind = getattr(ctypes, "windll").kernel32.GetDriveTypeW(f"{path.drive}\\")  # noqa: B009 - Windows alone has it
    return bool(kind == _REMOTE)


def memory() -> int | None:
    """Bytes of memory of the machine; None where the system does not say (on Windows it is not asked)."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return None


_M_ARENA_MAX = -8
"""Constant of glibc (`malloc.h`)."""


def pool_memory() -> bool:
    """Have threads that begin from now on take memory from one pool; returns whether this system does so.

    glibc gives every thread a pool of its own, and what one has given back another cannot take.
    """
    try:
        return NAME == "linux" and bool(ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1))
    except (OSError, AttributeError):  # another C library
        return False


def cores() -> int:
    """The number of processor cores that this process may use; a Slurm job those that it asked for, bound to them or not."""
    if (asked := os.environ.get("SLURM_CPUS_PER_TASK", "")).isdecimal():
        return max(1, int(asked))
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_only_be_read(place: Path) -> bool:
    """Whether the disk of `place` is mounted read-only; Windows does not say. Raises OSError for a place that is gone."""
    return hasattr(os, "statvfs") and bool(os.statvfs(place).f_flag & os.ST_RDONLY)
