"""The unit table (Word): every meaning unit in the order of the interview, with empty columns for the coder's work."""

from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

from ipstranscribe.documents.word import Manuscript, Page
from ipstranscribe.documents.word_tables import Column, WordRow
from ipstranscribe.export.content.coverage_wording import amount, coverage_text
from ipstranscribe.export.content.document import Document, facts
from ipstranscribe.guide.coverage import count_units
from ipstranscribe.model import PseudonymizedTurn, Unit
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.time_codes import clock
from ipstranscribe.text.wording import Wording, wording_of

_SHOWN = (("unit_id", 2.2), ("start", 1.9), ("speaker", 1.5), ("question", 2.0), ("text", 8.0))
_FILLED_IN = (("condensate", 4.0), ("code", 2.4), ("subgroup", 2.3), ("note", 2.2))
"""Columns and their widths in centimetres; together the text width of A4 landscape."""

_EMPTY = ("",) * len(_FILLED_IN)

_LEFTOVER_COLUMNS = (("unit_id", 2.2), ("start", 1.7), ("speaker", 1.6), ("text", 21.0))

_SHARES = (0.11, 0.42, 0.26, 0.21)
"""Column widths of the coverage table, as shares of the page."""


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the unit table. The unit's id cell lies in a hidden bookmark, so that an edited file can be matched.

    Before it the coverage of the questions, which explains their ids; after it the leftovers.
    """
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
    manuscript.facts(facts(document, wording, ("units",)))
    manuscript.heading(wording.coverage_sheet)
    add_coverage(manuscript, document, wording)
    manuscript.heading(wording.units_title)
    columns = [Column(wording.columns[name], width) for name, width in _SHOWN + _FILLED_IN]
    manuscript.table(columns, _rows(document, wording), caption=wording.units_title)
    _add_leftovers(manuscript, document, wording)
    manuscript.save(file)


def add_coverage(manuscript: Manuscript, document: Document, wording: Wording) -> None:
    """Add the coverage table: every question of the guide, then untagged units and leftovers."""
    names = (wording.columns["question"], wording.guide, wording.status, wording.amount)
    columns = [Column(name, share * manuscript.width) for name, share in zip(names, _SHARES, strict=True)]
    rows = [
        *(
            WordRow(
                (
                    one.question.id,
                    one.question.text,
                    coverage_text(one, document, wording),
                    amount(one.units, one.words, wording),
                )
            )
            for one in document.covered
        ),
        *(
            WordRow((name, "", "", amount(*count_units(units), wording)))
            for name, units in ((wording.untagged, document.tagged(None)), (wording.leftovers, document.leftovers))
        ),
    ]
    manuscript.table(columns, rows, caption=wording.coverage_sheet)


def _rows(document: Document, wording: Wording) -> Iterator[WordRow]:
    """The rows of the table; wherever another question begins, a row says it in full.

    It has a cell of its own, not a merged one: such tables can be sorted, copied to Excel and read aloud.
    """
    texts, before = {question.id: question.text for question in document.guide.questions}, ""
    for question, row in _of_questions(document, wording):
        if question in texts and question != before:
            yield WordRow(("", "", "", question, texts[question], *_EMPTY), style="TableQuestion")
            before = question
        yield row


def _of_questions(document: Document, wording: Wording) -> Iterator[tuple[str, WordRow]]:
    """The units, and between them the interviewer turns that lead to one or ask a question; each with its question."""
    units: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in document.units.units:
        if unit.kind == "unit":
            units[unit.turn].append(unit)
    asked = {one.turn: one.question for one in document.units.asked if one.question}
    heard = {unit.context for of_turn in units.values() for unit in of_turn} | asked.keys()
    for turn in document.transcript.turns:
        if turn.id in heard:
            question = asked.get(turn.id, "")
            yield question, WordRow(("", *_cells(document, turn, question), *_EMPTY), style="TableContext")
        for unit in units[turn.id]:
            question = unit.question or ""
            cells = (unit.id, *_cells(document, unit, question or wording.untagged), *_EMPTY)
            yield question, WordRow(cells, anchor=unit.id)


def _cells(document: Document, part: PseudonymizedTurn | Unit, *question: str) -> tuple[str, ...]:
    """Time, speaker, `question` and text."""
    speaker = part.speaker if isinstance(part, PseudonymizedTurn) else document.turns[part.turn].speaker
    return clock(part.start), speaker, *question, document.said(part)


def _add_leftovers(manuscript: Manuscript, document: Document, wording: Wording) -> None:
    """Add the leftovers; the heading is there even if there are none."""
    manuscript.heading(wording.leftovers)
    if not document.leftovers:
        manuscript.line(wording.none, "StatusLine")
        return
    columns = [Column(wording.columns[name], width) for name, width in _LEFTOVER_COLUMNS]
    rows = (WordRow((unit.id, *_cells(document, unit)), anchor=unit.id) for unit in document.leftovers)
    manuscript.table(columns, rows, caption=wording.leftovers)
