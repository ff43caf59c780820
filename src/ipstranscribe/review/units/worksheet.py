"""Reader of the units worksheet that a coder sends back: its rows, by column names in any language, and their requests."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Literal

from ipstranscribe import events
from ipstranscribe.documents import tables
from ipstranscribe.documents.grid import Grid, header_row
from ipstranscribe.documents.table_layout import fault_of
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.export.content.unit_base import RowFingerprint, comparable_text, text_fingerprint
from ipstranscribe.export.content.unit_table import named_columns
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.review.verdicts import UnknownVerdictError, VerdictWords
from ipstranscribe.text.wording import Wording, wording_of

Verb = Literal["join", "reject", "unit", "withdraw"]
_MORE_WORDS: dict[Verb, tuple[str, ...]] = {
    "join": ("merge", "+"),
    "reject": ("x",),
    "unit": ("restore", "add", "gjenopprett", "legg til"),
    "withdraw": (),
}
"""Synonyms accepted in the column `decision`."""
_NEEDED = ("interview", "unit_id", "text", "question", "decision", "as_exported")


@dataclass(frozen=True)
class WorksheetRow:
    """A row of the worksheet. `number` is its row in the sheet; `fingerprint` is None outside an export."""

    number: int
    interview: str
    unit: str
    turn: str
    text: str
    question: str
    decision: str
    fingerprint: RowFingerprint | None


class NotUnderstood(Exception):
    """An error in a row; the message quotes nothing of the row but question ids."""


def read(path: Path) -> list[WorksheetRow]:
    """Read the rows of an exported units table: csv, or every such sheet of a workbook; raises UserError if it is none.

    A row that holds something and names no unit is told of, and not read.
    """
    if not path.is_file():
        raise UserError(f"There is no file {path.name}.", "Check the name.")
    units = [table for grid in tables.sheets(path, _is_header) if (table := _table(path.name, grid)) is not None]
    if not units:
        raise UserError(
            f"{path.name} is not a table of units, or one of an earlier version.",
            "Export it (`ipstranscribe export`), and edit the table of units in the workbook.",
            ExitCode.WRONG_FILE,
        )
    return [row for table in units for row in table]


def _is_header(line: Sequence[str]) -> bool:
    """Whether a line names the columns; people add lines of their own above it."""
    columns = named_columns(line)
    return all(name in columns for name in _NEEDED)


def is_units_table(grids: Sequence[Grid]) -> bool:
    """Whether one of these sheets is an exported table of units, by the names of its columns."""
    return any(header_row(grid.rows, _is_header) is not None for grid in grids)


def _table(name: str, grid: Grid) -> list[WorksheetRow] | None:
    """The rows of a sheet; None if it is no units table."""
    at = header_row(grid.rows, _is_header)
    if at is None:
        return None
    columns = named_columns(grid.rows[at])
    for place, what in sorted(grid.faults.items()):
        if place.column - 1 in {columns[name] for name in (*_NEEDED, "turn") if name in columns}:
            raise fault_of(name, place, what)
    rows: list[WorksheetRow] = []
    for number, cells in enumerate(grid.rows[at + 1 :], at + 2):
        row = _row(number, {name: cells[column] for name, column in columns.items() if column < len(cells)})
        if row.unit:
            _append(rows, row)
        elif row.text or row.question or row.decision:
            events.warn(f"{name}, row {number}: names no unit (column unit_id), and was not read.")
    return rows


def _row(number: int, cells: dict[str, str]) -> WorksheetRow:
    told = {name: unicodedata.normalize("NFC", cell) for name, cell in cells.items()}
    short = {name: " ".join(cell.split()) for name, cell in told.items()}
    return WorksheetRow(
        number=number,
        interview=short.get("interview", ""),
        unit=short.get("unit_id", ""),
        turn=short.get("turn", ""),
        text=told.get("text", ""),
        question=short.get("question", ""),
        decision=short.get("decision", ""),
        fingerprint=RowFingerprint.read(short.get("as_exported", "")),
    )


def _append(rows: list[WorksheetRow], row: WorksheetRow) -> None:
    """Append a row; a row that holds nothing but text continues the long text of the row above."""
    if rows and rows[-1].unit == row.unit and not (row.turn or row.question or row.decision or row.fingerprint):
        rows[-1] = replace(rows[-1], text=rows[-1].text + row.text)
    else:
        rows.append(row)


@dataclass(frozen=True)
class RowRequest:
    """The request in a row. `text` is the exported text without cut marks; `cuts` are positions in it, blanks not counted.

    `question` is the one that the coder chose; `untagged`: the coder chose none.
    """

    row: WorksheetRow
    text: str
    cuts: tuple[int, ...] = ()
    verb: Verb | None = None
    reason: str = ""
    question: str | None = None
    untagged: bool = False

    @property
    def anything(self) -> bool:
        """Whether the row requests any change."""
        return bool(self.verb or self.question or self.untagged or self.cuts)


def row_request(row: WorksheetRow, questions: Sequence[str]) -> RowRequest:
    """Parse the request in `row`; `questions` are the question ids of the branch. Raises NotUnderstood."""
    verb, reason = _verb(row.decision)
    if row.fingerprint is None:
        if verb == "withdraw" or not (row.decision or row.text):
            return RowRequest(row, "", verb=verb)
        raise NotUnderstood("the hidden last column (As exported) was emptied or changed")
    text, cuts = _uncut(row.text, row.fingerprint.text)
    question, untagged = _question(row.question, row.fingerprint.question, questions)
    wish = RowRequest(row, text, cuts, verb, reason, question, untagged)
    if verb in ("reject", "withdraw") and (cuts or question or untagged):
        raise NotUnderstood(f"it says {verb}, and something else of the same unit")
    return wish


def _verb(cell: str) -> tuple[Verb | None, str]:
    said, _, reason = cell.partition(":")
    try:
        verb = _verbs().read(said)
    except UnknownVerdictError:
        raise NotUnderstood("the decision is not understood; write join, reject, unit or withdraw") from None
    return verb, reason.strip() if verb else ""


@cache
def _verbs() -> VerdictWords[Verb]:
    words = {verb: [one.by_hand[verb] for one in _wordings()] for verb in _MORE_WORDS}
    return VerdictWords({verb: (*words[verb], *more) for verb, more in _MORE_WORDS.items()})


def _uncut(text: str, exported: str) -> tuple[str, tuple[int, ...]]:
    """Split the cell into exported text and cut positions; raises NotUnderstood if something else was changed."""
    for said in (text, text.removeprefix("'")):  # csv protects against formulas with an apostrophe
        for signs in ((), ("||",), ("//",), ("||", "//")):
            parts = re.split("|".join(map(re.escape, signs)), said) if signs else [said]
            if text_fingerprint("".join(parts)) == exported:
                return "".join(parts), tuple(accumulate(len(comparable_text(part)) for part in parts[:-1]))
    raise NotUnderstood("the text was changed; it is corrected in the transcript, and only cut here")


def _question(cell: str, before: str | None, questions: Sequence[str]) -> tuple[str | None, bool]:
    said = cell.casefold()
    if not said or said == (before or "").casefold():
        return None, False
    if said in {wording.untagged.casefold() for wording in _wordings()}:
        return None, before is not None
    known = {question.casefold(): question for question in questions}
    if said not in known:
        raise NotUnderstood(f"no question of this branch has that id; there are: {', '.join(questions) or 'none'}")
    return known[said], False


def _wordings() -> Iterator[Wording]:
    yield from map(wording_of, LANGUAGES)
