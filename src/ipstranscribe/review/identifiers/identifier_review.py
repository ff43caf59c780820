"""Review of identifiers: entities in their written forms go out in a table, and come back as decisions on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.documents.table_layout import Table
from ipstranscribe.model import Decision, Decisions
from ipstranscribe.pseudonymize.entities.decisions import Suggestion, WithdrawnDecision
from ipstranscribe.review.identifiers import row_base
from ipstranscribe.review.identifiers.decision_table import DecisionReader, load_table, numbered_decisions, table_rows
from ipstranscribe.review.identifiers.scope_column import StudyTurns
from ipstranscribe.review.identifiers.unread_rows import overtaken_rows
from ipstranscribe.review.protocol import Base, Review
from ipstranscribe.study import storage


@dataclass(frozen=True)
class TableDecisions:
    """The decisions in a returned table; `overtaken` are the numbers of rows that would undo somebody else's decision.

    `rows` are the numbers of the rows of the decisions. `content` is the digest of what the table says (`table_digest`).
    """

    decisions: Sequence[Decision | WithdrawnDecision]
    overtaken: tuple[int, ...]
    rows: tuple[int, ...] = ()
    content: str = ""


@dataclass(frozen=True)
class IdentifierReview(Review[Mapping[str, str], Path, TableDecisions]):
    """The identifiers of a study in review: `decisions` are those that hold, `suggestions` the rows to write.

    `by` and `when` sign what comes back, `entities` are those that a merge may name, `turns` what a scope may.
    """

    decisions: Decisions
    suggestions: Sequence[Suggestion] = ()
    language: str = "en"
    by: str = ""
    when: str = ""
    entities: Mapping[str, str] | None = None
    turns: StudyTurns | None = None

    @property
    def base(self) -> Base:
        """The decisions that hold. Each row has a base of its own, because rows come back in parts (`row_base`)."""
        return Base("identifiers", "", storage.digest(self.decisions))

    @property
    def items(self) -> Sequence[Mapping[str, str]]:
        """The rows of the table."""
        return table_rows(self.suggestions, self.decisions, self.language)

    def decide(self, returned: Path) -> TableDecisions:
        """Read a table that came back; raises UserError for a row that cannot be read."""
        table = load_table(returned)
        turns = self.turns or StudyTurns((), lambda interview: {})
        new = numbered_decisions(table, DecisionReader(self.by, self.when, self.entities, turns))
        for sheet, place in table.unheaded:
            events.warn(f"{table.place(sheet, place.row)}, column {place.column}: has no heading, and was not read.")
        overtaken = overtaken_rows([row.cells for row in table.rows], self.decisions, self.by)
        return TableDecisions(
            [decision for _, decision in new],
            tuple(table.rows[number - 2].number for number in overtaken),
            tuple(number for number, _ in new),
            table_digest(table),
        )


def table_digest(table: Table) -> str:
    """A digest of what a table says, however it was saved: the cells that decide and what they are about, row by row."""
    cells = ("written_form", "entity", "scope", "category", "decision", "replacement", "by", "when", row_base.COLUMN)
    rows = ["\n".join(" ".join(row.cells.get(name, "").split()) for name in cells) for row in table.rows]
    return storage.digest("decision table", *sorted(rows))
