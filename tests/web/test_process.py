"""The command as a process: one socket on this computer alone, a browser beside it, and an end that loses nothing."""

import contextlib
import json
import os
import signal
import socket
import stat
import sys
import time
from pathlib import Path

import pytest

from ipstranscribe.study.folder import Study
from tests.web.running import PATIENCE, running

pytestmark = pytest.mark.usefixtures("unblocked")
linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
posix = pytest.mark.skipif(os.name != "posix", reason="signals and modes of POSIX")


EDIT = {"kind": "text", "turn": "P1-002", "start": 0, "end": 4, "text": "There"}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    place.mkdir()
    return place


def sockets_of(process: int) -> list[tuple[str, str, str]]:
    """The sockets of a process: protocol, local address, state (0A: it listens)."""
    links = []
    for one in os.listdir(f"/proc/{process}/fd"):  # noqa: PTH208
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            links.append(os.readlink(f"/proc/{process}/fd/{one}"))  # noqa: PTH115
    mine = {link[len("socket:[") : -1] for link in links if link.startswith("socket:[")}
    found = []
    for protocol in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        table = Path(f"/proc/{process}/net/{protocol}")
        for row in table.read_text().splitlines()[1:] if table.exists() else []:
            fields = row.split()
            if fields[9] in mine:
                found.append((protocol, fields[1], fields[3]))
    return found


@linux
def test_it_listens_on_this_computer_alone_at_one_socket_and_can_make_no_other(study: Study, home: Path) -> None:
    with running(study.root, home) as page:
        assert page.enter().status == 200
        assert page.ask("open", interview="P1").status == 200
        address = f"0100007F:{page.port:04X}"  # 127.0.0.1
        listening = [one for one in sockets_of(page.process.pid) if one[2] == "0A"]
        assert listening == [("tcp", address, "0A")]
        assert {local for _, local, _ in sockets_of(page.process.pid)} == {address}
        for task in Path(f"/proc/{page.process.pid}/task").iterdir():
            told = dict(line.split(":\t") for line in (task / "status").read_text().splitlines() if ":\t" in line)
            assert (told["Seccomp"], told["NoNewPrivs"]) == ("2", "1"), task


@posix
def test_the_token_lies_in_a_file_of_its_owner_that_goes_when_it_has_served(study: Study, home: Path) -> None:
    with running(study.root, home) as page:
        assert page.redirect.is_relative_to(home)
        assert stat.S_IMODE(page.redirect.stat().st_mode) == 0o600
        assert stat.S_IMODE(page.redirect.parent.stat().st_mode) == 0o700
        assert page.raw("GET", "/").status == 200
        assert page.redirect.exists()
        assert page.enter().status == 200
        assert list(home.rglob("*")) == []


@pytest.mark.parametrize("way", ["SIGINT", "SIGTERM", "SIGHUP", "the page's button"])
@posix
def test_every_end_stores_and_is_one(study: Study, home: Path, way: str) -> None:
    if way == "SIGHUP" and signal.getsignal(signal.SIGHUP) == signal.SIG_IGN:
        pytest.skip("these tests were started with nohup, and so is what they start")
    before = study.transcript("P1").read_bytes()
    with running(study.root, home) as page:
        page.enter()
        assert page.ask("open", interview="P1").status == 200
        assert page.ask("edits", interview="P1", seq=1, edits=[EDIT]).status == 200
        if way == "the page's button":
            assert page.ask("stop").body == {}
            code, shown = page.ended()
        else:
            code, shown = page.ended(signal.Signals[way])
    assert code == 0, shown
    assert "Everything is stored" in shown
    assert study.transcript("P1").read_bytes() != before
    assert b"There Hanne" in study.transcript("P1").read_bytes()
    assert "Hanne" not in shown and page.token not in shown and page.known["Cookie"] not in shown


def test_what_was_answered_is_there_after_the_program_was_killed(study: Study, home: Path) -> None:
    with running(study.root, home) as page:
        page.enter()
        page.ask("open", interview="P1")
        assert page.ask("edits", interview="P1", seq=1, edits=[EDIT]).status == 200
        page.process.kill()
        page.ended()
    with running(study.root, home) as page:
        page.enter()
        opened = page.ask("open", interview="P1").body
        assert (opened["turns"][1]["text"][:11], opened["can_undo"]) == ("There Hanne", True)


