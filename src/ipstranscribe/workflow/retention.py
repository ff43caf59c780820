"""Retention: deletion of recordings after their retention period, and of the key at the end of a study."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Interview
from ipstranscribe.study import approvals, audit_log, key_record, locks, passphrases, storage
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import listening_copy, sound_export, sound_state


class SoundFile(NamedTuple):
    """A recording: interview, file name, and size in bytes, None if the file is missing."""

    interview: str
    file: str
    size: int | None


def recordings(study: Study, interviews: Sequence[Interview]) -> list[SoundFile]:
    """The recordings of `interviews`, including missing files."""
    return [
        SoundFile(interview.id, name, path.stat().st_size if path.is_file() else None)
        for interview in interviews
        for name, path in zip(interview.recordings, study.recordings(interview), strict=True)
    ]


def unlisted(study: Study) -> list[SoundFile]:
    """Files in the recordings folder that no interview lists."""
    folder = study.restricted / "recordings"
    named = {path for interview in (*study.listed, *study.interviews) for path in study.recordings(interview)}
    there = (path for path in sorted(folder.rglob("*")) if path.is_file() and path not in named)
    return [SoundFile("", path.relative_to(folder).as_posix(), path.stat().st_size) for path in there]


@locks.holding_everything("recordings delete")
def delete_recordings(
    study: Study, interviews: Sequence[Interview], *, by: str, when: str, unreviewed: bool = False
) -> list[str]:
    """Delete the recordings of `interviews`; returns the ids of those that had any.

    Raises UserError (REFUSED), before anything is deleted, for an interview whose transcript is not approved, unless
    `unreviewed` ones may go: a recording is what a transcript is checked against. A recording that another interview
    shares stays. Copies for listening and covered sound go with them, clips in `exports/` too: it is the same voice. Where
    more of it may be is said.
    """
    given = approvals.read(study)
    unsure = [i.id for i in interviews if approvals.state(study, i.id, "transcript", given) != "reviewed"]
    if unsure and not unreviewed:
        raise UserError(
            f"The transcripts of {', '.join(unsure)} are not approved: what was misheard could not be corrected any more.",
            "Approve them first, or add --unreviewed.",
            ExitCode.REFUSED,
        )
    chosen = {interview.id for interview in interviews}
    shared = {path for i in study.interviews if i.id not in chosen for path in study.recordings(i)}
    done, sounding = [], []
    for interview in interviews:
        there = [path for path in study.recordings(interview) if path.is_file() and path not in shared]
        covered = list(sound_state.files(study, interview.id))
        copies = [*listening_copy.copies(study, interview.id), *covered]
        for path in (*there, *copies):
            _delete(path)
        sound_export.take_back(study, interview, None)
        sounding += [interview.id] if covered else []
        if there or copies:
            audit_log.record(study, f"recordings deleted: {len(there)}", [interview.id], by=by, when=when)
            done.append(interview.id)
    if sounding:
        events.warn(
            f"{', '.join(sounding)}: projects in exports/ may hold sound until the next run, and so may what was released.\n"
            "  → `ipstranscribe run`; then release again, and tell those who got sound."
        )
    return done


def overdue(study: Study, today: datetime.date) -> int:
    """The number of recordings still there after the retention date in study.toml; 0 before that date.

    A copy for listening or with covered places counts where its recordings were deleted by hand.
    """
    last = study.config.keep_recordings_until
    if last is None or today <= last:
        return 0
    there = [one for one in (*recordings(study, study.listed), *unlisted(study)) if one.size is not None]
    heard = {one.interview for one in there}
    left = [one.id for one in study.listed if one.id not in heard]
    copies = [path for one in left for path in (*listening_copy.copies(study, one), *sound_state.files(study, one))]
    return len(there) + len(copies)


@locks.holding_shared("key destroy")
def destroy_key(study: Study, *, by: str, when: str) -> bool:
    """Delete the key and its passphrase in the keyring; returns whether the key was there."""
    place = keys.path(study)
    there = place.exists()
    _delete(place)
    key_record.forget(study)
    key_record.forget_folders(place)
    if passphrases.from_keyring(study):
        passphrases.forget(study)
    if there:
        audit_log.record(study, "key destroyed", [], by=by, when=when)
    return there


def _delete(path: Path) -> None:
    try:
        storage.delete(path)
    except OSError as error:
        raise storage.cannot_write(path, error) from None
