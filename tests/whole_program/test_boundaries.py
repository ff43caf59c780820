"""No command but `models fetch` reaches for a network, `review` alone listens, and none writes outside of what is its own.

Each command runs in a process of its own, over a small study with a recording, on a machine that is watched (`machine.py`).
"""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer.main

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode
from tests.conftest import REAL
from tests.web.running import opened_by
from tests.whole_program.machine import DEMO, FORBIDDEN, Place, Ran

BY = ("--by", "investigator")
SCRIPT: dict[str, list[str]] = {
    # name: words, run in this order in one study. A name that begins like another is the same command again.
    "init": ["init", "{study}"],
    "models list": ["models", "list"],
    "models verify": ["models", "verify"],
    "models import": ["models", "import", "mine", "{given}/model"],
    "transcribe": ["transcribe", "P1"],
    "transcribe, a file": ["transcribe", "{told}/talk.wav"],
    "speakers": ["speakers", "P1"],
    "speakers, swapped": ["speakers", "P1", "--swap"],
    "review": ["review", "--no-browser", *BY],
    "listened": ["listened", "P1", "--all", *BY],
    "import transcript": ["import", "transcript", "P2", "{given}/talk.txt"],
    "corrections": ["corrections"],
    "import corrections": ["import", "corrections", "{study}/restricted/corrections/corrections.xlsx", *BY],
    "pseudonymize": ["pseudonymize"],
    "identifiers list": ["identifiers", "list"],
    "identifiers write": ["identifiers", "write"],
    "identifiers write, elsewhere": ["identifiers", "write", "--to", "{told}/identifiers.xlsx"],
    "import decisions": ["import", "decisions", "{given}/decisions.csv", *BY],
    "identifiers delete": ["identifiers", "delete", "--filled"],
    "import guide": ["import", "guide", "{given}/guide.md", "--replace"],
    "guide check": ["guide", "check"],
    "split": ["split"],
    "export": ["export", "--format", "docx", "--format", "xlsx", "--format", "csv"],
    "import units": ["import", "units", "{study}/exports/P1_units.xlsx", "--by", "coder A"],
    "run": ["run"],
    "stc": ["stc"],
    "import stc": ["import", "stc", *BY],
    "import codes": ["import", "codes", "{given}/codes.csv", "--coder", "A"],
    "compare": ["compare", "--agreement"],
    "import consensus": ["import", "consensus", "{study}/restricted/coding/comparison.xlsx", *BY],
    "approve": ["approve", "P1", "all", *BY, "--accept-pending"],
    "approve, the other": ["approve", "P2", "all", *BY, "--accept-pending"],
    "doctor": ["doctor"],
    "doctor, with a report": ["doctor", "--report", "{told}/doctor.txt"],
    "status": ["status"],
    "status, of one": ["status", "P1"],
    "audio": ["audio", "P1", "--clips"],
    "release": ["release", *BY],
    "archive": ["archive", "{told}/deposit", *BY, "--accept-wording"],
    "check": ["check", "{study}/exports"],
    "check-quotes": ["check-quotes", "{given}/talk.txt"],
    "reidentify": ["reidentify", "{study}/exports/P2_units.csv"],
    "reidentify, elsewhere": ["reidentify", "{study}/exports/P2_units.csv", "--to", "{told}/originals"],
    "key where": ["key", "where"],
    "key copy": ["key", "copy", "{told}/backup.age"],
    "key adopt": ["key", "adopt", *BY, "--yes"],
    "handover write": ["handover", "write", "{told}/study.handover", *BY],
    "handover read": ["handover", "read", "{told}/study.handover", *BY],
    "handover read, elsewhere": ["handover", "read", "{told}/study.handover", "--to", "{told}/received", *BY],
    "key passphrase": ["key", "passphrase"],
    "report": ["report"],
    "risk": ["risk"],
    "recordings list": ["recordings", "list"],
    "recordings delete": ["recordings", "delete", "P1", *BY, "--yes"],
    "withdraw": ["withdraw", "P2", *BY],
    "key remember": ["key", "remember"],
    "key forget": ["key", "forget"],
    "key destroy": ["key", "destroy", *BY, "--yes"],
    "demo": list(DEMO),
}
_MAY_BE_REFUSED = {0, ExitCode.REFUSED}
FAILS = {
    "key remember": {0, ExitCode.KEY},
    "key forget": {0, ExitCode.KEY},
    "audio": _MAY_BE_REFUSED,
    "check": _MAY_BE_REFUSED,
    "check-quotes": _MAY_BE_REFUSED,
}
"""Commands that may end in another way: a machine may have no keyring; working copies say things that nobody decided on;
a recognizer may hear something like a name in what nobody corrected."""
WITHOUT_STUDY = ("init", "models", "demo", "transcribe, a file", "handover read, elsewhere")


