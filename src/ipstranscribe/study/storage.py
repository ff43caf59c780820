"""Storage of values as JSON files with kind and version, written atomically.

A file is written to a temporary name beside its target, synced and renamed, so that a crash, a full disk or a kill
leaves the old file or the new one. Files that hold originals are made readable by their owner only (POSIX modes; on
Windows the user's profile folder protects them, see docs/privacy.md).
"""

import contextlib
import hashlib
import json
import os
import shutil
import stat
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import filelock
from pydantic import ValidationError

from ipstranscribe import events, model
from ipstranscribe.errors import ExitCode, UserError, first_mistake
from ipstranscribe.study import machine_faults
from ipstranscribe.study.damaged import STAY, Damaged, place_in, set_aside

FORMAT_VERSION = 1
KINDS: dict[type[model.Value], str] = {
    model.Transcript: "transcript",
    model.Identifiers: "identifiers",
    model.Decisions: "decisions",
    model.Key: "key",
    model.PseudonymizedTranscript: "pseudonymized-transcript",
    model.Units: "units",
    model.UnitDecisions: "unit-decisions",
    model.Approvals: "approvals",
    model.ReviewContent: "review-content",
    model.Withdrawals: "withdrawals",
    model.StepInputs: "step-inputs",
    model.ListenedPlaces: "listened-places",
    model.KeyRecord: "key-record",
    model.HandoverManifest: "handover-manifest",
    model.CorrectionLog: "corrections",
}

MANIFEST = "manifest.sha256"
"""File name of the checksum manifest of a folder."""

RESTRICTED = "restricted"
"""Name of the study's folder for originals."""

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

V = TypeVar("V", bound=model.Value)


def to_bytes(value: model.Value) -> bytes:
    """Serialise `value` as JSON with its kind and version; the same value gives the same bytes."""
    envelope = {"kind": KINDS[type(value)], "version": FORMAT_VERSION, "data": value.model_dump(mode="json")}
    return (json.dumps(envelope, ensure_ascii=False, indent=1) + "\n").encode()


def from_bytes(raw: bytes, kind: type[V], name: str) -> V:
    """Parse a value of `kind` from `raw`; messages call the file `name`. Raises UserError, which quotes nothing."""
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
        raise Damaged(name, f" at {place_in(first_mistake(error).path)}") from None


def write(path: Path, value: model.Value, *, private: bool = False) -> None:
    """Store `value` at `path`, atomically."""
    write_bytes(path, to_bytes(value), private=private)


def read(path: Path, kind: type[V]) -> V:
    """Read the value of `kind` at `path`; raises UserError if it is missing, damaged or of another kind.

    A damaged file is set aside under a name of its own, and that is said: somebody may still get something out of it. One
    whose absence would let something happen that people have ruled out stays where it is.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UserError(
            f"{path.name} does not exist yet.", "Run the step before this one first (`ipstranscribe status` shows it)."
        ) from None
    except OSError as error:
        raise UserError(f"{path.name} cannot be read ({error.strerror}).", "Check who may read it.") from None
    kept = _kept.get()
    if kept is None:
        return _parsed(path, raw, kind)
    name = (kind, hashlib.sha256(raw).digest())
    found = kept.pop(name, None) or _parsed(path, raw, kind)
    kept[name] = found
    while len(kept) > _MOST_KEPT:
        kept.popitem(last=False)
    assert isinstance(found, kind)  # noqa: S101 - kept under its kind
    return found


def _parsed(path: Path, raw: bytes, kind: type[V]) -> V:
    try:
        return from_bytes(raw, kind, path.name)
    except Damaged as error:
        told = Damaged(path.name, error.why, set_aside(path, raw, kind), stays=kind in STAY)
        events.warn(told.what)  # also where who asked goes on without the file
        raise told from None


_MOST_KEPT = 8
"""Values kept by `reading_once`: those of the interview that is looked at; hundreds would fill the memory."""
_kept: "ContextVar[OrderedDict[tuple[type, bytes], model.Value] | None]" = ContextVar("kept", default=None)


@contextlib.contextmanager
def reading_once() -> Iterator[None]:
    """Inside of this block a file that is read again, and has not changed, is not parsed again."""
    before = _kept.set(OrderedDict())
    try:
        yield
    finally:
        _kept.reset(before)


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
        temporary.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from None
    finally:
        with contextlib.suppress(OSError):  # gone after the rename, as it should be
            temporary.unlink()


def delete(path: Path) -> None:
    """Delete the file at `path` and a temporary file left by a killed program, if they exist."""
    for one in (path, _temporary(path)):
        with contextlib.suppress(FileNotFoundError):
            one.unlink()


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


def keep_private(folder: Path) -> tuple[int, int]:
    """Restrict `folder` and all below it to their owner; returns how many were open to others, and how many still are.

    Links are left alone: what they lead to lies elsewhere. Some disks keep no modes. On Windows they mean nothing, and
    nothing is done; see docs/privacy.md.
    """
    opened = [path for path in (folder.resolve(), *folder.rglob("*")) if _is_open(path)]
    for path in opened:
        with contextlib.suppress(OSError):
            path.chmod(path.stat().st_mode & 0o700)
    return len(opened), sum(map(_is_open, opened))


def _is_open(path: Path) -> bool:
    try:
        mode = path.lstat().st_mode
    except OSError:
        return False  # gone since it was listed
    return os.name == "posix" and not stat.S_ISLNK(mode) and bool(mode & 0o077)


def _close_again(folder: Path) -> None:
    opened, left = keep_private(folder)
    if opened > left:
        events.warn(
            f"Files and folders under {folder.name} that others could read: {opened - left}. They are closed now."
        )
    if left:
        events.warn(
            f"Files and folders under {folder.name} that others can read: {left}. This disk does not let them be closed.\n"
            "  → Move the study to a disk that is yours alone."
        )


def cannot_write(path: Path, error: OSError) -> UserError:
    """The error for a `path` that could not be written."""
    return machine_faults.refused(path.name, error, "written")


def _sync_folder(folder: Path) -> None:
    """Make a rename durable. Windows has no such call and refuses to open a folder."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def digest(*parts: model.Value | bytes | str) -> str:
    """SHA-256 over values, bytes and strings, each delimited, so that different parts never give the same input."""
    sha = hashlib.sha256()
    for part in parts:
        if isinstance(part, model.Value):
            raw = json.dumps(part.model_dump(mode="json"), ensure_ascii=False, sort_keys=True).encode()
        else:
            raw = part.encode() if isinstance(part, str) else part
        sha.update(len(raw).to_bytes(8, "big") + raw)
    return sha.hexdigest()


