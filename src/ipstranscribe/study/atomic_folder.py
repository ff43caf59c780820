"""Atomic replacement of a whole folder: at every moment either the old or the new folder is in place.

Linux and macOS can exchange two names in one step (`renameat2`, `renamex_np`). Elsewhere, and on file systems that cannot,
two renames are needed; between them the old folder has the name that `recover` looks for.
"""

import contextlib
import errno
import os
import re
import secrets
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from ipstranscribe import system
from ipstranscribe.study import storage


def replace(place: Path, files: Mapping[str, bytes], sure: Callable[[], None] = lambda: None) -> None:
    """Replace the folder `place` atomically by `files` (name below `place` → content): completely or not at all.

    `sure` is called when all are written, right before the exchange; what it raises stops it. Raises UserError if they
    cannot be written. In both cases `place` is unchanged.
    """
    recover(place)
    try:
        new = place.with_name(f"{_prefix(place)}{secrets.token_hex(8)}")
        new.mkdir()  # with the modes that the user's umask leaves
        for name, data in files.items():
            storage.write_bytes(new / name, data)
        sure()
        _take_place(new, place)
    except OSError as error:
        raise storage.cannot_write(place, error) from None
    finally:
        recover(place)


def make(place: Path, files: Mapping[str, bytes], owner: str, sure: Callable[[], None] = lambda: None) -> None:
    """Make the new folder `place` with `files`, completely or not at all. Raises UserError if anything is there by then.

    `owner` is part of the name that it has until then (see `sweep`). `sure` is called when all are written, right before the
    folder gets its name; what it raises stops it.
    """
    new = place.with_name(f".{place.name}-unfinished-{owner}-{secrets.token_hex(8)}")
    try:
        new.mkdir()
        for name, data in files.items():
            storage.write_bytes(new / name, data)
        sure()
        if place.exists() or place.is_symlink():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        new.rename(place)
    except OSError as error:
        raise storage.cannot_write(place, error) from None
    finally:
        shutil.rmtree(new, ignore_errors=True)


def sweep(folder: Path, owner: str) -> int:
    """Remove what a killed program of this `owner` left unfinished in `folder`; returns how many it was.

    The caller has to hold what makes sure that nobody else makes one for this owner now. Nothing else is touched: another
    owner's may be at work, a link leads elsewhere, and every other name is somebody's.
    """
    name = re.compile(rf"\..+-unfinished-{re.escape(owner)}-[0-9a-f]{{16}}")
    try:
        left = [one for one in folder.iterdir() if name.fullmatch(one.name) and one.is_dir() and not one.is_symlink()]
    except OSError:
        return 0
    for one in left:
        shutil.rmtree(one, ignore_errors=True)
    return sum(not one.exists() for one in left)


def recover(place: Path) -> None:
    """Repair the state left by a program that was stopped while it replaced `place`."""
    with contextlib.suppress(OSError):  # another program holds it: `replace` says so, and nothing is lost
        if _aside(place).exists() and not place.exists():
            system.rename(_aside(place), place)
    for left in place.parent.glob(f"{_prefix(place)}*"):
        if left != _aside(place) or place.exists():
            shutil.rmtree(left, ignore_errors=True)


def _take_place(new: Path, place: Path) -> None:
    if place.exists() and system.exchange(new, place):
        return
    if place.exists():
        system.rename(place, _aside(place))
    system.rename(new, place)


def _prefix(place: Path) -> str:
    return f".{place.name}-"


def _aside(place: Path) -> Path:
    """The path of the old folder between the two renames."""
    return place.with_name(f"{_prefix(place)}old")
