"""Who gets which order, and what is begun again how often: with a cluster that does what it is told."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed", reason="the extra `cluster` is not here")

from ipstranscribe.cluster.dispatch import AHEAD, LOSSES, Dispatch
from ipstranscribe.cluster.messages import Order, Report, WorkerAnswer
from ipstranscribe.cluster.opaque import Opaque
from ipstranscribe.errors import ExitCode
from ipstranscribe.transcribe.asr.checkpoint import NAME


class Future:
    """A result that is there, or lost."""

    def __init__(self, answer: WorkerAnswer | None, status: str = "finished") -> None:
        self.answer, self.status = answer, status

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        threading.Timer(0.001, call, [self]).start()

    def result(self, timeout: float) -> Opaque:
        assert self.answer is not None
        return Opaque(self.answer.model_dump_json().encode())

    def release(self) -> None:
        pass


@dataclass
class Cluster:
    """Two workers; `does` says what becomes of the n-th time that a task is sent, by its worker."""

    does: Callable[[str, int, str], WorkerAnswer | None]
    workers: list[str] = field(default_factory=lambda: ["tls://a", "tls://b"])
    status: str = "running"
    sent: Counter[str] = field(default_factory=Counter)
    keys: list[str] = field(default_factory=list)
    most: int = 0

    def scheduler_info(self, n_workers: int) -> dict[str, Any]:
        return {"workers": dict.fromkeys(self.workers)}

    def submit(self, work: object, sent: Opaque, *, key: str, pure: bool, retries: int) -> Future:
        task = sent.content.decode()
        self.sent[task] += 1
        self.keys.append(key)
        worker = self.workers[len(self.keys) % len(self.workers)]
        answer = self.does(task, self.sent[task], worker)
        return Future(answer, "finished" if answer else "error")

    def retire_workers(self, addresses: list[str]) -> None:
        for one in addresses:
            self.workers.remove(one)

    def close(self) -> None:
        self.status = "closed"

    def run(self, folder: Path, count: int = 3) -> list[Report]:
        reports: list[Report] = []
        orders = [Order(key=f"k{number}", task=f"t{number}", work=folder / f"t{number}") for number in range(count)]
        Dispatch(lambda: self, reports.append).run(orders)
        return reports


DONE = WorkerAnswer(transcript="{}")


def answers(reports: list[Report]) -> dict[str, WorkerAnswer]:
    told = [report for report in reports if report.answer]
    assert len(told) == len({report.key for report in told})  # each once
    return {report.key: report.answer for report in told if report.answer}


def test_each_order_is_answered_once(tmp_path: Path) -> None:
    cluster = Cluster(lambda task, times, worker: DONE)
    assert answers(cluster.run(tmp_path, 20)) == {f"k{number}": DONE for number in range(20)}
    assert set(cluster.sent.values()) == {1}
    assert AHEAD * len(cluster.workers) < 20


def test_what_is_lost_with_its_worker_is_sent_again_under_another_key(tmp_path: Path) -> None:
    cluster = Cluster(lambda task, times, worker: DONE if times > 1 or task != "t1" else None)
    assert set(answers(cluster.run(tmp_path)).values()) == {DONE}
    assert cluster.sent == {"t0": 1, "t1": 2, "t2": 1}
    assert len(set(cluster.keys)) == 4


def test_what_kills_every_worker_is_given_up(tmp_path: Path) -> None:
    cluster = Cluster(lambda task, times, worker: None if task == "t1" else DONE)
    found = answers(cluster.run(tmp_path))
    assert found["k1"].code == ExitCode.UNEXPECTED
    assert "got no further" in found["k1"].what
    assert cluster.sent["t1"] == LOSSES


def test_what_gets_further_each_time_is_never_given_up(tmp_path: Path) -> None:
    """An interview that takes longer than a worker may run."""

    def does(task: str, times: int, worker: str) -> WorkerAnswer | None:
        (tmp_path / task).mkdir(exist_ok=True)
        (tmp_path / task / NAME).write_bytes(b"\n" * times)
        return DONE if times == 9 else None

    cluster = Cluster(does)
    assert set(answers(cluster.run(tmp_path)).values()) == {DONE}
    assert set(cluster.sent.values()) == {9}


FULL = WorkerAnswer(worker="tls://b", what="Something cannot be written.", code=ExitCode.CANNOT_WRITE)


def test_a_machine_that_cannot_is_sent_nothing_more_and_another_does_it(tmp_path: Path) -> None:
    cluster = Cluster(lambda task, times, worker: FULL if worker == "tls://b" else DONE)
    reports = cluster.run(tmp_path, 12)
    assert set(answers(reports).values()) == {DONE}
    assert cluster.workers == ["tls://a"]
    assert any("is sent nothing more" in report.told for report in reports)


def test_what_no_machine_can_is_told(tmp_path: Path) -> None:
    cluster = Cluster(lambda task, times, worker: FULL)
    assert set(answers(cluster.run(tmp_path)).values()) == {FULL}


def test_what_an_interview_lacks_is_told_at_once(tmp_path: Path) -> None:
    silent = WorkerAnswer(worker="tls://a", what="No speech.", code=ExitCode.NOTHING_SAID)
    cluster = Cluster(lambda task, times, worker: silent)
    assert set(answers(cluster.run(tmp_path)).values()) == {silent}
    assert set(cluster.sent.values()) == {1}


def test_what_is_no_answer_is_not_taken_for_one(tmp_path: Path) -> None:
    class Other(Future):
        def result(self, timeout: float) -> Opaque:
            return Opaque(b'{"transcript": 3}')

    cluster = Cluster(lambda task, times, worker: DONE)
    cluster.submit = lambda *args, **kwargs: Other(DONE)  # type: ignore[method-assign]
    assert {answer.code for answer in answers(cluster.run(tmp_path)).values()} == {ExitCode.UNEXPECTED}
