"""Whoever does not know both cookie and secret, comes from elsewhere, or brings no JSON, is refused on every route."""

import json
from collections.abc import Iterator
from pathlib import Path

import anyio
import pytest
from starlette.routing import Route
from starlette.types import Message

from ipstranscribe.study.folder import Study
from ipstranscribe.web import guard
from ipstranscribe.web.access import TICKET_SECONDS, TOKEN_SECONDS
from ipstranscribe.web.guard import LARGE, LONG, PROTECTIONS, SECRET_HEADER, SMALL
from ipstranscribe.web.routes import routes
from tests.studies import copied
from tests.web.conftest import SAID
from tests.web.desk import HOST, ORIGIN, PORT, Answer, Desk

REFUSED = {"what": "Refused.", "fix": "", "code": "refused"}
BODIES: dict[str, dict[str, object]] = {
    "edits": {"interview": "P1", "seq": 1, "edits": []},
    "alike": {"interview": "P1", "turn": "P1-002", "start": 0, "end": 4, "text": "There"},
    "correct-alike": {"interview": "P1", "turn": "P1-002", "start": 0, "end": 4, "text": "There"},
    "listened": {"interview": "P1", "keys": [], "by": "transcriber"},
    "approve": {"interview": "P1", "by": "transcriber", "code": "AAAAAA"},
    "units/edit": {"interview": "P1", "edits": [{"kind": "join", "unit": "P1-MU001"}], "by": "coder A"},
    "consensus/agree": {"interview": "P1", "unit": "P1-MU001", "codes": [], "base": "", "by": "coder A"},
    "approve-several": {"wanted": [{"interview": "P1", "what": "units", "code": "AAAAAA"}], "by": "coder A"},
    "reports": {"language": "en"},
    "reports/make": {"which": "risk", "language": "nb"},
    "settings": {"settings": {}},
    "alive": {},
    "stop": {},
}
"""What each route understands; the others take an interview's id."""


