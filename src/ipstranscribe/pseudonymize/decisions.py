"""What people decide: the table they fill in, and what their decisions do to a mention."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe import tables
from ipstranscribe.errors import UserError
from ipstranscribe.model import Decision, Decisions

COLUMNS = (
    "decision", "replacement", "written_form", "entity", "category", "state", "proposed", "times", "interviews",
    "found_by", "may_be", "context", "note",
)  # fmt: skip
_WIDTHS = dict(zip(COLUMNS, (11, 20, 24, 8, 12, 11, 24, 7, 11, 18, 14, 60, 20), strict=True))
"""Widths of the columns in characters."""
_VERDICTS = {
    "accept": "accept", "yes": "accept", "ja": "accept", "godta": "accept",
    "change": "change", "endre": "change",
    "reject": "reject", "no": "reject", "nei": "reject", "avvis": "reject", "keep": "reject",
}  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """A row of the table in which a person decides: one entity in one written form. Holds originals."""

    form: str
    entity: str
    category: str
    state: str
    proposed: str
    times: int
    interviews: tuple[str, ...]
    found_by: str
    confidence: float
    may_be: tuple[str, ...]
    context: str


def applying(decisions: Decisions, entity: str, form: str) -> Decision | None:
    """The decision that holds for this entity in this written form; the latest word counts."""
    for decision in reversed(decisions.decisions):
        if decision.form == form and decision.entity in (None, entity):
            return decision
    return None


def merged(old: Decisions, new: Iterable[Decision]) -> Decisions:
    """`old` with `new` decisions; one for the same form and entity takes the place of the earlier one."""
    by_key = {(d.form, d.entity): d for d in old.decisions}
    for decision in new:
        by_key.pop((decision.form, decision.entity), None)
        by_key[(decision.form, decision.entity)] = decision
    return Decisions(decisions=tuple(by_key.values()))


def rows(suggestions: Sequence[Suggestion], decisions: Decisions) -> list[dict[str, str]]:
    """The table for people: undecided suggestions first, the least certain at the top, each with what was decided."""
    ordered = sorted(suggestions, key=lambda s: (s.state != "suggested", s.confidence, s.form.casefold(), s.entity))
    return [_row(suggestion, applying(decisions, suggestion.entity, suggestion.form)) for suggestion in ordered]


def _row(suggestion: Suggestion, decided: Decision | None) -> dict[str, str]:
    return {
        "decision": decided.verdict if decided else "",
        "replacement": (decided.replacement or "") if decided else "",
        "written_form": suggestion.form,
        "entity": suggestion.entity,
        "category": suggestion.category,
        "state": suggestion.state,
        "proposed": suggestion.proposed,
        "times": str(suggestion.times),
        "interviews": " ".join(suggestion.interviews),
        "found_by": suggestion.found_by,
        "may_be": " ".join(suggestion.may_be),
        "context": suggestion.context,
    }


def to_xlsx(table: Sequence[dict[str, str]]) -> bytes:
    """The table as a workbook: text cells only, a list to choose the decision from, the header frozen."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.active
    sheet.title = "Identifiers"
    for number, line in enumerate([dict(zip(COLUMNS, COLUMNS, strict=True)), *table], 1):
        for column, name in enumerate(COLUMNS, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type = _for_xml(line.get(name, "")), "s"  # never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
        lines = max(-(-len(line.get(name, "")) // width) for name, width in _WIDTHS.items())
        sheet.row_dimensions[number].height = 15 * max(1, lines)  # points; LibreOffice does not grow rows by itself
    choice = DataValidation(type="list", formula1='"accept,change,reject"', allow_blank=True)
    sheet.add_data_validation(choice)
    choice.add(f"A2:A{len(table) + 2}")
    for number, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[name]
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = "1:1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _for_xml(text: str) -> str:
    return "".join(c for c in text if c >= " " or c in "\t\n")


def read_table(path: Path, by: str, when: str) -> list[Decision]:
    """The decisions filled in in a csv or xlsx table; rows without one are left out.

    Raises UserError naming the row number if a decision is none of the known words, or `change` says nothing to change to.
    """
    return [
        decision
        for number, row in enumerate(tables.read(path, ("decision", "written_form")), 2)
        if (decision := _read_row(row, number, path.name, by, when))
    ]


def _read_row(row: tables.Row, number: int, name: str, by: str, when: str) -> Decision | None:
    said = row["decision"].casefold()
    if not said:
        return None
    verdict = _VERDICTS.get(said)
    if verdict is None:
        raise UserError(
            f"{name}, row {number}: the decision is not one of accept, change, reject.", "Correct that row."
        )
    replacement = row.get("replacement", "")
    if verdict == "change" and not replacement:
        raise UserError(f"{name}, row {number}: `change` needs a replacement.", "Fill in the column replacement.")
    return Decision(
        form=tables.from_text_cell(row["written_form"]),
        verdict=verdict,
        entity=row.get("entity") or None,
        replacement=replacement or None,
        by=row.get("by") or by,
        when=row.get("when") or when,
    )
