"""The copies for listening: one file an interview, of all its recordings in order, made once and found again.

A copy is a recording: it lies under `restricted`, for its owner alone, and goes with the recordings that it was made of.
"""

import contextlib
from functools import lru_cache
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview
from ipstranscribe.study import locks, storage
from ipstranscribe.study.folder import Study

_FORM = "listening copy 1"
"""Part of a copy's checksum; it changes when the same recordings would give another file."""
_SIGNS = 16


def ready(study: Study, interview: Interview) -> Path | None:
    """The copy of the recordings of an interview as they are now; None if it is not made yet, or there are none."""
    path = _path(study, interview)
    return path if path and path.is_file() else None


def make(study: Study, interview: Interview) -> Path:
    """The copy of the recordings of an interview; made where it is missing, and copies of earlier recordings are deleted.

    It may be made while the interview is open for review. Raises UserError without recordings, or if they cannot be read.
    """
    with locks.sound(study, interview.id):
        path = _path(study, interview)
        if path is None:
            raise UserError(
                f"{interview.id} has no recording here to listen to.",
                "Without the sound the text can be read all the same.",
            )
        if not path.is_file():
            _write(study, interview, path)
        for old in copies(study, interview.id):
            if old != path:
                storage.delete(old)
        if _path(Study.open(study.root), _now(study, interview)) != path:  # deleted or withdrawn meanwhile
            storage.delete(path)
            raise UserError(f"The recordings of {interview.id} have changed.", "Open the interview again.")
    return path


def copies(study: Study, interview: str) -> list[Path]:
    """All copies of an interview, those of earlier recordings too, and what a killed program left of one."""
    folder = study.listening_copy(interview, "").parent
    name = f"{interview}_{'[0-9a-f]' * _SIGNS}.m4a"
    return sorted([*folder.glob(name), *folder.glob(f".{name}.part")])


def delete(study: Study, interview: str) -> None:
    """Delete the copies of an interview; raises UserError if that is not possible."""
    for path in copies(study, interview):
        try:
            storage.delete(path)
        except OSError as error:
            raise storage.cannot_write(path, error) from None


def _now(study: Study, interview: Interview) -> Interview:
    """An interview as its study has it now; without recordings, if it is not there any more."""
    there = next((one for one in Study.open(study.root).interviews if one.id == interview.id), None)
    return there or interview.model_copy(update={"recordings": ()})


def _path(study: Study, interview: Interview) -> Path | None:
    """Where the copy of an interview lies; None if it has no recordings, or one of them is not there."""
    recordings = study.recordings(interview)
    if not recordings or not all(path.is_file() for path in recordings):
        return None
    sums = [_checksum(path, (found := path.stat()).st_size, found.st_mtime_ns) for path in recordings]
    return study.listening_copy(interview.id, storage.digest(_FORM, *sums)[:_SIGNS])


@lru_cache(maxsize=64)
def _checksum(path: Path, size: int, changed: int) -> str:
    return storage.file_digest(path)


def _write(study: Study, interview: Interview, path: Path) -> None:
    from ipstranscribe.audio import recording
    from ipstranscribe.audio.listening import write_listening_copy

    storage.make_folder(path.parent, private=True)
    with contextlib.ExitStack() as stack:
        progress = stack.enter_context(events.progress(f"{interview.id}: copy for listening"))
        stack.callback(storage.discard, path)
        audio = recording.load(study.recordings(interview), path.parent, lambda share: progress(share / 2))
        stack.callback(audio.close)
        try:
            write_listening_copy(audio.sound, storage.begin(path), lambda share: progress((1 + share) / 2))
            storage.finish(path)
        except OSError as error:
            raise storage.cannot_write(path, error) from None
