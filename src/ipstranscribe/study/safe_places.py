"""Allowed places for identifying data: outside a study or under its `restricted`, never in folders that are handed on."""

from pathlib import Path

from ipstranscribe import system
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import user_folders
from ipstranscribe.study.folder import Study

_HANDED_ON = ("shared", "exports", "pseudonymized", "units")
_PLACES = "Choose a place outside the study folder, or under its restricted folder."


def checked_place(study: Study, chosen: Path, what: str, code: ExitCode = ExitCode.KEY) -> Path:
    """Check that a path is safe for identifying data; returns `chosen` (relative to the study) resolved, without links.

    Raises UserError that begins with `what` for a place inside `study` but not under `restricted`, or in any study's
    `shared`. Letter case is disregarded, as Windows and macOS do; links and other names of the same folder are followed.
    """
    chosen = user_folders.expanded(chosen, code)
    try:
        place = (study.root / chosen).resolve()
        closed = any(_lies_in(place, study.root / name) for name in _HANDED_ON) or _is_shared(place)
        closed = closed or (_lies_in(place, study.root) and not _lies_in(place, study.restricted))
    except (RuntimeError, ValueError, OSError):
        raise UserError(f"{what} in a place that there is not.", _PLACES, code) from None
    if closed:
        raise UserError(f"{what} where things are shared.", _PLACES, code)
    return place


def _lies_in(place: Path, folder: Path) -> bool:
    real = folder.resolve()
    if _folded(place)[: len(real.parts)] == _folded(real):
        return True
    return real.exists() and any(above.exists() and above.samefile(real) for above in (place, *place.parents))


def _is_shared(place: Path) -> bool:
    """Whether `place` lies directly in a folder called `shared`, or anywhere in the `shared` of another study."""
    shared = [above for above in place.parents if above.name.casefold() == "shared"]
    return place.parent in shared or any((above.parent / "study.toml").exists() for above in shared)


def _folded(place: Path) -> tuple[str, ...]:
    return tuple(map(system.folded, place.parts))
