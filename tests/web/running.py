"""The command `ipstranscribe review` as a process of its own, and a browser that speaks plain HTTP with it."""

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ipstranscribe.web.guard import SECRET_HEADER
from tests.web.desk import Answer

PATIENCE = 60.0
"""Seconds after which something does not end; a machine may have much else to do."""


@dataclass
class Page:
    """A page that is opened by its redirect file; `known` is what it knows, once it was let in."""

    redirect: Path
    port: int
    token: str
    known: dict[str, str] = field(default_factory=dict)

    def raw(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer:
        """Any request, on a connection of its own."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            usual = {"Content-Type": "application/json", "Origin": f"http://127.0.0.1:{self.port}"}
            connection.request(method, path, body, {**usual, **headers})
            got = connection.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())

    def enter(self) -> Answer:
        """Use the token."""
        came = self.raw("POST", "/session", json.dumps({"token": self.token}).encode())
        if came.status == 200:
            self.known = {"Cookie": came.headers["set-cookie"].split(";")[0], SECRET_HEADER: came.body["secret"]}
        return came

    def ask(self, path: str, **body: object) -> Answer:
        """POST to the page's own route, as the page does."""
        return self.raw("POST", f"/api/{path}", json.dumps(body).encode(), **self.known)


def opened_by(redirect: Path) -> Page:
    """The page that a redirect file leads to."""
    port, token = re.findall(r"http://127\.0\.0\.1:(\d+)/#token=([\w-]+)", redirect.read_text(encoding="utf-8"))[0]
    return Page(redirect, int(port), token)


@dataclass
class Running(Page):
    """A page, and the program that shows it."""

    process: subprocess.Popen[str] = field(kw_only=True)

    def ended(self, by: signal.Signals | None = None) -> tuple[int, str]:
        """The exit code and all that was shown, after a signal if one is named."""
        if by is not None:
            self.process.send_signal(by)
        shown, urgent = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, shown + urgent


@contextlib.contextmanager
def running(study: Path, home: Path, words: Sequence[str] = ("--no-browser",), **environment: str) -> Iterator[Running]:
    """A review of `study`, with a home of its own; it is killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ipstranscribe", "review", "--study", str(study), *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=_machine(home, environment),
    )  # fmt: skip
    try:
        page = opened_by(_told(process))
        yield Running(page.redirect, page.port, page.token, process=process)
    finally:
        process.kill()
        process.communicate()


def _machine(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    gone = ("XDG_CACHE_HOME", "XDG_DATA_HOME", "DISPLAY", "WAYLAND_DISPLAY")
    kept = {name: value for name, value in os.environ.items() if name not in gone}
    return {**kept, "HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home), **more}


def _told(process: subprocess.Popen[str]) -> Path:
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip().endswith(".html"):
            return Path(line.strip())
    raise AssertionError(f"it told no file: {process.communicate()}")
