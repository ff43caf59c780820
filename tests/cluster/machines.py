"""A scheduler and workers of Dask in processes of their own, on loopback addresses, as somebody starts them by hand."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import ROOT

CLOSED = ("--no-dashboard", "--dashboard-address", "127.0.0.1:0")


class Machines:
    """`folder` gets the logs and what Dask lays down; `keys` is the folder of the cluster's keys."""

    def __init__(self, folder: Path, keys: Path, port: int = 0) -> None:
        self.folder, self.keys, self.port = folder, keys, port
        self.log = folder / "decoded"
        self.running: list[subprocess.Popen[bytes]] = []
        self.started = 0

    @property
    def address(self) -> str:
        return f"tls://127.0.0.1:{self.port}"

    def scheduler(self) -> "subprocess.Popen[bytes]":
        """Start the scheduler; returns when it listens."""
        words = ("--protocol", "tls", "--host", "127.0.0.1", "--port", str(self.port), *CLOSED)
        process, log = self._start("scheduler", words)
        until = time.monotonic() + 120
        while not (found := re.search(r"Scheduler at: +tls://127.0.0.1:(\d+)", log.read_text())):
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)
        self.port = int(found[1])
        return process

    def worker(self, *, seconds: float = 0.0, environment: "dict[str, str] | None" = None) -> "subprocess.Popen[bytes]":
        """Start a worker, which decodes so many `seconds` at a window."""
        words = (self.address, "--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", *CLOSED)
        more = ("--local-directory", str(self.folder / "scratch"), "--preload", "tests.cluster.scripted")
        process, _ = self._start("worker", (*words, *more), {"SCRIPTED_SECONDS": str(seconds), **(environment or {})})
        return process

    def _start(
        self, what: str, words: Sequence[str], more: "dict[str, str] | None" = None
    ) -> "tuple[subprocess.Popen[bytes], Path]":
        self.started += 1
        log = self.folder / f"{what}-{self.started}.log"
        environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "SCRIPTED_LOG": str(self.log),
            **(more or {}),
        }
        environment.setdefault("DASK_CONFIG", str(self.keys))
        with log.open("wb") as told:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{what}", *words],
                env=environment,
                stdout=told,
                stderr=told,
                start_new_session=True,
            )
        self.running.append(process)
        return process, log

    def logs(self) -> str:
        return "".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def batches(self) -> list[str]:
        """The process that decoded each batch."""
        return self.log.read_text().split() if self.log.exists() else []

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
