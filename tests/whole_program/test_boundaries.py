"""No command but `models fetch` reaches for a network, and none writes outside the study, its key and what it was told.

Each command runs in a process of its own, over a small study with a recording, where an audit hook notes what is written
and both Python and (on Linux) the kernel end a process that wants to connect: `watched/sitecustomize.py`.
"""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import typer.main

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode
from tests.conftest import ROOT, SAMPLES, model

WATCHED = ROOT / "tests" / "watched"
FORBIDDEN = 97
"""The exit code of a process that wanted to connect; as in `watched/sitecustomize.py`."""

TALK = (
    "Interviewer: How was it to be back at work?\nParticipant: Then Hanne Nordmo came to the Mariner, on 3 May 2021.\n"
)

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
    "import transcript": ["import", "transcript", "P2", "{given}/talk.txt"],
    "pseudonymize": ["pseudonymize"],
    "identifiers list": ["identifiers", "list"],
    "identifiers write": ["identifiers", "write"],
    "identifiers write, elsewhere": ["identifiers", "write", "--to", "{told}/identifiers.xlsx"],
    "import decisions": ["import", "decisions", "{given}/decisions.csv", "--by", "investigator"],
    "identifiers delete": ["identifiers", "delete", "--filled"],
    "import guide": ["import", "guide", "{given}/guide.md", "--replace"],
    "guide check": ["guide", "check"],
    "split": ["split"],
    "export": ["export", "--format", "docx", "--format", "xlsx", "--format", "csv"],
    "import units": ["import", "units", "{study}/exports/P1_units.xlsx", "--by", "coder A"],
    "run": ["run"],
    "approve": ["approve", "P1", "all", "--by", "investigator", "--accept-pending"],
    "approve, the other": ["approve", "P2", "all", "--by", "investigator", "--accept-pending"],
    "status": ["status"],
    "status, of one": ["status", "P1"],
    "release": ["release", "--by", "investigator"],
    "check": ["check", "{study}/exports"],
    "reidentify": ["reidentify", "{study}/exports/P2_units.csv"],
    "reidentify, elsewhere": ["reidentify", "{study}/exports/P2_units.csv", "--to", "{told}/originals"],
    "key where": ["key", "where"],
    "key copy": ["key", "copy", "{told}/backup.age"],
    "key passphrase": ["key", "passphrase"],
    "report": ["report"],
    "risk": ["risk"],
    "recordings list": ["recordings", "list"],
    "recordings delete": ["recordings", "delete", "P1", "--by", "investigator", "--yes"],
    "withdraw": ["withdraw", "P2", "--by", "investigator"],
    "key remember": ["key", "remember"],
    "key forget": ["key", "forget"],
    "key destroy": ["key", "destroy", "--by", "investigator", "--yes"],
    "demo": ["demo", "{told}/demo"],
}
FAILS = {"key remember": {0, ExitCode.KEY}, "key forget": {0, ExitCode.KEY}, "check": {0, ExitCode.REFUSED}}
"""Commands that may end in another way: a machine may have no keyring; working copies say things that nobody decided on."""
WITHOUT_STUDY = ("init", "models", "demo", "transcribe, a file")


@dataclass(frozen=True)
class Ran:
    """How a watched process ended: its exit code, what it showed, what it wrote (event → paths)."""

    code: int
    shown: str
    written: list[tuple[str, str]] = field(default_factory=list)

    @property
    def paths(self) -> set[Path]:
        return {Path(path) for event, path in self.written if event not in ("network", "note")}

    @property
    def connected(self) -> bool:
        return self.code in (FORBIDDEN, -signal.SIGSYS) or any(event == "network" for event, _ in self.written)