@pytest.fixture(scope="module")
def page(founded_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One page for all that is refused: nothing of it changes anything."""
    desk = Desk(copied(founded_once, tmp_path_factory.mktemp("guarded"))).enter()
    yield desk
    desk.end()


def all_routes(desk: Desk) -> list[tuple[str, str]]:
    found = [(sorted(one.methods - {"HEAD"})[0], one.path) for one in routes(desk.review) if isinstance(one, Route)]  # type: ignore[operator]
    return [(method, path.replace("{name:path}", "x.js").replace("{ticket}", "x")) for method, path in found]


def private(desk: Desk) -> list[tuple[str, str]]:
    """The routes that show or change something of the study, and ones that there are not."""
    shown = [(method, path) for method, path in all_routes(desk) if path.startswith(("/api/", "/sound/"))]
    return [*shown, ("GET", "/nothing"), ("POST", "/nothing"), ("GET", "/api/"), ("POST", "/api/study")]


def asked(desk: Desk, method: str, path: str, **headers: str | None) -> Answer:
    body = BODIES.get(path.removeprefix("/api/"), {"interview": "P1"}) if method == "POST" else None
    return desk.raw(method, path, body, **headers)


def test_the_table_holds_the_routes(page: Desk) -> None:
    assert len(private(page)) == 39
    assert {path for _, path in all_routes(page)} - {path for _, path in private(page)} == {
        "/",
        "/static/x.js",
        "/session",
    }


NOT_KNOWN: dict[str, dict[str, str | None]] = {
    "nothing": {"Cookie": None, SECRET_HEADER: None},
    "a cookie without the secret": {SECRET_HEADER: None},
    "the secret without a cookie": {"Cookie": None},
    "an empty secret": {SECRET_HEADER: ""},
    "another secret": {SECRET_HEADER: "x" * 43},
    "a secret that is not ASCII": {SECRET_HEADER: "\xe6" * 43},
    "another cookie": {"Cookie": f"review-{PORT}={'x' * 43}"},
    "the cookie of another port": {"Cookie": "review-1=x"},
    "the cookie under another name": {"Cookie": "session=x"},
}


@pytest.mark.parametrize("given", NOT_KNOWN.values(), ids=NOT_KNOWN)
def test_without_cookie_or_secret_every_route_is_refused(page: Desk, given: dict[str, str | None]) -> None:
    for method, path in private(page):
        if path.startswith("/sound/") and "Cookie" not in given:
            continue  # a player sends no secret; what it asks for has tickets
        came = asked(page, method, path, **{**page.known, **given})
        assert (came.status, came.body) == (403, REFUSED), path


def test_the_secret_as_a_cookie_or_twice_is_none(page: Desk) -> None:
    name, value = page.known["Cookie"].split("=")
    for cookie in (f"{name}={value}; {name}=x", f"{name}=x; {name}={value}", f"{name}={page.known[SECRET_HEADER]}"):
        assert page.raw("GET", "/api/study", None, **{**page.known, "Cookie": cookie}).status == 403
    assert page.raw("GET", "/api/study", None, **{**page.known, "Cookie": f"a=b; {name}={value}"}).status == 200


ELSEWHERE: dict[str, dict[str, str | None]] = {
    "a name that somebody has pointed here": {"Host": f"study.example:{PORT}"},
    "a name that begins alike": {"Host": f"127.0.0.1.example:{PORT}"},
    "another port": {"Host": "127.0.0.1:1"},
    "no port": {"Host": "127.0.0.1"},
    "the address of another computer": {"Host": f"192.0.2.7:{PORT}"},
    "IPv6": {"Host": f"[::1]:{PORT}"},
    "capitals": {"Host": f"LOCALHOST:{PORT}"},
    "an empty name": {"Host": ""},
    "another page": {"Origin": "https://study.example"},
    "another port of this computer": {"Origin": "http://127.0.0.1:1"},
    "the other name of this computer": {"Origin": f"http://localhost:{PORT}"},
    "https": {"Origin": f"https://{HOST}"},
    "a file, or a page in a frame of its own": {"Origin": "null"},
    "an origin that begins alike": {"Origin": f"{ORIGIN}.example"},
    "a page of another site": {"Sec-Fetch-Site": "cross-site"},
    "another port, as browsers call it": {"Sec-Fetch-Site": "same-site"},
    "an address that was typed": {"Sec-Fetch-Site": "none"},
}


@pytest.mark.parametrize("given", ELSEWHERE.values(), ids=ELSEWHERE)
def test_from_elsewhere_every_route_is_refused_even_with_cookie_and_secret(
    page: Desk, given: dict[str, str | None]
) -> None:
    for method, path in [*private(page), ("POST", "/session"), ("GET", "/static/x.js")]:
        came = asked(page, method, path, **{**page.known, **given})
        assert (came.status, came.body) == (403, REFUSED), path


def test_what_changes_something_says_where_it_comes_from(page: Desk) -> None:
    for method, path in [*private(page), ("POST", "/session")]:
        if method == "POST":
            assert asked(page, method, path, **{**page.known, "Origin": None}).status == 403, path


@pytest.mark.parametrize(("given", "status"), [
    ({"Host": f"study.example:{PORT}"}, 403), ({"Origin": "https://study.example"}, 403), ({"Sec-Fetch-Dest": "iframe"}, 403),
    ({"Sec-Fetch-Dest": "object"}, 403), ({"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "cross-site"}, 200), ({}, 200),
])  # fmt: skip
def test_the_shell_opens_from_the_redirect_file_and_in_no_frame(
    outside: Desk, given: dict[str, str], status: int
) -> None:
    assert outside.raw("GET", "/", None, **given).status == status


def test_localhost_is_this_computer_as_well(outside: Desk) -> None:
    host = f"localhost:{PORT}"
    token = {"token": outside.review.guard.access.token}
    assert outside.raw("POST", "/session", token, Host=host, Origin=f"http://{host}").status == 200


METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def test_other_methods_show_nothing(page: Desk) -> None:
    for usual, path in all_routes(page):
        for method in set(METHODS) - {usual, "HEAD" if usual == "GET" else usual}:
            came = page.raw(method, path, None, **page.known)
            assert came.status in (400, 403, 404, 415), (method, path)
            assert "access-control-allow-origin" not in came.headers


BROUGHT: dict[str, tuple[int, object, dict[str, str | None]]] = {
    "no type": (415, {}, {"Content-Type": None}),
    "a form": (415, b"interview=P1", {"Content-Type": "application/x-www-form-urlencoded"}),
    "plain text, which needs no question before it": (415, b'{"interview": "P1"}', {"Content-Type": "text/plain"}),
    "several parts": (415, {}, {"Content-Type": "multipart/form-data; boundary=x"}),
    "what only begins like JSON": (415, {}, {"Content-Type": "application/jsonp"}),
    "too large": (413, b" " * (LARGE + 1), {}),
    "too large, it says": (413, b"{}", {"Content-Length": str(LARGE + 1)}),
    "no length": (413, b"{}", {"Content-Length": "-1"}),
    "nothing": (400, b"", {}),
    "no JSON": (400, b"{", {}),
    "no UTF-8": (400, b'{"interview": "\xff"}', {}),
    "a list": (400, b"[]", {}),
    "deep": (400, b"[" * 20_000, {}),
    "a field too many": (400, {"interview": "P1", "path": "/etc/passwd"}, {}),
}


@pytest.mark.parametrize("case", BROUGHT.values(), ids=BROUGHT)
def test_what_is_not_understood_is_refused(page: Desk, case: tuple[int, object, dict[str, str | None]]) -> None:
    status, body, headers = case
    for method, path in private(page):
        if method == "POST" and path not in ("/nothing", "/api/study"):
            came = page.raw("POST", path, body, **{**page.known, **headers})
            assert came.status == status, path
            assert set(came.body) == {"what", "fix", "code"}


def test_only_what_may_be_long_is_read_to_its_end(page: Desk) -> None:
    padded = json.dumps({"interview": "P1"}).encode() + b" " * SMALL
    for method, path in private(page):
        if method == "POST":
            came = page.raw("POST", path, padded, **page.known)
            assert (came.status == 413) == (path not in LONG), path


def test_a_body_that_does_not_say_its_length_is_measured(page: Desk) -> None:
    headers = {**page.known, "Host": HOST, "Origin": ORIGIN, "Content-Type": "application/json"}
    came = page.client.post("/api/alive", content=(b" " * 1000 for _ in range(100)), headers=headers)
    assert came.status_code == 413


def test_a_body_that_does_not_end_is_given_up(page: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked without the client, which always sends to the end."""
    monkeypatch.setattr(guard, "_BODY_SECONDS", 0.05)
    head = {**page.known, "Host": HOST, "Origin": ORIGIN, "Content-Type": "application/json"}
    scope = {
        "type": "http", "method": "POST", "path": "/api/alive", "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in head.items()],
    }  # fmt: skip
    for coming, status in (([], 408), ([{"type": "http.disconnect"}], 403)):
        sent: list[Message] = []

        async def receive(coming: list[Message] = coming) -> Message:
            if not coming:
                await anyio.sleep_forever()
            return coming.pop()

        async def send(message: Message, sent: list[Message] = sent) -> None:
            sent.append(message)

        anyio.run(page.client.app, scope, receive, send)
        assert sent[0]["status"] == status


def test_wrong_types_are_told_without_their_values(page: Desk) -> None:
    for field, value in (("interview", 7), ("interview", "x" * 65), ("page", ["Hanne"]), ("page", "Hanne" * 20)):
        came = page.ask("open", **{"interview": "P1", field: value})
        assert (came.status, came.body["code"]) == (400, "bad_request")
        assert field in came.body["what"] and "Hanne" not in came.body["what"]


# Every answer is protected.


def test_every_answer_has_all_protections(page: Desk) -> None:
    known, none = page.known, {}
    for method, path in all_routes(page):
        for given in (known, none):
            if (method, path) != ("POST", "/api/stop"):
                came = asked(page, method, path, **given)
                assert {name: came.headers.get(name) for name in PROTECTIONS} == PROTECTIONS, path
                assert "server" not in came.headers


def test_what_the_page_may_do_is_listed_and_nothing_else() -> None:
    policy = dict(part.split(" ", 1) for part in PROTECTIONS["Content-Security-Policy"].split("; "))
    assert policy.pop("default-src") == "'none'"
    assert policy.pop("require-trusted-types-for") == "'script'"
    assert {policy.pop(name) for name in ("base-uri", "form-action", "frame-ancestors", "trusted-types")} == {"'none'"}
    assert set(policy.values()) == {"'self'"}
    assert PROTECTIONS["Referrer-Policy"] == "no-referrer"
    assert PROTECTIONS["Cache-Control"] == "no-store"


def test_the_cookie_is_hidden_from_scripts_and_from_other_sites(outside: Desk) -> None:
    came = outside.raw("POST", "/session", {"token": outside.review.guard.access.token})
    name, *flags = came.headers["set-cookie"].split("; ")
    assert name.startswith(f"review-{PORT}=")
    assert {flag.lower() for flag in flags} == {"httponly", "path=/", "samesite=strict"}


# The token.


@pytest.mark.parametrize("token", ["", "x" * 43, "Ø", "x" * 300])
def test_a_wrong_token_is_refused_and_ends_nothing(outside: Desk, token: str) -> None:
    assert outside.raw("POST", "/session", {"token": token}).body == REFUSED
    outside.enter()
    assert outside.get("/api/study").status == 200


def test_an_expired_token_is_refused(outside: Desk) -> None:
    outside.time.now += TOKEN_SECONDS + 1
    came = outside.raw("POST", "/session", {"token": outside.review.guard.access.token})
    assert (came.status, came.body, "set-cookie" in came.headers) == (403, REFUSED, False)
    assert outside.review.guard.ended is None


def test_a_second_use_of_the_token_ends_all_and_only_the_page_is_told_why(desk: Desk) -> None:
    assert desk.ask("open", interview="P1").status == 200
    assert desk.raw("POST", "/session", {"token": desk.review.guard.access.token}).body == REFUSED
    assert desk.review.interviews.ids() == ()
    for method, path in all_routes(desk):
        if path.startswith("/api/"):
            assert asked(desk, method, path).body == REFUSED, path
            told = asked(desk, method, path, **desk.known)
            assert (told.status, told.body["code"]) == (403, "ended"), path
            assert "second time" in told.body["what"]
        elif path != "/sound/x":
            assert desk.raw(method, path, {"token": desk.review.guard.access.token}).body == REFUSED, path
    assert desk.review.guard.was_told


def test_only_who_was_let_in_keeps_the_program_awake(desk: Desk) -> None:
    desk.told.clear()
    desk.raw("GET", "/"), desk.raw("GET", "/api/study"), desk.raw("POST", "/session", {"token": "x"})
    assert desk.told == []
    desk.ask("alive")
    assert desk.told == ["asked"]


# Files.


PATHS = (
    "/static/../guard.py", "/static/%2e%2e/guard.py", "/static/..%2fguard.py", "/static//etc/passwd",
    "/static/%2fetc%2fpasswd", "/static/index.html", "/static/", "/static/.", "/static/x.js%00",
    "/static/C:%5cWindows%5cwin.ini", "/study.toml", "/restricted/transcripts/P1.json", "/sound/..%2f..%2fstudy.toml",
    "/sound/P1.m4a", "/sound/", "/api/../study.toml",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_a_file(page: Desk, path: str) -> None:
    came = page.get(path)
    assert came.status in (403, 404)
    assert set(came.body) == {"what", "fix", "code"}


IDS = ("../P1", "..", "/etc/passwd", "P1/../P2", "P1\x00", "C:\\P1", "P1.json", "p1", "<b>P1</b>", "\ud800")


@pytest.mark.parametrize("interview", IDS)
def test_an_id_is_one_of_the_table_or_none(page: Desk, interview: str) -> None:
    for route in ("open", "sound"):
        came = page.ask(route, interview=interview)
        assert came.status in (400, 404) and came.body["code"] in ("unknown", "bad_request")


def test_sound_is_played_by_ticket_with_the_cookie_alone_and_in_parts(desk: Desk, study: Study) -> None:
    copy = study.work / "listening" / "P1.m4a"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(bytes(range(100)))
    address = f"/sound/{desk.review.sounds.tickets.give('P1', copy)}"
    cookie = {"Cookie": desk.known["Cookie"], "Sec-Fetch-Site": "same-origin"}
    part = desk.raw("GET", address, None, Range="bytes=10-19", **cookie)
    assert (part.status, part.content, part.headers["content-range"]) == (206, bytes(range(10, 20)), "bytes 10-19/100")
    assert desk.raw("GET", address, None, **cookie).content == bytes(range(100))
    assert desk.raw("GET", address, None, Range="bytes=100-", **cookie).status == 416
    assert desk.raw("GET", address).body == REFUSED
    assert desk.raw("GET", address, None, **{**cookie, "Cookie": f"review-{PORT}=x"}).body == REFUSED
    desk.review.sounds.tickets.renew()
    desk.time.now += TICKET_SECONDS
    copy.unlink()
    assert desk.raw("GET", address, None, **cookie).body["code"] == "unknown"


# What is said when something breaks.


def test_an_error_inside_holds_no_word_of_the_transcript(
    page: Desk, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(SAID)

    for owner, name in ((page.review.guard.access, "knows"), (page.review.interviews, "open")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, breaks)
            came = page.ask("open", interview="P1")
        assert (came.status, came.body["code"]) == (500, "inside")
        assert "RuntimeError" in came.body["what"] and "Hanne" not in str(came.body)
        assert {name: came.headers.get(name) for name in PROTECTIONS} == PROTECTIONS
    assert "Hanne" not in "".join(capfd.readouterr())
