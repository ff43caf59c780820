"""The key: the link between replacements and originals, encrypted with a passphrase in the age format.

Any program that reads age files (https://age-encryption.org/v1) opens it: `age -d STUDY.key.age`. It lies outside the
study folder unless the study says otherwise, and never where things are shared.
"""

import os
from pathlib import Path

from ipstranscribe import store
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Key
from ipstranscribe.study import Study

PASSPHRASE = "IPSTRANSCRIBE_PASSPHRASE"  # noqa: S105 - the name of the environment variable
_PLACES = "Choose a place outside the study folder, or under its restricted folder."


def path(study: Study) -> Path:
    """Where the key of `study` is; raises UserError (KEY) for a place that is handed on."""
    import platformdirs

    chosen = study.config.key
    if not chosen:
        return platformdirs.user_data_path("ipstranscribe", appauthor=False) / "keys" / f"{study.config.id}.key.age"
    try:
        place = (study.root / Path(chosen).expanduser()).resolve()
    except (RuntimeError, ValueError, OSError):
        raise UserError("study.toml names a place for the key that there is not.", _PLACES, ExitCode.KEY) from None
    inside = place.is_relative_to(study.root)
    if (inside and not place.is_relative_to(study.restricted)) or "shared" in place.parent.parts[-1:]:
        raise UserError("study.toml puts the key where things are shared.", _PLACES, ExitCode.KEY)
    return place


def passphrase(*, new: bool) -> str:
    """The passphrase from the environment, or asked for; raises UserError (KEY) where nobody can be asked."""
    from ipstranscribe import console

    given = os.environ.get(PASSPHRASE)
    if given:
        return given
    if not console.can_ask():
        raise UserError(
            "The key needs a passphrase, and there is no terminal to ask for it.", f"Set {PASSPHRASE}.", ExitCode.KEY
        )
    prompt = "New passphrase for the key of this study" if new else "Passphrase for the key of this study"
    return console.ask_passphrase(prompt, twice=new)


def load(study: Study, secret: str) -> Key:
    """The key of `study`; raises UserError (KEY) if it is missing, damaged, or the passphrase is another."""
    import pyrage

    place = path(study)
    try:
        sealed = place.read_bytes()
    except FileNotFoundError:
        raise missing(study) from None
    except OSError as error:
        raise UserError(f"The key cannot be read ({error.strerror}).", "Check who may read it.", ExitCode.KEY) from None
    try:
        opened = pyrage.passphrase.decrypt(sealed, secret)
    except pyrage.DecryptError:
        raise UserError(
            "The key does not open: the passphrase is wrong, or the file is damaged.",
            "Try again; if it is damaged, restore it from a backup. Nothing was changed.",
            ExitCode.KEY,
        ) from None
    key = store.from_bytes(opened, Key, "The key")
    if key.study != study.config.id:
        raise UserError("This key belongs to another study.", "Correct `key` in study.toml.", ExitCode.KEY)
    return key


def missing(study: Study) -> UserError:
    """What to tell the user when the key is not where it should be."""
    return UserError(
        f"The key {path(study).name} is not there.",
        "Bring it back to where study.toml says, or restore a backup. Without it replacements would be numbered anew.",
        ExitCode.KEY,
    )


def save(study: Study, key: Key, secret: str) -> None:
    """Seal and store the key, readable by its owner only."""
    import pyrage

    store.write_bytes(path(study), pyrage.passphrase.encrypt(store.to_bytes(key), secret), private=True)
