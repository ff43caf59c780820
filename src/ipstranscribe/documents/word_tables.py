"""Tables of Word documents: their columns and rows, and widths that break no word."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ipstranscribe.documents.text_width import ems, fitted, widest_word

_EM, _BESIDE = 9.5 * 2.54 / 72, 0.32
"""Size of the text of tables and the margins beside it in a cell, in centimetres."""
_WIDEST_SHARE, _WIDEST = 0.4, 7.0
"""What one long word (an address of the web) may claim for its column: a share of the table, and centimetres."""
_KEPT_TOGETHER = 800
"""Maximum characters of a row or paragraph that is kept on one page: about half a page in the narrowest column."""
_BOLD = ("TableHeading", "TableQuestion", "LongTableQuestion")
"""Styles of bold text in tables."""


class Column(NamedTuple):
    """A table column: its heading and its width in centimetres."""

    heading: str
    width: float


class WordRow(NamedTuple):
    """A table row; `anchor` is an id by which the row can be found again in an edited file."""

    cells: tuple[str, ...]
    anchor: str | None = None
    style: str = "TableText"

    @property
    def fits(self) -> bool:
        """Whether the row is short enough to be kept on one page."""
        return all(map(fits, self.cells))


def needed_width(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> float:
    """The width of a table in centimetres that breaks no word in a wide font, as far as each column may claim it."""
    return sum(_needs([Column(name, 0.0) for name in headings], [WordRow(tuple(row)) for row in rows], _WIDEST))


def wide_enough(columns: Sequence[Column], rows: Sequence[WordRow]) -> list[float]:
    """The widths of columns in centimetres, so that no word is broken as long as there is room."""
    whole = [column.width for column in columns]
    return fitted(whole, _needs(columns, rows, min(_WIDEST, _WIDEST_SHARE * sum(whole))))


def _needs(columns: Sequence[Column], rows: Sequence[WordRow], most: float) -> list[float]:
    """What the widest word of each column needs, in centimetres, and not more than `most`."""
    shown = zip(*(row.cells for row in rows), strict=True) if rows else iter([()] * len(columns))
    bold = [row.style in _BOLD for row in rows]
    needs = []
    for column, cells in zip(columns, shown, strict=True):
        words = [widest_word(cell, bold=heavy) for cell, heavy in zip(cells, bold, strict=True)]
        needs.append(min(max([widest_word(column.heading, bold=True), *words]) * _EM + _BESIDE, most))
    return needs


def name_width(names: Iterable[str]) -> float:
    """The width in centimetres that the longest of these names needs in bold on one line."""
    return max((ems(name, bold=True) * _EM + _BESIDE for name in names), default=0.0)


def fits(text: str) -> bool:
    """Whether a text is short enough to be kept on one page."""
    return len(text) <= _KEPT_TOGETHER
