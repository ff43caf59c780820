"""What a worker does: one interview, from its recordings to a transcript in JSON, with its checkpoint on the shared folder.

Nothing leaves this module as an exception: Dask logs them whole.
"""

import contextlib
import os
from functools import cache

from ipstranscribe.cluster.messages import WorkerAnswer, task_from_json
from ipstranscribe.cluster.opaque import Opaque
from ipstranscribe.errors import ExitCode, UserError, origin
from ipstranscribe.study import machine_faults, storage
from ipstranscribe.study.file_names import transcript_partial
from ipstranscribe.workflow.transcribe import Engines, from_recordings
from ipstranscribe.workflow.transcribe_task import TranscribeTask

PATIENCE = 600.0
"""Seconds to wait for an interview: the worker that had it before was taken for dead, and may still be at it."""

_MEMORY = ("target", "spill")


def transcribe(sent: Opaque) -> Opaque:
    """Transcribe the interview of a task (`messages.task_to_json`); the answer is a `WorkerAnswer` in JSON."""
    try:
        answer = WorkerAnswer(worker=_address(), transcript=_transcribed(task_from_json(sent.content)))
    except UserError as error:
        answer = WorkerAnswer(worker=_address(), what=error.what, fix=error.fix, code=error.code)
    except Exception as error:  # noqa: BLE001 - its text may quote somebody, and would be logged
        told = machine_faults.told(error) or UserError(
            f"Something went wrong inside the program: {origin(error)}.", "Please report it.", ExitCode.UNEXPECTED
        )
        answer = WorkerAnswer(worker=_address(), what=told.what, fix=told.fix, code=told.code)
    return Opaque(answer.model_dump_json().encode())


def unsafe() -> tuple[str, ...]:
    """The settings of this process under which Dask would write data to a disk, or show it on pages."""
    import dask

    get = dask.config.get
    memory = [f"distributed.worker.memory.{name}" for name in _MEMORY]
    return (
        *(name for name in memory if get(name) is not False),
        *(f"distributed.{who}.http.routes" for who in ("worker", "scheduler") if get(f"distributed.{who}.http.routes")),
        *(() if get("distributed.comm.require-encryption") else ("distributed.comm.require-encryption",)),
    )


def _transcribed(task: TranscribeTask) -> str:
    if wrong := unsafe():
        raise UserError(
            f"A worker of this cluster was started with settings that are not safe: {', '.join(wrong)}.",
            "Start scheduler and workers with DASK_CONFIG set to the folder of the keys (docs/cluster.md).",
            ExitCode.REFUSED,
        )
    os.umask(0o077)
    so_far = task.work / transcript_partial(task.interview)
    with storage.lock(task.work, task.interview, patience=PATIENCE):
        made = from_recordings(task, _engines(), so_far)
        with contextlib.suppress(OSError):
            storage.delete(so_far)
        return storage.to_bytes(made).decode()


@cache
def _engines() -> Engines:
    """The engines of this process; a model is loaded once."""
    os.environ.pop("OMP_NUM_THREADS", None)  # Dask's nanny sets it to 1
    return Engines()


def _address() -> str:
    from distributed import get_worker

    try:
        return str(get_worker().address)
    except ValueError:  # not on a worker
        return ""