def fill(place: Place) -> None:
    """What a person fills in after `init`."""
    restricted = place.study / "restricted"
    (restricted / "recordings" / "P1.wav").write_bytes((place.given / "talk.wav").read_bytes())
    (restricted / "interviews.csv").write_text("id,participant,recordings,language\nP1,P1,P1.wav,en\nP2,P2,,en\n")
    (restricted / "participants.csv").write_text(
        "id,name,branch,consent\nP1,Kari Moen,working,coders;archive\nP2,Hanne Nordmo,working,coders;archive\n"
    )
    config = place.study / "study.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('# key = "../my-study.key.age"', 'key = "../key/a.key.age"'), encoding="utf-8")
    assert 'key = "../key/a.key.age"' in config.read_text(encoding="utf-8")


def use_the_page(redirect: Path) -> None:
    """What a person does on the review page: opens an interview, corrects a word, waits for the sound, and ends it."""
    with pytest.MonkeyPatch.context() as patch:
        for name, real in REAL.items():
            patch.setattr(socket.socket if name != "getaddrinfo" else socket, name, real)
        page = opened_by(redirect)
        assert page.enter().status == 200
        turn = page.ask("open", interview="P1").body["turns"][0]
        page.ask(
            "edits",
            interview="P1",
            seq=1,
            edits=[{"kind": "text", "turn": turn["id"], "start": 0, "end": 0, "text": "So "}],
        )
        while page.ask("sound", interview="P1").body["state"] == "making":
            time.sleep(0.1)
        assert page.ask("sound", interview="P1").body["state"] == "ready"
        assert page.ask("stop").status == 200


@pytest.fixture(scope="module")
def flow(place: Place, demo: Ran) -> dict[str, Ran]:
    """Every line of the script, run in order; the sample study was made already."""
    ran = {}
    for name, words in SCRIPT.items():
        study = [] if name.startswith(WITHOUT_STUDY) else ["--study", "{study}"]
        if name == "review":
            ran[name] = place.review([*words, *study], use_the_page)
            continue
        ran[name] = demo if name == "demo" else place.run([*words, *study])
        if name == "init":
            fill(place)
    return ran


def test_the_script_holds_every_command() -> None:
    known: set[str] = set()

    def walk(prefix: str, group: object) -> None:
        for name, command in group.commands.items():  # type: ignore[attr-defined]
            if hasattr(command, "commands"):
                walk(f"{prefix}{name} ", command)
            else:
                known.add(prefix + name)

    walk("", typer.main.get_command(app))
    assert known - {"models fetch"} == {name.split(",")[0] for name in SCRIPT}


@pytest.mark.models
@pytest.mark.parametrize("name", SCRIPT)
def test_no_command_connects(flow: dict[str, Ran], name: str) -> None:
    ran = flow[name]
    assert not ran.connected, ran.written
    assert ran.code in FAILS.get(name, {0}), ran.shown


@pytest.mark.models
def test_the_review_page_listens_at_one_socket_of_this_computer_and_no_other_command_does(flow: dict[str, Ran]) -> None:
    listening = {name: [where for event, where in ran.written if event == "listener"] for name, ran in flow.items()}
    assert {name: where for name, where in listening.items() if where} == {"review": ["127.0.0.1"]}


MAY_WRITE = {"models import": "models", "transcribe, a file": "told", "identifiers write, elsewhere": "told"}
MAY_WRITE |= {"reidentify, elsewhere": "told", "key copy": "told", "demo": "told"}
MAY_WRITE |= {"handover write": "told", "handover read, elsewhere": "told"}
MAY_WRITE |= {"doctor, with a report": "told"}
MAY_WRITE |= {"review": "home/.cache", "archive": "told"}
"""Where a command may write besides the study and its key: what its own words say."""
CONVERTED = ".converted"
"""Weights of a package, made ready once by the first command that splits; nothing of a study."""


@pytest.mark.models
@pytest.mark.parametrize("name", SCRIPT)
def test_no_command_writes_outside_the_study_its_key_and_what_it_was_told(
    flow: dict[str, Ran], place: Place, name: str
) -> None:
    allowed = [place.study, place.key, *([place.base / MAY_WRITE[name]] if name in MAY_WRITE else [])]
    allowed += [Path(os.devnull), place.base / "log-", place.base / "models" / CONVERTED]
    outside = {path for path in flow[name].paths if not any(path.is_relative_to(one) for one in allowed)}
    assert not {path for path in outside if not path.name.startswith("log-")}


