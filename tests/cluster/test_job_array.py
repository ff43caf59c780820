"""The template of a job array, with bash in the place of Slurm: all is done once, whoever is put back or still runs."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode
from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.transcribe.asr.checkpoint import NAME
from ipstranscribe.workflow.progress import to_transcribe
from tests.cluster.conftest import IDS
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Slurm runs on Linux")
TEMPLATE = ROOT / "docs" / "cluster" / "transcribe.sbatch"


class Array:
    """Tasks of a job array: `ipstranscribe` hears what it is told, and nobody waits longer than a blink."""

    def __init__(self, study: Study, folder: Path) -> None:
        self.study, self.folder, self.log = study, folder, folder / "decoded"
        programs = folder / "bin"
        programs.mkdir()
        for name, does in (
            ("ipstranscribe", f'exec "{sys.executable}" -m tests.cluster.scripted "$@"'),
            ("sleep", f'echo "$1" >> "{folder}/waits"; exec /bin/sleep 0.0$1'),
        ):
            (programs / name).write_text(f"#!/bin/bash\n{does}\n")
            (programs / name).chmod(0o755)
        self.path = f"{programs}:{os.environ['PATH']}"

    def begin(self, task: int, *, of: int, seconds: float = 0.0, ids: tuple[str, ...] = IDS) -> "subprocess.Popen[str]":
        environment = {
            **os.environ,
            **{"PATH": self.path, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "SCRIPTED_LOG": str(self.log)},
            **{"SLURM_ARRAY_TASK_ID": str(task), "SLURM_ARRAY_TASK_MAX": str(of), "SCRIPTED_SECONDS": str(seconds)},
        }
        command = ["bash", str(TEMPLATE), str(self.study.root), *ids]
        return subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self, task: int, *, of: int, ids: tuple[str, ...] = IDS) -> tuple[int, str]:
        began = self.begin(task, of=of, ids=ids)
        shown, _ = began.communicate(timeout=300)
        return began.returncode, shown

    def batches(self) -> list[int]:
        """Batches decoded by each process."""
        return list(Counter(self.log.read_text().split()).values()) if self.log.exists() else []

    def wait_for_batch(self, interview: str, count: int) -> None:
        checkpoint = self.study.work / interview / NAME
        until = time.monotonic() + 240
        while not checkpoint.exists() or checkpoint.read_bytes().count(b"\n") < 1 + count:
            assert time.monotonic() < until
            time.sleep(0.02)


@pytest.fixture
def array(recorded: Study, tmp_path: Path) -> Array:
    return Array(recorded, tmp_path)


def turns(study: Study, interview: str) -> tuple[object, ...]:
    return storage.read(study.transcript(interview), Transcript).turns


def test_tasks_share_the_interviews_and_status_names_what_is_missing(array: Array, recorded: Study) -> None:
    assert to_transcribe(recorded) == IDS
    code, shown = array.run(1, of=2)
    assert code == 0, shown
    assert to_transcribe(recorded) == ("P2",)
    assert "Zzquist" not in shown


def test_one_that_is_killed_and_put_back_goes_on_and_decodes_nothing_twice(array: Array, recorded: Study) -> None:
    first = array.begin(1, of=3, seconds=0.3)
    array.wait_for_batch("P1", 2)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    kept = (recorded.work / "P1" / NAME).read_bytes().count(b"\n") - 1
    assert not recorded.transcript("P1").exists()
    assert array.run(1, of=3)[0] == 0
    put_back = turns(recorded, "P1")
    before, after = array.batches()
    recorded.transcript("P1").unlink()
    assert array.run(1, of=3)[0] == 0
    whole = array.batches()[-1]
    assert put_back == turns(recorded, "P1")
    assert kept + after == whole
    assert before - kept <= 1  # that which was under way


def test_one_whose_earlier_self_still_runs_waits_for_it_and_then_finds_all_done(array: Array, recorded: Study) -> None:
    """Slurm has lost sight of a machine, and begins the task anew on another one."""
    earlier = array.begin(1, of=3, seconds=0.3)
    array.wait_for_batch("P1", 1)
    os.killpg(earlier.pid, signal.SIGSTOP)
    code, shown = array.run(1, of=3)
    assert code == ExitCode.CANNOT_WRITE
    assert shown.count("P1 is in use by `ipstranscribe transcribe`") == 5
    waited = (array.folder / "waits").read_text().split()
    assert waited == ["0", "0", "60", "120", "240", "480"]
    os.killpg(earlier.pid, signal.SIGCONT)
    assert earlier.wait(timeout=240) == 0
    assert array.run(1, of=3)[0] == 0
    assert len(array.batches()) == 1  # only the first process has decoded anything
