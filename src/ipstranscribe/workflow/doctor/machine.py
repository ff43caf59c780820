"""The doctor's checks of the machine: no network, room, memory, the clock, and the signs that the console knows."""

import contextlib
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ipstranscribe import system
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import machine_faults
from ipstranscribe.weights import registry
from ipstranscribe.workflow.doctor.finding import DoctorFacts, DoctorFinding

_FEW = 2_000_000_000
"""Bytes on a disk below which a model or a long interview may not find room."""
_SMALL = 4_000_000_000
"""Bytes of memory below which the larger models do not work (docs/benchmarks.md)."""


def network(facts: DoctorFacts) -> Iterator[DoctorFinding]:
    """The proof that no network is used: connections were tried, and refused."""
    proof = facts.network
    open_ones = [what for what, refused in proof.tried.items() if not refused]
    if open_ones:
        fix = "Do not work with interviews in this installation. Please report this line."
        yield DoctorFinding("network", f"not refused: {', '.join(open_ones)}.", "broken", fix, ExitCode.UNEXPECTED)
        return
    who = (
        "the system's kernel refuses it to every library"
        if proof.by == "kernel"
        else "Python refuses it, not the system"
    )
    yield DoctorFinding("network", f"none: {', '.join(proof.tried)} were tried just now and refused ({who})")


def room(facts: DoctorFacts) -> Iterator[DoctorFinding]:
    """Room on the disks of models and study, where temporary files are as well, and whether they can be written at all."""
    places: dict[str, Path] = {}
    with contextlib.suppress(UserError):  # said of the models
        places["models"] = _there(registry.models_folder())
    if facts.study:
        places["the study"] = facts.study.root
    for what, place in places.items():
        if fault := machine_faults.state_of(place):
            told = f"the disk of {what}: {fault.what.replace('Something', 'it')}"
            yield DoctorFinding("disk", told, "broken", fault.fix, fault.code)
            continue
        free = shutil.disk_usage(place).free
        fix = "Make room before you fetch models or transcribe long interviews." if free < _FEW else ""
        yield DoctorFinding("disk", f"{free / 1e9:.1f} GB are free for {what}", "note" if fix else "ok", fix)


def _there(folder: Path) -> Path:
    """The folder, or the nearest above it that there is."""
    return next(one for one in (folder, *folder.parents) if one.is_dir())


def power(_: DoctorFacts) -> Iterator[DoctorFinding]:
    """Processor cores and memory."""
    memory = system.memory()
    told = f"{system.cores()} cores, {f'{memory / 1e9:.1f} GB' if memory else 'an unknown amount'} of memory"
    if memory and memory < _SMALL:
        yield DoctorFinding("machine", told, "note", "Use a small model (whisper-base or whisper-small), and --jobs 1.")
    else:
        yield DoctorFinding("machine", told)


def clock(_: DoctorFacts) -> Iterator[DoctorFinding]:
    """The clock, by which decisions and approvals are dated."""
    if wrong := machine_faults.wrong_clock():
        yield DoctorFinding.of_error("clock", wrong)
    else:
        yield DoctorFinding("clock", datetime.now().astimezone().isoformat(" ", "minutes"))


_LETTERS = "æøåÆØÅéüñ"


def console(facts: DoctorFacts) -> Iterator[DoctorFinding]:
    """Whether the console knows the letters of names of files; others are shown by ones that look like them."""
    try:
        _LETTERS.encode(facts.console)
    except (UnicodeEncodeError, LookupError):
        fix = "Nothing is lost; in files all letters are as they are. On Windows use Windows Terminal, or `chcp 65001`."
        yield DoctorFinding("console", f"{facts.console} lacks some letters, which are shown by others.", "note", fix)
    else:
        yield DoctorFinding("console", facts.console)
