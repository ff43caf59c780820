"""What is sent to a worker and what comes back, as JSON that our types validate."""

from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Transcript, Value
from ipstranscribe.study import storage
from ipstranscribe.study.damaged import Damaged
from ipstranscribe.workflow.transcribe_task import TranscribeTask

_TASK = TypeAdapter(TranscribeTask)


class Order(Value):
    """A line from the program to its peer: the task as JSON, under a key that says nothing; where its checkpoint lies."""

    key: str
    task: str
    work: Path


class WorkerAnswer(Value):
    """What a worker says: a transcript as JSON, or why there is none. `worker` is its address."""

    worker: str = ""
    transcript: str = ""
    what: str = ""
    fix: str = ""
    code: int = 0


class Report(Value):
    """A line from the peer: the answer to an order, or something `told` to the user, or why it `ended`."""

    key: str = ""
    answer: WorkerAnswer | None = None
    told: str = ""
    ended: str = ""


def task_to_json(task: TranscribeTask) -> str:
    """The task as JSON."""
    return _TASK.dump_json(task).decode()


def task_from_json(raw: bytes) -> TranscribeTask:
    """The task that JSON holds; raises `ValidationError`."""
    return _TASK.validate_json(raw)


def heard(answer: WorkerAnswer, task: TranscribeTask) -> Transcript:
    """The transcript in the answer to `task`; raises UserError for a refusal, and for what is no answer to it."""
    if not answer.transcript:
        raise UserError(answer.what, answer.fix, _code(answer.code))
    try:
        found = storage.from_bytes(answer.transcript.encode(), Transcript, "what a worker returned")
    except (Damaged, ValidationError):
        raise _other(task, "something else than a transcript") from None
    if found.interview != task.interview:
        raise _other(task, "another interview")
    sums = tuple(one.sha256 for one in found.recordings)
    if found.made_by.inputs != replace(task, known_sums=sums).inputs:
        raise _other(task, "a transcript that was made with another model or version")
    return found


def _code(number: int) -> ExitCode:
    return ExitCode(number) if number in set(ExitCode) else ExitCode.UNEXPECTED


def _other(task: TranscribeTask, what: str) -> UserError:
    return UserError(
        f"{task.interview}: a worker returned {what}.",
        "Let all machines have the same version of the program, the same models and the same study folder.",
        ExitCode.WRONG_FILE,
    )