@pytest.mark.models
def test_nothing_is_left_in_the_home_the_temporary_folder_or_where_it_was_run(
    flow: dict[str, Ran], place: Place
) -> None:
    """Native libraries write past the audit hook; what they leave is seen afterwards."""
    assert flow["demo"].code == 0
    for folder in (place.home, place.temporary, place.cwd):
        assert list(folder.rglob("*")) == []
    assert sorted(p.name for p in place.told.iterdir() if not p.name.startswith(".")) == [
        "backup.age", "demo", "demo.key.age", "deposit", "doctor.txt", "identifiers.xlsx", "key", "originals", "received",
        "study.handover", "talk.wav", "talk_transcript.json", "talk_transcript_draft.docx",
    ]  # fmt: skip


# --- the watch itself: what it must see ----------------------------------------------------------------------------------


def test_fetching_a_model_is_seen_to_connect(place: Place) -> None:
    ran = place.python("-m", "ipstranscribe", "models", "fetch", "whisper-small", "--source", "hub")
    assert ran.connected
    assert ran.code == FORBIDDEN


CONNECTS = {
    "a connection": "import socket; socket.socket().connect(('127.0.0.1', 9))",
    "a name that is looked up": "import socket; socket.getaddrinfo('localhost', 80)",
    "a datagram": "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
    "a server": "import socket; socket.socket().bind(('127.0.0.1', 0))",
    "a child process": "import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', "
    "\"import socket; socket.socket().connect(('127.0.0.1', 9))\"]))",
}


@pytest.mark.parametrize("code", CONNECTS.values(), ids=CONNECTS)
def test_the_watch_sees_connections(place: Place, code: str) -> None:
    assert place.python("-c", code).connected


LISTENERS = {
    "one here": ("s.socket().bind(('127.0.0.1', 0))", False),
    "a second one": ("s.socket().bind(('127.0.0.1', 0)); s.socket().bind(('127.0.0.1', 0))", True),
    "one for all": ("s.socket().bind(('', 0))", True),
    "one for all of IPv6": ("s.socket(s.AF_INET6).bind(('::', 0))", True),
    "a connection": ("s.socket().connect(('127.0.0.1', 9))", True),
    "a datagram of native code": (
        "import ctypes; c = ctypes.CDLL(None); c.sendto(c.socket(2, 2, 0), b'x', 1, 0, bytes(16), 16)", True,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "connects"), LISTENERS.values(), ids=LISTENERS)
def test_the_watch_lets_one_socket_listen_and_answer_where_that_is_meant(
    place: Place, code: str, connects: bool
) -> None:
    assert place._watched(["-c", f"import socket as s; {code}"], WATCHED_LISTENER="1").connected == connects


def test_the_watch_sees_connections_of_native_code(place: Place) -> None:
    native = "import ctypes; c = ctypes.CDLL(None); c.connect(c.socket(2, 1, 0), bytes(16), 16)"
    ran = place.python("-c", native)
    if any(event == "note" for event, _ in ran.written):
        pytest.skip("this system does not let a process forbid itself connections")
    assert ran.connected


WRITES = {
    "open": "open('x', 'w')",
    "open to append": "open('x', 'a')",
    "a low-level open": "import os; os.close(os.open('x', os.O_WRONLY | os.O_CREAT))",
    "a folder": "import os; os.mkdir('x')",
    "a rename": "open('y', 'w'); import os; os.replace('y', 'x')",
    "a removal": "import os\ntry: os.remove('x')\nexcept OSError: pass",
    "a link": "import os; os.symlink('y', 'x')",
    "a hard link": "open('y', 'w'); import os; os.link('y', 'x')",
    "a copy": "open('y', 'w'); import shutil; shutil.copyfile('y', 'x')",
    "a mode": "import os, pathlib; pathlib.Path('x').touch(); os.chmod('x', 0o600)",
    "a link to elsewhere": "import os; os.mkdir('real'); os.symlink('real', 'z'); open('z/x', 'w')",
}


@pytest.mark.parametrize("code", WRITES.values(), ids=WRITES)
def test_the_watch_sees_what_is_written(tmp_path: Path, code: str) -> None:
    place = Place(tmp_path.resolve())
    for folder in ("home", "temporary", "cwd"):
        (place.base / folder).mkdir()
    ran = place.python("-c", code)
    assert ran.code == 0, ran.shown
    assert ran.paths & {place.cwd / "x", place.cwd / "real" / "x"}, ran.written


def test_the_watch_sees_temporary_files(place: Place) -> None:
    ran = place.python("-c", "import tempfile; tempfile.TemporaryFile()")
    assert any(path.is_relative_to(place.temporary) for path in ran.paths)


def test_onnxruntime_is_told_not_to_report() -> None:
    """From 1.29 on its Linux and macOS packages send what is loaded to their maker unless this variable is set."""
    code = "import ipstranscribe, os; print(os.environ['ORT_DISABLE_TELEMETRY'], os.environ['HF_HUB_OFFLINE'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "1"]