@dataclass(frozen=True)
class Place:
    """Folders of a user's machine, all below one of the test's."""

    base: Path

    def __getattr__(self, name: str) -> Path:
        return self.base / name

    def python(self, *words: str) -> Ran:
        """Run Python, watched, with a home and a folder for temporary files of its own."""
        log = self.base / f"log-{len(list(self.base.glob('log-*')))}"
        environment = os.environ | {
            **{"WATCHED_LOG": str(log), "PYTHONDONTWRITEBYTECODE": "1", "IPSTRANSCRIBE_MODELS": str(self.models)},
            **{"HOME": str(self.home), "USERPROFILE": str(self.home), "LOCALAPPDATA": str(self.home)},
            **{name: str(self.temporary) for name in ("TMPDIR", "TEMP", "TMP")},
            **{"IPSTRANSCRIBE_NEW_PASSPHRASE": "another one", "COLUMNS": "200"},
            "PYTHONPATH": os.pathsep.join([str(WATCHED), *filter(None, [os.environ.get("PYTHONPATH")])]),
        }
        environment = {name: value for name, value in environment.items() if not name.startswith("XDG_")}
        done = subprocess.run(
            [sys.executable, *words], cwd=self.cwd, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
        return Ran(done.returncode, done.stdout + done.stderr, [tuple(line.split("\t", 1)) for line in lines])  # type: ignore[misc]

    def run(self, name: str) -> Ran:
        """Run a line of the script."""
        places = {part: getattr(self, part) for part in ("study", "given", "told")}
        words = [word.format(**places) for word in SCRIPT[name]]
        if not name.startswith(WITHOUT_STUDY):
            words += ["--study", str(self.study)]
        return self.python("-m", "ipstranscribe", *words)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A machine with the models, a recording, and files to import."""
    place = Place(tmp_path_factory.mktemp("machine").resolve())
    for folder in ("home", "temporary", "cwd", "models", "told", "given/model"):
        (place.base / folder).mkdir(parents=True)
    for name in ("whisper-base", "spacy-en-sm"):
        (place.models / name).symlink_to(model(name), target_is_directory=True)
    sound = (SAMPLES / "extra" / "P2_first_20s.wav").read_bytes()
    (place.told / "talk.wav").write_bytes(sound)
    (place.given / "talk.wav").write_bytes(sound)
    (place.given / "talk.txt").write_text(TALK, encoding="utf-8")
    (place.given / "guide.md").write_text(
        "1. How was it to be back at work?\n2. What helped you most?\n", encoding="utf-8"
    )
    (place.given / "decisions.csv").write_text("decision,replacement,written_form\nchange,bar,Mariner\n")
    (place.given / "model" / "weights.bin").write_bytes(b"1")
    return place


def fill(place: Place) -> None:
    """What a person fills in after `init`."""
    restricted = place.study / "restricted"
    (restricted / "recordings" / "P1.wav").write_bytes((place.given / "talk.wav").read_bytes())
    (restricted / "interviews.csv").write_text("id,participant,recordings,language\nP1,P1,P1.wav,en\nP2,P2,,en\n")
    (restricted / "participants.csv").write_text("id,name,branch\nP1,Kari Moen,working\nP2,Hanne Nordmo,working\n")
    config = place.study / "study.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('# key = "../my-study.key.age"', 'key = "../key/a.key.age"'), encoding="utf-8")
    assert 'key = "../key/a.key.age"' in config.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def flow(place: Place) -> dict[str, Ran]:
    """Every line of the script, run in order."""
    ran = {}
    for name in SCRIPT:
        ran[name] = place.run(name)
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


MAY_WRITE = {"models import": "models", "transcribe, a file": "told", "identifiers write, elsewhere": "told"}
MAY_WRITE |= {"reidentify, elsewhere": "told", "key copy": "told", "demo": "told"}
"""Where a command may write besides the study and its key: what its own words say."""


@pytest.mark.models
@pytest.mark.parametrize("name", SCRIPT)
def test_no_command_writes_outside_the_study_its_key_and_what_it_was_told(
    flow: dict[str, Ran], place: Place, name: str
) -> None:
    allowed = [place.study, place.key, *([place.base / MAY_WRITE[name]] if name in MAY_WRITE else [])]
    allowed += [Path(os.devnull), place.base / "log-"]
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
    assert sorted(p.name for p in place.told.iterdir()) == [
        "backup.age", "demo", "demo.key.age", "identifiers.xlsx", "originals", "talk.wav",
        "talk_transcript.json", "talk_transcript_draft.docx",
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
