"""The decision table as an Excel workbook: one sheet for the decisions, one with instructions."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from ipstranscribe.documents.excel import Choice, PlainTable, plain_workbook_bytes
from ipstranscribe.review.identifiers import row_base
from ipstranscribe.review.identifiers.decision_table import CATEGORIES, COLUMNS, VERDICTS, verdict_word

_WIDTHS = dict(zip(COLUMNS, (12, 22, 24, 13, 8, 13, 11, 26, 7, 11, 18, 11, 16, 60, 20, 13), strict=True))
"""Widths of the columns in characters."""
EMPTY_ROWS = 200
"""Empty rows below the table with the same drop-down lists, for forms that a person adds."""


def to_xlsx(table: Sequence[Mapping[str, str]], language: str = "en") -> bytes:
    """Write the table (`decision_table.table_rows`) as a workbook; the same table gives the same bytes.

    Every cell is text, never a formula; choices are drop-down lists; nothing is protected, so that people can sort,
    filter and append rows. `language` (en, nb, nn) is that of the verdicts and of the second sheet.
    """
    return plain_workbook_bytes([_to_decide(table, language), _how_to(language)])


def _to_decide(table: Sequence[Mapping[str, str]], language: str) -> PlainTable:
    """The rows to decide on. Other words that the program understands may be typed."""
    rows = [COLUMNS, *(tuple(row.get(name, "") for name in COLUMNS) for row in table)]
    return PlainTable(
        title=_words(language)["table"],
        rows=rows,
        widths=list(_WIDTHS.values()),
        lines=[max(1, *map(_lines, row, _WIDTHS.values())) for row in rows],
        frozen="D2",
        choices={
            COLUMNS.index("decision"): Choice([verdict_word(verdict, language) for verdict in VERDICTS]),
            COLUMNS.index("category"): Choice(CATEGORIES),
        },
        spare=EMPTY_ROWS,
        hidden=[COLUMNS.index(row_base.COLUMN)],
    )


def _how_to(language: str) -> PlainTable:
    """The second sheet: what each verdict does."""
    words = _words(language)
    rows = [(words["how_to"], words["start"])]
    rows += [(verdict_word(verdict, language), words[verdict]) for verdict in VERDICTS]
    rows += [("", text) for text in words["end"]]
    lines = [_lines(text, 90) for _, text in rows]
    return PlainTable(words["how_to"], rows, widths=[16, 95], lines=lines, bold="first column")


def _lines(text: str, width: int) -> int:
    return -(-len(text) // width)


@cache
def _words(language: str) -> dict[str, Any]:
    text = (resources.files(__package__) / "workbook.toml").read_text(encoding="utf-8")
    words: dict[str, Any] = tomllib.loads(text)[language]
    return words
