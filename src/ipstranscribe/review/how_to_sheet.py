"""The sheet of a workbook for decisions that says how it is filled in: a word and what it means, row by row."""

from collections.abc import Mapping, Sequence
from typing import Any

from ipstranscribe.documents.excel import SheetTable
from ipstranscribe.documents.excel_places import FIRST_ROW


def how_to_sheet(told: Mapping[str, Any], rows: Sequence[tuple[str, str]]) -> SheetTable:
    """The sheet with `rows` (word, meaning); `told` has its title (`how_to`), `mark`, and headings (`word`, `meaning`)."""
    return SheetTable(
        title=told["how_to"],
        mark=told["mark"],
        head=[told["word"], told["meaning"]],
        widths=[22, 100],
        rows=rows,
        printed=2,
        frozen=f"A{FIRST_ROW}",
    )
