"""The table of corrections: a row for each correction and each of its places, and the decisions that people fill in."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ipstranscribe.documents import tables
from ipstranscribe.documents.excel import Choice, SheetTable, workbook_bytes
from ipstranscribe.documents.excel_places import FIRST_ROW
from ipstranscribe.documents.table_layout import Table, TableColumns, TableRow
from ipstranscribe.errors import UserError
from ipstranscribe.model import CorrectionDecision, DecisionScope, Occurrence
from ipstranscribe.review.transcript.corrections.offers import CorrectionKey, CorrectionOffer, OfferedPlace, key_of
from ipstranscribe.review.transcript.corrections.table_words import (
    SCOPE_WORDS,
    SCOPES,
    VERDICTS,
    column_label,
    column_names,
    words,
)
from ipstranscribe.review.transcript.corrections.written_forms import letters
from ipstranscribe.review.verdicts import UnknownVerdictError
from ipstranscribe.text.wording import wording_of

MOST_LISTED = 100
"""Most places of an ordinary word that are listed; of more, only the count is told."""

SHEET_COLUMNS = {
    "decision": 12, "scope": 17, "heard": 24, "written": 24, "state": 30, "context": 56, "where": 12, "places": 10,
    "interviews": 24, "vocabulary": 14, "as_written": 12,
}  # fmt: skip
"""The columns of the sheet in their order, with their widths in characters."""
_PLACES = list(SHEET_COLUMNS)
_FILLED_IN = ("decision", "scope", "vocabulary")
_SIGNS = 10
_CONSONANTS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")


# Writing.


def table_rows(offered: Sequence[CorrectionOffer], language: str = "en") -> list[dict[str, str]]:
    """The rows of the table in the words of `language`: for each correction one about all of it, then one a place."""
    rows = []
    for offer in offered:
        rows.append(_whole(offer, language))
        rows += [_of_place(offer, one, language) for one in listed(offer)]
    return rows


def listed(offer: CorrectionOffer) -> tuple[OfferedPlace, ...]:
    """The places of an offer that the table shows. Of an ordinary word that stands everywhere, those decided on."""
    if offer.breadth == "places" and len(offer.places) > MOST_LISTED:
        return tuple(one for one in offer.places if one.applied or one.decided)
    return offer.places


def _whole(offer: CorrectionOffer, language: str) -> dict[str, str]:
    told, decided = words(language), offer.decided
    narrow = (decided.term_only and decided.verdict == "yes") if decided else offer.breadth == "places"
    listened = offer.in_vocabulary if offer.decisions else True
    state = told["waiting"] if offer.waiting else ""
    if not offer.places:
        state = told["nowhere"]
    elif len(listed(offer)) < len(offer.places):
        state = told["many"]
    return {
        "decision": told[decided.verdict] if decided else "",
        "scope": told["vocabulary" if narrow else "everywhere"],
        "heard": offer.correction.heard,
        "written": offer.correction.written,
        "state": state,
        "places": str(len(offer.waiting)),
        "interviews": ", ".join(f"{interview} ({count})" for interview, count in offer.counts.items()),
        "vocabulary": told["yes" if listened else "no"],
        "as_written": _base(decided),
    }


def _of_place(offer: CorrectionOffer, one: OfferedPlace, language: str) -> dict[str, str]:
    told, place = words(language), one.place.place
    return {
        "decision": told[one.decided.verdict] if one.decided else "",
        "scope": told["place"],
        "heard": offer.correction.heard,
        "written": offer.correction.written,
        "state": told[_state(offer, one)],
        "context": f"{' '.join(place.before)} »{one.place.stands}« {' '.join(place.after)}".strip(),
        "where": place_text(place),
        "as_written": _base(one.decided),
    }


def _state(offer: CorrectionOffer, one: OfferedPlace) -> str:
    if one.applied:
        return "written"
    if offer.ruling(one):
        return "left"
    return "by_hand" if one.by_hand else "ordinary" if one.alone else "waiting"


def place_text(place: Occurrence) -> str:
    """A place as the table names it: `P2-014 #1`."""
    return f"{place.turn} #{place.number}"


def _base(decided: CorrectionDecision | None) -> str:
    """What was decided when the row was written, as a short hash: a row that came back is compared with that."""
    told = "\n".join(_said(decided)) if decided else ""
    return hashlib.sha256(told.encode()).hexdigest()[:_SIGNS].translate(_CONSONANTS)


def _said(decided: CorrectionDecision) -> tuple[str, ...]:
    return decided.verdict, _scope_name(decided.scope), str(decided.vocabulary), str(decided.term_only)


def _scope_name(scope: DecisionScope) -> str:
    return place_text(scope) if isinstance(scope, Occurrence) else scope or ""


def to_xlsx(offered: Sequence[CorrectionOffer], language: str = "en") -> bytes:
    """Write the table as a workbook with a sheet of instructions; the same offers give the same bytes."""
    told, rows = words(language), table_rows(offered, language)
    waiting = sum(len(offer.waiting) for offer in offered)
    waits = told["waits"].format(count=waiting) if waiting else told["waits_none"]
    sheet = SheetTable(
        title=told["table"],
        mark=f"{told['mark']} {waits} {told['see'].format(sheet=told['how_to'])}",
        head=[told["columns"][name] for name in SHEET_COLUMNS],
        widths=list(SHEET_COLUMNS.values()),
        rows=[tuple(row.get(name, "") for name in SHEET_COLUMNS) for row in rows],
        printed=len(SHEET_COLUMNS) - 1,
        frozen=f"E{FIRST_ROW}",
        choices={
            _PLACES.index("decision"): Choice((told["yes"], told["no"]), hint=told["decision_hint"]),
            _PLACES.index("scope"): Choice([told[scope] for scope in SCOPES]),
            _PLACES.index("vocabulary"): Choice((told["yes"], told["no"])),
        },
        hidden=[_PLACES.index("as_written")],
        filled_in=[_PLACES.index(name) for name in _FILLED_IN],
        waits=f'AND(LEFT($E{FIRST_ROW},{len(told["waiting"])})="{told["waiting"]}",$A{FIRST_ROW}="")',
        printed_mark=told["mark"],
    )
    how_to = SheetTable(
        title=told["how_to"],
        mark=told["mark"],
        head=[told["word"], told["meaning"]],
        widths=[22, 100],
        rows=[(word, meaning) for word, meaning in told["how"]],
        printed=2,
        frozen=f"A{FIRST_ROW}",
    )
    return workbook_bytes([sheet, how_to], told["table"], wording_of(language))


# Reading.


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
                offer = self._offer(row.cells)
                decision = self.row(row.cells, offer)
            except UserError as error:
                raise UserError(f"{table.where(row)}: {error.what}", error.fix) from None
            before = self._standing(row.cells, offer)
            since = row.cells.get("as_written", "") not in ("", _base(before))
            if decision is None:
                if before and not since and not row.cells["decision"]:
                    emptied.append(row.number)
            elif not _holds(decision, offer):
                found.append(decision)
                if since and (before is None or before.by != self.by):
                    overtaken.append(row.number)
        return CorrectionDecisions(tuple(found), tuple(overtaken), tuple(emptied))

    def row(self, row: TableRow, offer: CorrectionOffer) -> CorrectionDecision | None:
        """The decision of a row, None if it has none, or stands as the program wrote it."""
        verdict = self._word(row, "decision")
        if verdict is None:
            return None
        scope, term_only = self._scope(row, offer)
        decision = CorrectionDecision(
            heard=offer.correction.heard,
            written=offer.correction.written,
            verdict=verdict,
            scope=scope,
            vocabulary=verdict == "no" or self._word(row, "vocabulary") != "no",
            term_only=term_only and verdict == "yes",
            by=self.by,
            when=self.when,
        )
        return None if row.get("as_written") == _base(decision) else decision

    def _offer(self, row: TableRow) -> CorrectionOffer:
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

    def _scope(self, row: TableRow, offer: CorrectionOffer) -> tuple[DecisionScope, bool]:
        """Where a row's decision holds, and whether it is about the term alone."""
        said, where = " ".join(row.get("scope", "").split()), " ".join(row.get("where", "").split())
        try:
            word = SCOPE_WORDS.read(said)
        except UnknownVerdictError:
            return self._named(said, offer), False
        if word is None:
            word = "place" if where else "everywhere" if offer.breadth == "everywhere" else "vocabulary"
        if word in ("everywhere", "vocabulary"):
            return None, word == "vocabulary"
        if not where:
            raise UserError(
                "the row is about the whole correction, and names no interview and no place.",
                f"Decide in the row of a place, or write an interview into {column_label('scope')}, such as P2.",
            )
        place = self._named(where, offer)
        return (place.interview if isinstance(place, Occurrence) and word == "interview" else place), False

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
            offer = reader._offer(row.cells)
            decision = reader.row(row.cells, offer)
        except UserError:
            if row.cells["decision"]:
                yield row.number
            continue
        if decision and not _holds(decision, offer):
            yield row.number


def _holds(decision: CorrectionDecision, offer: CorrectionOffer) -> bool:
    """Whether a decision says what was decided before in its scope."""
    before = next((one for one in reversed(offer.decisions) if one.scope == decision.scope), None)
    return before is not None and _said(before) == _said(decision)
