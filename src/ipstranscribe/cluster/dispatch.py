"""Keeps the workers of a cluster busy, and begins again what was lost with one of them, as long as it gets further.

Each order is a task of its own at the scheduler, under a key that says nothing. Only as many are there at a time as keep the
workers busy, so that a study of ten thousand interviews costs no more there than one of four hundred.
"""

import queue
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ipstranscribe.cluster.messages import Order, Report, WorkerAnswer
from ipstranscribe.cluster.opaque import Opaque
from ipstranscribe.cluster.worker import transcribe
from ipstranscribe.errors import ExitCode

AHEAD = 2
"""Orders at the scheduler for each worker: the next one is there when one is done."""
LOSSES = 5
"""Times that an interview may be lost with its worker without having got further: then it is what kills them."""
REFUSALS = 3
"""Machines that may refuse an interview: then it is not the machine."""
BAD = 2
"""Refusals of a machine after which it is sent nothing any more: it would fail faster than the others work."""
_LOOK = 5.0
"""Seconds between looks at who works there: the scheduler describes each worker, which takes its time with hundreds."""
_WAIT = 1.0
_OF_THE_MACHINE = (ExitCode.CANNOT_WRITE, ExitCode.MISSING_MODEL)

Connect = Callable[[], Any]
"""Makes a client of Dask; raises `OSError` where the scheduler cannot be reached for some minutes."""


@dataclass
class _Tried:
    """An order that is under way: how often in vain, and how much had been decoded before the last time."""

    order: Order
    submitted: int = 0
    in_vain: int = 0
    refused: int = 0
    decoded: int = -1


@dataclass
class Dispatch:
    """Sends orders to workers and reports their answers. `work` is what a worker runs: bytes to bytes.

    `gone` is set when nobody is there any more who would store an answer; `run` then returns.
    """

    connect: Connect
    tell: Callable[[Report], None]
    work: Callable[[Opaque], Opaque] = transcribe
    gone: threading.Event = field(default_factory=threading.Event)
    _client: Any = None
    _ready: deque[_Tried] = field(default_factory=deque)
    _under_way: dict[Any, _Tried] = field(default_factory=dict)
    _done: "queue.SimpleQueue[Any]" = field(default_factory=queue.SimpleQueue)
    _orders: "queue.Queue[Order | None]" = field(default_factory=lambda: queue.Queue(64))
    _awake: threading.Event = field(default_factory=threading.Event)
    _refusals: Counter[str] = field(default_factory=Counter)
    _workers: tuple[str, ...] = ()
    _looked: float = -_LOOK

    def run(self, orders: Iterable[Order]) -> None:
        """Send all `orders`, which are read as there is room for them; returns when each is answered, or with `gone`."""
        threading.Thread(target=self._read, args=(orders,), daemon=True).start()
        self._client = self.connect()
        more = True
        while (more or self._ready or self._under_way) and not self.gone.is_set():
            self._look()
            more = self._submit(more=more)
            self._awake.wait(_WAIT)
            self._awake.clear()
            while not self._done.empty():
                self._finished(self._done.get())
        self._client.close()

    def _read(self, orders: Iterable[Order]) -> None:
        for order in orders:
            self._orders.put(order)
            self._awake.set()
        self._orders.put(None)
        self._awake.set()

    def _look(self) -> None:
        """Now and then: who works there; a connection that is gone for good is made anew."""
        if time.monotonic() - self._looked < _LOOK:
            return
        self._looked = time.monotonic()
        if self._client.status == "closed":
            self._client = self.connect()
            for future in list(self._under_way):
                self._again(self._under_way.pop(future))
        before = len(self._workers)
        if self._client.status == "running":
            self._workers = tuple(self._client.scheduler_info(n_workers=-1)["workers"])
        if len(self._workers) != before:
            self.tell(Report(told=f"{len(self._workers)} workers."))

    def _submit(self, *, more: bool) -> bool:
        """Send what there is room for; whether further orders may come."""
        room = max(AHEAD * len(self._workers), 1) - len(self._under_way)
        while room > 0 and self._client.status == "running":
            if not self._ready:
                try:
                    order = self._orders.get_nowait() if more else None
                except queue.Empty:
                    return True
                if order is None:
                    return False
                self._ready.append(_Tried(order))
            self._send(self._ready.popleft())
            room -= 1
        return more

    def _send(self, tried: _Tried) -> None:
        tried.submitted += 1
        tried.decoded = _decoded(tried.order)
        key = f"{tried.order.key}-{tried.submitted}"
        sent = Opaque(tried.order.task.encode())
        future = self._client.submit(self.work, sent, key=key, pure=False, retries=0)
        self._under_way[future] = tried
        future.add_done_callback(self._wake)

    def _wake(self, future: Any) -> None:
        self._done.put(future)
        self._awake.set()

    def _finished(self, future: Any) -> None:
        tried = self._under_way.pop(future, None)
        if tried is None:  # begun again already
            return
        answer = self._answer(future)
        future.release()
        if answer is None:
            self._lost(tried)
        elif answer.code in _OF_THE_MACHINE:
            self._refused(tried, answer)
        else:
            self.tell(Report(key=tried.order.key, answer=answer))

    def _answer(self, future: Any) -> WorkerAnswer | None:
        """What a worker has answered; None where that was lost, with the worker or on the way."""
        if future.status != "finished":
            return None
        try:
            result = future.result(timeout=600)
            return WorkerAnswer.model_validate_json(result.content)
        except Exception:  # noqa: BLE001 - whatever came, it is no answer; its text may quote it
            return None

    def _lost(self, tried: _Tried) -> None:
        """Its worker is gone, or the scheduler: begin again, from what was decoded."""
        further = _decoded(tried.order) > tried.decoded
        tried.in_vain = 0 if further or self._client.status != "running" else tried.in_vain + 1
        if tried.in_vain < LOSSES:
            self._again(tried)
            return
        what = f"It was lost with its worker {LOSSES} times and got no further."
        fix = "See what the workers wrote (docs/cluster.md): too little memory, or too short a time."
        self.tell(Report(key=tried.order.key, answer=WorkerAnswer(what=what, fix=fix, code=ExitCode.UNEXPECTED)))

    def _refused(self, tried: _Tried, answer: WorkerAnswer) -> None:
        """A machine could not do it: another one may. One that refuses again and again is sent nothing more."""
        self._refusals[answer.worker] += 1
        others = [one for one in self._workers if one != answer.worker]
        if self._refusals[answer.worker] >= BAD and others and answer.worker in self._workers:
            self.tell(Report(told=f"A worker is sent nothing more: {answer.what}"))
            self._client.retire_workers([answer.worker])
            self._workers = tuple(others)
        tried.refused += 1
        if tried.refused < REFUSALS:
            self._again(tried)
        else:
            self.tell(Report(key=tried.order.key, answer=answer))

    def _again(self, tried: _Tried) -> None:
        self._ready.append(tried)


def _decoded(order: Order) -> int:
    """Bytes of the checkpoint of an order: what was decoded of it."""
    from ipstranscribe.transcribe.asr.checkpoint import NAME

    try:
        return (order.work / NAME).stat().st_size
    except OSError:
        return 0
