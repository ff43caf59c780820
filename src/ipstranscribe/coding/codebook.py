"""The codebook of a study, as it is and as it became: every code with who uses it where, and dated versions.

Versions are not stored: codings and decisions are only ever added, so that they tell what the codebook was at any time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ipstranscribe.coding.comparison import ComparedUnit, Comparison
from ipstranscribe.model import CodeMerges, Coding, CodingLog, ConsensusLog
from ipstranscribe.study.audit_log import moment


@dataclass
class CodeUse:
    """A code: its definitions and groups by coder, and the units or turns on which each used it."""

    code: str
    definitions: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    used: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    agreed: list[str] = field(default_factory=list)


class CodebookChange(NamedTuple):
    """What a version of the codebook has that the one before had not, and the other way round."""

    when: str
    what: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    redefined: tuple[str, ...] = ()


def code_uses(comparison: Comparison) -> list[CodeUse]:
    """Every code that anybody uses or has defined, by name."""
    uses = _Uses(comparison)
    for unit in comparison.units:
        uses.of_unit(unit)
    uses.beside_units()
    for one in comparison.interviews:
        for coder, coding in sorted(one.codings.items()):
            uses.of_list(coder, coding)
    return sorted(uses.found.values(), key=lambda use: use.code.casefold())


@dataclass
class _Uses:
    comparison: Comparison
    found: dict[str, CodeUse] = field(default_factory=dict)

    def _of(self, code: str) -> CodeUse:
        code = self.comparison.merged.get(code, code)
        return self.found.setdefault(code, CodeUse(code))

    def of_unit(self, unit: ComparedUnit) -> None:
        """The codes of a unit, and those that were agreed on for it."""
        for coder, given in unit.given.items():
            for one in given:
                self._of(one.code).used[coder].append(unit.unit.id)
        for code in unit.agreed.codes if unit.agreed else ():
            self._of(code).agreed.append(unit.unit.id)

    def beside_units(self) -> None:
        """The codes of passages that are on no unit, by turn."""
        on_units = {
            (coder, given.code, unit.unit.turn)
            for unit in self.comparison.units
            for coder, codes in unit.given.items()
            for given in codes
        }
        passages = ((p.coder, p.stretch.code, p.stretch.turn) for p in self.comparison.passages)
        for coder, code, turn in dict.fromkeys(passages):
            if (coder, code, turn) not in on_units:
                self._of(code).used[coder].append(turn)

    def of_list(self, coder: str, coding: Coding) -> None:
        """Definitions and groups in a coder's list of codes."""
        for entry in coding.codebook:
            use = self._of(entry.code)
            if entry.definition:
                use.definitions.setdefault(coder, entry.definition)
            if entry.groups:
                use.groups.setdefault(coder, " › ".join(entry.groups))


def versions(
    logs: Collection[CodingLog], decided: Collection[ConsensusLog], merges: CodeMerges
) -> Iterator[CodebookChange]:
    """The changes of the codebook in the order of time: with each return, withdrawal, merge and agreement."""
    times: dict[str, set[str]] = defaultdict(set)
    for log in logs:
        for one in log.codings:
            times[one.when].add(f"{log.coder}: {log.interview}")
    for consensus in decided:
        for decision in consensus.decisions:
            times[decision.when].add(f"{decision.by}: {consensus.interview}")
    for merge in merges.decisions:
        times[merge.when].add(merge.by)
    before: Mapping[str, str] = {}
    for when in sorted(times, key=moment):
        now = _codebook_at(when, logs, decided, merges)
        change = CodebookChange(
            when,
            "; ".join(sorted(times[when])),
            tuple(sorted(now.keys() - before.keys())),
            tuple(sorted(before.keys() - now.keys())),
            tuple(sorted(code for code in now.keys() & before.keys() if now[code] != before[code])),
        )
        if change.added or change.removed or change.redefined:
            yield change
        before = now


def _codebook_at(
    when: str, logs: Collection[CodingLog], decided: Collection[ConsensusLog], merges: CodeMerges
) -> dict[str, str]:
    """Code → all definitions of it, at a time."""
    until = moment(when)
    merged = CodeMerges(decisions=tuple(one for one in merges.decisions if moment(one.when) <= until)).same
    found: dict[str, set[str]] = defaultdict(set)
    for log in logs:
        coding = log.model_copy(update={"codings": tuple(c for c in log.codings if moment(c.when) <= until)}).in_force
        for code, definition in _defined(coding):
            found[merged.get(code, code)] |= {definition} - {""}
    for consensus in decided:
        early = tuple(one for one in consensus.decisions if moment(one.when) <= until)
        for decision in consensus.model_copy(update={"decisions": early}).standing.values():
            for code in decision.codes:
                found[merged.get(code, code)] |= set()
    return {code: "\n".join(sorted(definitions)) for code, definitions in found.items()}


def _defined(coding: Coding | None) -> Iterator[tuple[str, str]]:
    """The codes of a coding, used or defined, each with its definition."""
    if coding:
        yield from ((code, "") for code in coding.codes)
        yield from ((entry.code, entry.definition) for entry in coding.codebook)
