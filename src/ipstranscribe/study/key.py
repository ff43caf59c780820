"""The key: the link between replacements and originals, encrypted with a passphrase in the age format.

Any program that reads age files (https://age-encryption.org/v1) opens it: `age -d STUDY.key.age`. It lies outside the
study folder unless the study says otherwise, and never where things are shared. No error holds the passphrase.
"""

import contextlib
import secrets
from collections.abc import Iterator
from pathlib import Path

import filelock

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key
from ipstranscribe.study import key_record, passphrases, storage, user_folders
from ipstranscribe.study.folder import Study
from ipstranscribe.study.safe_places import checked_place

_PATIENCE = 20.0
"""Seconds to wait for another copy of the study that writes the key: it takes one or two."""


# Allowed places.


def path(study: Study) -> Path:
    """The path of the study's key; raises UserError (KEY) for a folder that is handed on, or where no home is known."""
    chosen = study.config.key
    if not chosen:
        own = user_folders.data("name the place of the key in study.toml", ExitCode.KEY)
        return own / "keys" / f"{study.config.id}.key.age"
    return checked_place(study, Path(chosen), "study.toml puts the key")


# The sealed file.


def load(study: Study, secret: str) -> Key:
    """Load the key of `study`, and note that it is the one that the study goes on with.

    Raises UserError (KEY) if it is missing, damaged, older than the study or another one, or the passphrase is wrong.
    """
    key = unseal(read_sealed(study), study, secret)
    key_record.check(study, key)
    key_record.note_folder(study, path(study))
    return key


def adopt(study: Study, secret: str) -> Key:
    """Go on with the key that is there, though it is older than the study or another one; returns it.

    What it does not know is found and numbered anew. Raises UserError (KEY) if it does not open.
    """
    key = unseal(read_sealed(study), study, secret)
    key_record.adopt(study, key)
    return key


def passphrase(study: Study) -> str:
    """The passphrase of the study's key, a new one where there is no key yet; raises UserError (KEY) like both."""
    return passphrases.of_study(study) if path(study).exists() else passphrases.new(study)


def read_sealed(study: Study) -> bytes:
    """Read the sealed (encrypted) file; raises UserError (KEY) if it is missing or cannot be read."""
    try:
        return path(study).read_bytes()
    except FileNotFoundError:
        raise missing(study) from None
    except OSError as error:
        raise UserError(f"The key cannot be read ({error.strerror}).", "Check who may read it.", ExitCode.KEY) from None


def unseal(sealed: bytes, study: Study, secret: str) -> Key:
    """Decrypt the key in `sealed`; raises UserError (KEY) if that fails, or holds no key or that of another study."""
    try:
        key = storage.from_bytes(_inside(sealed, secret), Key, "The key")
    except UserError as error:
        raise UserError(error.what, "Restore the key from a backup. Nothing was changed.", ExitCode.KEY) from None
    if key.study != study.config.id:
        raise UserError("This key belongs to another study.", "Correct `key` in study.toml.", ExitCode.KEY)
    return key


def _inside(sealed: bytes, secret: str) -> bytes:
    """What is sealed; raises UserError (KEY) where no way to write the passphrase opens it."""
    inside = passphrases.opened(sealed, secret)
    if inside is not None:
        return inside
    raise UserError(
        "The key does not open: the passphrase is wrong, or the file is damaged.",
        "Try again; if it is damaged, restore it from a backup. Nothing was changed.",
        ExitCode.KEY,
    )


def missing(study: Study) -> UserError:
    """The error for a key that is not where it should be."""
    return UserError(
        f"The key {path(study).name} is not there.",
        "Bring it back to where study.toml says, or restore a backup. Without it replacements would be numbered anew.",
        ExitCode.KEY,
    )


def save(study: Study, key: Key, secret: str) -> None:
    """Encrypt and store the key as its next generation, readable by its owner only.

    Raises UserError (KEY) where another copy of the study has written the key since this one was loaded.
    """
    place = path(study)
    with _alone(place):
        if place.exists() and unseal(read_sealed(study), study, secret).generation != key.generation:
            raise UserError(
                "The key was written meanwhile, by another copy of this study. Nothing was changed.",
                "Do it again; and work in one copy of the study only.",
                ExitCode.KEY,
            )
        newer = key.model_copy(update={"id": key.id or secrets.token_hex(8), "generation": key.generation + 1})
        with key_record.replacing(study, newer):
            storage.write_bytes(place, _sealed(newer, secret), private=True)
    key_record.note_folder(study, place)


@contextlib.contextmanager
def _alone(place: Path) -> Iterator[None]:
    """Hold the key, which copies of a study share; raises UserError (CANNOT_WRITE) where it stays in use."""
    storage.make_folder(place.parent, private=True)
    try:
        with filelock.FileLock(place.with_name(f".{place.name}.lock"), timeout=_PATIENCE, mode=0o600):
            yield
    except filelock.Timeout:
        raise UserError(
            "The key is in use by another copy of this study.", "Wait until it has finished.", ExitCode.CANNOT_WRITE
        ) from None
    except OSError as error:
        raise storage.cannot_write(place, error) from None


def change_passphrase(study: Study, old: str, new: str) -> None:
    """Re-encrypt the key with `new`; the new file is decrypted as a test before it replaces the old one."""
    key, place = load(study, old), path(study)
    beside = place.with_name(f"{place.name}.new")
    try:
        storage.write_bytes(beside, _sealed(key, new), private=True)
        if unseal(beside.read_bytes(), study, new) != key:
            raise UserError("The key could not be sealed anew.", "The old one is as it was. Try again.", ExitCode.KEY)
        beside.replace(place)
    except OSError as error:
        raise storage.cannot_write(place, error) from None
    finally:
        storage.delete(beside)


def copy(study: Study, to: Path, secret: str) -> Path:
    """Back up the sealed key to the file or folder `to`, and test that the copy opens; returns its path.

    Raises UserError (KEY) for a place that is handed on or a key that does not open, and if another file is there.
    """
    sealed, name = read_sealed(study), path(study).name
    unseal(sealed, study, secret)
    place = checked_place(study, Path.cwd() / (to / name if to.is_dir() else to), "The copy would lie")
    if place.exists():
        raise UserError(f"{place.name} is there already.", "Choose another place or name.", ExitCode.CANNOT_WRITE)
    storage.write_bytes(place, sealed, private=True)
    unseal(place.read_bytes(), study, secret)
    return place


def _sealed(key: Key, secret: str) -> bytes:
    return passphrases.sealed(storage.to_bytes(key), secret)