def test_of_two_programs_the_second_reads_and_sees_who_works(study: Study, home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with running(study.root, home) as first, running(study.root, other) as second:
        first.enter(), second.enter()
        assert first.ask("open", interview="P1").body["read_only"] is False
        first.ask("edits", interview="P1", seq=1, edits=[EDIT])
        seen = second.ask("open", interview="P1").body
        assert (seen["read_only"], "review" in seen["held_by"]) == (True, True)
        assert seen["turns"][1]["text"].startswith("There Hanne")  # as far as it is on the disk
        assert second.ask("edits", interview="P1", seq=1, edits=[EDIT]).status == 409
        assert second.ask("open", interview="P2").body["read_only"] is False
        assert first.ask("close", interview="P1").status == 200
        assert second.ask("open", interview="P1").body["read_only"] is False


@posix
def test_what_is_half_sent_does_not_keep_it_from_ending(study: Study, home: Path) -> None:
    with running(study.root, home) as page:
        page.enter()
        head = f"POST /session HTTP/1.1\r\nHost: 127.0.0.1:{page.port}\r\nOrigin: http://127.0.0.1:{page.port}\r\n"
        with socket.create_connection(("127.0.0.1", page.port)) as half, socket.create_connection(half.getpeername()):
            half.sendall(f"{head}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n".encode())
            assert page.raw("GET", "/").status == 200
            code, shown = page.ended(signal.SIGTERM)
    assert (code, shown.count("Traceback")) == (0, 0), shown


@posix
def test_a_second_use_of_the_token_ends_it_loudly(study: Study, home: Path) -> None:
    with running(study.root, home) as page:
        page.enter()
        assert page.enter().status == 403
        told = page.ask("alive")
        assert (told.status, told.body["code"]) == (403, "ended")
        code, shown = page.ended()
    assert code == 7
    assert "second time" in shown and page.token not in shown


def test_another_program_of_this_computer_is_refused(study: Study, home: Path) -> None:
    with running(study.root, home) as page:
        page.enter()
        for path in ("/api/study", "/sound/x", "/nothing"):
            assert page.raw("GET", path).status == 403
        assert page.raw("POST", "/api/open", b'{"interview": "P1"}', Cookie=page.known["Cookie"]).status == 403
        assert page.raw("GET", "/api/study", Host=f"study.example:{page.port}", **page.known).status == 403
        for line in (
            b"GET / HTTP/1.1\r\n\r\n",
            b"GET http://127.0.0.1/ HTTP/1.1\r\nHost: x\r\n\r\n",
            b"\x16\x03\x01\r\n\r\n",
        ):
            with socket.create_connection(("127.0.0.1", page.port), timeout=PATIENCE) as raw:
                raw.sendall(line)
                assert raw.recv(200).split()[1] in (b"400", b"403")
        assert page.ask("alive").status == 200


# The browser.

BROWSER = """#!{python}
import http.client, json, os, pathlib, sys, urllib.parse
file = urllib.parse.urlparse(sys.argv[-1]).path
port = int(pathlib.Path(file).read_text().split("127.0.0.1:")[1].split("/")[0])
connection = http.client.HTTPConnection("127.0.0.1", port)
connection.request("GET", "/")
told = {{"words": sys.argv[1:], "status": connection.getresponse().status, "environment": sorted(os.environ.values())}}
pathlib.Path({told!r} + ".part").write_text(json.dumps(told))
os.rename({told!r} + ".part", {told!r})
"""


@linux
def test_the_browser_has_a_profile_of_its_own_and_no_token_on_its_command_line(
    study: Study, home: Path, tmp_path: Path
) -> None:
    programs, told = tmp_path / "bin", tmp_path / "told.json"
    programs.mkdir()
    (programs / "chromium").write_text(BROWSER.format(python=sys.executable, told=str(told)))
    (programs / "chromium").chmod(0o700)
    with running(study.root, home, (), PATH=str(programs), DISPLAY=":9") as page:
        came = _waited_for(told)
        assert came["status"] == 200  # it has the network that the program has given up
        profile = home / ".cache" / "ipstranscribe" / "browser"
        assert f"--user-data-dir={profile}" in came["words"]
        assert {"--incognito", "--disable-extensions"} <= set(came["words"])
        assert came["words"][-1] == page.redirect.as_uri()
        assert stat.S_IMODE(profile.stat().st_mode) == 0o700
        known = [*came["words"], *came["environment"]]
        assert not any(page.token in one for one in known)
        assert page.token not in Path(f"/proc/{page.process.pid}/cmdline").read_text()
        assert page.enter().status == 200


def _waited_for(file: Path) -> dict[str, list[str]]:
    until = time.monotonic() + PATIENCE
    while not file.exists():
        assert time.monotonic() < until
        time.sleep(0.05)
    told: dict[str, list[str]] = json.loads(file.read_text())
    return told


# What cannot begin.


def test_a_port_that_is_taken_is_told(study: Study, home: Path, tmp_path: Path) -> None:
    with running(study.root, home) as page, pytest.raises(AssertionError, match=f"Port {page.port} cannot be used"):
        other = tmp_path / "other"
        other.mkdir()
        with running(study.root, other, ("--no-browser", "--port", str(page.port))):
            pass


@pytest.mark.parametrize(("words", "told"), [
    (("P9",), "There is no interview P9"), (("--by", "Kari"), "--by: that is the name of somebody"),
])  # fmt: skip
def test_what_was_asked_for_is_looked_at_before_a_page_opens(
    study: Study, home: Path, words: tuple[str, ...], told: str
) -> None:
    with pytest.raises(AssertionError, match=told), running(study.root, home, ("--no-browser", *words)):
        pass


def test_an_interview_to_begin_with_is_told_to_the_page(study: Study, home: Path) -> None:
    with running(study.root, home, ("P1", "--no-browser", "--by", "transcriber")) as page:
        assert f"#token={page.token}&amp;interview=P1" in page.redirect.read_text(encoding="utf-8")
        page.enter()
        came = page.raw("GET", "/api/study", **page.known)
        assert came.body["by"] == "transcriber"
