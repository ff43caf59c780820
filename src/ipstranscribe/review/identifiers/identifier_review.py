"""Review of identifiers: entities in their written forms go out in a table, and come back as decisions on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.model import Decision, Decisions
from ipstranscribe.pseudonymize.entities.decisions import Suggestion, WithdrawnDecision
from ipstranscribe.review.identifiers.decision_table import load_table, overtaken_rows, read_table, table_rows
from ipstranscribe.review.identifiers.scope_column import StudyTurns
from ipstranscribe.review.protocol import Base, Review
from ipstranscribe.study import storage


@dataclass(frozen=True)
class TableDecisions:
    """The decisions in a returned table; `overtaken` are the numbers of rows that would undo somebody else's decision."""

    decisions: Sequence[Decision | WithdrawnDecision]
    overtaken: tuple[int, ...]


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
        new = read_table(returned, self.by, self.when, self.entities, self.turns)
        table = load_table(returned)
        for sheet, place in table.unheaded:
            events.warn(f"{table.place(sheet, place.row)}, column {place.column}: has no heading, and was not read.")
        overtaken = overtaken_rows([row.cells for row in table.rows], self.decisions, self.by)
        return TableDecisions(new, tuple(table.rows[number - 2].number for number in overtaken))
