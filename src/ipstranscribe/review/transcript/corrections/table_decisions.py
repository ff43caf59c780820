"""Decisions of a returned table of corrections: read row by row against what is offered now, as a whole or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ipstranscribe.documents import tables
from ipstranscribe.documents.table_layout import Table, TableColumns, TableRow
from ipstranscribe.errors import UserError
from ipstranscribe.model import CorrectionDecision, DecisionScope, Occurrence
from ipstranscribe.review.transcript.corrections.offers import CorrectionKey, CorrectionOffer, key_of
from ipstranscribe.review.transcript.corrections.table import decision_content, listed, place_text, row_base
from ipstranscribe.review.transcript.corrections.table_words import SCOPE_WORDS, VERDICTS, column_label, column_names
from ipstranscribe.review.transcript.corrections.written_forms import letters
from ipstranscribe.review.verdicts import UnknownVerdictError


def table_columns() -> TableColumns:
    """The columns by which such a table is known, in any language of its workbook."""
    return TableColumns(("decision", "heard", "written"), column_names())


def load_table(path: Path) -> Table:
    """Read a filled-in table as it stands, with the numbers of its rows; raises UserError if it is none."""
    return tables.load(path, table_columns())


@dataclass(frozen=True)
class CorrectionDecisions:
    """The decisions of a returned table. `overtaken` are the numbers of rows that would undo somebody else's decision since.

    `emptied` are rows whose decision was deleted, which decides nothing.
    """

    decisions: tuple[CorrectionDecision, ...] = ()
    overtaken: tuple[int, ...] = ()
    emptied: tuple[int, ...] = ()


@dataclass(frozen=True)
class CorrectionReader:
    """Reads rows of a returned table against what is offered now; `by` and `when` sign the decisions."""

    offered: Mapping[CorrectionKey, CorrectionOffer]
    interviews: Sequence[str]
    by: str
    when: str

    @classmethod
    def of(
        cls, offered: Sequence[CorrectionOffer], interviews: Sequence[str], by: str, when: str
    ) -> "CorrectionReader":
        """A reader of decisions on these offers."""
        return cls({key_of(one.correction): one for one in offered}, interviews, by, when)

    def read(self, table: Table) -> CorrectionDecisions:
        """All decisions of a table; raises UserError, which names the row and quotes no cell."""
        found: list[CorrectionDecision] = []
        overtaken, emptied = [], []
        for row in table.rows:
            try:
                offer = self.offer(row.cells)
                decisions = self.row(row.cells, offer)
            except UserError as error:
                raise UserError(f"{table.where(row)}: {error.what}", error.fix) from None
            before = self._standing(row.cells, offer)
            since = row.cells.get("as_written", "") not in ("", row_base(before))
            if before and not since and not row.cells["decision"]:
                emptied.append(row.number)
            new = [one for one in decisions if not _holds(one, offer)]
            found += new
            if new and since and (before is None or before.by != self.by):
                overtaken.append(row.number)
        return CorrectionDecisions(tuple(found), tuple(overtaken), tuple(emptied))

    def row(self, row: TableRow, offer: CorrectionOffer) -> tuple[CorrectionDecision, ...]:
        """The decisions of a row: none if it is empty, or stands as the program wrote it; several for all listed places."""
        verdict = self._word(row, "decision")
        if verdict is None:
            return ()
        scopes, term_only = self._scopes(row, offer)
        first, *others = (
            CorrectionDecision(
                heard=offer.correction.heard,
                written=offer.correction.written,
                verdict=verdict,
                scope=scope,
                vocabulary=verdict == "no" or self._word(row, "vocabulary") != "no",
                term_only=term_only and verdict == "yes" and scope is None,
                by=self.by,
                when=self.when,
            )
            for scope in scopes
        )
        return () if not others and row.get("as_written") == row_base(first) else (first, *others)

    def offer(self, row: TableRow) -> CorrectionOffer:
        """The offer that a row is about; raises UserError if there is none."""
        heard, written = (tables.from_text_cell(row.get(name, "")) for name in ("heard", "written"))
        offer = self.offered.get((letters(heard), written))
        if offer is None:
            raise UserError(
                "no draft was corrected like this.",
                f"Leave {column_label('heard')} and {column_label('written')} as they were written; another spelling is "
                "corrected in the draft of an interview, which is imported then.",
            )
        return offer

    @staticmethod
    def _word(row: TableRow, column: str) -> Literal["yes", "no"] | None:
        try:
            return VERDICTS.read(row.get(column, ""))
        except UnknownVerdictError:
            raise UserError(
                f"what stands in {column_label(column)} is neither yes nor no.", "Write yes or no."
            ) from None

    def _scopes(self, row: TableRow, offer: CorrectionOffer) -> tuple[tuple[DecisionScope, ...], bool]:
        """Where a row's decision holds, and whether the one on everything is about the term alone."""
        said, where = " ".join(row.get("scope", "").split()), " ".join(row.get("where", "").split())
        try:
            word = SCOPE_WORDS.read(said)
        except UnknownVerdictError:
            return (self._named(said, offer),), False
        if word is None:
            word = "place" if where else "everywhere" if offer.breadth == "everywhere" else "vocabulary"
        if word in ("everywhere", "vocabulary"):
            return (None,), word == "vocabulary"
        if word == "listed":
            return (None, *(one.place.place for one in listed(offer))), offer.breadth == "places"
        if not where:
            raise UserError(
                "the row is about the whole correction, and names no interview and no place.",
                f"Decide in the row of a place, or write an interview into {column_label('scope')}, such as P2.",
            )
        place = self._named(where, offer)
        return (place.interview if isinstance(place, Occurrence) and word == "interview" else place,), False

    def _named(self, said: str, offer: CorrectionOffer) -> DecisionScope:
        """The interview or place that a cell names; raises UserError if the correction does not stand there."""
        plain = said.casefold().replace(" ", "")
        interview = next((one for one in self.interviews if one.casefold() == plain), None)
        if interview in offer.found_in or any(plain.startswith(f"{one.casefold()}-") for one in offer.found_in):
            raise UserError(
                "in that interview the correction was made by hand, and it is not changed by it.",
                "Decide in the rows of other interviews.",
            )
        if interview:
            return interview
        for one in offer.places:
            if place_text(one.place.place).casefold().replace(" ", "") == plain:
                return one.place.place
        raise UserError(
            "that is no place where the correction may hold, or not any more.",
            "Write everywhere, an interview such as P2, or a place as the table names it, such as P2-014 #1; "
            "`ipstranscribe corrections` writes the table anew.",
        )

    def _standing(self, row: TableRow, offer: CorrectionOffer) -> CorrectionDecision | None:
        """What is decided now on what the row shows: a place, or the whole correction."""
        where = row.get("where", "").casefold().replace(" ", "")
        if not where:
            return offer.decided
        shown = (one for one in offer.places if place_text(one.place.place).casefold().replace(" ", "") == where)
        return next((one.decided for one in shown), None)


def unread_rows(table: Table, offered: Sequence[CorrectionOffer]) -> Iterator[int]:
    """The numbers of rows that a person filled in and that were not read back yet; all that cannot be understood."""
    reader = CorrectionReader.of(offered, list(dict.fromkeys(p.interview for o in offered for p in o.places)), "", "")
    for row in table.rows:
        try:
            offer = reader.offer(row.cells)
            decisions = reader.row(row.cells, offer)
        except UserError:
            if row.cells["decision"]:
                yield row.number
            continue
        if not all(_holds(one, offer) for one in decisions):
            yield row.number


def _holds(decision: CorrectionDecision, offer: CorrectionOffer) -> bool:
    """Whether a decision says what was decided before in its scope."""
    before = next((one for one in reversed(offer.decisions) if one.scope == decision.scope), None)
    return before is not None and decision_content(before) == decision_content(decision)
