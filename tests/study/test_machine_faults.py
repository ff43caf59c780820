"""What breaks because of the machine is told as that, in words that quote nothing; what is the program's fault is not."""

import errno
import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import locks, machine_faults
from tests.studies import founded

SECRET = "Torbjorg said so"
TABLES = {"interviews": "id,participant,recordings\n", "participants": "id,name\n", "people": "name,aliases,role,of\n"}


def caused(error: Exception, cause: BaseException) -> Exception:
    error.__cause__ = cause
    return error


def hidden(error: Exception, context: BaseException) -> Exception:
    error.__context__, error.__suppress_context__ = context, True
    return error


FULL = OSError(errno.ENOSPC, SECRET, SECRET)
CASES: dict[str, tuple[BaseException, str]] = {
    # what broke: the error, a part of what is said; empty where it is no fault of the machine
    "a full disk": (FULL, "has room"),
    "a quota": (OSError(errno.EDQUOT, SECRET), "has room"),
    "a disk that breaks": (OSError(errno.EIO, SECRET), "disk is there"),
    "a network drive that is gone": (OSError(errno.ESTALE, SECRET), "disk is there"),
    "a read-only disk": (OSError(errno.EROFS, SECRET), "can only be read"),
    "no right": (PermissionError(errno.EACCES, SECRET), "Word or Excel"),
    "too many files": (OSError(errno.EMFILE, SECRET), "Close other programs"),
    "an error that was caused by it": (caused(RuntimeError(SECRET), FULL), "has room"),
    "a chain of three": (caused(ValueError(SECRET), caused(KeyError(SECRET), FULL)), "has room"),
    "what libxml2 says of a full disk": (RuntimeError("IO_ENOSPC"), "has room"),
    "what it says where it knows no more": (RuntimeError("IO_WRITE"), "disk is there"),
    "a word of its own": (RuntimeError("IO_ENOENT"), ""),
    "one that was dealt with": (hidden(ValueError(SECRET), FULL), ""),
    "a file that is not there": (FileNotFoundError(errno.ENOENT, SECRET), ""),
    "a value": (ValueError(SECRET), ""),
    "an error without a number": (OSError(SECRET), ""),
    "what the user is told already": (UserError("a", "b"), ""),
    "Ctrl-C": (KeyboardInterrupt(SECRET), ""),
}


@pytest.mark.parametrize("case", CASES)
def test_faults_of_the_machine_are_told_and_others_are_not(case: str, tmp_path: Path) -> None:
    error, said = CASES[case]
    told = machine_faults.told(error, tmp_path)
    assert (told is not None) == bool(said)
    if told:
        assert said in told.fix
        assert told.code == ExitCode.CANNOT_WRITE
        assert SECRET not in told.what + told.fix


def test_a_file_of_the_study_is_named_and_no_other(tmp_path: Path) -> None:
    for place, named in ((tmp_path / "P1.json", "P1.json"), (Path("/elsewhere/Kari.json"), "Something")):
        told = machine_faults.told(OSError(errno.ENOSPC, "", str(place)), tmp_path)
        assert told is not None
        assert told.what.startswith(f"{named} cannot be")


def test_where_native_code_does_not_say_why_the_disk_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = RuntimeError(SECRET)
    assert machine_faults.told(error, tmp_path) is None
    monkeypatch.setattr(machine_faults.shutil, "disk_usage", lambda _: SimpleNamespace(free=3000))
    told = machine_faults.told(error, tmp_path)
    assert told is not None
    assert "No space left" in told.what


@pytest.mark.skipif(os.name != "posix", reason="no such flag")
def test_a_mount_that_can_only_be_read_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_faults.shutil, "disk_usage", lambda _: SimpleNamespace(free=10**9))
    monkeypatch.setattr(machine_faults.os, "statvfs", lambda _: SimpleNamespace(f_flag=os.ST_RDONLY))
    told = machine_faults.told(RuntimeError(SECRET), tmp_path)
    assert told is not None
    assert "can only be read" in told.fix


@pytest.mark.parametrize(("year", "refused"), [(1970, True), (2019, True), (2020, False), (2031, False)])
def test_a_clock_that_is_years_behind_writes_nothing(
    year: int, refused: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Approvals and the log would say the wrong day, and packages of before 1980 cannot be written."""
    study = founded(tmp_path / "study", TABLES)
    before = {path: path.stat().st_mtime_ns for path in study.root.rglob("*")}
    real = time.localtime
    monkeypatch.setattr(machine_faults.time, "localtime", lambda *_: time.struct_time((year, *tuple(real())[1:])))
    if refused:
        with pytest.raises(UserError, match=f"says {year}") as said, locks.shared(study, "a test"):
            pass
        assert said.value.code == ExitCode.CANNOT_WRITE
        assert {path: path.stat().st_mtime_ns for path in study.root.rglob("*")} == before
    else:
        with locks.shared(study, "a test"):
            pass


def test_what_breaks_while_a_study_is_held_is_told_and_the_lock_is_let_go(tmp_path: Path) -> None:
    study = founded(tmp_path / "study", TABLES)
    with pytest.raises(UserError, match="No space left"), locks.shared(study, "a test"):
        raise FULL
    with pytest.raises(ValueError, match=SECRET), locks.shared(study, "a test"):
        raise ValueError(SECRET)
    with locks.shared(study, "a test"):
        pass
