"""The units workbook (Excel): a sheet to code in, the list of codes, and the coverage of the guide."""

from collections.abc import Iterator
from typing import BinaryIO

from ipstranscribe.documents.excel import CellValue, Choice, SheetTable, workbook_bytes
from ipstranscribe.documents.excel_places import FIRST_ROW, cell_range
from ipstranscribe.export.content.document import Document, Header
from ipstranscribe.export.content.unit_table import COLUMNS, unit_rows
from ipstranscribe.guide.coverage import count_units
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import Wording, wording_of

LONGEST = 16_000
"""Maximum characters in a cell (Excel: 32,767 in UTF-16). A longer unit continues in rows below, under its id."""

_TEXT = COLUMNS.index("text")
_WIDTHS = {
    "interview": 9,
    "unit_id": 11,
    "start": 9,
    "speaker": 9,
    "kind": 9,
    "question": 10,
    "context": 26,
    "text": 54,
}
_WIDTHS |= {"condensate": 32, "code": 16, "subgroup": 16, "note": 18, "coder": 9, "decision": 18}
_WIDTHS |= {"turn": 9, "end": 9, "how_tagged": 16, "confidence": 11, "continues": 11, "status": 24, "as_exported": 12}
"""Column widths in characters of the default font."""

_CODES, _SUBGROUPS = "code_list", "subgroup_list"
"""Named ranges of what coders write into the list of codes."""

_ROOM = 56
"""Formatted rows of the list of codes: two pages. More can be written below."""


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the workbook. Every text cell is typed as text, and the same document gives the same bytes."""
    wording = wording_of(settings.document_language)
    title = f"{document.transcript.interview} – {wording.units_title}"
    asked = cell_range(wording.coverage_sheet, "A", f"{FIRST_ROW}:{FIRST_ROW + len(document.guide.questions)}")
    tables = (
        units(document, wording, wording.units, asked),
        codes(document.header, wording),
        _coverage(document, wording),
        how_to(document.header, wording),
    )
    file.write(workbook_bytes(tables, title, wording))


def units(document: Document, wording: Wording, title: str, questions: str) -> SheetTable:
    """The sheet of an interview's units, to code in. `questions` is the cell range with the question ids."""
    return SheetTable(
        title=title,
        mark=document.header.copy_mark(wording),
        head=[wording.columns[name] for name in COLUMNS],
        widths=[_WIDTHS[name] for name in COLUMNS],
        rows=[piece for row in unit_rows(document, wording) for piece in _pieces(row)],
        printed=COLUMNS.index("note") + 1,  # later columns are for reference
        frozen="C3",
        choices={COLUMNS.index(name): one for name, one in _choices(document, wording, questions).items()},
        hidden=(COLUMNS.index("as_exported"),),
    )


def _choices(document: Document, wording: Wording, questions: str) -> dict[str, Choice]:
    ids = [question.id for question in document.guide.for_branch(document.units.branch)]
    return {
        "question": Choice([*ids, wording.untagged], questions, wording.no_question),
        "code": Choice(cells=_CODES),
        "subgroup": Choice(cells=_SUBGROUPS),
        "decision": Choice([wording.by_hand[name] for name in ("join", "reject", "unit", "withdraw")]),
    }


def codes(header: Header, wording: Wording) -> SheetTable:
    """The sheet where coders list their codes; these are then offered as choices beside the units."""
    return SheetTable(
        title=wording.codes,
        mark=header.copy_mark(wording),
        head=[wording.columns["code"], wording.columns["subgroup"], wording.definition],
        widths=[30, 30, 78],
        rows=[("", "", "")] * _ROOM,
        printed=3,
        frozen="A3",
        lists={_CODES: 0, _SUBGROUPS: 1},
    )


def how_to(header: Header, wording: Wording) -> SheetTable:
    """The sheet that explains how to change units by hand."""
    names = ("question", "decision", "decision", "decision", "decision", "text", "any")
    keys = ("question", "join", "reject", "unit", "withdraw", "cut", "any")
    columns = wording.columns | {"any": ""}
    told = [(columns[name], wording.by_hand[f"{key}_how"]) for name, key in zip(names, keys, strict=True)]
    return SheetTable(
        title=wording.by_hand["title"],
        mark=header.copy_mark(wording),
        head=[wording.by_hand["column"], wording.by_hand["how"]],
        widths=[26, 110],
        rows=[("", wording.by_hand["start"]), *told],
        printed=2,
        frozen="A3",
    )


def _coverage(document: Document, wording: Wording) -> SheetTable:
    names = (wording.columns["question"], wording.guide, wording.branch, wording.status, wording.asked_at)
    return SheetTable(
        title=wording.coverage_sheet,
        mark=document.header.copy_mark(wording),
        head=[name.capitalize() for name in (*names, wording.unit_count, wording.word_count)],
        widths=[24, 70, 20, 46, 30, 10, 10],
        rows=list(_coverage_rows(document, wording)),
        printed=7,
        frozen="A3",
    )


def _coverage_rows(document: Document, wording: Wording) -> Iterator[tuple[CellValue, ...]]:
    for covered in document.covered:
        question, state = covered.question, wording.coverage[covered.state]
        asked = ", ".join(document.asked_at(covered))
        yield question.id, question.text, question.branch, state, asked, covered.units, covered.words
    for name, units in ((wording.untagged, document.tagged(None)), (wording.leftovers, document.leftovers)):
        yield name, "", "", "", "", *count_units(units)


def _pieces(row: tuple[CellValue, ...]) -> Iterator[tuple[CellValue, ...]]:
    """The row, and further rows for the rest of a text that is longer than a cell holds.

    An interviewer's text is cut to one cell: it is no unit, and the transcript has all of it.
    """
    text = str(row[_TEXT])
    yield tuple(cell[:LONGEST] if isinstance(cell, str) else cell for cell in row)
    for start in range(LONGEST, len(text), LONGEST):
        rest: list[CellValue] = [""] * len(row)
        rest[:2], rest[_TEXT] = row[:2], text[start : start + LONGEST]
        yield tuple(rest)
