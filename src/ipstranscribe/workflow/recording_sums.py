"""Checksums of recordings, of which only those that came after the transcript are read anew."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, Recording, StepInputs
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study


def sums_by_time(study: Study, interview: Interview, stored: Sequence[Recording]) -> tuple[str, ...]:
    """Checksums of the recordings that are there: read anew only if they came after the transcript did, which knows `stored`.

    One that came later and turned out to be the same is not read again, as long as its size and times are those it had then.
    """
    told = {one.file: one.sha256 for one in stored}
    made, seen = study.transcript(interview.id).stat().st_mtime, _sums_seen(study, interview)
    return tuple(
        told[path.name]
        if path.name in told and _came(path) < made
        else seen.get(_marks(path)) or storage.file_digest(path)
        for path in study.recordings(interview)
        if path.is_file()
    )


def known_sums(study: Study, interview: Interview, stored: Sequence[Recording]) -> tuple[str, ...]:
    """The same; of recordings that came later, what they are is kept beside their sizes and times."""
    sums = sums_by_time(study, interview, stored)
    made = study.transcript(interview.id).stat().st_mtime
    paths = [path for path in study.recordings(interview) if path.is_file()]
    late = {_marks(path): one for path, one in zip(paths, sums, strict=True) if _came(path) >= made}
    if late and late != _sums_seen(study, interview):
        storage.write(_seen(study, interview), StepInputs(inputs="", parts=late), private=True)
    return sums


def _sums_seen(study: Study, interview: Interview) -> Mapping[str, str]:
    """Marks of recordings (`_marks`) → the checksum that they had when they were last read."""
    try:
        return storage.read(_seen(study, interview), StepInputs).parts if _seen(study, interview).exists() else {}
    except UserError:  # damaged: read anew
        return {}


def _seen(study: Study, interview: Interview) -> Path:
    return study.step_inputs(f"{interview.id}_recordings")


def _marks(path: Path) -> str:
    """One checksum of name, size, and the times of a file's content and of its place, which change with what it holds."""
    found = path.stat()
    return storage.digest(path.name, f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}")


def _came(path: Path) -> float:
    """When a file came to be as it is: the later of the times of its content and of its place."""
    found = path.stat()
    return max(found.st_mtime, found.st_ctime)
