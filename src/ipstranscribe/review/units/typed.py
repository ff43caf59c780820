"""Reader of the codes that coders typed into an exported table of units: csv, or every such sheet of a workbook."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ipstranscribe.documents import tables
from ipstranscribe.documents.grid import Grid, column_name, header_row
from ipstranscribe.export.content.typed_codes import ASKED, CODED, KEPT, TypedCodes, TypedUnit
from ipstranscribe.export.content.unit_base import RowFingerprint
from ipstranscribe.export.content.unit_table import expected_heading, named_columns
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.text.wording import wording_of

_WHERE = tuple(name for name in KEPT[2:] if name not in CODED)


class CellsBesideCodes(NamedTuple):
    """What stands in tables of units where nothing is read.

    `columns` are the letters of columns that are none of ours, or stand there twice, `rows` the number of rows with codes and
    no unit. `renamed` is the heading of the codes, in the language of the table, where another stands instead.
    """

    columns: tuple[str, ...]
    rows: int
    renamed: str = ""


def typed_codes(path: Path) -> TypedCodes:
    """Read what was typed into the table at `path`; empty if nothing was. Raises UserError if it cannot be read."""
    apostrophes = path.suffix.lower() not in (".xlsx", ".ods")
    grids = tables.sheets(path, _is_header)
    found: dict[tuple[str, str], TypedUnit] = {}
    for grid in grids:
        for one in _units(grid, apostrophes=apostrophes):
            key = one.interview, one.unit
            found[key] = _together(found[key], one) if key in found else one
    units = tuple(one for one in found.values() if one.cells or one.asked)
    return TypedCodes(units=units, listed=tuple(row for grid in grids for row in _listed(grid)))


def is_coded_table(path: Path) -> bool:
    """Whether some sheet at `path` is a table of units with a column that coders fill in."""
    return any(header_row(grid.rows, _is_header) is not None for grid in tables.sheets(path, _is_header))


def unread_cells(path: Path) -> CellsBesideCodes:
    """What somebody wrote into the tables of units at `path` beside the columns and rows that are read."""
    columns: set[int] = set()
    rows, renamed = 0, ""
    for grid in tables.sheets(path, _is_table):
        at = header_row(grid.rows, _is_table)
        if at is None:
            continue
        known = named_columns(grid.rows[at])
        coded = [known[name] for name in CODED if name in known]
        beside: set[int] = set()
        for cells in grid.rows[at + 1 :]:
            written = {place for place, cell in enumerate(cells) if cell.strip()}
            beside |= written - set(known.values())
            rows += known["unit_id"] not in written and not written.isdisjoint(coded)
        columns |= beside
        if beside and "code" not in known:
            renamed = expected_heading("code", grid.rows[at])
    return CellsBesideCodes(tuple(column_name(place + 1) for place in sorted(columns)), rows, renamed)


def interviews_in(path: Path) -> frozenset[str]:
    """The interviews of which a table of units at `path` shows anything, whether or not anybody typed there."""
    return frozenset(_in_column(path, "interview"))


def coders_named(path: Path) -> frozenset[str]:
    """What stands in the column `coder` of the tables of units at `path`: whose copy it is, by the program or by hand."""
    return frozenset(_in_column(path, "coder"))


def _in_column(path: Path, name: str) -> Iterator[str]:
    """What stands in a column of the tables of units at `path`."""
    for grid in tables.sheets(path, _is_header):
        at = header_row(grid.rows, _is_header)
        column = named_columns(grid.rows[at]).get(name) if at is not None else None
        if at is not None and column is not None:
            yield from (said for row in grid.rows[at + 1 :] if column < len(row) and (said := row[column].strip()))


def _is_table(line: Sequence[str]) -> bool:
    """Whether a row is the header of units, even if no column is headed as one of those that coders fill in."""
    return {"interview", "unit_id"} <= named_columns(line).keys()


def _is_header(line: Sequence[str]) -> bool:
    return _is_table(line) and any(name in named_columns(line) for name in CODED)


def _units(grid: Grid, *, apostrophes: bool) -> Iterator[TypedUnit]:
    """What stands in the rows of a sheet; a long unit has several, and a coder may have written into each."""
    at = header_row(grid.rows, _is_header)
    if at is None:
        return
    columns = named_columns(grid.rows[at])
    before = ("", "")
    for cells in grid.rows[at + 1 :]:
        row = {name: _cell(cells[column], apostrophes) for name, column in columns.items() if column < len(cells)}
        interview, unit = row.get("interview", ""), row.get("unit_id", "")
        if not unit:
            continue
        goes_on = (interview, unit) == before and not row.get("as_exported")
        before = (interview, unit)
        yield TypedUnit(
            interview=interview,
            unit=unit,
            cells={name: row[name] for name in CODED if row.get(name)},
            asked={} if goes_on else _asked(row),
            where={} if goes_on else {name: row[name] for name in _WHERE if row.get(name)},
            as_exported=row.get("as_exported", ""),
        )


def _cell(cell: str, apostrophes: bool) -> str:
    return (tables.from_text_cell(cell) if apostrophes else cell).strip()


def _asked(row: dict[str, str]) -> dict[str, str]:
    """The cells by which a coder asks for another unit: a decision, or another question."""
    base = RowFingerprint.read(" ".join(row.get("as_exported", "").split()))
    if base is None:
        return {}
    told = {name: row[name] for name in ASKED if row.get(name)}
    if told.get("question", "").casefold() in ("", (base.question or "").casefold(), *_untagged(base)):
        told.pop("question", None)
    return told


def _untagged(base: RowFingerprint) -> tuple[str, ...]:
    """What the program writes where a unit answers no question."""
    return () if base.question else tuple(wording_of(language).untagged.casefold() for language in LANGUAGES)


def _together(one: TypedUnit, more: TypedUnit) -> TypedUnit:
    """Two rows of a unit as one: what was written in the second row stands below what was in the first."""
    cells = dict(one.cells)
    for name, cell in more.cells.items():
        said = cells.get(name, "")
        cells[name] = cell if not said else said if cell in said.split("\n") else f"{said}\n{cell}"
    return one.model_copy(
        update={
            "cells": cells,
            "asked": {**more.asked, **one.asked},
            "where": {**more.where, **one.where},
            "as_exported": one.as_exported or more.as_exported,
        }
    )


def _listed(grid: Grid) -> Iterator[tuple[str, str, str]]:
    """The rows of a sheet that lists codes, subgroups and definitions."""
    at = header_row(grid.rows, lambda line: _list_columns(line) is not None)
    places = _list_columns(grid.rows[at]) if at is not None else None
    if at is None or places is None:
        return
    for cells in grid.rows[at + 1 :]:
        code, subgroup, meaning = (cells[place].strip() if place < len(cells) else "" for place in places)
        if code or subgroup or meaning:
            yield code, subgroup, meaning


def _list_columns(line: Sequence[str]) -> tuple[int, int, int] | None:
    """The places of code, subgroup and definition in the header of a list of codes; None for another row."""
    columns = named_columns(line)
    meant = {wording_of(language).definition.casefold() for language in LANGUAGES}
    defined = [at for at, heading in enumerate(line) if " ".join(heading.split()).casefold() in meant]
    if "unit_id" in columns or not defined or not {"code", "subgroup"} <= columns.keys():
        return None
    return columns["code"], columns["subgroup"], defined[0]
