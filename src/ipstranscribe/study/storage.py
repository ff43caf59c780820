"""Storage of values as JSON files with kind and version, written atomically.

A file is written to a temporary name beside its target, synced and renamed, so that a crash, a full disk or a kill
leaves the old file or the new one. Files that hold originals are made readable by their owner only (POSIX modes; on
Windows the user's profile folder protects them, see docs/privacy.md).
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

import filelock
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ipstranscribe import events, model, system
from ipstranscribe.errors import ExitCode, UserError, first_mistake
from ipstranscribe.study import indented_json, machine_faults, once
from ipstranscribe.study.damaged import STAY, Damaged, place_in, set_aside

FORMAT_VERSION = 1
KINDS: dict[type[model.Value], str] = {
    model.Transcript: "transcript",
    model.SpokenLanguage: "transcript",
    model.UntimedTranscript: "transcript",
    model.Identifiers: "identifiers",
    model.Decisions: "decisions",
    model.Key: "key",
    model.PseudonymizedTranscript: "pseudonymized-transcript",
    model.TalkText: "pseudonymized-transcript",
    model.TextProvenance: "pseudonymized-transcript",
    model.PendingCount: "pseudonymized-transcript",
    model.Units: "units",
    model.UnitDecisions: "unit-decisions",
    model.Approvals: "approvals",
    model.ReviewContent: "review-content",
    model.Withdrawals: "withdrawals",
    model.StepInputs: "step-inputs",
    model.ListenedPlaces: "listened-places",
    model.RecognizedTurns: "recognized-turns",
    model.KeyRecord: "key-record",
    model.HandoverManifest: "handover-manifest",
    model.CorrectionLog: "corrections",
    model.CondensationLog: "condensation",
    model.CodingLog: "codings",
    model.ConsensusLog: "consensus",
    model.CodeMerges: "code-merges",
    model.SoundRecord: "sound-record",
    model.Deposit: "deposit",
}

MANIFEST = "manifest.sha256"
"""File name of the checksum manifest of a folder."""

RESTRICTED = "restricted"
"""Name of the study's folder for originals."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

V = TypeVar("V", bound=model.Value)


class _Envelope(BaseModel, Generic[V]):
    """A stored file as a whole: read at once, it takes half the time and memory that its parts would take."""

    model_config = ConfigDict(hide_input_in_errors=True)

    kind: str
    version: int = Field(strict=True)
    data: V


@cache
def _envelope(kind: type[V]) -> type[_Envelope[V]]:
    return _Envelope[kind]  # type: ignore[valid-type]


def to_bytes(value: model.Value) -> bytes:
    """Serialise `value` as JSON with its kind and version; the same value gives the same bytes."""
    envelope = {"kind": KINDS[type(value)], "version": FORMAT_VERSION, "data": value.model_dump(mode="json")}
    return (indented_json.dumps(envelope) + "\n").encode()


def from_bytes(raw: bytes, kind: type[V], name: str) -> V:
    """Parse a value of `kind` from `raw`; messages call the file `name`. Raises UserError, which quotes nothing."""
    with contextlib.suppress(ValidationError):  # what is wrong with it is found out below
        whole: _Envelope[V] = _envelope(kind).model_validate_json(raw)
        if whole.kind == KINDS[kind] and whole.version == FORMAT_VERSION:
            return whole.data
    try:
        envelope = json.loads(raw)
    except (ValueError, RecursionError):  # JSON and UTF-8 errors alike
        raise Damaged(name, ": it is not JSON") from None
    if not isinstance(envelope, dict) or "kind" not in envelope:
        raise UserError(f"{name} was not written by ipstranscribe.", "Choose another file.", ExitCode.WRONG_FILE)
    if envelope["kind"] != KINDS[kind]:
        other = f"a {envelope['kind']}" if envelope["kind"] in KINDS.values() else "something else"
        raise UserError(f"{name} holds {other}, not a {KINDS[kind]}.", "Choose another file.", ExitCode.WRONG_FILE)
    if envelope.get("version") != FORMAT_VERSION:
        raise UserError(
            f"{name} has another format version than {FORMAT_VERSION}, which this program reads.",
            "Update ipstranscribe.",
            ExitCode.WRONG_FILE,
        )
    try:
        return kind.model_validate_json(json.dumps(envelope.get("data")))
    except ValidationError as error:
        if all(one["type"] == "extra_forbidden" for one in error.errors(include_input=False, include_context=False)):
            raise UserError(
                f"{name} holds an entry that this version does not know. A newer ipstranscribe has written it.",
                "Update ipstranscribe; nothing was changed. With the newest, the file is damaged: take it from a backup.",
                ExitCode.WRONG_FILE,
            ) from None
        raise Damaged(name, f" at {place_in(first_mistake(error).path)}") from None