def digest_of(data: bytes) -> str:
    """SHA-256 of a file's content."""
    return hashlib.sha256(data).hexdigest()


def manifest(files: Mapping[str, bytes]) -> bytes:
    """The checksum manifest of `files` (name → content), in the format that `sha256sum -c` reads."""
    return "".join(f"{digest_of(data)}  {name}\n" for name, data in sorted(files.items())).encode()


def file_digest(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def lock(folder: Path, what: str) -> Iterator[None]:
    """Lock `folder` for one process; a second process gets an error at once."""
    make_folder(folder, private=True)
    held = filelock.FileLock(folder / ".lock", timeout=0, mode=0o600)
    try:
        held.acquire()
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


@dataclass
class _Temporary:
    """Where this process keeps temporary files, and how many need the place now."""

    users: int = 0
    lock: filelock.BaseFileLock | None = None
    before: str | None = None


_temporary_files = _Temporary()
_one_at_a_time = threading.Lock()


@contextlib.contextmanager
def private_place(restricted: Path) -> Iterator[None]:
    """Close to others what became open below `restricted`, and keep libraries' temporary files there meanwhile.

    openpyxl writes every sheet, with names, before it packs it. What killed programs left there is swept.
    """
    with _one_at_a_time:
        if not _temporary_files.users:
            _close_again(restricted)
            _open_temporary(restricted / "work" / ".temporary")
        _temporary_files.users += 1
    try:
        yield
    finally:
        with _one_at_a_time:
            _temporary_files.users -= 1
            if not _temporary_files.users:
                _close_temporary()


def _open_temporary(folder: Path) -> None:
    """A folder for this process in `folder`; those of processes that are gone, whose locks are free, are deleted."""
    if "%" in str(folder.absolute()):  # lxml escapes the sign for libxml2, which does not take it back: no such file
        return
    make_folder(folder, private=True)
    for left in {path.stem for path in folder.iterdir()}:
        of_left = folder / f"{left}.lock"
        with contextlib.suppress(filelock.Timeout, OSError):
            with filelock.FileLock(of_left, timeout=0):
                shutil.rmtree(folder / left, ignore_errors=True)
            of_left.unlink(missing_ok=True)
    mine = folder / str(os.getpid())
    lock = filelock.FileLock(folder / f"{mine.name}.lock", mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except OSError as error:
        raise cannot_write(folder, error) from None
    try:
        make_folder(mine, private=True)
    except UserError:
        lock.release()
        raise
    _temporary_files.lock = lock
    _temporary_files.before, tempfile.tempdir = tempfile.tempdir, str(mine)


def _close_temporary() -> None:
    mine, _temporary_files.lock = _temporary_files.lock, None
    if mine is None:
        return
    tempfile.tempdir = _temporary_files.before
    place = Path(mine.lock_file)
    shutil.rmtree(place.with_suffix(""), ignore_errors=True)
    with contextlib.suppress(OSError):
        mine.release()
    with contextlib.suppress(OSError):
        place.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # another process has its folder there
        place.parent.rmdir()
