"""The key: the link between replacements and originals, encrypted with a passphrase in the age format.

Any program that reads age files (https://age-encryption.org/v1) opens it: `age -d STUDY.key.age`. It lies outside the
study folder unless the study says otherwise, and never where things are shared. No error holds the passphrase.
"""

import os
from pathlib import Path
from typing import Any

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.safe_places import checked_place

PASSPHRASE = "IPSTRANSCRIBE_PASSPHRASE"  # noqa: S105 - the name of the environment variable
NEW_PASSPHRASE = "IPSTRANSCRIBE_NEW_PASSPHRASE"  # noqa: S105 - the same
WEAK = 8
"""Length in characters below which a new passphrase is called weak."""
_SERVICE = "ipstranscribe"


# Allowed places.


def path(study: Study) -> Path:
    """The path of the study's key; raises UserError (KEY) for a folder that is handed on."""
    import platformdirs

    chosen = study.config.key
    if not chosen:
        return platformdirs.user_data_path("ipstranscribe", appauthor=False) / "keys" / f"{study.config.id}.key.age"
    return checked_place(study, Path(chosen), "study.toml puts the key")


# The passphrase.


def passphrase(study: Study | None = None, *, new: bool) -> str:
    """Get the passphrase: from the environment, else the system's keyring, else by asking (a `new` one twice).

    Raises UserError (KEY) where nobody can be asked. The keyring is looked into for `study` only.
    """
    given = os.environ.get(PASSPHRASE) or (keyring_passphrase(study) if study else None)
    if not given:
        prompt = "New passphrase for the key of this study" if new else "Passphrase for the key of this study"
        given = _asked(prompt, f"Set {PASSPHRASE}, or store it with `ipstranscribe key remember`.", twice=new)
    if new:
        _warn_if_weak(given)
    return given


def next_passphrase() -> str:
    """The new passphrase for a change: from the environment, or asked for twice."""
    given = os.environ.get(NEW_PASSPHRASE)
    if not given:
        given = _asked("New passphrase for the key of this study", f"Set {NEW_PASSPHRASE}.", twice=True)
    _warn_if_weak(given)
    return given


def _asked(prompt: str, fix: str, *, twice: bool) -> str:
    """What a person types; raises UserError (KEY) with `fix` where nobody can be asked."""
    answer = events.ask(events.UserQuestion(prompt, secret=True, twice=twice))
    if answer is None:
        raise UserError("The key needs a passphrase, and there is no terminal to ask for it.", fix, ExitCode.KEY)
    return answer


def _warn_if_weak(given: str) -> None:
    if len(given) < WEAK:
        events.warn(
            f"This passphrase has fewer than {WEAK} characters: easy to guess. `ipstranscribe key passphrase` changes it."
        )


def keyring_passphrase(study: Study) -> str | None:
    """The passphrase of `study` in the system's keyring; None if there is none, or no keyring."""
    try:
        keyring = _keyring()
    except UserError:
        return None
    try:
        found = keyring.get_password(_SERVICE, study.config.id)
    except keyring.errors.KeyringError:
        return None
    return str(found) if found else None


def remember(study: Study, secret: str) -> None:
    """Store the passphrase of `study` in the system's keyring; raises UserError (KEY) if that does not work."""
    keyring = _keyring()
    try:
        keyring.set_password(_SERVICE, study.config.id, secret)
    except keyring.errors.KeyringError:
        raise _no_keyring() from None


def forget(study: Study) -> bool:
    """Remove the passphrase of `study` from the system's keyring; returns whether it was there."""
    keyring = _keyring()
    try:
        keyring.delete_password(_SERVICE, study.config.id)
    except keyring.errors.PasswordDeleteError:
        return False
    except keyring.errors.KeyringError:
        raise _no_keyring() from None
    return True


def _keyring() -> Any:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        fix = f"Install `ipstranscribe[keyring]`, or set {PASSPHRASE}."
        raise UserError("The library that speaks to the system's keyring is not here.", fix, ExitCode.KEY) from None
    return keyring


def _no_keyring() -> UserError:
    return UserError("The system's keyring cannot be used.", f"Unlock it, or set {PASSPHRASE}.", ExitCode.KEY)


# The sealed file.


def load(study: Study, secret: str) -> Key:
    """Load the key of `study`; raises UserError (KEY) if it is missing or damaged, or the passphrase is wrong."""
    return unseal(read_sealed(study), study, secret)


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
    import pyrage

    try:
        inside = pyrage.passphrase.decrypt(sealed, secret)
    except pyrage.DecryptError:
        raise UserError(
            "The key does not open: the passphrase is wrong, or the file is damaged.",
            "Try again; if it is damaged, restore it from a backup. Nothing was changed.",
            ExitCode.KEY,
        ) from None
    try:
        key = storage.from_bytes(inside, Key, "The key")
    except UserError as error:
        raise UserError(error.what, "Restore the key from a backup. Nothing was changed.", ExitCode.KEY) from None
    if key.study != study.config.id:
        raise UserError("This key belongs to another study.", "Correct `key` in study.toml.", ExitCode.KEY)
    return key


def missing(study: Study) -> UserError:
    """The error for a key that is not where it should be."""
    return UserError(
        f"The key {path(study).name} is not there.",
        "Bring it back to where study.toml says, or restore a backup. Without it replacements would be numbered anew.",
        ExitCode.KEY,
    )


def save(study: Study, key: Key, secret: str) -> None:
    """Encrypt and store the key, readable by its owner only."""
    storage.write_bytes(path(study), _sealed(key, secret), private=True)


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
    import pyrage

    sealed: bytes = pyrage.passphrase.encrypt(storage.to_bytes(key), secret)
    return sealed
