"""What many workers cost in the middle: `python -m benchmarks.cluster_scale [--workers 200] [--interviews 10000]`.

1. Dask: its own scheduler over TLS with that many workers, all in this process, and `cluster/dispatch.py`. Tasks sleep as
   long as an interview would take, so many times faster (`--faster`): lengths drawn from a lognormal distribution of half an
   hour to two hours, six times as fast as real time. Ideal is the sum of all sleeps by the number of workers. Scheduler and
   workers have a thread each, whose processor time is told; what workers do for themselves is switched off.
2. The driver, for one interview of an hour (9,000 words with their times): the task made, the answer validated, transcript
   and draft stored, in processor time; and a task of a study with as many interviews.
"""

import argparse
import asyncio
import itertools
import json
import logging
import random
import resource
import tempfile
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.cluster_study import make

from ipstranscribe.cluster import keys
from ipstranscribe.cluster.dispatch import Dispatch
from ipstranscribe.cluster.messages import Order, Report, WorkerAnswer, heard, task_to_json
from ipstranscribe.cluster.opaque import Opaque
from ipstranscribe.cluster.peer import security
from ipstranscribe.model import MadeBy, Recording, Speaker, Transcript, Turn, Word
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import transcribe_elsewhere
from ipstranscribe.workflow.transcribe_task import TranscribeTask

WITHOUT_HOUSEKEEPING = {
    "distributed.admin.tick.interval": "30s", "distributed.admin.tick.limit": "10m",
    "distributed.admin.system-monitor.interval": "10m", "distributed.worker.profile.enabled": False,
}  # fmt: skip
"""What each worker does for itself, fifty times a second, does not belong to the middle: 200 in one process take a core."""
SAID = ["we", "left", "the", "house", "at", "noon", "and", "nobody", "said", "a", "word", "about", "it", "then"]


def lengths(count: int, faster: float) -> list[float]:
    """Seconds that each interview takes."""
    random.seed(1)
    minutes = [min(120.0, max(30.0, random.lognormvariate(4.0, 0.35))) for _ in range(count)]
    return [one * 60 / 6 / faster for one in minutes]


async def sleep(sent: Opaque) -> Opaque:
    """What a simulated worker does."""
    await asyncio.sleep(json.loads(sent.content)["seconds"])
    return Opaque(WorkerAnswer(worker="w", transcript="x" * 200).model_dump_json().encode())


@dataclass
class Simulated:
    """A scheduler, and workers in a thread of their own, so that the processor time of each can be told apart."""

    folder: Path
    workers: int
    address: str = ""
    _up: threading.Barrier = field(default_factory=lambda: threading.Barrier(3))
    _end: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    used: dict[str, float] = field(default_factory=dict)
    """Seconds of processor by thread, from when all workers were there to the end."""

    @property
    def _options(self) -> dict[str, Any]:
        at = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0"}
        return {"security": security(self.folder), "dashboard": False, **at}

    async def _scheduler(self) -> None:
        from distributed import Scheduler

        async with Scheduler(protocol="tls", **self._options) as scheduler:
            self.address = scheduler.address
            while len(scheduler.workers) < self.workers:
                await asyncio.sleep(0.1)
            await self._until_the_end("scheduler")
            while scheduler.workers:
                await asyncio.sleep(0.1)

    async def _work(self) -> None:
        from distributed import Worker

        while not self.address:
            await asyncio.sleep(0.1)
        some = [Worker(self.address, nthreads=1, memory_limit=0, **self._options) for _ in range(self.workers)]
        for at in range(0, self.workers, 20):
            await asyncio.gather(*some[at : at + 20])
        await self._until_the_end("workers")
        await asyncio.gather(*(one.close(nanny=False) for one in some))

    async def _until_the_end(self, who: str) -> None:
        await asyncio.get_running_loop().run_in_executor(None, self._up.wait)
        began = time.thread_time()
        while not self._end.is_set():
            await asyncio.sleep(0.2)
        self.used[who] = time.thread_time() - began

    def start(self) -> None:
        """Start both threads; returns when all workers are there."""
        for one in (self._scheduler, self._work):
            self._threads.append(threading.Thread(target=asyncio.run, args=(one(),), daemon=True))
            self._threads[-1].start()
        self._up.wait()

    def stop(self) -> None:
        """Let both note what they have used."""
        self._end.set()
        for one in self._threads:
            one.join(120)


