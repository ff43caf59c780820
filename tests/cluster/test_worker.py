"""What a worker does when it is not alone, and what it says of what goes wrong."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is not here")

import dask

from ipstranscribe.cluster import keys, worker
from ipstranscribe.cluster.messages import WorkerAnswer, heard, task_to_json
from ipstranscribe.cluster.opaque import Opaque
from ipstranscribe.errors import ExitCode
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.transcribe import Engines, task_of
from ipstranscribe.workflow.transcribe_task import TranscribeTask
from tests.transcribe.engine import ScriptedEngine


@pytest.fixture
def task(recorded: Study, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[TranscribeTask]:
    monkeypatch.setattr(worker, "_engines", lambda: Engines(1, {("fast", "whisper-base", "auto"): ScriptedEngine()}))
    with dask.config.set(keys.settings_of(tmp_path)):
        yield task_of(recorded, recorded.interviews[0])


def answered(task: TranscribeTask) -> WorkerAnswer:
    return WorkerAnswer.model_validate_json(worker.transcribe(Opaque(task_to_json(task).encode())).content)


def test_an_interview_that_another_worker_has_is_waited_for(task: TranscribeTask) -> None:
    """The other one was taken for dead."""
    held, free = threading.Event(), threading.Event()

    def other() -> None:
        with storage.lock(task.work, "P1"):
            held.set()
            free.wait()

    thread = threading.Thread(target=other)
    thread.start()
    held.wait()
    threading.Timer(0.7, free.set).start()
    began = time.monotonic()
    assert heard(answered(task), task).turns
    assert time.monotonic() - began > 0.6
    thread.join()


def test_one_that_does_not_become_free_is_told(task: TranscribeTask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PATIENCE", 0.1)
    with storage.lock(task.work, "P1"):
        answer = answered(task)
    assert (answer.transcript, answer.code) == ("", ExitCode.CANNOT_WRITE)
    assert "in use" in answer.what


def test_what_was_decoded_stays_until_the_transcript_is_stored(task: TranscribeTask) -> None:
    answered(task)
    assert (task.work / "passages.jsonl").exists()


def test_an_error_is_told_by_its_place_and_never_raised(task: TranscribeTask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Zzquist")

    monkeypatch.setattr(worker, "from_recordings", broken)
    answer = answered(task)
    assert answer.code == ExitCode.UNEXPECTED
    assert "KeyError" in answer.what
    assert "Zzquist" not in answer.model_dump_json()
    nonsense = worker.transcribe(Opaque(b"Zzquist")).content
    assert b"Zzquist" not in nonsense


@pytest.mark.parametrize(
    "setting",
    [
        {"distributed.worker.memory.spill": 0.7},
        {"distributed.worker.memory.target": 0.6},
        {"distributed.worker.http.routes": ["distributed.http.worker"]},
        {"distributed.comm.require-encryption": None},
    ],
)
def test_it_hears_nothing_with_settings_that_are_not_safe(task: TranscribeTask, setting: dict[str, object]) -> None:
    with dask.config.set(setting):
        answer = answered(task)
    assert answer.code == ExitCode.REFUSED
    assert next(iter(setting)) in answer.what
