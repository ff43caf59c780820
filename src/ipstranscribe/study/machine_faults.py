"""Faults of the machine (a full disk, one that is read-only or gone, a wrong clock), told as what a user can mend.

Libraries meet them in many ways: as an error of the system, as one of their own that was caused by it, or, in native code,
as one that says nothing of it. Then the disk is looked at.
"""

import errno
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from ipstranscribe import system
from ipstranscribe.errors import ExitCode, UserError

_REFUSALS = frozenset(
    getattr(errno, name)
    for name in (
        *("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EIO", "EACCES", "EPERM", "EBUSY", "ETXTBSY", "ENXIO", "ENODEV"),
        *(
            "ENOSYS",
            "ENOLCK",
            "ESTALE",
            "ENOTCONN",
            "ETIMEDOUT",
            "EHOSTDOWN",
            "EHOSTUNREACH",
            "ENETDOWN",
            "EREMOTEIO",
            "EMFILE",
            "ENFILE",
        ),
    )
    if hasattr(errno, name)
)
"""What a disk or network drive answers when it cannot do what was asked (errno(3)); others are faults of the program."""
_NO_ROOM = 4_000_000
"""Bytes that are left on a disk that has next to no room: what broke for lack of it has been cleared away by then."""
_FIRST_YEAR = 2020
"""No clock of a machine with this program can be right that says an earlier year."""


def told(error: BaseException, *places: Path) -> UserError | None:
    """What the user is told of an unexpected `error`, if a fault of the machine is behind it; else None.

    `places` are folders that were written to; a file below them is named, any other is not.
    """
    if not isinstance(error, Exception) or isinstance(error, UserError):
        return None
    for one in map(_of_system, _causes(error)):
        if one is not None and one.errno in _REFUSALS:
            return refused(_name(one, places), one)
    return wrong_clock() or next(filter(None, map(state_of, places)), None)


def refused(what: str, error: OSError, doing: str = "written or read") -> UserError:
    """The error for something that the system refused; what the error itself says may quote a file, and is left out."""
    number = error.errno or 0
    why = os.strerror(number) if number else "no reason given"
    return UserError(f"{what} cannot be {doing} ({why}).", _fix(error), ExitCode.CANNOT_WRITE)


def wrong_clock() -> UserError | None:
    """The error for a clock that is years behind; None if it may be right."""
    year = time.localtime().tm_year
    if year >= _FIRST_YEAR:
        return None
    return UserError(
        f"The clock of this computer says {year}: what is written now would have the wrong date.",
        "Set date and time; then the same command again.",
        ExitCode.CANNOT_WRITE,
    )


def _of_system(error: BaseException) -> OSError | None:
    """The system's error that an error is, or names as libxml2 does: `IO_ENOSPC`, or `IO_WRITE` where it knows no more."""
    if isinstance(error, OSError):
        return error
    named = re.fullmatch(r"IO_(E[A-Z]+|WRITE|FLUSH)", str(error))
    return OSError(getattr(errno, named[1], errno.EIO), "") if named else None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _name(error: OSError, places: tuple[Path, ...]) -> str:
    named = error.filename
    if isinstance(named, str) and any(Path(named).is_relative_to(place) for place in places):
        return Path(named).name
    return "Something"


def _fix(error: OSError) -> str:
    if error.errno == errno.EROFS:
        return "This disk can only be read. Copy the study to one that can be written to."
    if error.errno in (errno.ENOSYS, errno.ENOLCK):
        return "This file system has no locks. Have it mounted with them (flock), or put the study elsewhere."
    if isinstance(error, PermissionError):
        return "Close the file in Word or Excel if it is open there, and check that the folder may be written to."
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return "Close other programs; then the same command again."
    return "Check that the disk is there and has room."


def state_of(place: Path) -> UserError | None:
    """The error for a disk that has no room or can only be read; None if it can be written to."""
    try:
        if shutil.disk_usage(place).free < _NO_ROOM:
            return refused("Something", OSError(errno.ENOSPC, ""))
        read_only = system.can_only_be_read(place)
    except OSError as error:
        return refused("Something", error) if error.errno in _REFUSALS else None
    return refused("Something", OSError(errno.EROFS, "")) if read_only else None
