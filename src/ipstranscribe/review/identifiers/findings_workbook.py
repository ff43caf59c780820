"""The findings list as an Excel workbook: each cause a row, its places below it, decided on like the table of identifiers.

Its columns have the names of those of the identifiers' workbook, so that `decision_table` reads both.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ipstranscribe.documents.excel import Choice, SheetTable, workbook_bytes
from ipstranscribe.documents.excel_places import FIRST_ROW, cell_range
from ipstranscribe.documents.table_layout import TableRow
from ipstranscribe.model import Decisions, Occurrence
from ipstranscribe.pseudonymize.entities.decisions import DecisionIndex
from ipstranscribe.release.findings import wording
from ipstranscribe.release.findings.causes import Cause
from ipstranscribe.release.findings.places import RefusedPlace
from ipstranscribe.review.how_to_sheet import how_to_sheet
from ipstranscribe.review.identifiers import row_base
from ipstranscribe.review.identifiers.decision_table import CATEGORIES, MEANT, verdict_word
from ipstranscribe.review.identifiers.scope_column import scope_text
from ipstranscribe.review.identifiers.workbook_words import words
from ipstranscribe.text.wording import wording_of

VERDICTS = ("accept", "change", "reject", "merge", "withdraw")
"""What can be decided on a finding."""
MOST_PLACES = 300
"""Places of a cause that are listed; a word with more is an ordinary one, and the row of its cause tells their number."""
NO_PLACE = "—"
"""Stands in the column of the scope where no decision on a place is possible: read back, it is refused."""
_COLUMNS = {
    "number": 7, "decision": 14, "replacement": 20, "written_form": 20, "where": 22, "context": 54, "why": 40, "settle": 44,
    "decided": 30, "scope": 14, "proposed": 20, "category": 14, MEANT: 9, "times": 8, "files": 34, row_base.COLUMN: 12,
}  # fmt: skip
"""The columns of the sheet in their order, with their widths in characters."""
_PLACES = list(_COLUMNS)


class FindingsList(NamedTuple):
    """What the workbook shows: the causes, the decisions that hold, the interviews that a scope can name, the language."""

    causes: Sequence[Cause]
    decisions: Decisions
    interviews: Sequence[str]
    language: str = "en"


def findings_rows(found: FindingsList) -> list[TableRow]:
    """The rows of the list: for each cause one, then one for each of its places."""
    standing = DecisionIndex(found.decisions)
    rows = [row for number, cause in enumerate(found.causes, 1) for row in _rows(number, cause, found.language)]
    return [row | {row_base.COLUMN: _base(row, standing)} for row in rows]


def _rows(number: int, cause: Cause, language: str) -> Iterator[TableRow]:
    told = wording.words(language)["list"]
    shared = {
        "decision": "", "replacement": "", "written_form": cause.word, "proposed": cause.replacement,
        "category": cause.category or "", MEANT: cause.entity,
    }  # fmt: skip
    decidable = cause.reason != "unread"
    yield shared | {
        "number": str(number),
        "where": wording.summary(cause, language),
        "context": "",
        "why": wording.why(cause, language),
        "settle": wording.settles(cause, language),
        "decided": "\n".join(wording.decided(one, language) for one in cause.decisions),
        "scope": scope_text(None, language) if decidable else NO_PLACE,
        "times": str(sum(place.times for place in cause.places)),
        "files": wording.files(cause.files),
    }
    for at, place in enumerate(cause.places[:MOST_PLACES], 1):
        yield shared | _place(place, language) | {"number": f"{number}.{at}"}
    if len(cause.places) > MOST_PLACES:
        more = told["more"].format(count=len(cause.places) - MOST_PLACES)
        yield shared | {"number": f"{number}.{MOST_PLACES + 1}", "where": more, "scope": NO_PLACE, "context": ""}


def _place(place: RefusedPlace, language: str) -> TableRow:
    scope = f"{place.where} #{place.number}" if place.number else NO_PLACE
    return {
        "where": wording.where(place, language),
        "context": f"[{scope}] {place.context}" if place.number else place.context if place.word else "",
        "why": "",
        "settle": "",
        "decided": "",
        "scope": scope,
        "times": str(place.times),
        "files": wording.files(place.files),
    }


def _base(row: TableRow, standing: DecisionIndex) -> str:
    """The base of a row: what is decided in its scope now, so that somebody else's later decision is seen."""
    form, scope = row["written_form"], row["scope"]
    if scope == NO_PLACE or not form:
        return row_base.of_row(row, "")
    held = (
        [standing.on(row[MEANT], form)]
        if " #" not in scope
        else [
            one for one in standing.narrow(form) if isinstance(one.scope, Occurrence) and scope_text(one.scope) == scope
        ]
    )
    decided = next((one for one in held if one), None)
    if decided is None:
        return row_base.of_row(row, "")
    return row_base.of_row(row | {"replacement": decided.replacement or ""}, decided.verdict)


