"""Does anything that would leave still name somebody? The gate is closed unless everything could be looked through.

It knows every form that the key and the tables know. An occurrence of one, however it is spelt or hidden, is refused
unless a person has decided that this written form is no identifier. What it finds is reported by place and number,
never by word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from ipstranscribe.model import Decisions, Key
from ipstranscribe.release.coverage import Coverage, Covered
from ipstranscribe.release.known import Known
from ipstranscribe.release.unpack import CannotLookInside, Piece, unpack


@dataclass(frozen=True)
class Finding:
    """How often something was found in one part of one file. `what` is a category or a reason, never the word."""

    file: str
    part: str
    what: str
    times: int


@dataclass(frozen=True)
class Verdict:
    """What the gate says. `findings` empty means that it found nothing, which is no guarantee."""

    findings: tuple[Finding, ...]
    files: int


@dataclass(frozen=True)
class Looked:
    """What the file `name` showed; its name may still be one that must not be told."""

    name: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Gate:
    """What is searched for, and what may stand.

    `interviews` tells whose interview each id is: a file whose name begins with an id is judged by the decisions that reach
    that participant. `fixed` are the texts that our formats hold whatever is exported.
    """

    known: Known
    coverage: Coverage
    interviews: Mapping[str, str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        key: Key,
        decisions: Decisions,
        interviews: Mapping[str, str] | None = None,
        fixed: frozenset[str] = frozenset(),
    ) -> Self:
        """The gate of a study."""
        return cls(Known.of(key, decisions), Coverage.of(key, decisions), interviews or {}, fixed)

    def look(self, name: str, data: bytes) -> Looked:
        """What one file shows; never raises: what goes wrong is a finding."""
        covered = self._covered(name)
        pieces: list[Piece] = []
        try:
            pieces.extend(unpack(name, data))
            findings: tuple[Finding, ...] = ()
        except CannotLookInside as reason:
            findings = (unread(name, f"cannot be looked into: {reason}"),)
        findings += self._findings(pieces, covered)
        return Looked(name, findings)

    def look_at_folders(self, names: Iterable[str]) -> tuple[Finding, ...]:
        """What the names of folders show."""
        found = Counter(what for name in names for what in self.known.occurrences(name, self._covered(name)))
        return tuple(Finding("a folder", "its name", what, times) for what, times in sorted(found.items()))

    def tells(self, name: str) -> bool:
        """Whether the name of a file says what must not be told."""
        return bool(self.known.occurrences(name, self._covered(name)))

    def _covered(self, name: str) -> Covered:
        interview = interview_of(name, self.interviews)
        return self.coverage.within(self.interviews[interview] if interview else None)

    def _findings(self, pieces: Sequence[Piece], covered: Covered) -> tuple[Finding, ...]:
        found: Counter[tuple[str, str, str]] = Counter()
        for piece in pieces:
            if piece.text in self.fixed:
                continue
            for what in self.known.occurrences(piece.text, covered):
                found[(piece.file, piece.part, what)] += 1
        return tuple(
            Finding(file, "a part of it" if self.known.occurrences(part, covered) else part, what, times)
            for (file, part, what), times in sorted(found.items())
        )


def look_through(
    files: Mapping[str, bytes], key: Key, decisions: Decisions, interviews: Mapping[str, str] | None = None
) -> Verdict:
    """Search every text of `files` (name → content) for every known form that no decision covers, in this process."""
    gate = Gate.of(key, decisions, interviews)
    return verdict(gate, [gate.look(name, files[name]) for name in sorted(files)])


def unread(name: str, why: str) -> Finding:
    """What to find of a file that could not be looked through."""
    return Finding(name, "the file", why, 1)


def verdict(gate: Gate, looked: Iterable[Looked]) -> Verdict:
    """What all files together show, by name; a name that must not be told is told by its place."""
    in_order = sorted(looked, key=lambda one: one.name)
    findings: list[Finding] = []
    for number, one in enumerate(in_order, 1):
        told = f"file {number} in alphabetical order" if gate.tells(one.name) else one.name
        findings += [replace(finding, file=told) for finding in one.findings]
    return Verdict(tuple(findings), len(in_order))


def interview_of(name: str, interviews: Iterable[str]) -> str | None:
    """Which of `interviews` a file belongs to by its name: `P1_b_units.csv` to P1_b if there is one, otherwise to P1."""
    named = [one for one in interviews if re.match(rf"{re.escape(one)}(?:[_/.]|\Z)", name)]
    return max(named, key=len, default=None)
