"""A user's machine: a home, models and files of its own, where every process is watched (`../watched/sitecustomize.py`).

An audit hook notes what is written, and both Python and (on Linux) the kernel end a process that wants to connect.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT, SAMPLES, model

WATCHED = ROOT / "tests" / "watched"
FORBIDDEN = 97
"""The exit code of a process that wanted to connect; as in `watched/sitecustomize.py`."""

DEMO = ("demo", "{told}/demo")
"""The command that makes the sample study."""

TALK = (
    "Interviewer: How was it to be back at work?\nParticipant: Then Hanne Nordmo came to the Mariner, on 3 May 2021.\n"
)

NEW_SECRET = "walrus-umbrella-cobalt-sorrel"
"""A passphrase that is not easy to guess."""


@dataclass(frozen=True)
class Ran:
    """How a watched process ended: its exit code, what it showed, what it wrote (event → paths)."""

    code: int
    shown: str
    written: list[tuple[str, str]] = field(default_factory=list)

    @property
    def paths(self) -> set[Path]:
        return {Path(path) for event, path in self.written if event not in ("network", "note", "listener")}

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
        return self._watched(words)

    def review(self, words: Sequence[str], using: Callable[[Path], None]) -> Ran:
        """Run `ipstranscribe review`, which may listen at one socket; `using` opens its page by the redirect file."""

        def use(process: subprocess.Popen[str]) -> None:
            assert process.stdout is not None
            using(next(Path(line.strip()) for line in process.stdout if line.strip().endswith(".html")))

        return self._watched(["-m", "ipstranscribe", *self._placed(words)], use, WATCHED_LISTENER="1")

    def _watched(
        self, words: Sequence[str], use: Callable[[subprocess.Popen[str]], None] = lambda _: None, **more: str
    ) -> Ran:
        log = self.base / f"log-{len(list(self.base.glob('log-*')))}"
        environment = os.environ | {
            **{"WATCHED_LOG": str(log), "PYTHONDONTWRITEBYTECODE": "1", "IPSTRANSCRIBE_MODELS": str(self.models)},
            **{"HOME": str(self.home), "USERPROFILE": str(self.home), "LOCALAPPDATA": str(self.home)},
            **{name: str(self.temporary) for name in ("TMPDIR", "TEMP", "TMP")},
            **{
                "IPSTRANSCRIBE_NEW_PASSPHRASE": NEW_SECRET,
                "IPSTRANSCRIBE_HANDOVER_PASSPHRASE": NEW_SECRET,
                "COLUMNS": "200",
            },
            "PYTHONPATH": os.pathsep.join([str(WATCHED), *filter(None, [os.environ.get("PYTHONPATH")])]),
        }
        environment = {name: value for name, value in environment.items() if not name.startswith("XDG_")}
        with subprocess.Popen(
            [sys.executable, *words], cwd=self.cwd, env=environment | more, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as done:  # fmt: skip
            use(done)
            shown, urgent = done.communicate()
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines() if log.exists() else []
        return Ran(done.returncode, shown + urgent, [tuple(line.split("\t", 1)) for line in lines])  # type: ignore[misc]

    def run(self, words: Sequence[str]) -> Ran:
        """Run a command, in which `{study}`, `{given}` and `{told}` stand for these folders."""
        return self.python("-m", "ipstranscribe", *self._placed(words))

    def _placed(self, words: Sequence[str]) -> list[str]:
        places = {part: getattr(self, part) for part in ("study", "given", "told")}
        return [word.format(**places) for word in words]


def machine_in(base: Path) -> Place:
    """A machine with the models, a recording, and files to import."""
    place = Place(base.resolve())
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
    (place.given / "codes.csv").write_text("interview,unit_id,code,note\nP2,P2-MU001,return,ask again\n")
    (place.given / "model" / "weights.bin").write_bytes(b"1")
    return place
