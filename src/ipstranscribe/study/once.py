"""Inside of `reading_once` nothing is read or worked out twice, as long as the files that it comes from stay as they were.

A command that asks for the same of a thousand interviews, again and again, is told again what it was told before. Large
values are kept for the interview that is looked at only: those of hundreds would fill the memory.
"""

import contextlib
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ipstranscribe import model

SETTLED = 3_000_000_000
"""Nanoseconds that a file has to lie unchanged before it is known by its looks: some file systems count in two seconds."""

_LARGE: tuple[type[model.Value], ...] = (
    model.Transcript,
    model.UntimedTranscript,
    model.PseudonymizedTranscript,
    model.TalkText,
    model.Identifiers,
    model.Units,
)
_MOST_LARGE, _MOST = 8, 32
"""Values kept: of kinds that hold what was said in an interview, and of others."""


class FileLook(NamedTuple):
    """By what a file is known to be the one that was read some minutes ago: size, times in nanoseconds, and which it is."""

    size: int
    written: int
    changed: int
    inode: int

    @property
    def is_settled(self) -> bool:
        """Whether the file has not changed for a while, so that a change to come would be seen."""
        return max(self.written, self.changed) < time.time_ns() - SETTLED


def look_at(path: Path) -> FileLook | None:
    """What a file looks like; None where it cannot be seen."""
    try:
        found = path.stat()
    except OSError:
        return None
    return FileLook(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


@dataclass
class ReadOnce:
    """What was read and worked out inside of a block."""

    sums: dict[Path, tuple[FileLook, str]] = field(default_factory=dict)
    """Path → what the file looked like before it was read, and its checksum."""
    facts: dict[Path, dict[str, str]] = field(default_factory=dict)
    """What is told of interviews in short (`study/interview_facts.py`), by the path of its record."""
    _large: OrderedDict[tuple[type, str], model.Value] = field(default_factory=OrderedDict)
    _others: OrderedDict[tuple[type, str], model.Value] = field(default_factory=OrderedDict)

    def sum_of(self, path: Path) -> str | None:
        """The checksum of a file that looks as it did when it was read."""
        known = self.sums.get(path)
        return known[1] if known and known[0] == look_at(path) else None

    def note_sum(self, path: Path, look: FileLook | None, checksum: str) -> None:
        """Note the checksum of a file that had this `look` before it was read, if it had settled by then."""
        if look and look.is_settled:
            self.sums[path] = look, checksum

    def value(self, kind: type[model.Value], checksum: str) -> model.Value | None:
        """The value of a file with this checksum, if it is still at hand; it is kept the longer for it."""
        kept, name = self._kept(kind), (kind, checksum)
        if found := kept.get(name):
            kept.move_to_end(name)
        return found

    def keep(self, kind: type[model.Value], checksum: str, value: model.Value) -> None:
        """Keep a value, in the place of the one that was asked for longest ago."""
        kept = self._kept(kind)
        kept[kind, checksum] = value
        while len(kept) > (_MOST_LARGE if kind in _LARGE else _MOST):
            kept.popitem(last=False)

    def _kept(self, kind: type[model.Value]) -> OrderedDict[tuple[type, str], model.Value]:
        return self._large if kind in _LARGE else self._others


_here: "ContextVar[ReadOnce | None]" = ContextVar("here", default=None)


def here() -> ReadOnce | None:
    """What was read in the block that this is called in; None outside of one."""
    return _here.get()


@contextlib.contextmanager
def reading_once() -> Iterator[None]:
    """Inside of this block a file that is read again, and has not changed, is not parsed again. A block in it is the same."""
    if _here.get() is not None:
        yield
        return
    before = _here.set(ReadOnce())
    try:
        yield
    finally:
        _here.reset(before)
