"""Snapshot: what everything that a release is made from was like at one moment, by checksum, to see what changed since."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Self

from ipstranscribe.documents import tables
from ipstranscribe.study import key as keys
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study

_TABLES = ("interviews", "participants", "people")
_CODING = ("*_coder_*.json", "*_consensus.json", "same_codes.json")


class _FileState(NamedTuple):
    """The checksum of a file, and when it was written: a file that was changed and changed back is not as it was."""

    digest: str
    written: int


@dataclass(frozen=True)
class StudySnapshot:
    """The state of each file that a release reads, by what it is to a person (`guide.toml`, `the transcript of P1`)."""

    files: Mapping[str, _FileState | None]

    @classmethod
    def take(cls, study: Study) -> Self:
        """The state now, by files read anew whatever they look like. A file that is not there has none."""
        return cls({name: _state(path, storage.file_digest_now) for name, path in _read_for_release(study)})

    def changed(self, study: Study, *, logged: bool = False) -> tuple[str, ...]:
        """What is not as it was any more; where something was `logged` since, the log aside."""
        now = type(self).take(study).files
        return tuple(
            name
            for name in dict.fromkeys((*self.files, *now))
            if self.files.get(name) != now.get(name) and not (logged and name == _LOG)
        )


_LOG = "the log"


def _read_for_release(study: Study) -> Iterator[tuple[str, Path]]:
    """Every file that a release reads."""
    yield from made_from(study)
    yield "the approvals", study.approvals
    yield _LOG, study.log
    yield "the key", keys.path(study)
    for one in study.listed:
        yield f"the transcript of {one.id}", study.transcript(one.id)
        yield f"the identifiers of {one.id}", study.identifiers(one.id)


def made_from(study: Study) -> Iterator[tuple[str, Path]]:
    """The files that tell what a release would write, and what the gate looks for in it."""
    yield "study.toml", study.root / "study.toml"
    yield "guide.toml", study.guide
    yield from ((f"the table {name}", tables.find(study.restricted, name)) for name in _TABLES)
    yield "the decisions on identifiers", study.decisions
    yield "the list of who has withdrawn", study.withdrawals
    for one in study.listed:
        yield f"the pseudonymized text of {one.id}", study.pseudonymized(one.id)
        yield f"the units of {one.id}", study.units(one.id)
        yield f"the decisions on units of {one.id}", study.units_by_hand(one.id)
    coded = (path for one in _CODING for path in sorted(study.coding.glob(one)))  # none until coders return theirs
    yield from ((f"the coding in {path.name}", path) for path in coded)


def fingerprint(study: Study) -> str:
    """The checksum of what a release would be made from now, whatever is approved."""
    states = ((name, _state(path, storage.file_digest)) for name, path in made_from(study))
    return storage.digest(*(f"{name}: {state.digest if state else ''}" for name, state in states))


def _state(path: Path, sum_of: Callable[[Path], str]) -> _FileState | None:
    try:
        return _FileState(sum_of(path), path.stat().st_mtime_ns)
    except OSError:
        return None
