"""One process at a time works on an interview; what needs all of them waits, and says for what."""

import errno
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import locks
from ipstranscribe.study.folder import Study
from tests.listening import Collector
from tests.studies import founded

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Roman Lie\n",
}
HOLD = """
import sys, time
from pathlib import Path
from ipstranscribe.study import locks
from ipstranscribe.study.folder import Study
study = Study.open(Path(sys.argv[1]))
with getattr(locks, sys.argv[2])(study, *sys.argv[3:], "review"):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return founded(tmp_path / "study", TABLES)


@contextmanager
def another_process(study: Study, *what: str) -> Iterator["subprocess.Popen[str]"]:
    """A process that holds something: `interview P1`, `shared` or `everything`."""
    command = [sys.executable, "-c", HOLD, str(study.root), *what]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def taken(lock: AbstractContextManager[None]) -> bool:
    try:
        with lock:
            return True
    except UserError as error:
        assert error.code == ExitCode.CANNOT_WRITE
        return False


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "SHORT", 0.3)


def test_an_interview_in_use_is_refused_at_once_and_said_by_whom(study: Study) -> None:
    with another_process(study, "interview", "P1"), pytest.raises(UserError) as refused:  # noqa: SIM117
        with locks.interview(study, "P1", "transcribe"):
            pass
    assert refused.value.what.startswith("P1 is in use by `ipstranscribe review`, since ")
    assert refused.value.code == ExitCode.CANNOT_WRITE


def test_others_and_what_all_share_are_free_meanwhile(study: Study) -> None:
    with another_process(study, "interview", "P1"):
        assert taken(locks.interview(study, "P2", "transcribe"))
        assert taken(locks.shared(study, "import decisions"))
        assert not taken(locks.everything(study, "release", patience=0.3))


def test_what_needs_all_holds_each_of_them_and_the_study(study: Study) -> None:
    with another_process(study, "everything"):
        assert not taken(locks.interview(study, "P2", "transcribe"))
        assert not taken(locks.shared(study, "import decisions"))


def test_it_says_what_it_waits_for_and_goes_on_when_that_is_free(study: Study) -> None:
    listener = Collector()
    with another_process(study, "interview", "P2") as other:
        threading.Timer(0.5, other.kill).start()
        with events.listening(listener):
            assert taken(locks.everything(study, "release", patience=30))
    (told,) = listener.notices
    assert told.text.startswith("P2 is in use by `ipstranscribe review`")
    assert told.text.endswith("waiting for it.")


def test_who_holds_an_interview_can_be_asked(study: Study) -> None:
    assert locks.holder(study, "P1") == ""
    with locks.interview(study, "P1", "transcribe"):
        assert locks.holder(study, "P1") == ""  # by whoever asks
    with another_process(study, "interview", "P1"):
        assert locks.holder(study, "P1").startswith("`ipstranscribe review`, since ")
    assert locks.holder(study, "P1") == ""


def test_whoever_lost_an_interview_to_another_machine_is_told_and_leaves_its_mark_alone(study: Study) -> None:
    """The server took the lock of a machine that was cut off for lost, and gave it to another."""
    with locks.interview(study, "P1", "transcribe"):
        locks.assure(study, "P1")
        (beside,) = (study.work / "locks").glob("*.holder")
        theirs = '{"doing": "transcribe", "since": "2026-11-22T10:02", "on": "node7", "mark": "x"}'
        beside.write_text(theirs)
        with pytest.raises(UserError, match="taken over by `ipstranscribe transcribe` on node7, since 10:02"):
            locks.assure(study, "P1")
    assert beside.read_text() == theirs


def test_a_file_system_without_locks_is_refused(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise OSError(errno.ENOSYS, "no such call")

    monkeypatch.setattr("fcntl.flock", missing)
    with pytest.raises(UserError, match="Function not implemented") as refused, locks.interview(study, "P1", "export"):
        pass
    assert "flock" in refused.value.fix


def test_a_thread_may_take_what_it_holds_again_and_another_may_not(study: Study) -> None:
    others: list[bool] = []
    with locks.everything(study, "release"):
        assert taken(locks.interview(study, "P1", "export"))
        assert taken(locks.shared(study, "log"))
        thread = threading.Thread(target=lambda: others.append(taken(locks.interview(study, "P1", "export"))))
        thread.start()
        thread.join()
    assert others == [False]
    assert taken(locks.interview(study, "P1", "export"))


def test_a_lock_that_a_killed_process_left_does_not_block(study: Study) -> None:
    with another_process(study, "everything") as other:
        other.kill()
        other.wait()
        time.sleep(0.05)
        assert taken(locks.everything(study, "release", patience=5))


def test_nothing_of_a_lock_names_anybody_or_stays(study: Study) -> None:
    with locks.everything(study, "release"):
        held = [path for path in (study.work / "locks").iterdir() if path.suffix == ".holder"]
        assert len(held) == 3
        assert not any(b"Nordmo" in path.read_bytes() for path in held)
    left = [path.name for path in (study.work / "locks").iterdir()]
    assert not [name for name in left if "P1" in name or "P2" in name or name.endswith(".holder")]
