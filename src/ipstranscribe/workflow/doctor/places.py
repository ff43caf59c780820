"""The doctor's checks of places: where models, keys and the study lie, who may read them, and who copies them elsewhere."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ipstranscribe import system
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import key as study_key
from ipstranscribe.study import synced_folders, user_folders
from ipstranscribe.weights import registry
from ipstranscribe.workflow.doctor.finding import DoctorFacts, DoctorFinding
from ipstranscribe.workflow.preflight import machine as before_a_run
from ipstranscribe.workflow.preflight.finding import PreflightFacts, PreflightFinding
from ipstranscribe.workflow.run_choices import RunChoices

_OTHERS = 0o077


def models(_: DoctorFacts) -> Iterator[DoctorFinding]:
    """Where models lie, and whether more can be brought there."""
    yield from _place("models", registry.models_folder, ExitCode.MISSING_MODEL)


def keys(facts: DoctorFacts) -> Iterator[DoctorFinding]:
    """Where keys lie, and whether they can be read, by their owner alone. A synced place is none for a key."""
    study = facts.study
    if study:
        yield from _place("key", lambda: study_key.path(study).parent, ExitCode.KEY, private=True)
    else:
        fix = "name the place of the key in study.toml"
        yield from _place("keys", lambda: user_folders.data(fix, ExitCode.KEY) / "keys", ExitCode.KEY, private=True)


def study(facts: DoctorFacts) -> Iterator[DoctorFinding]:
    """Where the study lies: synced, on a network drive, too deep for Windows, not to be written; and its key."""
    if facts.study is None:
        yield DoctorFinding("study", "none was looked at; --study names one", "absent")
        return
    about, before = "study", PreflightFacts(facts.study, RunChoices())
    found = [one for check in (before_a_run.place, before_a_run.key, before_a_run.room) for one in check(before)]
    for one in found:
        yield _told(about, one)
    if not found:
        yield DoctorFinding(
            about, f"lies in {facts.study.root}: on a disk of this machine, in no folder known to be synced"
        )


def _told(about: str, one: PreflightFinding) -> DoctorFinding:
    if one.stops:
        return DoctorFinding(about, one.what, "broken", one.fix, one.code)
    return DoctorFinding(about, one.what, "note", one.fix)


def _place(about: str, where: Callable[[], Path], code: ExitCode, *, private: bool = False) -> Iterator[DoctorFinding]:
    """What there is to say of a folder of this program, which may not be there yet."""
    try:
        folder = where()
    except UserError as error:
        yield DoctorFinding.of_error(about, error)
        return
    if wrong := _closed(folder):
        fix = "Give yourself the right to read and write that folder, or name another place."
        yield DoctorFinding(about, f"{folder} {wrong}.", "broken", fix, code)
        return
    if private and (service := synced_folders.service_of(folder)):
        fix = "Name another place in study.toml (`key = …`): a key belongs where the study is not, and on no other machine."
        yield DoctorFinding(
            about, f"{folder} looks like a folder that {service} copies to other machines.", "note", fix
        )
    elif private and folder.is_dir() and system.keeps_modes() and folder.stat().st_mode & _OTHERS:
        yield DoctorFinding(about, f"{folder} can be entered by others.", "note", f"Close it: chmod 700 {folder}")
    else:
        yield DoctorFinding(about, f"lie in {folder}" if folder.is_dir() else f"will lie in {folder}")


def _closed(folder: Path) -> str:
    """What is wrong with a folder, or with the one in which it would be made; empty if it can be used."""
    if folder.is_dir():
        return "" if os.access(folder, os.R_OK | os.W_OK | os.X_OK) else "cannot be read or written by you"
    if folder.exists():
        return "is a file, where a folder should be"
    above = next((one for one in folder.parents if one.exists()), folder)
    return "" if above.is_dir() and os.access(above, os.W_OK | os.X_OK) else "cannot be made"
