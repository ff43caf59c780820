"""Loaded by every Python process whose PYTHONPATH holds this folder: writes down what it writes, and forbids connections.

`WATCHED_LOG` names the file that gets a line for each thing that is opened for writing, made, renamed or removed. What
Python code does is seen by an audit hook (PEP 578). Connections of native code are seen by nobody but the system:
where it can (Linux), it kills a process that tries to send (seccomp).

With `WATCHED_LISTENER`, one socket may listen on this computer itself, and answer who comes to it: that is written down as
well. A second one is forbidden, and so is every connection.
"""

import ctypes
import os
import platform
import struct
import sys

FORBIDDEN = 97
"""The exit code of a process that wanted to connect."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ONE_PATH = {"os.mkdir": 2, "os.rmdir": 1, "os.remove": 1, "os.truncate": None, "os.chmod": 2, "os.utime": 3}
"""Events about a path, and which of their arguments is the folder that it is relative to."""
_ONE_PATH |= {"tempfile.mkstemp": None, "tempfile.mkdtemp": None, "shutil.rmtree": 1}
_TWO_PATHS = {"os.rename": 2, "os.link": 2, "shutil.move": None, "shutil.copyfile": None, "shutil.copytree": None}
"""Events about two paths, of which the second is written; for a rename, the first as well."""
_NETWORK = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname",
    "socket.gethostbyaddr", "urllib.Request", "http.client.connect", "ftplib.connect", "smtplib.connect",
)  # fmt: skip
_IPV6_THERE = ("::1", 0)
"""urllib3 asks the system whether it knows IPv6 by binding to this address of the machine itself; nothing is sent."""


_LISTENER = "WATCHED_LISTENER" in os.environ


def _watch(log: int) -> None:
    listeners = 1 if _LISTENER else 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal listeners
        address = tuple(args[1]) if event == "socket.bind" else ()  # type: ignore[arg-type]
        if listeners and address[:1] == ("127.0.0.1",):
            listeners -= 1
            os.write(log, b"listener\t127.0.0.1\n")
        elif event in _NETWORK and address[:2] != _IPV6_THERE:
            os.write(log, f"network\t{event}\n".encode())
            os._exit(FORBIDDEN)
        for path in _written(event, args):
            os.write(log, f"{event}\t{path}\n".encode())

    sys.addaudithook(hook)


def _written(event: str, args: tuple[object, ...]) -> list[str]:
    if event == "open":
        path, _, flags = args
        return [_full(path)] if isinstance(path, str | bytes | os.PathLike) and int(flags) & _WRITES else []  # type: ignore[call-overload]
    if event == "os.symlink":
        return [_full(args[1], args[2])]
    if event in _ONE_PATH:
        folder = _ONE_PATH[event]
        return [_full(args[0], args[folder] if folder and len(args) > folder else -1)]
    if event in _TWO_PATHS:
        folder = _TWO_PATHS[event]
        pair = [_full(args[at], args[folder + at] if folder else -1) for at in (0, 1)]
        return pair if event == "os.rename" else pair[1:]
    return []


def _full(path: object, folder: object = -1) -> str:
    """`path` without links in what leads to it; `folder` is an open folder that it is relative to, -1 for none."""
    if isinstance(path, int):
        return os.readlink(f"/proc/self/fd/{path}") if sys.platform == "linux" else os.devnull  # noqa: PTH115
    name = os.fsdecode(path)  # type: ignore[arg-type]
    if isinstance(folder, int) and folder >= 0 and sys.platform == "linux":
        name = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), name)  # noqa: PTH115, PTH118 - the hook hears pathlib
    lead, last = os.path.split(os.path.abspath(name))  # noqa: PTH100
    return os.path.join(os.path.realpath(lead), last)  # noqa: PTH118


_SYSTEMS = {"x86_64": (0xC000003E, (42, 44, 46, 307)), "aarch64": (0xC00000B7, (203, 206, 211, 269))}
"""The number that Linux has for a machine, and those of connect, sendto, sendmsg, sendmmsg on it."""


def _forbid_native_connections() -> bool:
    """Let the kernel kill this process if it, or a library in it, connects or sends; returns whether that could be done.

    A program for the kernel's filter (seccomp(2)): instructions of code, jump if true, jump if false, operand.
    """
    if sys.platform != "linux" or platform.machine() not in _SYSTEMS:
        return False
    machine, calls = _SYSTEMS[platform.machine()]
    load, equal, give = 0x20, 0x15, 0x06
    kill, allow = 0x80000000, 0x7FFF0000
    answering = calls[1:2] if _LISTENER else ()  # sendto without an address answers on a connection that is there
    calls = tuple(call for call in calls if call not in answering)
    steps = [(load, 0, 0, 4), (equal, 1, 0, machine), (give, 0, 0, allow), (load, 0, 0, 0)]
    for call in answering:  # its fifth argument, in halves
        steps += [(equal, 0, 6, call), (load, 0, 0, 48), (equal, 0, 3, 0), (load, 0, 0, 52), (equal, 0, 1, 0)]
        steps += [(give, 0, 0, allow), (give, 0, 0, kill)]
    steps += [(equal, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    steps += [(give, 0, 0, allow), (give, 0, 0, kill)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    head = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))
    prctl = ctypes.CDLL(None).prctl
    no_new_privileges, set_filter, by_program = 38, 22, 2
    return prctl(no_new_privileges, 1, 0, 0, 0) == 0 and prctl(set_filter, by_program, head, 0, 0) == 0


if "WATCHED_LOG" in os.environ:
    _log = os.open(os.environ["WATCHED_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    if not _forbid_native_connections():
        os.write(_log, b"note\tnative connections are not forbidden here\n")
    _watch(_log)
