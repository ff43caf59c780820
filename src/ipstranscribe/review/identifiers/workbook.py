"""The decision table as an Excel workbook: sheets for the decisions, for every place of each form, with instructions."""

import re
from collections.abc import Mapping, Sequence

from ipstranscribe.documents.excel import CellValue, Choice, SheetTable, workbook_bytes
from ipstranscribe.documents.excel_places import FIRST_ROW
from ipstranscribe.documents.lazy_rows import LazyRows
from ipstranscribe.review.how_to_sheet import how_to_sheet
from ipstranscribe.review.identifiers import row_base
from ipstranscribe.review.identifiers.decision_table import CATEGORIES, VERDICTS, verdict_word
from ipstranscribe.review.identifiers.form_occurrences import FormOccurrence
from ipstranscribe.review.identifiers.workbook_words import words
from ipstranscribe.text.wording import wording_of

SHEET_COLUMNS = {
    "decision": 14, "replacement": 24, "written_form": 24, "state": 14, "context": 60, "proposed": 26, "category": 16,
    "may_be": 18, "scope": 14, "times": 8, "interviews": 12, "entity": 9, "found_by": 26, "confidence": 11, "note": 18,
    row_base.COLUMN: 12,
}  # fmt: skip
"""The columns of the sheet in their order, with their widths in characters: what to fill in, what was said, what is
proposed; then where it comes from."""
PLACE_COLUMNS = {
    "form": 24, "interview": 11, "place": 13, "context": 70, "replaced": 11, "by": 26, "why": 34, "entity": 9,
}  # fmt: skip
"""The columns of the sheet of occurrences, with their widths in characters."""
_FILLED_IN = ("decision", "replacement")
_PLACES = list(SHEET_COLUMNS)
EMPTY_ROWS = 200
"""Empty rows below the table with the same drop-down lists, for forms that a person adds."""
_MODEL = re.compile(r"\S+_\S* ?[\d.]+(?P<kind> proper noun)?")
"""How a language model of names is recorded as `found_by`: its name and version."""


def to_xlsx(
    table: Sequence[Mapping[str, str]], language: str = "en", occurrences: Sequence[FormOccurrence] = ()
) -> bytes:
    """Write the table (`decision_table.table_rows`) as a workbook; the same table gives the same bytes.

    Every cell is text, never a formula; choices are drop-down lists; nothing is protected, so that people can sort,
    filter and append rows. Everything but ids is in `language` (en, nb, nn). A row that waits for a decision is yellow until
    there is one. `decision_table` reads it. A second sheet lists the `occurrences` of every form, if there are any.
    """
    beside = [_places(occurrences, language)] if occurrences else []
    sheets = [_to_decide(table, language), *beside, _how_to(language)]
    return workbook_bytes(sheets, words(language)["table"], wording_of(language))


def _to_decide(table: Sequence[Mapping[str, str]], language: str) -> SheetTable:
    """The rows to decide on. Other words that the program understands may be typed."""
    told = words(language)
    waiting = sum(row.get("state") == "suggested" and not row.get("decision") for row in table)
    waits = told["waits"] if waiting else told["waits_none"]
    return SheetTable(
        title=told["table"],
        mark=f"{told['mark']} {waits.format(count=waiting, rows=len(table))} {told['see'].format(sheet=told['how_to'])}",
        head=[told["columns"][name] for name in SHEET_COLUMNS],
        widths=list(SHEET_COLUMNS.values()),
        rows=LazyRows(table, lambda row: tuple(_cell(name, row.get(name, ""), language) for name in SHEET_COLUMNS)),
        printed=len(SHEET_COLUMNS) - 1,
        frozen=f"D{FIRST_ROW}",
        choices={
            _PLACES.index("decision"): Choice(
                [verdict_word(verdict, language) for verdict in VERDICTS], hint=told["decision_hint"]
            ),
            _PLACES.index("replacement"): Choice(hint=told["replacement_hint"]),
            _PLACES.index("category"): Choice([told["categories"][category] for category in CATEGORIES]),
        },
        hidden=[_PLACES.index(row_base.COLUMN)],
        filled_in=[_PLACES.index(name) for name in _FILLED_IN],
        waits=_waits(told["states"]["suggested"]),
        spare=EMPTY_ROWS,
        printed_mark=told["mark"],
    )


def _places(occurrences: Sequence[FormOccurrence], language: str) -> SheetTable:
    """Every place of every form: what a decision on it touches. What stays as it was said is pale yellow."""
    told = words(language)
    heads, yes, no = told["places"], told["yes"], told["no"]
    left = sum(not one.replaced for one in occurrences)

    def row(one: FormOccurrence) -> tuple[str, ...]:
        why = told["why"].get(one.why, "")
        return one.form, one.interview, one.place, one.context, yes if one.replaced else no, one.by, why, one.entity

    return SheetTable(
        title=told["places_sheet"],
        mark=f"{told['mark']} {told['places_left'].format(left=left, count=len(occurrences))} {told['places_see']}",
        head=[heads[name] for name in PLACE_COLUMNS],
        widths=list(PLACE_COLUMNS.values()),
        rows=LazyRows(occurrences, row),
        printed=len(PLACE_COLUMNS),
        frozen=f"B{FIRST_ROW}",
        waits=f'$E{FIRST_ROW}="{no}"',
        printed_mark=told["mark"],
    )


def _waits(state: str) -> str:
    """The formula that is true of a row that waits: its state says so, and there is no decision."""
    at = {name: f"${chr(ord('A') + _PLACES.index(name))}{FIRST_ROW}" for name in ("state", "decision")}
    return f'AND({at["state"]}="{state}",{at["decision"]}="")'


def _cell(name: str, cell: str, language: str) -> CellValue:
    """A cell in the words of a language."""
    told = words(language)
    match name:
        case "state":
            return str(told["states"].get(cell, cell))
        case "category":
            return str(told["categories"].get(cell, cell))
        case "found_by":
            return _recognizer(cell, told["found_by"])
    return cell


def _recognizer(found_by: str, told: Mapping[str, str]) -> str:
    """What found it, in plain words; a language model is told by what it does, and not by its name."""
    model = _MODEL.fullmatch(found_by)
    if model:
        return told["model proper noun" if model["kind"] else "model"]
    return told.get(found_by, found_by)


def _how_to(language: str) -> SheetTable:
    """The second sheet: what the columns hold and what each verdict does."""
    told = words(language)
    rows = [("", told["start"])]
    rows += [(verdict_word(verdict, language), told[verdict]) for verdict in VERDICTS]
    rows += [("", text) for text in told["end"]]
    return how_to_sheet(told, rows)
