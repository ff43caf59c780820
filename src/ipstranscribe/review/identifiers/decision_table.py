"""The decision table of identifiers: its rows in order of priority, and the decisions that people fill in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from ipstranscribe.documents import tables
from ipstranscribe.documents.lazy_rows import LazyRows
from ipstranscribe.documents.table_layout import NumberedRow, Table, TableColumns, TableRow
from ipstranscribe.errors import UserError
from ipstranscribe.languages import LANGUAGES, RECORDS
from ipstranscribe.model import DIRECT, Category, Decision, Decisions
from ipstranscribe.pseudonymize.entities.decisions import DecisionIndex, Suggestion, WithdrawnDecision, resolve_entity
from ipstranscribe.release.findings import wording
from ipstranscribe.review.identifiers import row_base
from ipstranscribe.review.identifiers.scope_column import StudyTurns, scope_text
from ipstranscribe.review.identifiers.workbook_words import category_names, column_label, column_names, words
from ipstranscribe.review.verdicts import UnknownVerdictError, VerdictWords

COLUMNS = (
    "decision", "replacement", "written_form", "scope", "entity", "category", "state", "proposed", "times", "interviews",
    "found_by", "confidence", "may_be", "context", "note", row_base.COLUMN,
)  # fmt: skip
MEANT = "meant"
"""The column of a list of findings with the entity that a word would mean; to reject a word there rejects it for all."""
_UNDECIDED_FIRST = ("suggested", "automatic", "rejected")
_WORDS = {
    verdict: (
        *(RECORDS[code].verdicts[verdict][0] for code in LANGUAGES),
        *(word for code in LANGUAGES for word in RECORDS[code].verdicts[verdict][1:]),
    )
    for verdict in RECORDS["en"].verdicts
}
"""Verdict → its words in the column `decision`, in the order of `LANGUAGES`, then synonyms that are understood."""
_VERDICT_WORDS = VerdictWords(_WORDS)
VERDICTS = tuple(_VERDICT_WORDS)
CATEGORIES: tuple[Category, ...] = get_args(Category)


def review_priority(suggestion: Suggestion) -> tuple[int, bool, bool, int, float, str, str]:
    """Sort key of a row by disclosure risk: what may do most harm if nobody looks at it comes first.

    Undecided before decided; then names that several people have; direct identifiers before indirect ones; frequent before
    rare; low confidence first. Form and entity break ties.
    """
    s = suggestion
    undecided = _UNDECIDED_FIRST.index(s.state)
    return undecided, not s.shared, s.category not in DIRECT, -s.times, s.confidence, s.form.casefold(), s.entity


def verdict_word(verdict: str, language: str) -> str:
    """The word for a verdict in the column `decision` of a table in `language` (en, nb, nn)."""
    return _VERDICT_WORDS.word(verdict, language)


def table_rows(
    suggestions: Sequence[Suggestion], decisions: Decisions, language: str = "en"
) -> Sequence[dict[str, str]]:
    """The rows of the decision table, by `review_priority`, each with its decision in the words of `language`."""
    standing = DecisionIndex(decisions)

    def whole(suggestion: Suggestion) -> dict[str, str]:
        row = _row(suggestion, standing, decisions, language)
        return row | {row_base.COLUMN: row_base.of_row(row, verdict_of(row))}

    return LazyRows(sorted(suggestions, key=review_priority), whole)


def _row(suggestion: Suggestion, standing: DecisionIndex, decisions: Decisions, language: str) -> dict[str, str]:
    wide = suggestion.scope is None
    decided = standing.on(suggestion.entity, suggestion.form) if wide else suggestion.stated
    moved = moved_note(suggestion.form, suggestion.entity, suggestion.proposed, decisions) if wide else ""
    shared = words(language)["shared"] if suggestion.shared else ""
    return {
        "decision": verdict_word(decided.verdict, language) if decided else "",
        "replacement": (decided.replacement or "") if decided else "",
        "written_form": suggestion.form,
        "scope": scope_text(suggestion.scope, language),
        "entity": suggestion.entity,
        "category": suggestion.category,
        "state": suggestion.state,
        "proposed": suggestion.proposed,
        "times": str(suggestion.times),
        "interviews": " ".join(suggestion.interviews),
        "found_by": suggestion.found_by,
        "confidence": f"{suggestion.confidence:.2f}",
        "may_be": " ".join(suggestion.may_be),
        "context": suggestion.context,
        "note": "" if decided else moved or shared,
    }


def moved_note(form: str, entity: str, proposed: str, decisions: Decisions) -> str:
    """A note if a form was merged into this entity, or split off from another one, by an earlier decision."""
    for decision in reversed(decisions.decisions):
        into = decision.verdict == "merge" and (decision.replacement or "").strip("[] ") in (
            entity,
            proposed.strip("[] "),
        )
        off = decision.verdict == "split" and decision.entity != entity
        if decision.scope is None and decision.form == form and (into or off):
            return f"{decision.verdict} ({decision.entity})" if decision.entity else decision.verdict
    return ""


# Reading a filled-in table.


@dataclass(frozen=True)
class DecisionReader:
    """Reads rows of a filled-in table. `by` and `when` sign decisions without a signature of their own.

    `entities` (id → replacement, for all ids of the study) lets it refuse a merge with an unknown entity, `study` a scope
    that there is not.
    """

    by: str
    when: str
    entities: Mapping[str, str] | None = None
    study: StudyTurns = field(default_factory=lambda: StudyTurns((), lambda interview: {}))

    def row(self, row: TableRow) -> Decision | WithdrawnDecision | None:
        """The decision of a row, None if it has none; raises UserError, which quotes no cell."""
        verdict = self._verdict(row)
        if not verdict or row_base.is_untouched(row, verdict):
            return None
        form, entity = tables.from_text_cell(row["written_form"]), self._entity(row, verdict)
        replacement = tables.from_text_cell(row.get("replacement", "")) or None
        if not form:
            raise UserError("there is no written form.", f"Fill in the column {column_label('written_form')}.")
        context = tables.from_text_cell(row.get("context", ""))
        scope = self.study.scope(row.get("scope", ""), form, context, withdrawn=verdict == "withdraw")
        if verdict == "withdraw":
            return WithdrawnDecision(form, entity, scope)
        if verdict == "add":
            verdict = "change" if replacement else "accept"
        self._check(verdict, replacement, row)
        if verdict == "merge" and replacement:
            replacement = resolve_entity(replacement, self.entities or {}) or replacement
            if replacement == entity:  # merged already: the row is as the program wrote it afterwards
                return None
        return Decision.model_validate(
            {
                "form": form,
                "verdict": verdict,
                "entity": entity,
                "replacement": replacement if verdict in ("change", "merge") else None,
                "category": None if entity else _category(row.get("category", "")),
                "scope": scope,
                "by": row.get("by") or self.by,
                "when": row.get("when") or self.when,
            }
        )

    @staticmethod
    def _entity(row: TableRow, verdict: str) -> str | None:
        """The entity that a decision is about; a word that a list of findings rejects or frees is meant whatever it means."""
        return row.get("entity") or (row.get(MEANT) if verdict not in ("reject", "withdraw") else None) or None

    @staticmethod
    def _verdict(row: TableRow) -> str:
        try:
            said = _VERDICT_WORDS.read(row["decision"])
        except UnknownVerdictError:
            raise UserError(f"the decision is not one of {', '.join(VERDICTS)}.", "Correct that row.") from None
        added = said is None and row.get("entity") == "" and row.get("state") == ""  # the program always fills in both
        return "add" if added else said or ""

    def _check(self, verdict: str, replacement: str | None, row: TableRow) -> None:
        if verdict == "change" and not replacement:
            raise UserError("`change` needs a replacement.", f"Fill in the column {column_label('replacement')}.")
        if verdict == "merge" and not self._means_one(replacement):
            raise UserError(
                "`merge` needs the one entity that is meant.",
                f"Write its replacement in brackets, or its id, like E0007, into the column {column_label('replacement')}.",
            )
        if verdict in ("accept", "split") and replacement not in (None, row.get("proposed")):
            right = f"Choose `change`, or empty the column {column_label('replacement')}."
            raise UserError(f"`{verdict}` takes no replacement.", right)

    def _means_one(self, replacement: str | None) -> bool:
        return bool(replacement) and (
            self.entities is None or resolve_entity(replacement or "", self.entities) is not None
        )


def is_addition(row: TableRow) -> bool:
    """Whether a row adds a form that the program did not find, to be replaced."""
    try:
        verdict = _VERDICT_WORDS.read(row["decision"])
    except UnknownVerdictError:
        return False
    mine = not row.get("entity") and not row.get("state") and bool(row["written_form"].strip())
    return verdict == "add" or (mine and verdict not in ("reject", "withdraw"))


def category_of(row: TableRow) -> Category:
    """The category that an added row names, `other` without one."""
    return _category(row.get("category", "")) or "other"


def _category(said: str) -> Category | None:
    if not said:
        return None
    for category in CATEGORIES:
        if category == said.casefold():
            return category
    raise UserError(f"the category is not one of {', '.join(CATEGORIES)}.", "Correct that row.")


def numbered_decisions(table: Table, reader: DecisionReader) -> list[tuple[int, Decision | WithdrawnDecision]]:
    """The decisions of a table with the numbers of their rows; rows without one are skipped. For the rest: `DecisionReader`.

    A row without entity and state was appended by a person: its form is added. Raises UserError with the row number if
    a decision or category is not one of the known words, or is incomplete, or a scope is not in the study.
    """
    found = []
    for row in table.rows:
        try:
            decision = reader.row(row.cells)
        except UserError as error:
            raise UserError(f"{table.name}, row {row.number}: {error.what}", error.fix) from None
        if decision:
            found.append((row.number, decision))
    return found


def table_columns() -> TableColumns:
    """The columns by which such a table is known, in any language of its workbook."""
    return TableColumns(("decision", "written_form"), {**wording.column_names(), **column_names()})


def load_table(path: Path) -> Table:
    """Read a filled-in table as it stands, with the numbers of its rows; raises UserError if it is none.

    Columns and categories have the program's names, whatever the language of the workbook.
    """
    table, categories = tables.load(path, table_columns()), category_names()

    def plain(row: NumberedRow) -> NumberedRow:
        category = row.cells.get("category", "")
        return replace(row, cells=row.cells | {"category": categories.get(category.casefold(), category)})

    return replace(table, rows=tuple(map(plain, table.rows)))


def verdict_of(row: TableRow) -> str:
    """The verdict of a row, empty if there is none; a word that is none as it stands."""
    try:
        return _VERDICT_WORDS.read(row["decision"]) or ""
    except UnknownVerdictError:
        return row["decision"]
