"""The one socket of the review page: it listens on the loopback address, and is made before all others are refused.

The event loop is made here as well: on Windows it needs a pair of sockets of its own.
"""

import asyncio
import socket
from dataclasses import dataclass

from ipstranscribe import system
from ipstranscribe.errors import ExitCode, UserError

ADDRESS = "127.0.0.1"
"""This computer itself. Nothing that comes from another one arrives here."""


@dataclass(frozen=True)
class Door:
    """The listening socket, and the loop that will accept at it. Browsers may knock before it answers: they wait."""

    socket: socket.socket
    loop: asyncio.AbstractEventLoop

    @property
    def port(self) -> int:
        """The port that was free."""
        return int(self.socket.getsockname()[1])

    def close(self) -> None:
        """Give the port back."""
        self.socket.close()
        self.loop.close()


def open_door(port: int = 0) -> Door:
    """Listen on a free port, or on `port`; raises UserError (USAGE) if another program has it."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if system.port_is_given_back_at_once():
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((ADDRESS, port))
        listening.listen()
    except OSError:
        listening.close()
        raise UserError(
            f"Port {port} cannot be used: another program has it, or it is kept for the system.",
            "Leave out --port: then a free one is taken.",
            ExitCode.USAGE,
        ) from None
    return Door(listening, asyncio.SelectorEventLoop())
