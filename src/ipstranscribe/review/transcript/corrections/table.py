"""The table of corrections: a row for each correction and each of its places, as a workbook in which people decide."""

import hashlib
from collections.abc import Sequence

from ipstranscribe.documents.excel import Choice, SheetTable, workbook_bytes
from ipstranscribe.documents.excel_places import FIRST_ROW
from ipstranscribe.model import CorrectionDecision, DecisionScope, Occurrence
from ipstranscribe.review.how_to_sheet import how_to_sheet
from ipstranscribe.review.transcript.corrections.offers import CorrectionOffer, OfferedPlace
from ipstranscribe.review.transcript.corrections.table_words import SCOPES, words
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
        "as_written": row_base(decided),
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
        "as_written": row_base(one.decided),
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


def row_base(decided: CorrectionDecision | None) -> str:
    """What was decided when the row was written, as a short hash: a row that came back is compared with that."""
    told = "\n".join(decision_content(decided)) if decided else ""
    return hashlib.sha256(told.encode()).hexdigest()[:_SIGNS].translate(_CONSONANTS)


def decision_content(decided: CorrectionDecision) -> tuple[str, ...]:
    """What a decision says, whoever made it."""
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
    how_to = how_to_sheet(told, [(word, meaning) for word, meaning in told["how"]])
    return workbook_bytes([sheet, how_to], told["table"], wording_of(language))
