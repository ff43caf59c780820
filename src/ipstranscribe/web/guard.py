"""The guard before every route: it lets a request in or refuses it, and puts the same protections on every answer.

Where a request comes from is asked first (Host, Origin, Sec-Fetch-*), then what it knows (cookie and secret), then what it
brings (type and size of the body). Only the page's own files and the exchange of the token are open to whoever asks from
this computer; they hold nothing of a study.
"""

from collections.abc import Callable
from dataclasses import dataclass

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ipstranscribe.errors import UserError, origin
from ipstranscribe.web import answers
from ipstranscribe.web.access import Access, NotAllowed
from ipstranscribe.web.listener import ADDRESS

SECRET_HEADER = "x-review-secret"  # noqa: S105 - the name of a header
PROTECTIONS = {
    "Content-Security-Policy": "; ".join(
        (
            *("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "media-src 'self'"),
            *("connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"),
            *("require-trusted-types-for 'script'", "trusted-types 'none'"),
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-DNS-Prefetch-Control": "off",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": ", ".join(
        f"{what}=()"
        for what in (
            *("camera", "microphone", "geolocation", "display-capture", "clipboard-read", "payment", "usb", "serial"),
            *("hid", "midi", "accelerometer", "gyroscope", "magnetometer", "idle-detection"),
            *("browsing-topics", "local-fonts", "publickey-credentials-get", "screen-wake-lock"),
        )
    ),
}
"""What stands on every answer, whatever it is."""

SMALL, LARGE = 64 * 1024, 4 * 1024 * 1024
"""Bytes that a body may have: that of any request, and one with text that was pasted or with a long list of places."""
LONG = frozenset({"/api/edits", "/api/listened"})
"""Routes whose bodies may be large."""
_BODY_SECONDS = 30.0
"""How long a body may take to arrive from this same computer."""


@dataclass
class GuardState:
    """What the guard knows: the port, who was let in, and whether all is over. `asked` is told of each request let in."""

    port: int
    access: Access
    asked: Callable[[], None] = lambda: None
    ended: UserError | None = None
    was_told: bool = False
    """Whether the page has been told that all is over."""

    @property
    def cookie_name(self) -> str:
        """The name of the cookie: browsers send one to all ports of an address, and two pages may be open."""
        return f"review-{self.port}"


class Guard:
    """Middleware that stands before the routes."""

    def __init__(self, app: ASGIApp, state: GuardState) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the routes answer it."""
        if scope["type"] != "http":
            return
        started = False

        async def protected(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in PROTECTIONS.items():
                    headers[name] = value
            await send(message)

        try:
            await self._guarded(scope, receive, protected)
        except Exception as failure:  # noqa: BLE001 - a traceback would be written to the screen, with what was said
            if not started:
                await answers.unexpected(origin(failure))(scope, receive, protected)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal, body = self._refusal(scope), b""
        if refusal is None and scope["method"] == "POST":
            refusal, body = await _body(scope, receive)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, _again(body, receive) if scope["method"] == "POST" else receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, path, method = Headers(scope=scope), scope["path"], scope["method"]
        try:
            _refuse_elsewhere(headers, self._state.port, method)
            _refuse_unmeant(headers, path, method)
            if not _is_open(path, method):
                self._refuse_unknown(headers, path)
        except NotAllowed:
            return answers.refused()
        if self._state.ended:
            return self._over(_is_open(path, method))
        if not _is_open(path, method):
            self._state.asked()
        return None

    def _refuse_unknown(self, headers: Headers, path: str) -> None:
        """Raises NotAllowed for a wrong cookie or secret; players send no secret, and have tickets instead."""
        access, cookie = self._state.access, _cookie(headers, self._state.cookie_name)
        known = access.knows(cookie, _one(headers, SECRET_HEADER) or "")
        if not (access.knows_cookie(cookie) if path.startswith("/sound/") else known):
            raise NotAllowed

    def _over(self, is_open: bool) -> Response:
        """All is over: whoever was let in is told why, and nobody else."""
        ended = self._state.ended
        if ended is None or is_open:
            return answers.refused()
        self._state.was_told = True
        return answers.error(ended.what, ended.fix, "ended", 403)


# Where a request comes from.


def _refuse_elsewhere(headers: Headers, port: int, method: str) -> None:
    """Raises NotAllowed for another Host (a name that somebody has pointed to this computer), and for another Origin."""
    host = _one(headers, "host")
    if host not in (f"{ADDRESS}:{port}", f"localhost:{port}"):
        raise NotAllowed
    origin_given = _one(headers, "origin")
    if origin_given is None and method == "POST":
        raise NotAllowed
    if origin_given is not None and origin_given != f"http://{host}":
        raise NotAllowed


def _refuse_unmeant(headers: Headers, path: str, method: str) -> None:
    """Raises NotAllowed for what a page of others, a frame or a plug-in asks; every browser of today says so itself."""
    site, dest = _one(headers, "sec-fetch-site"), _one(headers, "sec-fetch-dest")
    if path == "/" and method == "GET":  # the file that opens the page is another site
        if dest not in (None, "document"):
            raise NotAllowed
    elif site not in (None, "same-origin"):
        raise NotAllowed


def _is_open(path: str, method: str) -> bool:
    """Whether whoever asks from this computer is answered."""
    page = method == "GET" and (path == "/" or path.startswith("/static/"))
    return page or (method == "POST" and path == "/session")


def _one(headers: Headers, name: str) -> str | None:
    """The value of a header, None without it; raises NotAllowed for one that comes twice."""
    values = headers.getlist(name)
    if len(values) > 1:
        raise NotAllowed
    return values[0] if values else None


def _cookie(headers: Headers, name: str) -> str:
    """The value of a cookie; empty without it, and for one that comes twice."""
    pairs = (pair.strip().partition("=") for line in headers.getlist("cookie") for pair in line.split(";"))
    values = [value for key, _, value in pairs if key == name]
    return values[0] if len(values) == 1 else ""


# What a request brings.


async def _body(scope: Scope, receive: Receive) -> tuple[Response | None, bytes]:
    """The body of a request, or the refusal of one that is no JSON, too large, or never ends."""
    headers = Headers(scope=scope)
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return answers.error("Only JSON is read.", "", "bad_request", 415), b""
    most = LARGE if scope["path"] in LONG else SMALL
    length = headers.get("content-length", "0")
    too_large = answers.error("That is more than can be taken at once.", "Paste it in parts.", "too_large", 413)
    if not (length.isascii() and length.isdigit()) or int(length) > most:
        return too_large, b""
    body = bytearray()
    try:
        with anyio.fail_after(_BODY_SECONDS):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return answers.refused(), b""
                body += message.get("body", b"")
                more = message.get("more_body", False)
                if len(body) > most:
                    return too_large, b""
    except TimeoutError:
        return answers.error("The request did not end.", "", "bad_request", 408), b""
    return None, bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """The body that was read, for the route to read; then whatever comes after."""
    given = False

    async def read() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return read
