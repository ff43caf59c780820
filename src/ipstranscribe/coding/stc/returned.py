"""A condensation workbook that comes back: read as a state, and merged by what it was made from.

What is written in a cell to fill in is taken. Another subgroup typed where it is only shown is refused with its row, so
that nothing is read over.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ipstranscribe.coding.stc.words import column_names, label
from ipstranscribe.documents import tables
from ipstranscribe.documents.grid import Grid, header_row
from ipstranscribe.documents.table_layout import fault_of
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import CodeGroup, Condensate, Condensation, SortedUnit, Theme
from ipstranscribe.text.three_way import merge_values

V = TypeVar("V")

_SHEETS = {
    "themes": ("theme", "about"),
    "groups": ("code_group", "about", "theme"),
    "units": ("interview", "unit", "code_group", "subgroup", "note"),
    "group": ("kind", "subgroup", "unit", "condensate", "code_group"),
}
"""Kinds of sheets that are read, by the columns they need; the most telling last."""


@dataclass(frozen=True)
class ReturnedCondensation:
    """What a workbook says; `made_from` are the codes of the states it was made from (one, if nobody mixed workbooks).

    `new_groups` are code groups that stand beside units only, and were added.
    """

    state: Condensation
    made_from: frozenset[str]
    new_groups: int = 0


@dataclass
class _Read:
    themes: list[Theme] = field(default_factory=list)
    groups: list[CodeGroup] = field(default_factory=list)
    units: list[SortedUnit] = field(default_factory=list)
    condensates: list[Condensate] = field(default_factory=list)
    made_from: set[str] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)
    """Units in the sheet of units, sorted or not."""


def read(path: Path) -> ReturnedCondensation:
    """Read a returned workbook; raises UserError for a file that is none, and for a row that cannot be understood."""
    found, kinds = _Read(), set()
    for grid in tables.sheets(path, lambda line: _kind(line) is not None):
        at = header_row(grid.rows, lambda line: _kind(line) is not None)
        kind = _kind(grid.rows[at]) if at is not None else None
        if at is None or kind is None:
            continue
        kinds.add(kind)
        _READERS[kind](found, path.name, grid, at)
    if "units" not in kinds:
        raise UserError(
            f"{path.name} is not a condensation workbook.",
            "Take the one that `ipstranscribe stc` writes: restricted/stc/stc.xlsx.",
            ExitCode.WRONG_FILE,
        )
    known = {one.name for one in found.groups}
    new = tuple(dict.fromkeys(one.group for one in found.units if one.group and one.group not in known))
    groups = (*found.groups, *(CodeGroup(name=name) for name in new))
    state = Condensation(
        themes=tuple(found.themes),
        groups=groups,
        sorted_units=tuple(found.units),
        condensates=tuple(found.condensates),
    )
    return ReturnedCondensation(state, frozenset(found.made_from), len(new))


def _kind(line: Sequence[str]) -> str | None:
    columns = _columns(line)
    fitting = [kind for kind, needed in _SHEETS.items() if all(name in columns for name in needed)]
    return fitting[-1] if fitting else None


def _columns(line: Sequence[str]) -> Mapping[str, int]:
    names: dict[str, int] = {}
    for at, heading in enumerate(line):
        if name := column_names().get(" ".join(heading.split()).casefold()):
            names.setdefault(name, at)
    return names


def _rows(found: _Read, file: str, grid: Grid, at: int) -> Iterator[tuple[int, dict[str, str]]]:
    """The numbers and cells of the rows below the header; notes what they were made from."""
    columns = _columns(grid.rows[at])
    for place, what in sorted(grid.faults.items()):
        if place.column - 1 in columns.values():
            raise fault_of(file, place, what)
    for number, line in enumerate(grid.rows[at + 1 :], at + 2):
        cells = {name: tables.from_text_cell(line[n].strip()) for name, n in columns.items() if n < len(line)}
        row = {name: cells.get(name, "") for name in columns}
        if any(cell for name, cell in row.items() if name not in ("made_from", "as_shown")):
            if row.get("made_from"):
                found.made_from.add(row["made_from"])
            yield number, row


def _read_themes(found: _Read, file: str, grid: Grid, at: int) -> None:
    for number, row in _rows(found, file, grid, at):
        if not row["theme"]:
            raise _wrong(file, grid, number, f"{label('theme')} is empty.", "Write the theme there, or empty the row.")
        if row["theme"] in {one.name for one in found.themes}:
            raise _wrong(file, grid, number, "the theme stands there twice.", "Keep one of the rows.")
        found.themes.append(Theme(name=row["theme"], about=row["about"]))


def _read_groups(found: _Read, file: str, grid: Grid, at: int) -> None:
    for number, row in _rows(found, file, grid, at):
        if not row["code_group"]:
            fix = "Write the code group there, or empty the row."
            raise _wrong(file, grid, number, f"{label('code_group')} is empty.", fix)
        if row["code_group"] in {one.name for one in found.groups}:
            raise _wrong(file, grid, number, "the code group stands there twice.", "Keep one of the rows.")
        found.groups.append(CodeGroup(name=row["code_group"], about=row["about"], theme=row["theme"]))


def _read_units(found: _Read, file: str, grid: Grid, at: int) -> None:
    for number, row in _rows(found, file, grid, at):
        written = {name: row[name] for name in ("code_group", "subgroup", "note")}
        if not row["unit"] or not row["interview"]:
            if any(written.values()):
                fix = f"Write into the row of a unit; {label('interview')} and {label('unit')} say which."
                raise _wrong(file, grid, number, "the row names no unit.", fix)
            continue
        if (row["interview"], row["unit"]) in found.seen:
            raise _wrong(file, grid, number, "the unit stands there twice.", "Keep one of the rows.")
        found.seen.add((row["interview"], row["unit"]))
        if row["subgroup"] and not row["code_group"]:
            raise _wrong(file, grid, number, "a subgroup without a code group.", "Choose the code group as well.")
        if any(written.values()):
            found.units.append(
                SortedUnit(
                    interview=row["interview"],
                    unit=row["unit"],
                    group=row["code_group"],
                    subgroup=row["subgroup"],
                    note=row["note"],
                )
            )


def _read_group(found: _Read, file: str, grid: Grid, at: int) -> None:
    group = ""
    for number, row in _rows(found, file, grid, at):
        group = row["code_group"] or group
        if row["unit"]:
            if row["condensate"]:
                fix = "Write it into the row above the units of its subgroup."
                raise _wrong(file, grid, number, "a condensate stands beside a unit.", fix)
            if row["subgroup"] != row.get("as_shown", ""):
                raise _wrong(file, grid, number, "a unit got another subgroup here.", "Sort it in the sheet of units.")
        elif row["condensate"]:
            if not group:
                fix = f"Write the code group into {label('code_group')}."
                raise _wrong(file, grid, number, "the condensate of no code group.", fix)
            if (group, row["subgroup"]) in {(one.group, one.subgroup) for one in found.condensates}:
                raise _wrong(
                    file, grid, number, "a second condensate of the same subgroup.", "Write them into one cell."
                )
            found.condensates.append(Condensate(group=group, subgroup=row["subgroup"], text=row["condensate"]))


_READERS: dict[str, Callable[[_Read, str, Grid, int], None]] = {
    "themes": _read_themes,
    "groups": _read_groups,
    "units": _read_units,
    "group": _read_group,
}


def _wrong(file: str, grid: Grid, row: int, what: str, fix: str) -> UserError:
    return UserError(f"{file}, sheet {grid.number}, row {row}: {what}", fix)


# Merging.


def merge(base: Condensation, mine: Condensation, theirs: Condensation) -> tuple[Condensation, tuple[str, ...]]:
    """Merge two states made from `base`; also the places that both changed differently, told without a word of them.

    `mine` is what is stored, and keeps the order; what `theirs` adds comes after.
    """
    conflicts: list[str] = []
    three = (base, mine, theirs)
    themes = _merged([one.themes for one in three], lambda one: (one.name,), "theme", conflicts)
    groups = _merged([one.groups for one in three], lambda one: (one.name,), "code group", conflicts)
    units = _merged([one.sorted_units for one in three], lambda one: (one.interview, one.unit), "unit", conflicts)
    texts = _merged([one.condensates for one in three], lambda one: (one.group, one.subgroup), "condensate", conflicts)
    return Condensation(themes=themes, groups=groups, sorted_units=units, condensates=texts), tuple(conflicts)


def _merged(
    versions: Sequence[Sequence[V]], key_of: Callable[[V], tuple[str, ...]], what: str, conflicts: list[str]
) -> tuple[V, ...]:
    """The items of three versions (base, mine, theirs) by key; notes those that both changed differently."""
    base, mine, theirs = ({key_of(one): one for one in version} for version in versions)
    found = []
    for number, key in enumerate(dict.fromkeys((*mine, *theirs, *base)), 1):
        value, certain = merge_values(base.get(key), mine.get(key), theirs.get(key))
        if not certain:
            conflicts.append(f"unit {key[1]}" if what == "unit" else f"{what} number {number}")
        elif value is not None:
            found.append(value)
    return tuple(found)