# The workbook.


def to_xlsx(found: FindingsList) -> bytes:
    """The workbook of the list; the same list gives the same bytes. `decision_table` reads it."""
    told, known = wording.words(found.language)["list"], words(found.language)
    sheets = [_to_settle(found), _how_to(found), _scopes(found)]
    return workbook_bytes(sheets, f"{told['table']} – {known['table']}", wording_of(found.language))


def _to_settle(found: FindingsList) -> SheetTable:
    own, known = wording.words(found.language)["list"], words(found.language)
    places = sum(len(one.places) for one in found.causes)
    told = own["told"].format(causes=len(found.causes), places=places, sheet=own["how_to"])
    scopes = [scope_text(None, found.language), *found.interviews]
    return SheetTable(
        title=own["table"],
        mark=f"{own['mark']} {told}",
        head=[own[name] if name in wording.OWN_COLUMNS else known["columns"][name] for name in _PLACES],
        widths=list(_COLUMNS.values()),
        rows=[
            tuple(_shown(name, row.get(name, ""), found.language) for name in _PLACES) for row in findings_rows(found)
        ],
        printed=len(_PLACES) - 1,
        frozen=f"E{FIRST_ROW}",
        choices={
            _PLACES.index("decision"): Choice(
                [verdict_word(one, found.language) for one in VERDICTS], hint=known["decision_hint"]
            ),
            _PLACES.index("replacement"): Choice(hint=known["replacement_hint"]),
            _PLACES.index("scope"): Choice(scopes, cells=cell_range(own["scopes"], "A")),
            _PLACES.index("category"): Choice([known["categories"][one] for one in CATEGORIES]),
        },
        hidden=[_PLACES.index(row_base.COLUMN)],
        filled_in=[_PLACES.index(name) for name in ("decision", "replacement")],
        printed_mark=own["mark"],
    )


def _shown(name: str, cell: str, language: str) -> str:
    return str(words(language)["categories"].get(cell, cell)) if name == "category" else cell


def _how_to(found: FindingsList) -> SheetTable:
    """The second sheet: how the rows belong together, and what each verdict does."""
    own, known = wording.words(found.language)["list"], words(found.language)
    rows = [("", own["start"])]
    rows += [(verdict_word(one, found.language), known[one]) for one in VERDICTS]
    rows += [("", text) for text in (own["elsewhere"], known["end"][0], *own["end"])]
    return how_to_sheet(own, rows)


def _scopes(found: FindingsList) -> SheetTable:
    """The third sheet: what a scope can be beside a place; a list too long for a cell takes its choices from here."""
    own = wording.words(found.language)["list"]
    return SheetTable(
        title=own["scopes"],
        mark=own["mark"],
        head=[words(found.language)["columns"]["scope"]],
        widths=[22],
        rows=[(one,) for one in (scope_text(None, found.language), *found.interviews)],
        printed=1,
        frozen=f"A{FIRST_ROW}",
    )
