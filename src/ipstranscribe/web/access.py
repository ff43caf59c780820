"""Who may ask for what: the token that opens the page, the cookie and the secret it becomes, and the tickets for sound.

A cookie alone never suffices: browsers send it to every program that listens on this computer, whatever its port. The
secret is sent in a header by the page itself, which no other page can make it do.
"""

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TOKEN_SECONDS = 60.0
"""How long the token may be used: as long as a browser takes to start."""
TICKET_SECONDS = 600.0
"""How long a ticket for sound holds after it was last renewed; an open page renews it three times a minute."""

Clock = Callable[[], float]
"""Seconds from any moment on, never set back."""


class NotAllowed(Exception):
    """Somebody may not do that; nobody is told why."""


class TokenUsedTwice(NotAllowed):
    """The token came a second time: somebody else has read it. Nobody can tell who came first, so all of it ends."""


@dataclass(frozen=True)
class Admission:
    """What the token was changed for: a cookie, which the browser keeps from scripts, and a secret of the page."""

    cookie: str
    secret: str


class Access:
    """Lets one page in, by a token that works once and for a minute, and knows it again afterwards."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._until = clock() + TOKEN_SECONDS
        self._admission: Admission | None = None
        self.token = _unguessable()

    @property
    def is_entered(self) -> bool:
        """Whether the token was used."""
        return self._admission is not None

    @property
    def is_over(self) -> bool:
        """Whether the token can no longer be used."""
        return self.is_entered or self._clock() > self._until

    def enter(self, token: str) -> Admission:
        """Change the token for a cookie and a secret.

        Raises TokenUsedTwice for the right token after it was used, NotAllowed for a wrong one and after its minute.
        """
        if not _same(token, self.token):
            raise NotAllowed
        if self._admission:
            raise TokenUsedTwice
        if self._clock() > self._until:
            raise NotAllowed
        self._admission = Admission(_unguessable(), _unguessable())
        return self._admission

    def knows_cookie(self, cookie: str) -> bool:
        """Whether this is the cookie of the page that was let in."""
        return self._admission is not None and _same(cookie, self._admission.cookie)

    def knows(self, cookie: str, secret: str) -> bool:
        """Whether both are those of the page that was let in."""
        right = self.knows_cookie(cookie)
        return self._admission is not None and _same(secret, self._admission.secret) and right


@dataclass
class _Ticket:
    interview: str
    path: Path
    until: float


class Tickets:
    """Tickets for sound: the browser's player sends no secret, so each file has an address that nobody can guess."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._given: dict[str, _Ticket] = {}

    def give(self, interview: str, path: Path) -> str:
        """A ticket for the sound of `interview`: the one that is out, renewed, as long as it is for the same file."""
        self._sweep()
        for name, ticket in self._given.items():
            if ticket.interview == interview and ticket.path == path:
                ticket.until = self._clock() + TICKET_SECONDS
                return name
        name = _unguessable()
        self._given[name] = _Ticket(interview, path, self._clock() + TICKET_SECONDS)
        return name

    def path(self, name: str) -> Path | None:
        """The file that a ticket is for; None for one that is not valid."""
        self._sweep()
        ticket = self._given.get(name)
        return ticket.path if ticket else None

    def renew(self) -> None:
        """Let all tickets that are valid hold on."""
        self._sweep()
        for ticket in self._given.values():
            ticket.until = self._clock() + TICKET_SECONDS

    def take_back(self, interview: str) -> None:
        """Let the tickets of an interview hold no longer."""
        self._given = {name: one for name, one in self._given.items() if one.interview != interview}

    def _sweep(self) -> None:
        now = self._clock()
        self._given = {name: one for name, one in self._given.items() if one.until >= now}


def _unguessable() -> str:
    return secrets.token_urlsafe(32)


def _same(given: str, right: str) -> bool:
    """Compare in a time that does not tell how much of it was right."""
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), right.encode())
