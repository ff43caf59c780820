"""The init step: creates a new study folder with commented configuration files."""

import re
import secrets
import unicodedata
from importlib.resources import files
from pathlib import Path

from ipstranscribe.documents import tables
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.languages import of_documents
from ipstranscribe.study import private_place, storage

TABLES = {
    "interviews": ("id", "participant", "recordings", "date", "place", "interviewer", "language"),
    "participants": ("id", "name", "aliases", "branch", "age", "gender", "town", "employer"),
    "people": ("name", "aliases", "role", "of"),
}
"""The three tables and their columns."""


def create_study(root: Path, title: str, language: str) -> None:
    """Create the study folder `root`; raises UserError if it is not empty."""
    try:
        language = of_documents(language)
    except ValueError as error:
        raise UserError(f"--language: {language} {error}.", "For example --language nb.", ExitCode.USAGE) from None
    refuse_existing(root)
    restricted = root / "restricted"
    for folder in ("recordings", "transcripts", "identifiers", "work"):
        storage.make_folder(restricted / folder, private=True)
    private_place.keep_private(restricted)
    for name, columns in TABLES.items():
        storage.write_bytes(restricted / f"{name}.csv", tables.to_csv(columns, ()), private=True)
    storage.write_bytes(root / "guide.toml", template("guide.toml").encode())
    title = " ".join(title.replace("\\", "").replace('"', "'").split())
    identity = f"{slug(title)}-{secrets.token_hex(3)}"
    filled = template("study.toml").format(id=identity, title=title, language=language)
    storage.write_bytes(root / "study.toml", filled.encode())  # last: a folder without it is no study


def refuse_existing(root: Path) -> None:
    """Raise UserError unless `root` does not exist or is an empty folder."""
    try:
        taken = root.exists() and (not root.is_dir() or any(root.iterdir()))
    except OSError as error:
        raise storage.cannot_write(root, error) from None
    if taken:
        raise UserError(f"{root.name} exists already and is not empty.", "Choose another name.", ExitCode.CANNOT_WRITE)


def slug(title: str) -> str:
    """A title as part of a file name: lower-case letters a to z, digits and hyphens."""
    for letter, plain in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        title = title.casefold().replace(letter, plain)
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:40] or "study"


def template(name: str) -> str:
    """A template that ships with the program."""
    return files("ipstranscribe.study").joinpath("templates", name).read_text(encoding="utf-8")
