"""Other systems played on this one: disks that ignore case and take letters apart, and files that cannot be moved while open.

What Python does on files is caught where pathlib asks for it (`os`, `io`): names are put as the other disk would have them.
What native libraries open by themselves is not caught; this program gives them bytes, or paths of recordings.
"""

import builtins
import contextlib
import errno
import io
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

_ONE = (
    "stat",
    "lstat",
    "unlink",
    "remove",
    "mkdir",
    "rmdir",
    "listdir",
    "scandir",
    "access",
    "chmod",
    "utime",
    "open",
    "statvfs",
    "readlink",
)
_TWO = ("rename", "replace", "link", "symlink")
_REFUSED = re.compile(r'[<>:"|?*\x00-\x1f]|[. ]$')
"""What no name on Windows has."""


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


class OtherDisk:
    """A folder whose names are compared without case and whole or apart; `apart` stores new ones taken apart (NFD)."""

    def __init__(self, root: Path, *, apart: bool) -> None:
        self.root, self.apart = str(root), apart
        self.listdir = os.listdir
        self.respelled = 0
        """How many names were found, or made, in another spelling than the one asked for."""

    def real(self, path: Any) -> Any:
        """The path as it is on this disk."""
        if not isinstance(path, str | os.PathLike) or isinstance(path, bytes):
            return path
        whole = os.path.abspath(os.fspath(path))
        if not whole.startswith(self.root + os.sep):
            return path
        place = self.root
        for name in whole[len(self.root) + 1 :].split(os.sep):
            place = os.path.join(place, self._spelled(place, name))
        return place

    def _spelled(self, folder: str, name: str) -> str:
        with contextlib.suppress(OSError):
            there = self.listdir(folder)
            found = next((one for one in there if _same(one) == _same(name)), None)
            if found is not None:
                self.respelled += found != name
                return found
        new = unicodedata.normalize("NFD", name) if self.apart else name
        self.respelled += new != name
        return new


@contextlib.contextmanager
def other_disk(root: Path, *, apart: bool) -> Iterator[OtherDisk]:
    """Play that `root` lies on such a disk: that of a Mac if `apart`, else that of Windows."""
    disk = OtherDisk(root.resolve(), apart=apart)
    with pytest.MonkeyPatch.context() as patch:
        for name in _ONE:
            patch.setattr(os, name, _with_one(disk, getattr(os, name)))
        for name in _TWO:
            patch.setattr(os, name, _with_two(disk, getattr(os, name)))
        opened = _with_one(disk, io.open)
        patch.setattr(io, "open", opened)
        patch.setattr(builtins, "open", opened)
        yield disk


def _with_one(disk: OtherDisk, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(path: Any = ".", *args: Any, **more: Any) -> Any:
        return real(disk.real(path), *args, **more)

    return call


def _with_two(disk: OtherDisk, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(one: Any, other: Any, *args: Any, **more: Any) -> Any:
        source, target = disk.real(one), disk.real(other)
        if isinstance(source, str) and source == target:  # only another spelling of its own name
            return None
        return real(source, target, *args, **more)

    return call


class OpenHere:
    """Refusals of Windows below a folder: to move what is open, and to give a name that it does not have."""

    def __init__(self, root: Path, held: Callable[[str], bool]) -> None:
        self.root, self.held = str(root.resolve()), held
        self.own: list[str] = []

    def is_free(self, path: Any) -> None:
        """Raise PermissionError where what is at `path`, or below it, is open."""
        whole = os.path.abspath(os.fspath(path))
        if not whole.startswith(self.root):
            return
        mine = [one for one in _open_here() if one == whole or one.startswith(whole + os.sep)]
        self.own += mine
        if mine or self.held(whole):
            raise PermissionError(errno.EACCES, "The process cannot access the file because it is being used", whole)

    def is_a_name(self, path: Any) -> None:
        """Raise OSError for a name that Windows does not have."""
        if not isinstance(path, str | os.PathLike):
            return
        whole = os.path.abspath(os.fspath(path))
        if whole.startswith(self.root) and any(map(_REFUSED.search, Path(whole[len(self.root) :]).parts[1:])):
            raise OSError(errno.EINVAL, "The filename, directory name, or volume label syntax is incorrect", whole)


@contextlib.contextmanager
def windows_names(root: Path, held: Callable[[str], bool] = lambda _: False) -> Iterator[list[str]]:
    """Play how Windows refuses below `root`: names it does not have, and to move or delete what is open, here or elsewhere.

    `held` says which paths another program holds open. Yields what this process wanted to move while it was open.
    """
    disk = OpenHere(root, held)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("rename", "replace"):
            patch.setattr(os, name, _checked(getattr(os, name), disk.is_free, disk.is_free, disk.is_a_name))
        for name in ("unlink", "remove", "rmdir"):
            patch.setattr(os, name, _checked(getattr(os, name), disk.is_free))
        for name in ("mkdir", "open"):
            patch.setattr(os, name, _checked(getattr(os, name), disk.is_a_name))
        yield disk.own


def _checked(real: Callable[..., Any], *checks: Callable[[Any], None]) -> Callable[..., Any]:
    """The call after its checks: one of its first path, two of both, and a third of the second again."""

    def call(path: Any, *args: Any, **more: Any) -> Any:
        if "dir_fd" not in more or more["dir_fd"] is None:
            checks[0](path)
            for check in checks[1:]:
                check(args[0])
        return real(path, *args, **more)

    return call


def _open_here() -> list[str]:
    """The files that this process holds open (Linux)."""
    found = []
    for number in os.listdir("/proc/self/fd"):
        with contextlib.suppress(OSError):
            found.append(os.readlink(f"/proc/self/fd/{number}"))
    return found