def write(path: Path, value: model.Value, *, private: bool = False) -> None:
    """Store `value` at `path`, atomically."""
    write_bytes(path, to_bytes(value), private=private)


def read(path: Path, kind: type[V]) -> V:
    """Read the value of `kind` at `path`; raises UserError if it is missing, damaged or of another kind.

    A damaged file is set aside under a name of its own, and that is said: somebody may still get something out of it. One
    whose absence would let something happen that people have ruled out stays where it is.
    """
    kept = once.here()
    if kept is None:
        return _parsed(path, _raw(path), kind)
    look, checksum = once.look_at(path), kept.sum_of(path)
    found = kept.value(kind, checksum) if checksum else None
    if found is None:
        raw = _raw(path)
        checksum = digest_of(raw)
        kept.note_sum(path, look, checksum)
        found = kept.value(kind, checksum) or _parsed(path, raw, kind)
        kept.keep(kind, checksum, found)
    assert isinstance(found, kind)  # noqa: S101 - kept under its kind
    return found


def _raw(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError(
            f"{path.name} does not exist yet.", "Run the step before this one first (`ipstranscribe status` shows it)."
        ) from None
    except OSError as error:
        raise cannot_read(path, error) from None


def cannot_read(path: Path, error: OSError) -> UserError:
    """The error for a `path` that could not be read."""
    return UserError(f"{path.name} cannot be read ({error.strerror}).", "Check who may read it.")


def _parsed(path: Path, raw: bytes, kind: type[V]) -> V:
    try:
        return from_bytes(raw, kind, path.name)
    except Damaged as error:
        told = Damaged(path.name, error.why, set_aside(path, raw, kind), stays=kind in STAY)
        events.warn(told.what)  # also where who asked goes on without the file
        raise told from None


def write_bytes(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write `data` to `path` atomically, completely or not at all; raises UserError if it cannot be written."""
    temporary = _temporary(path)
    try:
        make_folder(path.parent, private=private)
        temporary.unlink(missing_ok=True)  # left by a program that was killed; it may hold what was said
        mode = 0o600 if private else 0o666  # less what the user's umask takes away
        with os.fdopen(os.open(temporary, _NEW, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        system.rename(temporary, path)
        _note(path, data)
        system.sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        with contextlib.suppress(OSError):  # gone after the rename, as it should be
            temporary.unlink()


def begin(path: Path) -> Path:
    """The temporary file of `path`, new and its owner's alone, for a library that writes into it by name; raises OSError."""
    temporary = _temporary(path)
    temporary.unlink(missing_ok=True)
    os.close(os.open(temporary, _NEW, 0o600))
    return temporary


def finish(path: Path) -> None:
    """Put the temporary file that was begun for `path` in its place, once it is on the disk; raises OSError."""
    with _temporary(path).open("rb+") as file:
        os.fsync(file.fileno())
    system.rename(_temporary(path), path)
    system.sync_folder(path.parent)


def discard(path: Path) -> None:
    """Delete the temporary file that was begun for `path`, if it was not finished."""
    with contextlib.suppress(OSError):
        _temporary(path).unlink()


_noted: "ContextVar[dict[Path, str | None] | None]" = ContextVar("noted", default=None)


@contextlib.contextmanager
def noting_writes() -> Iterator[Mapping[Path, str | None]]:
    """The files written inside of this block, each with the checksum of its latest content; None for a deleted one."""
    noted: dict[Path, str | None] = {}
    before = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(before)


def _note(path: Path, data: bytes | None) -> None:
    if (noted := _noted.get()) is not None:
        noted[path] = None if data is None else digest_of(data)


def delete(path: Path) -> None:
    """Delete the file at `path` and a temporary file left by a killed program, if they exist."""
    for one in (path, _temporary(path)):
        with contextlib.suppress(FileNotFoundError):
            one.unlink()
            _note(one, None)


def _temporary(path: Path) -> Path:
    """The path of a file's temporary file: a fixed name, so that one left by a killed program is found again."""
    return path.with_name(f".{path.name}.part")


def make_folder(path: Path, *, private: bool = False) -> None:
    """Create `path` and its parents; with `private`, the new folders are accessible to their owner only."""
    try:
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):  # `mkdir` would give the parents it makes the usual mode
            folder.mkdir(exist_ok=True, mode=0o700 if private else 0o777)
        path.mkdir(exist_ok=True)  # says so where a file has the name
    except OSError as error:
        raise cannot_write(path, error) from None


def cannot_write(path: Path, error: OSError) -> UserError:
    """The error for a `path` that could not be written."""
    return machine_faults.refused(path.name, error, "written")


def digest(*parts: model.Value | bytes | str) -> str:
    """SHA-256 over values, bytes and strings, each delimited, so that different parts never give the same input."""
    return digest_each(parts)


def digest_each(parts: Iterable[model.Value | bytes | str]) -> str:
    """The same of parts that are made one after the other, and need not be held together."""
    sha = hashlib.sha256()
    for part in parts:
        plain = canonical(part) if isinstance(part, model.Value) else part
        raw = plain.encode() if isinstance(plain, str) else plain
        sha.update(len(raw).to_bytes(8, "big") + raw)
    return sha.hexdigest()


def canonical(value: model.Value) -> bytes:
    """The bytes of a value as fingerprints read it, for one that goes into several: JSON with its fields in order."""
    return json.dumps(value.model_dump(mode="json"), ensure_ascii=False, sort_keys=True).encode()


def digest_of(data: bytes) -> str:
    """SHA-256 of a file's content."""
    return hashlib.sha256(data).hexdigest()


def checksums(files: Mapping[str, bytes]) -> dict[str, str]:
    """The checksums of `files` (name → content) by name."""
    return {name: digest_of(data) for name, data in files.items()}


def manifest(sums: Mapping[str, str]) -> bytes:
    """The manifest of files (name → checksum), in the format that `sha256sum -c` reads."""
    return "".join(f"{one}  {name}\n" for name, one in sorted(sums.items())).encode()


def file_digest(path: Path) -> str:
    """SHA-256 of a file, read in blocks; inside of `reading_once` a file that looks as it did then is not read again."""
    kept, look = once.here(), None
    if kept is not None:
        if known := kept.sum_of(path):
            return known
        look = once.look_at(path)
    found = file_digest_now(path)
    if kept is not None:
        kept.note_sum(path, look, found)
    return found


def file_digest_now(path: Path) -> str:
    """The same, of a file that is read whatever it looks like."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def lock(folder: Path, what: str, *, patience: float = 0.0) -> Iterator[None]:
    """Lock `folder` for one process; a second one gets an error at once, or after so many seconds of `patience`."""
    make_folder(folder, private=True)
    held = filelock.FileLock(folder / ".lock", mode=0o600, fallback_to_soft=False)
    try:
        held.acquire(timeout=patience, poll_interval=0.5)
    except filelock.Timeout:
        raise UserError(
            f"{what} is in use by another ipstranscribe.", "Wait until it has finished.", ExitCode.CANNOT_WRITE
        ) from None
    except OSError as error:
        raise cannot_write(folder, error) from None
    try:
        yield
    finally:
        held.release()
