"""The heading copy (Word): talk grouped by the guide's questions, each under a real heading.

People get the whole question as its heading. NVivo, which can code by headings, gets the names of codes, because it
refuses some characters (`content.code_names`). It codes everything below a heading, so nothing else is put there: coverage
of the guide comes before the first heading, and again below a heading only where there is nothing to code.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Literal, NamedTuple

from ipstranscribe.documents.word import Manuscript, Page
from ipstranscribe.export.content.code_names import RestHeadings, question_headings, rest_headings
from ipstranscribe.export.content.coverage_wording import status_line
from ipstranscribe.export.content.document import Document, facts
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.export.units_docx import add_coverage
from ipstranscribe.model import Unit
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.wording import Wording, wording_of


class Section(NamedTuple):
    """A section of the document: the units or leftovers of one question, or of none."""

    kind: Literal["unit", "leftover"] = "unit"
    question: str | None = None


class SectionLine(NamedTuple):
    """A line of talk in a section. `unit` is the id of the unit; None for context that only leads to units."""

    label: str
    text: str
    unit: str | None = None


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the heading copy for people: all questions in guide order, each in full, then what answers none.

    Every line starts with its speaker. Each unit lies in a hidden bookmark.
    """
    wording = wording_of(settings.document_language)
    names = {question.id: f"{question.id}. {question.text}" for question in document.guide.questions}
    _write(document, _Headings(names, RestHeadings(wording.untagged, wording.leftovers)), wording, file)


def write_nvivo(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the heading copy for NVivo, whose headings are names of codes, the same in every interview."""
    wording = wording_of(settings.document_language)
    names = question_headings(document.guide)
    _write(document, _Headings(names, rest_headings(document.guide, wording)), wording, file)


class _Headings(NamedTuple):
    """The headings of one copy: those of questions by id, and those of the rest."""

    questions: Mapping[str, str]
    others: RestHeadings


def _write(document: Document, headings: _Headings, wording: Wording, file: BinaryIO) -> None:
    manuscript = Manuscript(
        Page(
            title=f"{document.transcript.interview} – {wording.by_question}",
            mark=document.header.mark(wording),
            language=document.transcript.language,
            wording=wording,
        )
    )
    manuscript.facts(facts(document, wording, ("units",)))
    add_coverage(manuscript, document, wording)
    lines = sections(document)
    for section, name, nothing in _named(document, headings, wording):
        manuscript.heading(name)
        _add(manuscript, lines.get(section, ()), nothing)
    manuscript.save(file)


def _named(document: Document, headings: _Headings, wording: Wording) -> Iterator[tuple[Section, str, str]]:
    """Every section with its heading, and the text to show where it has no unit."""
    for covered in document.covered:
        told = status_line(covered, document, wording)
        yield Section(question=covered.question.id), headings.questions[covered.question.id], told
    yield Section(), headings.others.untagged, wording.none
    yield Section("leftover"), headings.others.leftovers, wording.none


def _add(manuscript: Manuscript, lines: Sequence[SectionLine], nothing: str) -> None:
    for line in lines:
        manuscript.said(line.label, line.text, "Unit" if line.unit else "Context", line.unit)
    if not any(line.unit for line in lines):
        manuscript.line(nothing, "StatusLine")


def sections(document: Document) -> Mapping[Section, Sequence[SectionLine]]:
    """Group the whole interview by section, each with its lines in spoken order.

    An interviewer turn is placed above each unit that it led to and below the question that it asks; anything else that is
    no unit stays with the talk it interrupts.
    """
    units: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in document.units.units:
        units[unit.turn].append(unit)
    leads = {unit.context for unit in document.units.units}
    asks = {one.turn: Section(question=one.question) for one in document.units.asked if one.question}
    found: defaultdict[Section, list[SectionLine]] = defaultdict(list)
    led: dict[Section, str | None] = {}
    here = Section()
    for turn in document.transcript.turns:
        if turn.id in asks:
            found[asks[turn.id]].append(_line(document, turn.id))
            led[asks[turn.id]] = turn.id
        elif turn.id not in leads and not units[turn.id]:
            found[here].append(_line(document, turn.id))
        for unit in units[turn.id]:
            here = Section(unit.kind, unit.question if unit.kind == "unit" else None)
            if unit.context is not None and led.get(here) != unit.context:
                found[here].append(_line(document, unit.context))
            led[here] = unit.context
            found[here].append(SectionLine(turn.speaker, one_line(document.said(unit)), unit.id))
    return found


def _line(document: Document, turn: str) -> SectionLine:
    return SectionLine(document.turns[turn].speaker, one_line(document.said(document.turns[turn])))
