"""The unit document: a heading per guide question, and under it the units with empty columns for the coder's work."""

from typing import BinaryIO

from ipstranscribe.export.document import Coverage, Document, by_context, coverage, facts
from ipstranscribe.model import Question, Unit
from ipstranscribe.settings import ExportSettings
from ipstranscribe.word import Column, Manuscript, Page, Row
from ipstranscribe.wording import Wording, clock, wording_of

_RESERVED = str.maketrans(dict.fromkeys('()\\/:*?"<>|', " "))
"""Characters that NVivo refuses in the names it makes of headings."""

_CODING_COLUMNS = (
    ("unit_id", 2.2),
    ("start", 1.7),
    ("speaker", 1.6),
    ("text", 9.2),
    ("condensate", 4.8),
    ("code", 2.4),
    ("subgroup", 2.3),
    ("note", 2.3),
)
"""Columns and their widths in centimetres; together the text width of A4 on its side."""

_LEFTOVER_COLUMNS = (("unit_id", 2.2), ("start", 1.7), ("speaker", 1.6), ("text", 21.0))


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the unit document. The unit's id cell lies in a hidden bookmark, so that an edited file can be matched."""
    wording = wording_of(settings.document_language)
    manuscript = Manuscript(
        Page(
            title=f"{document.transcript.interview} – {wording.units_title}",
            mark=document.header.mark(wording),
            language=document.transcript.language,
            wording=wording,
            landscape=True,
        )
    )
    manuscript.facts(facts(document, wording))
    for covered in coverage(document):
        manuscript.heading(heading(covered.question))
        manuscript.line(status_line(covered, wording), "StatusLine")
        _units(manuscript, document, document.tagged(covered.question.id), wording)
    _remaining(manuscript, document, wording)
    manuscript.save(file)


def heading(question: Question) -> str:
    """The heading of a question: the same in every interview, without characters that coders' programs refuse."""
    return " ".join(f"{question.id}. {question.text}".translate(_RESERVED).split())


def status_line(covered: Coverage, wording: Wording) -> str:
    """One line that says whether the question was asked, when, and how much was answered."""
    parts = [wording.coverage[covered.state]]
    if covered.asked:
        parts.append(f"{wording.asked_at} {', '.join(covered.asked)}")
    if covered.units:
        units = wording.one_unit if covered.units == 1 else f"{covered.units} {wording.unit_count}"
        words = wording.one_word if covered.words == 1 else f"{covered.words} {wording.word_count}"
        parts.append(f"{units}, {words}")
    return " · ".join(parts)


def _units(manuscript: Manuscript, document: Document, units: tuple[Unit, ...], wording: Wording) -> None:
    columns = [Column(wording.columns[name], width) for name, width in _CODING_COLUMNS]
    for context, group in by_context(units):
        if context is not None:
            turn = document.turns[context]
            manuscript.context(turn.speaker, clock(turn.start), document.said(turn))
        rows = (Row((*_said(document, unit), "", "", "", ""), anchor=unit.id) for unit in group)
        manuscript.table(columns, rows, caption=wording.units_title)


def _remaining(manuscript: Manuscript, document: Document, wording: Wording) -> None:
    """What no question claims: untagged units, then leftovers. Listed even when there are none."""
    manuscript.heading(wording.untagged)
    untagged = document.tagged(None)
    _units(manuscript, document, untagged, wording)
    if not untagged:
        manuscript.line(wording.none, "StatusLine")
    manuscript.heading(wording.leftovers)
    if not document.leftovers:
        manuscript.line(wording.none, "StatusLine")
        return
    columns = [Column(wording.columns[name], width) for name, width in _LEFTOVER_COLUMNS]
    rows = (Row(_said(document, unit), anchor=unit.id) for unit in document.leftovers)
    manuscript.table(columns, rows, caption=wording.leftovers)


def _said(document: Document, unit: Unit) -> tuple[str, str, str, str]:
    return unit.id, clock(unit.start), document.turns[unit.turn].speaker, document.said(unit)
