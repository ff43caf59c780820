"""The units as a table of named columns, shared by csv and xlsx, and by what reads them back."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from ipstranscribe.documents.excel import CellValue
from ipstranscribe.export.content.document import Document
from ipstranscribe.export.content.unit_base import RowFingerprint, text_fingerprint
from ipstranscribe.languages import LANGUAGES
from ipstranscribe.model import Unit
from ipstranscribe.text.time_codes import clock
from ipstranscribe.text.wording import Wording, visible, wording_of

COLUMNS = (
    *("interview", "unit_id", "start", "speaker", "kind", "question", "context", "text"),
    *("condensate", "code", "subgroup", "note", "coder", "decision"),
    *("turn", "end", "how_tagged", "confidence", "continues", "status", "as_exported"),
)
"""The program's own column names: for a coder to read, for a coder to fill in, and provenance.
`Wording.columns` has them in words."""


def unit_rows(document: Document, wording: Wording) -> Iterator[tuple[CellValue, ...]]:
    """The rows of the units table: one per unit and leftover, in the interview's order, with a cell per column of `COLUMNS`.

    The columns from `condensate` to `decision` are for the coder: empty, or with what was typed there before. `coder` says
    whose copy this is.
    """
    mark, typed = document.header.mark(wording), document.codes.of(document.transcript.interview)
    units = document.units.units
    above = {unit.id: before.id for before, unit in pairwise(units) if before.turn == unit.turn}
    for unit in units:
        fingerprint = RowFingerprint(text_fingerprint(visible(document.said(unit))), above.get(unit.id), unit.question)
        cells = _cells(document, unit, wording) | {
            "coder": document.header.coder,
            "status": mark,
            "as_exported": str(fingerprint),
        }
        if one := typed.get(unit.id):
            cells |= one.cells | (one.asked if one.as_exported == str(fingerprint) else {})
        yield tuple(cells.get(name, "") for name in COLUMNS)


def _cells(document: Document, unit: Unit, wording: Wording) -> dict[str, CellValue]:
    return {
        "interview": document.transcript.interview,
        "unit_id": unit.id,
        "start": clock(unit.start),
        "speaker": document.turns[unit.turn].speaker,
        "kind": wording.kinds[unit.kind],
        "question": _question(unit, wording),
        "context": visible(document.said(document.turns[unit.context])) if unit.context else "",
        "text": visible(document.said(unit)),
        "turn": unit.turn,
        "end": clock(unit.end),
        "how_tagged": how_tagged(unit, wording),
        "confidence": round(unit.confidence, 2),
        "continues": unit.continues or "",
    }


def how_tagged(unit: Unit, wording: Wording) -> str:
    """How the question was found, and the questions that are nearly as likely: `asked, or: Q4`."""
    others = ", ".join(unit.alternatives)
    return f"{unit.how_tagged}, {wording.or_else}: {others}" if others else unit.how_tagged


def _question(unit: Unit, wording: Wording) -> str:
    if unit.question is None and unit.kind == "unit":
        return wording.untagged
    return unit.question or ""


def named_columns(line: Sequence[str]) -> dict[str, int]:
    """The program's column name → position, for a header row in any language."""
    found = {}
    for at, heading in enumerate(line):
        name = _names().get(" ".join(heading.split()).casefold())
        if name and name not in found:
            found[name] = at
    return found


def expected_heading(name: str, line: Sequence[str]) -> str:
    """The heading of the column `name` in a table with the headings `line`: in the language of most of them."""
    there = {" ".join(heading.split()).casefold() for heading in line}
    own = {one: one for one in wording_of("en").columns}
    ways = [own, *(wording_of(language).columns for language in LANGUAGES)]
    return max(ways, key=lambda way: sum(heading.casefold() in there for heading in way.values()))[name]


@cache
def _names() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for name, heading in wording_of(language).columns.items():
            names |= {heading.casefold(): name, name: name}
    return names
