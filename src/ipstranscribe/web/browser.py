"""The browser that shows the page: found, and started by a small program that waits beside this one.

A browser needs the network, if only to reach this computer itself, and what this program starts after it has given up the
network has none. So the small program is started before, and told later what to start: by then all is ready.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe import system
from ipstranscribe.study import storage

_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *("microsoft-edge", "microsoft-edge-stable"),
)
_ON_A_MAC = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "Chromium.app/Contents/MacOS/Chromium",
)
_ON_WINDOWS = ("Microsoft/Edge/Application/msedge.exe", "Google/Chrome/Application/chrome.exe")
_SETTINGS = (
    "--incognito",  # what the page shows is kept in memory only
    "--inprivate",  # the same, as Edge calls it
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-breakpad",
    "--disable-features=Translate,SpellCheckService,OptimizationHints,MediaRouter",
    "--new-window",
)
"""No extension reads along, and nothing is sent to the browser's maker, as far as its settings go."""


@dataclass(frozen=True)
class Browser:
    """A browser that can be given a profile of its own, or, without a `program`, the user's usual one."""

    program: Path | None = None

    @property
    def snap(self) -> str:
        """The name of the snap that the browser comes from, which reads no hidden folder; empty for any other."""
        if self.program is None:
            return "firefox" if Path("/snap/bin/firefox").exists() else ""
        return self.program.name if self.program.is_relative_to("/snap/bin") else ""

    def words(self, file: Path) -> list[str]:
        """The command line that opens the redirect file `file`, with a profile of its own beside the folder of that."""
        if self.program is None:
            return []
        profile = file.parent.with_name("browser")
        storage.make_folder(profile, private=True)
        return [str(self.program), f"--user-data-dir={profile}", *_SETTINGS, file.as_uri()]


def found(environment: Mapping[str, str] = os.environ) -> Browser:
    """The first browser of a known kind that is installed, else the user's usual one."""
    return next((Browser(path) for path in _places(environment) if path.is_file()), Browser())


def can_show(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a screen to show a browser on."""
    if system.always_has_a_screen():
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _places(environment: Mapping[str, str]) -> Iterator[Path]:
    if system.NAME == "macos":
        yield from (Path("/Applications") / one for one in _ON_A_MAC)
    elif system.NAME == "windows":
        folders: Iterable[str] = (
            environment.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        )
        yield from (Path(folder) / one for folder in folders if folder for one in _ON_WINDOWS)
    else:
        there = (shutil.which(name, path=environment.get("PATH")) for name in _NAMES)
        yield from (Path(one) for one in there if one)


class Starter:
    """The small program that waits, with the network, to be told what to start (`starter.py`)."""

    def __init__(self) -> None:
        words = [sys.executable, "-I", str(Path(__file__).with_name("starter.py"))]
        self._process = subprocess.Popen(  # noqa: S603 - this Python, and a file of ours
            words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def start(self, words: list[str], file: Path) -> None:
        """Let it start a program by its command line, or, without one, the usual browser; then it ends."""
        assert self._process.stdin is not None  # noqa: S101 - a pipe, see above
        self._process.communicate(json.dumps({"words": words, "file": file.as_uri()}).encode())

    def let_go(self) -> None:
        """Let it end without having started anything."""
        self._process.communicate(b"")
