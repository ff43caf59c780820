"""A disk that refuses, also to native libraries, and a kill, at any point of a command that writes: nothing stored is lost.

Each command is a process of its own over a small study; `../watched/faulty_disk.c` counts and refuses.
"""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ipstranscribe.errors import ExitCode
from ipstranscribe.study import passphrases
from tests.cli.test_cli import run
from tests.conftest import ROOT
from tests.whole_program.test_faults import (
    BY,
    PASSPHRASE,
    files_of,
    is_whole,
    passphrase_that_nobody_may_read,
    released,
    shows_nothing,
    study,
)

__all__ = ["passphrase_that_nobody_may_read", "released", "study"]  # fixtures

COMMANDS: dict[str, list[str]] = {
    "speakers": ["speakers", "P1", "--swap"],
    "import transcript": ["import", "transcript", "P1", "{study}/corrected.txt", "--overwrite"],
    "import decisions": ["import", "decisions", "{study}/decisions.csv", *BY],
    "pseudonymize": ["pseudonymize", "--rules-only"],
    "identifiers write": ["identifiers", "write"],
    "approve": ["approve", "P1", "transcript", *BY],
    "release": ["release", *BY],
    "reidentify": ["reidentify", "{study}/shared/P1_units.csv"],
    "withdraw": ["withdraw", "P1", *BY],
}
NOT_TWICE = {"speakers"}
"""What undoes itself when it is done again: the fault may have come after the change."""
FAULTS = {
    "a full disk": errno.ENOSPC,
    "a disk that breaks": errno.EIO,
    "a disk made read-only": errno.EROFS,
    "a kill": 0,
}
POINTS = 6
"""Points of each command at which each fault is tried, from the first thing written to the last."""
TOLD = {ExitCode.CANNOT_WRITE, ExitCode.INCOMPLETE}


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The disk that refuses, compiled; skipped where there is no compiler, or no way to preload."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or not compiler:
        pytest.skip("no compiler, or not Linux")
    made = tmp_path_factory.mktemp("shim") / "faulty_disk.so"
    source = ROOT / "tests" / "watched" / "faulty_disk.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, source, "-ldl"], check=True)
    return made


def refused(study: Path, words: list[str], shim: Path, **faults: object) -> tuple[int, str, int]:
    """Run a command on the disk that refuses; returns exit code, what was shown, and how much was done on the disk."""
    count = study.parent / "count.txt"
    count.unlink(missing_ok=True)
    environment: Mapping[str, Any] = os.environ | {
        **{"LD_PRELOAD": str(shim), "FAULT_ROOT": f"{study.parent}/", "FAULT_COUNT": str(count)},
        **{passphrases.PASSPHRASE: PASSPHRASE, "PYTHONDONTWRITEBYTECODE": "1"},
        **{f"FAULT_{name.upper()}": str(value) for name, value in faults.items()},
    }
    command = [
        sys.executable,
        "-m",
        "ipstranscribe",
        *(word.format(study=study) for word in words),
        "--study",
        str(study),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    return done.returncode, done.stdout + done.stderr, max(map(int, count.read_text().split())) if count.exists() else 0


def kept(files: Mapping[str, bytes]) -> set[str]:
    """The names of what is stored: not locks, and not what a killed program left, which the next one sweeps."""
    return {
        name
        for name in files
        if not any(part in name for part in (".lock", ".holder", ".part", ".temporary", "/.shared"))
    }


def assert_nothing_lost(study: Path, before: Mapping[str, bytes], gone: set[str]) -> None:
    """Every file is there and whole, but for what the command removes."""
    after = files_of(study)
    assert kept(before) - gone <= kept(after)
    assert not [name for name in kept(after) if after[name] != before.get(name) and not is_whole(name, after[name])]


def tried(study: Path, name: str, fault: str, shim: Path, points: int) -> None:
    """Try a fault at some points of a command; afterwards the same command does what it would have done."""
    words, number = COMMANDS[name], FAULTS[fault]
    clean = study.parent.with_name("clean")
    shutil.copytree(study.parent, clean)
    code, shown, most = refused(clean / study.name, words, shim)
    assert code == 0, shown
    assert most > 1
    before, wanted = files_of(study), kept(files_of(clean / study.name))
    for at in sorted({1 + (most - 1) * point // max(points - 1, 1) for point in range(points)}):
        broken = study.parent.with_name(f"broken-{at}")
        shutil.copytree(study.parent, broken)
        mine = broken / study.name
        code, shown, _ = refused(mine, words, shim, at=at, errno=number)
        assert code in ({-signal.SIGKILL, 0} if not number else {*TOLD, 0}), (at, code, shown)
        assert shows_nothing(shown), shown
        assert_nothing_lost(mine, before, kept(before) - wanted)
        code, shown = run(*(word.format(study=mine) for word in words), "--study", mine)
        assert code == 0, (at, shown)
        assert name in NOT_TWICE or kept(files_of(mine)) == wanted
        shutil.rmtree(broken)


@pytest.mark.exhaustive
@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", COMMANDS)
def test_at_whatever_point_the_disk_refuses_nothing_is_lost_and_the_same_command_finishes(
    study: Path, name: str, fault: str, shim: Path
) -> None:
    """Some two hundred points in all."""
    tried(study, name, fault, shim, POINTS)


def test_a_disk_that_is_full_from_the_first_thing_written_on(study: Path, shim: Path) -> None:
    before = files_of(study)
    code, shown, _ = refused(study, COMMANDS["speakers"], shim, at=1, errno=errno.ENOSPC)
    assert (code, "No space left on device" in shown) == (ExitCode.CANNOT_WRITE, True), shown
    assert shows_nothing(shown)
    assert {name: files_of(study)[name] for name in before} == before
