"""The workers of a cluster as this process sees them: it starts the peer, sends it tasks, and takes back transcripts.

This process holds the key. It has no network: the peer is started before that is given up.
"""

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from pydantic import ValidationError

from ipstranscribe import events
from ipstranscribe.cluster import keys
from ipstranscribe.cluster.messages import Order, Report, heard, task_to_json
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Transcript
from ipstranscribe.study import passphrases, storage
from ipstranscribe.workflow.transcribe_task import TranscribeTask

SLURM = "slurm"
_TO_CLOSE = 120.0
"""Seconds in which the peer takes leave of a cluster and cancels its jobs."""
_SECRETS = (passphrases.PASSPHRASE, passphrases.NEW_PASSPHRASE, passphrases.HANDOVER)


@dataclass(frozen=True)
class ClusterChoice:
    """Where to transcribe: the address of a scheduler, with the folder of its keys, or `slurm`, with so many jobs."""

    where: str
    keys: Path | None = None
    jobs: int = 4

    def __post_init__(self) -> None:
        if not all(map(find_spec, ("distributed", "dask_jobqueue", "cryptography"))):
            raise UserError(
                "Transcription on a cluster needs further packages.",
                "Install them with the extra: "
                'pip install "ipstranscribe[cluster]" (in a checkout: pip install ".[cluster]").',
                ExitCode.USAGE,
            )
        if self.where != SLURM and not self.where.startswith("tls://"):
            raise UserError(
                "--cluster: this is neither slurm nor an address with encryption.",
                "Write it as tls://machine:8786.",
                ExitCode.USAGE,
            )
        if self.where != SLURM and self.keys is None:
            raise UserError(
                "--cluster: a scheduler that you have started needs its keys.",
                "Add --cluster-keys FOLDER.",
                ExitCode.USAGE,
            )


@contextlib.contextmanager
def opened(choice: ClusterChoice, work: Path) -> "Iterator[Pool]":
    """The workers of a cluster; `work` is a private folder that all machines see, for keys and logs.

    Raises UserError. The keys of a run are removed when it ends, and those that a killed one left when the next begins.
    """
    place = work / "cluster"
    with storage.lock(place, "The cluster of this study"):
        for left in place.glob("keys-*"):
            shutil.rmtree(left, ignore_errors=True)
        folder = choice.keys.absolute() if choice.keys else place / f"keys-{secrets.token_hex(8)}"
        if choice.keys is None:
            keys.make(folder)
        try:
            keys.check(folder)
            with _peer(choice, folder, place / "peer.log") as process:
                yield Pool(process)
        finally:
            if choice.keys is None:
                shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _peer(choice: ClusterChoice, folder: Path, log: Path) -> "Iterator[subprocess.Popen[str]]":
    environment = {name: value for name, value in os.environ.items() if name not in _SECRETS}
    command = [sys.executable, "-m", "ipstranscribe.cluster.peer", choice.where, str(folder), str(choice.jobs)]
    storage.write_bytes(log, b"", private=True)
    with (
        log.open("ab") as told,
        subprocess.Popen(  # noqa: S603 - this program itself
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told, text=True, env=environment
        ) as process,
    ):
        try:
            yield process
        except BaseException:
            process.terminate()
            raise
        else:
            _take_leave(process)
        finally:
            with contextlib.suppress(OSError):
                _pipe(process.stdin).close()


def _take_leave(process: "subprocess.Popen[str]") -> None:
    """Let the peer cancel its jobs and end; one that does not in time is ended."""
    with contextlib.suppress(OSError):  # it has ended already
        _pipe(process.stdin).write("\n")
        _pipe(process.stdin).flush()
    try:
        process.wait(_TO_CLOSE)
    except subprocess.TimeoutExpired:
        process.terminate()


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None  # noqa: S101 - it was asked for
    return stream


class Pool:
    """The workers of a cluster, behind the process that talks with them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def transcribe(self, tasks: Sequence[TranscribeTask]) -> Iterator[tuple[TranscribeTask, Transcript | UserError]]:
        """Transcribe `tasks`; each comes back once, as soon as it is done. Raises UserError if the cluster is gone."""
        orders = {secrets.token_hex(16): task for task in tasks}
        threading.Thread(target=self._send, args=(orders,), daemon=True).start()
        share, count = 0.0, max(len(orders), 1)
        with events.progress(f"transcribing {len(orders)} interviews on the cluster") as progress:
            while orders:
                report = self._next()
                if report.told:
                    events.notice(f"Cluster: {report.told}")
                if report.answer and (task := orders.pop(report.key, None)):
                    share += 1 / count
                    progress(min(share, 1.0))
                    try:
                        yield task, heard(report.answer, task)
                    except UserError as error:
                        yield task, error

    def _send(self, orders: dict[str, TranscribeTask]) -> None:
        pipe = _pipe(self._process.stdin)
        with contextlib.suppress(OSError, ValueError):  # the peer has ended, which `_next` tells
            for key, task in list(orders.items()):
                pipe.write(Order(key=key, task=task_to_json(task), work=task.work).model_dump_json() + "\n")
            pipe.write("\n")
            pipe.flush()

    def _next(self) -> Report:
        line = _pipe(self._process.stdout).readline()
        try:
            report = Report.model_validate_json(line)
        except ValidationError:
            report = Report(ended="it said nothing that can be read")
        if report.ended:
            raise UserError(
                f"The cluster cannot be reached any more, or not be used ({report.ended}).",
                "What was transcribed is stored. See restricted/work/cluster/peer.log; then the same command again.",
                ExitCode.INCOMPLETE,
            )
        return report
