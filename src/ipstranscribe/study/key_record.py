"""The record of the key: which key a study has and how new it is, so that another or an older one is not taken for it.

A key that was restored from a backup does not know what was found since: the gate would call a folder clean that is not.
Copies of a study share one key; beside the key stands which folders have used it.
"""

import contextlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key, KeyRecord, PseudonymizedTranscript
from ipstranscribe.study import storage
from ipstranscribe.study.config import read_config
from ipstranscribe.study.folder import Study

_RESTORE = (
    "Bring the newest copy of the key back. If there is none, `ipstranscribe key adopt` goes on with this one: "
    "what it does not know is found and numbered anew."
)


def read(study: Study) -> KeyRecord | None:
    """What the study knows of its key; None before the first key, and in studies of earlier versions."""
    return storage.read(study.key_record, KeyRecord) if study.key_record.exists() else None


def adopted(study: Study) -> str:
    """Part of the fingerprint of what is pseudonymized: changes with every key that people adopted; empty if none."""
    record = read(study)
    return f"key adopted: {record.adopted}" if record and record.adopted else ""


def check(study: Study, key: Key) -> None:
    """Check that `key` is the study's own and not older than the study; warns where it is newer than the study knows.

    Raises UserError (KEY) for another key, an older one, and one without an entity that the study uses.
    """
    record = read(study)
    if record is None:
        if lacking := _used(study) - {entity.id for entity in key.entities}:
            raise _refused(f"The key lacks {len(lacking)} entries that this study uses: it is older, or another one.")
        _write(study, _of(key))
        return
    if record.key != key.id and (record.key or key.generation != record.pending):
        raise _refused("This is not the key that the study was pseudonymized with.")
    if key.generation < record.generation:
        raise _refused(
            f"The key is older than the study: it was stored {key.generation} times, the study's {record.generation} times."
        )
    if key.generation > record.generation and key.generation != record.pending:
        events.warn(
            "The key is newer than this study knows: the study was restored from a backup, or another copy of it went on.\n"
            "  → Work in one copy only. What the other copy found stays in the key."
        )
    if record.pending is not None or key.generation != record.generation:
        _write(study, _of(key, record.adopted))


def adopt(study: Study, key: Key) -> None:
    """Go on with `key`, whatever the study knew before."""
    record = read(study)
    _write(study, _of(key, (record.adopted if record else 0) + 1))


@contextlib.contextmanager
def replacing(study: Study, key: Key) -> Iterator[None]:
    """Inside of this block `key` takes the place of the one before: whatever happens there, one of the two is known."""
    before = read(study)
    earlier = before or KeyRecord(key="", generation=key.generation - 1)
    _write(study, earlier.model_copy(update={"pending": key.generation}))
    yield
    _write(study, _of(key, earlier.adopted))


def forget(study: Study) -> None:
    """Remove the record, as the key is deleted."""
    storage.delete(study.key_record)


def _of(key: Key, adopted: int = 0) -> KeyRecord:
    return KeyRecord(key=key.id, generation=key.generation, adopted=adopted)


def _write(study: Study, record: KeyRecord) -> None:
    storage.write(study.key_record, record, private=True)


def _used(study: Study) -> set[str]:
    """The ids of entities that stand in the pseudonymized texts."""
    found: set[str] = set()
    for path in study.pseudonymized("any").parent.glob("*.json"):
        with contextlib.suppress(UserError):  # what is damaged is told of by who needs it
            text = storage.read(path, PseudonymizedTranscript)
            found |= {one.entity for turn in text.turns for one in turn.replacements}
    return found


def _refused(what: str) -> UserError:
    return UserError(f"{what} With it, names that it does not know would be let out.", _RESTORE, ExitCode.KEY)


# The folders that share a key.


def note_folder(study: Study, key: Path) -> None:
    """Note beside `key` that the study's folder uses it; tells where another copy does, or where the study was moved."""
    here, known = str(study.root), _folders(key)
    if here in known:
        return
    others = copies(study, key)
    if others:
        told = ", ".join(map(str, others))
        events.warn(
            f"This folder is a copy of a study: another lies at {told}. Both use one key.\n"
            "  → Work in one of them only, and remove the other, or keep it unused as a backup."
        )
    elif known:
        events.notice("The study was moved since the key was last used. Copies that were left behind are not known.")
    listed = [*map(str, others), here]
    with contextlib.suppress(UserError):  # a place that can only be read: the key is used all the same
        storage.write_bytes(
            _beside(key), (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode(), private=True
        )


def copies(study: Study, key: Path) -> Sequence[Path]:
    """The folders of the same study that have used `key`, are still there, and are not this one."""
    return [Path(one) for one in _folders(key) if one != str(study.root) and _is_copy(Path(one), study)]


def forget_folders(key: Path) -> None:
    """Remove the note of folders, as the key is deleted."""
    storage.delete(_beside(key))


def _folders(key: Path) -> list[str]:
    try:
        listed = json.loads(_beside(key).read_bytes())
    except (OSError, ValueError):
        return []
    return [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []


def _is_copy(folder: Path, study: Study) -> bool:
    try:
        return not folder.samefile(study.root) and read_config(folder / "study.toml").id == study.config.id
    except (OSError, UserError):
        return False


def _beside(key: Path) -> Path:
    return key.with_name(f".{key.name}.folders")