def by_dask(folder: Path, workers: int, interviews: int, faster: float) -> None:
    """Part 1."""
    import dask
    from distributed import Client

    keys.make(folder / "keys")
    dask.config.update(dask.config.config, keys.settings_of(folder / "keys"))
    dask.config.set(WITHOUT_HOUSEKEEPING)
    logging.getLogger("distributed").setLevel(logging.ERROR)
    simulated = Simulated(folder / "keys", workers)
    simulated.start()
    takes = lengths(interviews, faster)
    orders = [
        Order(key=f"{at:032x}", task=json.dumps({"seconds": takes[at], "rest": "x" * 4000}), work=folder)
        for at in range(interviews)
    ]
    reports: list[Report] = []
    began, used, own = time.monotonic(), time.process_time(), time.thread_time()
    Dispatch(lambda: Client(simulated.address, security=security(folder / "keys")), reports.append, sleep).run(orders)
    took, used, own = time.monotonic() - began, time.process_time() - used, time.thread_time() - own
    simulated.stop()
    assert sum(report.answer is not None for report in reports) == interviews
    ideal = sum(takes) / workers
    shares = simulated.used | {"dispatch": own}
    shares["client and system"] = used - sum(shares.values())
    print(f"dask: {workers} workers, {interviews} interviews, {faster:.0f} times faster than real")
    print(f"  wall {took:.0f} s, ideal {ideal:.0f} s, {ideal / took:.1%} of the workers' time used")
    print(f"  processor, ms an interview: {1000 * used / interviews:.1f} in all;", end=" ")
    print(", ".join(f"{name} {1000 * one / interviews:.1f}" for name, one in shares.items()))
    print(f"  peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB", flush=True)


def hour(task: TranscribeTask, inputs: str) -> Transcript:
    """A transcript of an hour: 300 turns of 30 words."""
    random.seed(2)
    turns = []
    for number in range(300):
        words = [
            random.choice(
                [
                    "we",
                    "left",
                    "the",
                    "house",
                    "at",
                    "noon",
                    "and",
                    "nobody",
                    "said",
                    "a",
                    "word",
                    "about",
                    "it",
                    "then",
                ]
            )
            for _ in range(30)
        ]
        start = number * 12.0
        ends = list(itertools.accumulate(len(word) + 1 for word in words))
        timed = tuple(
            Word(
                char_start=end - 1 - len(word),
                char_end=end - 1,
                start=start + at * 0.4,
                end=start + at * 0.4 + 0.3,
                probability=0.9,
            )
            for at, (word, end) in enumerate(zip(words, ends, strict=True))
        )
        who = ("I", task.interview)[number % 2]
        turns.append(
            Turn(
                id=f"{task.interview}-{number + 1:03}",
                speaker=who,
                text=" ".join(words),
                start=start,
                end=start + 11.9,
                words=timed,
            )
        )
    return Transcript(
        interview=task.interview,
        language="en",
        recordings=(Recording(file="a.wav", sha256="ab", duration=3600.0),),
        speakers=(Speaker(label="I", role="interviewer"), Speaker(label=task.interview, role="participant")),
        turns=tuple(turns),
        made_by=MadeBy(program="x", inputs=inputs),
    )


def by_driver(folder: Path, interviews: int) -> None:
    """Part 2."""
    make(folder / "study", 20, 0.4)
    study = Study.open(folder / "study")
    some = study.interviews
    began = time.process_time()
    tasks = [transcribe_elsewhere.waiting(study, one) for one in some]
    made = time.process_time() - began
    answers = []
    for task in tasks:
        assert isinstance(task, TranscribeTask)
        told = hour(task, replace(task, known_sums=("ab",)).inputs)
        answers.append((task, WorkerAnswer(transcript=storage.to_bytes(told).decode()).model_dump_json()))
    began = time.process_time()
    found = [(task, heard(WorkerAnswer.model_validate_json(raw), task)) for task, raw in answers]
    validated = time.process_time() - began
    began = time.process_time()
    for interview, (task, transcript) in zip(some, found, strict=True):
        assert transcribe_elsewhere.store_heard(study, interview, task, transcript) == "done"
    stored = time.process_time() - began
    size = sum(len(raw) for _, raw in answers) / len(answers)
    many = Path(folder) / "many"
    make(many, interviews, 0)
    large = Study.open(many)
    began = time.process_time()
    sizes = [len(task_to_json(transcribe_elsewhere.waiting(large, one))) for one in large.interviews[:100]]  # type: ignore[arg-type]
    each = (time.process_time() - began) / len(sizes)
    print(f"a task of {interviews} interviews: {1000 * each:.0f} ms, {sizes[0] / 1000:.1f} kB")
    print(f"driver, processor time an interview of an hour ({size / 1e6:.1f} MB of JSON):")
    for what, seconds in (("task made", made), ("validated", validated), ("stored", stored)):
        print(f"  {what} {1000 * seconds / len(some):.0f} ms")
    print(f"  a task is {len(task_to_json(found[0][0])) / 1000:.1f} kB")


def main() -> None:
    """Both parts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--workers", type=int, default=200)
    parser.add_argument("--interviews", type=int, default=10_000)
    parser.add_argument("--faster", type=float, default=100.0)
    parser.add_argument("--part", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if given.part in (0, 2):
            by_driver(Path(folder), given.interviews)
        if given.part in (0, 1):
            by_dask(Path(folder), given.workers, given.interviews, given.faster)


if __name__ == "__main__":
    main()
