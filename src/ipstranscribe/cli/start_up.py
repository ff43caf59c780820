"""What holds for the whole program before anything is loaded: no network, and no question to the system about its user.

Linux refuses sockets to this process and all that it starts (seccomp), whatever library asks; elsewhere an audit hook
(PEP 578) refuses those of Python. Only `models fetch` is let out, and `review` until its one socket listens.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from ipstranscribe.errors import ExitCode, UserError

_LET_OUT = (["models", "fetch"], ["review"])
"""The first words of commands that begin with the network. `review` gives it up itself (`cli/review.py`)."""
_WITH_CLUSTER = "--cluster"
"""The option of `run` with which it begins with the network; it gives it up once its peer has started (`cli/run.py`)."""

_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Machine → the number that Linux has for it (`linux/audit.h`), and that of its call `socket`."""
_IO_URING_SETUP = 425  # the same on every machine; such a ring could open sockets unseen
_X32 = 0x40000000  # calls of another interface of x86-64 have numbers from here on
_UNIX, _INET, _NETLINK, _INET6 = 1, 2, 16, 10
_LOCAL = (_UNIX, _NETLINK)
"""Families of sockets that stay on the machine: between programs (the system's keyring), and to the kernel."""
_LOAD, _EQUAL, _AT_LEAST, _GIVE = 0x20, 0x15, 0x35, 0x06
_CALL, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
"""Where `struct seccomp_data` holds them."""
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | 13  # EACCES: permission denied
_NO_NEW_PRIVILEGES, _SET_FILTER, _BY_PROGRAM = 38, 22, 2

_OF_PYTHON = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})


def start(words: Sequence[str]) -> None:
    """Prepare the process for a command (`words` of the command line); before any thread is started.

    Raises UserError if nothing says where the user's folder is.
    """
    know_home()
    named = [word for word in words if not word.startswith("-")]
    on_cluster = named[:1] == ["run"] and any(word.split("=")[0] == _WITH_CLUSTER for word in words)
    if not on_cluster and not any(named[: len(first)] == first for first in _LET_OUT):
        forbid_network()


def forbid_network() -> Literal["kernel", "Python"]:
    """Refuse connections from now on, for good; returns whether the kernel does, or only Python."""
    by_kernel = _by_kernel()
    sys.addaudithook(_refuse)
    return "kernel" if by_kernel else "Python"


def _refuse(event: str, args: tuple[object, ...]) -> None:
    """An audit hook that lets no socket of the internet be made, and no name be looked up."""
    if event == "socket.__new__" and args[1] in (_INET, _INET6, *_OTHERS_INET6) and not _is_there_already():
        raise PermissionError("this program uses no network")
    if event in _OF_PYTHON:
        raise PermissionError("this program uses no network")


def _is_there_already() -> bool:
    """Whether the object is only made around a socket that the system has: one that came to a listening socket."""
    frame = sys._getframe(2)
    is_socket = frame.f_globals.get("__name__") == "socket" and frame.f_code.co_name == "__init__"
    return is_socket and frame.f_locals.get("fileno") is not None


_OTHERS_INET6 = (23, 30)
"""The number of IPv6 on Windows and macOS."""


def _by_kernel() -> bool:
    """Set the filter: instructions of code, jump if true, jump if false, operand (seccomp(2), bpf(4))."""
    if sys.platform != "linux" or platform.machine() not in _MACHINES:
        return False
    machine, socket = _MACHINES[platform.machine()]
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 0, 8, machine),
        (_LOAD, 0, 0, _CALL),
        (_AT_LEAST, 6, 0, _X32),
        (_EQUAL, 5, 0, _IO_URING_SETUP),
        (_EQUAL, 0, 3, socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, _LOCAL[0]),
        (_EQUAL, 0, 1, _LOCAL[1]),
        (_GIVE, 0, 0, _ALLOW),
        (_GIVE, 0, 0, _REFUSE),
    ]
    try:
        program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
        head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
        prctl = ctypes.CDLL(None).prctl
        ready = prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0
        return bool(ready and prctl(_SET_FILTER, _BY_PROGRAM, head, 0, 0) == 0)
    except (OSError, AttributeError):  # a system without that call
        return False


_USERS = Path("/etc/passwd")


def know_home(users: Path = _USERS) -> None:
    """Where HOME is missing, take it from the machine's own list of users.

    Python would ask the system's name service, which may ask another machine. Raises UserError if it is not listed.
    """
    if os.name != "posix" or os.environ.get("HOME"):
        return
    lines = users.read_text(encoding="utf-8", errors="replace").splitlines() if users.is_file() else []
    for fields in (line.split(":") for line in lines):
        if len(fields) == 7 and fields[2] == str(os.getuid()) and fields[5]:
            os.environ["HOME"] = fields[5]
            return
    raise UserError("HOME is not set, and this machine does not list you.", "Set HOME to your folder.", ExitCode.USAGE)
