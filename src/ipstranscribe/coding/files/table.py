"""Codes in a returned table of units: each row's codes are those of its unit, by the unit's id."""

from collections.abc import Mapping

from ipstranscribe.coding.interview_text import InterviewText
from ipstranscribe.coding.returned import ReturnedCodes, entries, long, with_groups
from ipstranscribe.export.content.typed_codes import TypedCodes, TypedUnit
from ipstranscribe.export.content.unit_base import RowFingerprint, text_fingerprint
from ipstranscribe.model import CodingNote, NoteKind, UnplacedCode
from ipstranscribe.text.wording import visible

_WRITTEN: tuple[NoteKind, ...] = ("condensate", "note")


def from_table(typed: TypedCodes, texts: Mapping[str, InterviewText]) -> dict[str, ReturnedCodes]:
    """What was typed into a table of units, by interview; interviews that `texts` has not are left out."""
    found: dict[str, ReturnedCodes] = {}
    for one in typed.units:
        if one.cells and one.interview in texts:
            add_row(found.setdefault(one.interview, ReturnedCodes()), one, texts[one.interview])
    for returned in found.values():
        returned.codebook = entries(typed.listed)
        returned.sources = {"table"}
    return found


def add_row(returned: ReturnedCodes, row: TypedUnit, text: InterviewText) -> None:
    """Add what stands in the row of a unit; codes of a unit that is no more are kept without a place."""
    unit = text.units.get(row.unit)
    given = list(with_groups(row.cells.get("code", ""), row.cells.get("subgroup", "")))
    returned.codings += len(given)
    if unit is None:
        returned.unplaced += [UnplacedCode(unit=row.unit, code=code, group=group) for code, group in given]
    else:
        returned.stretches += [text.on_unit(unit.id, code, group) for code, group in given]
        if _has_changed(row, text):
            returned.changed.append(unit.id)
    for kind in _WRITTEN:
        if said := long(row.cells.get(kind, "")):
            turn = unit.turn if unit else row.where.get("turn", "")
            returned.notes.append(CodingNote(kind=kind, text=said, turn=turn, unit=row.unit))


def _has_changed(row: TypedUnit, text: InterviewText) -> bool:
    """Whether the unit shows something else now than when the table was exported."""
    base = RowFingerprint.read(" ".join(row.as_exported.split()))
    return base is not None and base.text != text_fingerprint(visible(text.unit_said(row.unit)))
