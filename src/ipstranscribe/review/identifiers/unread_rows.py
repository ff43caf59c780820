"""A filled-in decision table beside the decisions that hold: rows not read yet, and rows that others have overtaken."""

from collections.abc import Mapping, Sequence

from ipstranscribe.documents import tables
from ipstranscribe.documents.table_layout import TableRow
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import Decision, Decisions, Occurrence
from ipstranscribe.pseudonymize.entities.decisions import DecisionIndex, resolve_entity
from ipstranscribe.review.identifiers import row_base
from ipstranscribe.review.identifiers.decision_table import MEANT, moved_note, verdict_of
from ipstranscribe.review.identifiers.scope_column import context_fits, is_everywhere, names_scope
from ipstranscribe.review.identifiers.workbook_words import words

_SHARED = tuple(words(code)["shared"] for code in LANGUAGES)
"""What the column `note` says in each language of a name that several people have."""


def count_unread(table: Sequence[TableRow], decisions: Decisions) -> int:
    """Number of rows of the program's table that a person filled in and that are not in `decisions` yet."""
    entities = {row.get("entity", ""): row.get("proposed", "") for row in table}
    standing = DecisionIndex(decisions)
    return sum(_is_unread(row, standing, decisions, entities) for row in table)


def _is_unread(row: TableRow, standing: DecisionIndex, decisions: Decisions, entities: Mapping[str, str]) -> bool:
    form, entity = tables.from_text_cell(row["written_form"]), _about(row)
    decided = _decided(row, standing)
    verdict, replacement = verdict_of(row), tables.from_text_cell(row.get("replacement", ""))
    if not (verdict or entity) and row.get(row_base.COLUMN):  # the program's, about no entity, and untouched
        return False
    if verdict in ("add", "withdraw") or not entity:
        return (decided is None) != (verdict == "withdraw")
    if row.get("note", "") not in ("", *_SHARED, moved_note(form, entity, row.get("proposed", ""), decisions)):
        return True
    if verdict == "merge":
        replacement = resolve_entity(replacement, entities) or replacement
    known = (decided.verdict, decided.replacement or "") if decided else ("", "")
    new = bool(verdict or replacement) and not row_base.is_untouched(row, verdict)
    return new and (verdict, replacement) != known


def overtaken_rows(table: Sequence[TableRow], decisions: Decisions, by: str) -> tuple[int, ...]:
    """The numbers of rows that would undo what somebody else than `by` has decided since the table was written.

    A row without a base is one of an earlier version's table, or was appended: then it is what others decided otherwise
    that counts, unless the table shows it.
    """
    entities = {row.get("entity", ""): row.get("proposed", "") for row in table}
    shown = {row["written_form"] for row in table if row.get("entity")}
    standing = DecisionIndex(decisions)
    return tuple(
        number
        for number, row in enumerate(table, 2)
        if not (not row.get("entity") and (row["written_form"] in shown or row_base.COLUMN not in row))
        and _undoes(row, standing, entities, by)
    )


def _undoes(row: TableRow, standing: DecisionIndex, entities: Mapping[str, str], by: str) -> bool:
    verdict, replacement = verdict_of(row), tables.from_text_cell(row.get("replacement", ""))
    decided = _decided(row, standing)
    now = (decided.verdict, decided.replacement or "") if decided else ("", "")
    base = row.get(row_base.COLUMN, "")
    since = base != row_base.of_row(row | {"replacement": now[1]}, now[0])
    if verdict in ("", "add"):
        verdict = "" if _about(row) or base else "change" if replacement else "accept"
    if not verdict or not since or row_base.is_untouched(row, verdict):
        return False
    if decided is None:
        wide = is_everywhere(row.get("scope", ""))  # elsewhere it may be the row's reader who named this scope
        return wide and bool(base) and verdict != "withdraw"  # somebody has withdrawn what the table shows
    if verdict == "merge":
        replacement = resolve_entity(replacement, entities) or replacement
    return decided.by != by and (verdict, replacement if verdict in ("change", "merge") else "") != now


def _about(row: TableRow) -> str:
    """The id of the entity that a row of either list shows; empty if it shows none."""
    return row.get("entity") or row.get(MEANT, "")


def _decided(row: TableRow, standing: DecisionIndex) -> Decision | None:
    """The decision that holds for a row in the scope that it names, if it is about what the row shows."""
    form, entity = tables.from_text_cell(row["written_form"]), _about(row)
    if is_everywhere(row.get("scope", "")):
        return standing.on(entity, form)
    context = tables.from_text_cell(row.get("context", ""))
    for decision in standing.narrow(form):
        named = names_scope(row["scope"], decision.scope) and (not entity or decision.entity in (None, entity))
        if named and (not isinstance(decision.scope, Occurrence) or context_fits(context, form, decision.scope)):
            return decision
    return None
