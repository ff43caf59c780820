"""The units workbook (Excel): a sheet to code in, the list of codes, and the coverage of the guide."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import BinaryIO

from ipstranscribe.documents.excel import CellValue, Choice, SheetTable, room, workbook_bytes
from ipstranscribe.documents.excel_places import FIRST_ROW, cell_range
from ipstranscribe.documents.text_width import line_starts
from ipstranscribe.export.content.beside import WIDTH, beside
from ipstranscribe.export.content.coverage_wording import coverage_state
from ipstranscribe.export.content.document import Document, Header
from ipstranscribe.export.content.typed_codes import CODED, KEPT, TypedCodes
from ipstranscribe.export.content.unit_table import COLUMNS, unit_rows
from ipstranscribe.guide.coverage import count_units
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import Wording, visible, wording_of

LINES = 25
"""Maximum lines of a unit in a row: a taller row would not be seen and printed as a whole. A longer unit continues in rows
below, under its id."""

SHEET_COLUMNS = (*COLUMNS[: (_AT := COLUMNS.index("question") + 1)], "question_text", *COLUMNS[_AT:])
"""The columns of the sheet: those of the table of units, and the text of the question beside its id."""

_TEXT = SHEET_COLUMNS.index("text")
_START = SHEET_COLUMNS.index("start")
_WIDTHS = {
    "interview": 9,
    "unit_id": 12,
    "start": 11,
    "speaker": 8,
    "kind": 8,
    "question": 10,
    "question_text": WIDTH,
    "context": WIDTH,
    "text": 54,
}
_WIDTHS |= {"condensate": 30, "code": 16, "subgroup": 16, "note": 18, "coder": 9, "decision": 18}
_WIDTHS |= {"turn": 11, "end": 11, "how_tagged": 16, "confidence": 11, "continues": 11, "status": 24, "as_exported": 12}
"""Column widths in characters of the default font."""

_FILLED_IN = ("condensate", "code", "subgroup", "note", "decision")

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
        codes(document.header, wording, document.codes),
        *earlier(document.header, wording, document.codes, document.unit_ids),
        _coverage(document, wording),
        how_to(document.header, wording),
    )
    file.write(workbook_bytes(tables, title, wording))


def write_kept(header: Header, codes_kept: TypedCodes, settings: ExportSettings, file: BinaryIO) -> None:
    """Write a workbook with nothing but what coders typed, until the next one with all units takes its place."""
    wording = wording_of(settings.document_language)
    there = {one.interview: frozenset[str]() for one in codes_kept.units}
    sheets = (*earlier(header, wording, codes_kept, there), codes(header, wording, codes_kept))
    file.write(workbook_bytes(sheets, wording.units_title, wording))


def units(document: Document, wording: Wording, title: str, questions: str) -> SheetTable:
    """The sheet of an interview's units, to code in. `questions` is the cell range with the question ids."""
    rows = [piece for row in _with_questions(document, wording) for piece in _pieces(row)]
    return SheetTable(
        title=title,
        mark=document.header.copy_mark(wording),
        head=[wording.columns[name] for name in SHEET_COLUMNS],
        widths=[_WIDTHS[name] for name in SHEET_COLUMNS],
        rows=rows,
        printed=SHEET_COLUMNS.index("note") + 1,  # later columns are for reference
        frozen="C3",
        choices={SHEET_COLUMNS.index(name): one for name, one in _choices(document, wording, questions).items()},
        hidden=(SHEET_COLUMNS.index("as_exported"),),
        filled_in=[SHEET_COLUMNS.index(name) for name in _FILLED_IN],
        links=dict(_links(document, rows)),
    )


def _links(document: Document, rows: Sequence[tuple[CellValue, ...]]) -> Iterator[tuple[tuple[int, int], str]]:
    """The time at which a unit begins plays it, where readers may hear it: row and column, and the path of the clip."""
    for number, row in enumerate(rows):
        path = document.sound.clips.get(str(row[SHEET_COLUMNS.index("unit_id")]))
        if path and row[_START]:
            yield (number, _START), path


def _with_questions(document: Document, wording: Wording) -> Iterator[tuple[CellValue, ...]]:
    """The rows of the table of units, each with the text of its question."""
    texts: dict[CellValue, str] = {question.id: visible(question.text) for question in document.guide.questions}
    for row in unit_rows(document, wording):
        yield (*row[:_AT], texts.get(row[_AT - 1], ""), *row[_AT:])


def _choices(document: Document, wording: Wording, questions: str) -> dict[str, Choice]:
    ids = [question.id for question in document.guide.for_branch(*document.units.asked_of)]
    return {
        "question": Choice([*ids, wording.untagged], questions, wording.no_question),
        "code": Choice(cells=_CODES),
        "subgroup": Choice(cells=_SUBGROUPS),
        "decision": Choice([wording.by_hand[name] for name in ("join", "reject", "unit", "withdraw")]),
    }


def earlier(
    header: Header, wording: Wording, typed: TypedCodes, there: Mapping[str, Collection[str]]
) -> tuple[SheetTable, ...]:
    """The sheet with the codes of units that there are no more, if there are any; `there` as in `TypedCodes.gone`."""
    rows = [one.row() for one in typed.gone(there)]
    if not rows:
        return ()
    return (
        SheetTable(
            title=wording.earlier_codes,
            mark=header.copy_mark(wording),
            head=[wording.columns[name] for name in KEPT],
            widths=[_WIDTHS[name] for name in KEPT],
            rows=rows,
            printed=len(KEPT),
            frozen="C3",
            filled_in=[KEPT.index(name) for name in CODED],
        ),
    )


def codes(header: Header, wording: Wording, typed: TypedCodes | None = None) -> SheetTable:
    """The sheet where coders list their codes; these are then offered as choices beside the units."""
    listed = list(typed.listed) if typed else []
    return SheetTable(
        title=wording.codes,
        mark=header.copy_mark(wording),
        head=[wording.columns["code"], wording.columns["subgroup"], wording.definition],
        widths=[30, 30, 78],
        rows=[*listed, *[("", "", "")] * (_ROOM - len(listed))],
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
        question, state = covered.question, coverage_state(covered, wording)
        asked = ", ".join(document.asked_at(covered))
        yield question.id, question.text, question.branch, state, asked, covered.units, covered.words
    for name, units in ((wording.untagged, document.tagged(None)), (wording.leftovers, document.leftovers)):
        yield name, "", "", "", "", *count_units(units)


def _pieces(row: tuple[CellValue, ...]) -> Iterator[tuple[CellValue, ...]]:
    """The row, and further rows for the rest of a text that is longer than the tallest row shows."""
    text = str(row[_TEXT])
    starts = list(line_starts(text, room(_WIDTHS["text"])))
    first, *others = [text[a:b] for a, b in pairwise((*starts[::LINES], len(text)))]
    shown = list(row)
    shown[_TEXT] = first
    for name in ("question_text", "context"):
        shown[SHEET_COLUMNS.index(name)] = beside(str(row[SHEET_COLUMNS.index(name)]))
    yield tuple(shown)
    for piece in others:
        rest: list[CellValue] = [""] * len(row)
        rest[:2], rest[_TEXT] = row[:2], piece
        yield tuple(rest)
