"""The doctor's checks of the installation: the program, the packages it needs, engines, extras, and what it can decode."""

import importlib
import importlib.metadata
import platform
import sys
from collections import defaultdict
from collections.abc import Iterator

from packaging.requirements import Requirement

from ipstranscribe import __version__, system
from ipstranscribe.audio import decoders as sound_decoders
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.transcribe.asr import engines
from ipstranscribe.workflow.doctor.finding import DoctorFacts, DoctorFinding

_AGAIN = "Install the program again (README, Install)."
_FOR_DEVELOPERS = "dev"
_LOADED = ("av", "onnxruntime", "tokenizers", "kaldi_native_fbank", "spacy", "lxml.etree", "docx", "pyrage")
"""Packages with native code that every run needs: these are loaded, since a file that is there may be of no use."""


def program(_: DoctorFacts) -> Iterator[DoctorFinding]:
    """Which program this is, and where."""
    told = f"{__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield DoctorFinding("program", f"{told}, in {sys.prefix}")


def packages(_: DoctorFacts) -> Iterator[DoctorFinding]:
    """What the program says it needs: not there, of another version than it can use, or there and not to be loaded."""
    needed = [one for one in _required("") if one.name not in _packages_of_engines()]
    wrong = [told for told in map(_wrong, needed) if told]
    wrong += [f"{name} cannot be loaded ({why})" for name in _LOADED if (why := _does_not_load(name))]
    if wrong:
        yield DoctorFinding("packages", f"{'; '.join(wrong)}.", "broken", _fix(), ExitCode.MISSING_MODEL)
    else:
        yield DoctorFinding("packages", f"all {len(needed)} that are always needed are here and can be loaded")


def speech_engines(facts: DoctorFacts) -> Iterator[DoctorFinding]:
    """The engines that recognize speech; the one that would be used is loaded."""
    for name in engines.ENGINES:
        about, used = f"engine {name}", name == facts.settings.engine
        try:
            engines.refuse_if_absent(name)
        except UserError as error:
            yield DoctorFinding.of_error(about, error, "broken" if used else "absent")
            continue
        why = _does_not_load(engines.PACKAGES[name][0]) if used else ""
        if why:
            yield DoctorFinding(
                about, f"is here and cannot be loaded ({why}).", "broken", _fix(), ExitCode.MISSING_MODEL
            )
        else:
            yield DoctorFinding(about, f"is here{', and the one that is used' if used else ''}")


def extras(_: DoctorFacts) -> Iterator[DoctorFinding]:
    """What can be installed besides: whole, or not here."""
    for name, needed in _extras().items():
        lacking = [told for told in map(_wrong, needed) if told]
        if not needed:
            yield DoctorFinding(f"extra {name}", "does not exist for this kind of machine", "absent")
        elif lacking:
            fix = f"If you want it: install the program as ipstranscribe[{name}]."
            yield DoctorFinding(f"extra {name}", f"{'; '.join(lacking)}.", "absent", fix)
        else:
            yield DoctorFinding(f"extra {name}", "is here")


def recordings(_: DoctorFacts) -> Iterator[DoctorFinding]:
    """The kinds of recordings that can be read; no program ffmpeg is needed."""
    try:
        missing = sound_decoders.missing()
    except ImportError:  # said of the packages
        return
    if missing:
        yield DoctorFinding("recordings", f"cannot be read here: {', '.join(missing)}.", "note", _AGAIN)
    else:
        yield DoctorFinding("recordings", f"{', '.join(sound_decoders.KINDS)} can be read (PyAV; ffmpeg is not needed)")


def _required(extra: str) -> list[Requirement]:
    """What the installed program says it needs on this machine, for an extra or always; empty where it was not installed."""
    try:
        lines = importlib.metadata.requires("ipstranscribe") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    all_ = [Requirement(line) for line in lines]
    return [one for one in all_ if _holds(one, extra) and not (extra and _holds(one, ""))]


def _holds(one: Requirement, extra: str) -> bool:
    return one.marker is None or one.marker.evaluate({"extra": extra})


def _extras() -> dict[str, list[Requirement]]:
    told = importlib.metadata.metadata("ipstranscribe").get_all("Provides-Extra") if _required("") else []
    found: dict[str, list[Requirement]] = defaultdict(list)
    for name in told or []:
        if name != _FOR_DEVELOPERS:
            found[name] = _required(name)
    return found


def _wrong(one: Requirement) -> str:
    """What is wrong with a package that is needed; empty if nothing."""
    try:
        here = importlib.metadata.version(one.name)
    except importlib.metadata.PackageNotFoundError:
        return f"{one.name} is not installed"
    return "" if one.specifier.contains(here, prereleases=True) else f"{one.name} is {here}, not {one.specifier}"


def _packages_of_engines() -> set[str]:
    return set(engines.DISTRIBUTIONS.values())


def _does_not_load(module: str) -> str:
    """Why a package cannot be loaded: the type of the error, whose message may name places; empty if it can."""
    try:
        importlib.import_module(module)
    except Exception as error:  # noqa: BLE001 - native code fails in its own ways
        return type(error).__name__
    return ""


def _fix() -> str:
    if system.NAME == "windows":
        return f"{_AGAIN} If it stays: install Microsoft's Visual C++ Redistributable, which native packages need."
    return _AGAIN
