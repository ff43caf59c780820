"""A review page without a socket: the real routes, guard and study, asked by a client in this process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.testclient import TestClient

from ipstranscribe import events
from ipstranscribe.study.folder import Study
from ipstranscribe.web.access import Access
from ipstranscribe.web.app import app
from ipstranscribe.web.guard import SECRET_HEADER, GuardState
from ipstranscribe.web.hearing import Hearing
from ipstranscribe.web.interviews import OpenInterviews
from ipstranscribe.web.review_page import ReviewPage
from ipstranscribe.web.worker import Worker
from tests.studies import WHEN

PORT = 41234
HOST = f"127.0.0.1:{PORT}"
ORIGIN = f"http://{HOST}"


@dataclass
class Time:
    """A clock that is set by hand."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def body(self) -> Any:
        return json.loads(self.content)


@dataclass
class Desk:
    """A page that may have been let in, and asks."""

    study: Study
    time: Time = field(default_factory=Time)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        access = Access(self.time)
        worker, looking = Worker("study"), Worker("status")
        heard = Hearing(events.listener())
        interviews = OpenInterviews(self.study.root)
        self.review = ReviewPage(GuardState(PORT, access), heard, worker, looking, interviews, lambda: WHEN)
        self.review.stop = lambda: self.told.append("stop")
        self.review.entered = lambda: self.told.append("entered")
        self.review.guard.asked = lambda: self.told.append("asked")
        self.client = TestClient(app(self.review), base_url=ORIGIN, raise_server_exceptions=True)
        self.known: dict[str, str] = {}

    def enter(self) -> "Desk":
        """Be let in: what a browser and the page keep of it is sent from now on."""
        came = self.raw("POST", "/session", {"token": self.review.guard.access.token})
        assert came.status == 200, came.content
        self.known = {"Cookie": came.headers["set-cookie"].split(";")[0], SECRET_HEADER: came.body["secret"]}
        return self

    def ask(self, path: str, **body: object) -> Answer:
        """POST to the page's own route, as the page does."""
        return self.raw("POST", f"/api/{path}", body, **self.known)

    def get(self, path: str) -> Answer:
        """GET, as the page does."""
        return self.raw("GET", path, None, **self.known)

    def raw(self, method: str, path: str, body: object = None, /, **headers: str | None) -> Answer:
        """Any request; a header that is None is not sent."""
        usual: dict[str, str | None] = {"Host": HOST}
        if method == "POST":
            usual |= {"Origin": ORIGIN, "Content-Type": "application/json"}
        given = {name: value.encode("latin-1") for name, value in {**usual, **headers}.items() if value is not None}
        content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        self.client.cookies.clear()
        got = self.client.request(method, path, headers=list(given.items()), content=content)
        return Answer(got.status_code, got.headers, got.content)

    def end(self) -> None:
        """Close all."""
        self.review.sounds.stop()
        self.review.looking.finish(lambda: None)
        self.review.identifiers.stop(self.review.heard)
        self.review.worker.finish(self.review.close_all)
