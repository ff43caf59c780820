"""What coders agreed on, read back from the workbook of the comparison: decisions on units, and codes that are the same.

A row that stands as the program wrote it decides nothing. A row that would undo what another role has agreed since then is
refused, as in every table that goes out and comes back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ipstranscribe.coding.comparison import ComparedUnit, Comparison
from ipstranscribe.coding.comparison_sheets import row_base, words
from ipstranscribe.coding.returned import codes_in, long, short
from ipstranscribe.documents import tables
from ipstranscribe.documents.grid import Grid, header_row
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import CodeMerge, CodeMerges, ConsensusDecision
from ipstranscribe.text.wording import wording_of

DASHES = frozenset({"–", "-", "—", "−"})
"""What says that no code applies, or that codes are not the same any more."""
_OF_UNITS = ("interview", "unit_id", "agreed", "why", "as_written")
_OF_CODES = ("code", "same_as")


class AgreedRow(NamedTuple):
    """A row of the sheet of units: what was written into it, and what it was written with."""

    number: int
    interview: str
    unit: str
    agreed: str
    why: str
    base: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The agreed codes; none where no code applies."""
        return () if self.agreed in DASHES else codes_in(self.agreed)

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has changed it since the program wrote it."""
        said = ConsensusDecision(unit="", turn="", text="", codes=self.codes, why=self.why, by="", when="")
        return self.base == row_base(said if self.agreed else None) and bool(self.agreed or not self.why)


class SameCodeRow(NamedTuple):
    """A row of the sheet of codes in which the last column is filled in."""

    number: int
    code: str
    same_as: str


class ComparisonTable(NamedTuple):
    """The rows that were read back."""

    units: tuple[AgreedRow, ...]
    codes: tuple[SameCodeRow, ...]


@dataclass
class ConsensusOutcome:
    """What is decided by the rows: by interview, codes that are the same, how many say what holds, and refused rows."""

    decisions: dict[str, list[ConsensusDecision]] = field(default_factory=dict)
    merges: list[CodeMerge] = field(default_factory=list)
    same: int = 0
    refused: list[tuple[int, str, str]] = field(default_factory=list)


def read(path: Path) -> ComparisonTable | None:
    """Read a workbook of the comparison; None for another table. Raises UserError for one that cannot be read."""
    grids = tables.sheets(path)
    units = [rows for grid in grids if (rows := _rows(grid, _OF_UNITS)) is not None]
    codes = [rows for grid in grids if (rows := _rows(grid, _OF_CODES)) is not None]
    if not units and not codes:
        return None
    return ComparisonTable(
        tuple(_agreed(number, cells) for rows in units for number, cells in rows if cells["unit_id"]),
        tuple(
            SameCodeRow(number, short(cells["code"]), short(cells["same_as"]))
            for rows in codes
            for number, cells in rows
            if cells["code"] and cells["same_as"]
        ),
    )


def _agreed(number: int, cells: Mapping[str, str]) -> AgreedRow:
    return AgreedRow(
        number,
        short(cells["interview"]),
        short(cells["unit_id"]),
        long(cells["agreed"]),
        long(cells["why"]),
        short(cells["as_written"]),
    )


def _rows(grid: Grid, needed: Sequence[str]) -> list[tuple[int, dict[str, str]]] | None:
    """The rows of a sheet that has all of these columns, by their names; None for another sheet."""
    at = header_row(grid.rows, lambda line: set(needed) <= _columns(line).keys())
    if at is None:
        return None
    columns = _columns(grid.rows[at])
    return [
        (number, {name: cells[columns[name]] if columns[name] < len(cells) else "" for name in needed})
        for number, cells in enumerate(grid.rows[at + 1 :], at + 2)
    ]


def _columns(line: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, heading in enumerate(line):
        name = _headings().get(" ".join(heading.split()).casefold())
        if name:
            found.setdefault(name, at)
    return found


@cache
def _headings() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        own, columns = words(language), wording_of(language).columns
        found |= {columns[name].casefold(): name for name in ("interview", "unit_id", "code")}
        found |= {str(own[name]).casefold(): name for name in ("agreed", "why", "as_written", "same_as")}
    return found


@dataclass(frozen=True)
class ConsensusReview:
    """The comparison that rows are decided on, the decisions on codes so far, and who decides."""

    comparison: Comparison
    merges: CodeMerges
    by: str
    when: str

    def decide(self, table: ComparisonTable) -> ConsensusOutcome:
        """Read rows as decisions; those that cannot be taken are in the outcome, with the reason."""
        outcome = ConsensusOutcome()
        units = {(one.text.interview, one.unit.id): one for one in self.comparison.units}
        for row in table.units:
            self._unit(row, units.get((row.interview, row.unit)), outcome)
        for same in table.codes:
            self._code(same, outcome)
        return outcome

    def take_back(self, interview: str, unit: str, base: str) -> ConsensusDecision | None:
        """The decision that nothing is agreed on a unit any more; None where another role has agreed otherwise since."""
        found = next((u for u in self.comparison.units if (u.text.interview, u.unit.id) == (interview, unit)), None)
        standing = found.agreed if found else None
        if not found or not standing or (standing.by != self.by and row_base(standing) != base):
            return None
        row = AgreedRow(0, interview, unit, "", "", base)
        return self._decision(row, found).model_copy(update={"taken_back": True})

    def _unit(self, row: AgreedRow, unit: ComparedUnit | None, outcome: ConsensusOutcome) -> None:
        if row.is_untouched:
            return
        if not row.agreed:
            if row.why and row.why != (unit.agreed.why if unit and unit.agreed else ""):
                outcome.refused.append((row.number, row.unit, "a reason, and no agreed code; write – if none applies"))
            return
        if unit is None:
            outcome.refused.append((row.number, row.unit, "there is no such unit any more, or nobody has coded it"))
            return
        standing = unit.agreed
        if standing and (row.codes, row.why) == (standing.codes, standing.why):
            outcome.same += 1
        elif standing and standing.by != self.by and row_base(standing) != row.base:
            outcome.refused.append((row.number, row.unit, "another role has agreed otherwise since it was written"))
        else:
            outcome.decisions.setdefault(row.interview, []).append(self._decision(row, unit))

    def _decision(self, row: AgreedRow, unit: ComparedUnit) -> ConsensusDecision:
        return ConsensusDecision(
            unit=row.unit,
            turn=unit.unit.turn,
            text=unit.unit.text,
            codes=row.codes,
            why=row.why,
            given={coder: tuple(one.code for one in given) for coder, given in unit.given.items()},
            by=self.by,
            when=self.when,
        )

    def _code(self, row: SameCodeRow, outcome: ConsensusOutcome) -> None:
        same = self.merges.same
        wanted = "" if row.same_as in DASHES else row.same_as
        if wanted and row.code in (wanted, *_chain(wanted, same)):
            outcome.refused.append((row.number, "", "a code cannot stand for itself"))
        elif wanted == same.get(row.code, "") or (not wanted and row.code not in same):
            outcome.same += 1
        else:
            outcome.merges.append(CodeMerge(code=row.code, same_as=wanted, by=self.by, when=self.when))


def _chain(code: str, same: Mapping[str, str]) -> Iterator[str]:
    if code in same:
        yield same[code]
