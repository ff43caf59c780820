"""The sound of each unit, cut from the covered copy of an interview."""

import contextlib
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.errors import UserError
from ipstranscribe.model import Interview, Units
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import sound_state

BESIDE = 0.15
"""Seconds before and after a unit that its clip holds: times of words are off by a tenth or two."""


def cut(study: Study, interview: Interview) -> None:
    """Cut a clip for each unit whose times are known, and delete those of earlier units; the covered copy is there.

    Raises UserError for a copy that is not as it was made.
    """
    from ipstranscribe.audio import recording
    from ipstranscribe.audio.covering import write_clip

    made, copy = sound_state.record(study, interview.id), study.muted(interview.id)
    if made is None or storage.file_digest(copy) != made.muted:
        raise UserError(
            f"The covered copy of {interview.id} was changed by another program.",
            f"Move it elsewhere, and make it anew: `ipstranscribe audio {interview.id} --clips`.",
        )
    units = storage.read(study.units(interview.id), Units).units
    timed = [(unit.id, unit.start, unit.end) for unit in units if unit.start is not None and unit.end is not None]
    folder = study.clips(interview.id)
    storage.make_folder(folder, private=True)
    wanted: dict[str, str] = {}
    with (
        contextlib.closing(recording.load([copy], copy.parent)) as loaded,
        events.progress(f"{interview.id}: cutting {len(timed)} clips") as progress,
    ):
        for number, (unit, start, end) in enumerate(timed, 1):
            path = study.clip(interview.id, unit)
            try:
                write_clip(loaded.sound, storage.begin(path), max(0.0, start - BESIDE), end + BESIDE)
                storage.finish(path)
            except OSError as error:
                raise storage.cannot_write(path, error) from None
            wanted[unit] = storage.file_digest(path)
            progress(number / len(timed))
    _delete_others(folder, {study.clip(interview.id, unit) for unit in wanted})
    fingerprint = storage.file_digest(study.units(interview.id))
    storage.write(
        study.sound_record(interview.id),
        made.model_copy(update={"clips": wanted, "clip_inputs": fingerprint}),
        private=True,
    )
    if untimed := len(units) - len(timed):
        events.notice(f"{interview.id}: {untimed} units have no times, and no clip.")


def _delete_others(folder: Path, wanted: set[Path]) -> None:
    for path in folder.iterdir():
        if path.is_file() and path not in wanted:
            storage.delete(path)
