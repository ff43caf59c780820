"""The command `doctor` as a process: with the guard that every command has, and exit codes as they are documented."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipstranscribe.cli import network_proof
from ipstranscribe.errors import ExitCode
from tests.conftest import model


def run(*words: str, **more: str) -> tuple[int, str]:
    """Exit code, and what was shown."""
    done = subprocess.run(
        [sys.executable, "-m", "ipstranscribe", *words],
        capture_output=True, check=False, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1", **more},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.models
def test_connections_are_tried_and_refused_and_a_report_is_written_once(tmp_path: Path) -> None:
    for name in ("whisper-base", "spacy-en-sm"):
        (tmp_path / "models").mkdir(exist_ok=True)
        (tmp_path / "models" / name).symlink_to(model(name), target_is_directory=True)
    report = tmp_path / "report.txt"
    here = {"IPSTRANSCRIBE_MODELS": str(tmp_path / "models"), "COLUMNS": "300"}
    code, shown = run("doctor", "--report", str(report), **here)
    assert code == 0, shown
    assert "a connection, one of IPv6, a datagram" in shown
    assert "were tried just now and refused" in shown
    assert "Nothing is in the way." in shown
    written = report.read_text(encoding="utf-8")
    assert "were tried just now and refused" in written
    assert Path.home().as_posix() not in written or Path.home() == Path("/")
    code, shown = run("doctor", "--report", str(report), **here)
    assert (code, report.read_text(encoding="utf-8")) == (ExitCode.CANNOT_WRITE, written)


def test_what_is_broken_gives_its_exit_code_and_a_folder_that_is_no_study_is_said(tmp_path: Path) -> None:
    code, shown = run("doctor", IPSTRANSCRIBE_MODELS=str(tmp_path / "none"))
    assert code == ExitCode.MISSING_MODEL
    assert "models fetch whisper-base" in shown
    code, shown = run("doctor", "--study", str(tmp_path))
    assert code == ExitCode.BAD_STUDY, shown


def test_what_is_not_refused_is_seen() -> None:
    """This process has no such guard: the proof is none that always holds."""
    proof = network_proof.tried()
    assert proof.tried["a connection"] is False
    assert proof.tried["a datagram"] is False
    assert proof.by == "Python"
