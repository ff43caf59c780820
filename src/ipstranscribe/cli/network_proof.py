"""The proof that no network is used: connections are tried, which the start of the program (`start_up.py`) has forbidden."""

import ctypes
import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from ipstranscribe import system

if TYPE_CHECKING:
    from ipstranscribe.workflow.doctor.finding import NetworkProof


def tried() -> "NetworkProof":
    """Try to make sockets of the internet, without which nothing is sent or asked; none is used even where that succeeds."""
    from ipstranscribe.workflow.doctor.finding import NetworkProof

    attempts: dict[str, Callable[[], object]] = {
        "a connection": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close(),
        "one of IPv6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM).close(),
        "a datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(),
    }
    told = {what: _is_refused(attempt) for what, attempt in attempts.items()}
    by_kernel = system.NAME == "linux" and _native_is_refused()
    if by_kernel:
        told["one of a native library"] = True
    return NetworkProof("kernel" if by_kernel else "Python", told)


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except PermissionError:
        return True
    except OSError:  # refused by something else, which is no proof
        return False
    return False


def _native_is_refused() -> bool:
    """Whether the kernel refuses a socket to code that is not Python's."""
    library = ctypes.CDLL(None, use_errno=True)
    number = library.socket(int(socket.AF_INET), int(socket.SOCK_STREAM), 0)
    if number < 0:
        return True
    library.close(number)
    return False
