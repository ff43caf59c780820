"""The interview as one accessible HTML page: for the screen, without a network, with a screen reader, or on paper.

Nothing in it is run or loaded: no script, no font, no picture; only the sound of a unit, where readers may hear it. Questions
link to the units that answer them, units to their turn. Contrasts are those of WCAG 2.2, level AA. The gate searches the
source, too, so no class or element has a word that is also a person's name (`mark`, `li`).
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources
from itertools import groupby
from typing import BinaryIO

from ipstranscribe.export.content.coverage_wording import status_line
from ipstranscribe.export.content.document import Document, facts
from ipstranscribe.export.content.running_text import one_line
from ipstranscribe.export.content.segments import TurnSegment, turn_segments
from ipstranscribe.guide.coverage import QuestionCoverage
from ipstranscribe.model import PseudonymizedTurn, Unit
from ipstranscribe.settings import ExportSettings
from ipstranscribe.text.time_codes import clock
from ipstranscribe.text.wording import Wording, wording_of

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_WITH_SOUND = f"{_POLICY}; media-src 'self' file:"
_SOUND_STYLES = """audio { display: block; height: 2rem; margin-top: 0.35rem; max-width: 100%; }
@media print { audio { display: none; } }
"""
"""Content security policy: the browser may load nothing, whatever the page contains."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def write(document: Document, settings: ExportSettings, file: BinaryIO) -> None:
    """Write the page with labels in the document language; the talk is marked with the spoken language."""
    wording = wording_of(settings.document_language)
    page = "\n".join(_Page(document, wording, settings.document_language).lines())
    file.write((page + "\n").encode("utf-8"))


def escaped(text: str) -> str:
    """HTML-escaped text on one line."""
    return escape(one_line(text))


class _Page:
    """Builder of one page, from top to bottom."""

    def __init__(self, document: Document, wording: Wording, language: str) -> None:
        self.document, self.wording, self.language = document, wording, language
        self.title = escaped(f"{document.transcript.interview} – {wording.pseudonymized_transcript}")
        self.mark = escape(document.header.mark(wording))
        self.covered = document.covered
        self.anchors = {one.question.id: f"question-{number}" for number, one in enumerate(self.covered, 1)}
        self.policy, self.styles = _POLICY, _styles()
        if document.sound.clips:
            self.policy, self.styles = _WITH_SOUND, self.styles + _SOUND_STYLES
        spoken = document.transcript.language
        self.talk = f' lang="{spoken}"' if _LANGUAGE.fullmatch(spoken) and spoken != language else ""

    def lines(self) -> Iterator[str]:
        yield from self._head()
        yield from self._top()
        yield "<main>"
        yield from self._transcript()
        yield from self._answers()
        yield "</main>"
        yield "</body>"
        yield "</html>"

    def _head(self) -> Iterator[str]:
        yield "<!DOCTYPE html>"
        yield f'<html lang="{self.language}">'
        yield "<head>"
        yield '<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{self.policy}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="robots" content="noindex">'
        yield f"<title>{self.title} – {self.mark}</title>"
        yield f"<style>\n{self.styles}{self._paper()}</style>"
        yield "</head>"

    def _paper(self) -> str:
        """CSS for the status mark and page number at the foot of printed pages (Chromium, Edge and Safari)."""
        before, between, after = re.split(r"\{pages?\}", self.wording.page_of)
        page = f'"{before}" counter(page) "{between}" counter(pages) "{after}"'
        mark = f'@bottom-left {{ content: "{self.document.header.mark(self.wording)}"; font-size: 9pt }}'
        return f"@page {{ size: A4; margin: 1.6cm 1.6cm 2cm; {mark} @bottom-right {{ content: {page}; font-size: 9pt }} }}\n"

    def _top(self) -> Iterator[str]:
        yield "<body>"
        yield f'<a class="jump" href="#transcript">{self.wording.page["jump"]}</a>'
        yield "<header>"
        yield f"<h1>{self.title}</h1>"
        yield f'<p class="status">{self.mark}</p>'
        yield "<dl>"
        for name, value in facts(self.document, self.wording):
            yield f"<dt>{escaped(name)}</dt><dd>{escaped(value)}</dd>"
        yield "</dl>"
        yield "</header>"
        yield '<nav aria-labelledby="questions">'
        yield f'<h2 id="questions">{self.wording.guide}</h2>'
        yield '<dl class="questions">'
        for one in self.covered:
            link = f'<a href="#{self.anchors[one.question.id]}">{self._question(one)}</a>'
            yield f'<dt>{link}</dt><dd class="state">{self._state(one)}</dd>'
        for anchor, name, units in self._rest():
            yield f'<dt><a href="#{anchor}">{escape(name)}</a></dt><dd class="state">{self._count(units)}</dd>'
        yield "</dl>"
        yield "</nav>"

    def _question(self, covered: QuestionCoverage) -> str:
        return escaped(f"{covered.question.id}. {covered.question.text}")

    def _state(self, covered: QuestionCoverage) -> str:
        return escape(status_line(covered, self.document, self.wording))

    def _rest(self) -> list[tuple[str, str, tuple[Unit, ...]]]:
        """The groups that answer no question: untagged units and leftovers."""
        return [
            ("untagged", self.wording.untagged, self.document.tagged(None)),
            ("leftovers", self.wording.leftovers, self.document.leftovers),
        ]

    def _count(self, units: tuple[Unit, ...]) -> str:
        if not units:
            return self.wording.none
        return self.wording.one_unit if len(units) == 1 else f"{len(units)} {self.wording.unit_count}"

    # The turns.

    def _transcript(self) -> Iterator[str]:
        yield f'<h2 id="transcript" tabindex="-1">{self.wording.transcript}</h2>'
        columns = (self.wording.columns["start"], self.wording.columns["speaker"], self.wording.page["talk"])
        yield from self._open_table(self.wording.page["turns"], columns, marked=True)
        roles = {one.label: one.role for one in self.document.transcript.speakers}
        asked = {one.turn: one.question for one in self.document.units.asked if one.question}
        for turn, parts in groupby(turn_segments(self.document), key=lambda part: part.turn):
            yield f'<tr id="{escaped(turn.id)}" class="{roles[turn.speaker]}">'
            yield f'<td class="time">{clock(turn.start)}</td><th scope="row">{escaped(turn.speaker)}</th>'
            yield f'<td class="talk">{"".join(self._part(part, asked.get(turn.id)) for part in parts)}</td>'
            yield "</tr>"
        yield "</tbody></table>"

    def _part(self, part: TurnSegment, asked: str | None) -> str:
        """A segment of a turn as a paragraph, with the question it asks or answers."""
        if part.unit is not None:
            kind = " leftover" if part.unit.kind == "leftover" else ""
            tag = f'<span class="tag">{self._answered(part.unit)} · {escaped(part.unit.id)}</span>'
            return f'<p class="unit{kind}" id="{escaped(part.unit.id)}"{self.talk} dir="auto">{tag}{escaped(part.text)}</p>'
        tag = f'<span class="tag">{self.wording.page["asks"]} {self._link(asked)}</span>' if asked else ""
        return f'<p{self.talk} dir="auto">{tag}{escaped(part.text)}</p>'

    def _answered(self, unit: Unit) -> str:
        if unit.kind == "leftover":
            return f'<a href="#leftovers">{escape(self.wording.kinds["leftover"])}</a>'
        return (
            self._link(unit.question) if unit.question else f'<a href="#untagged">{escape(self.wording.untagged)}</a>'
        )

    def _link(self, question: str) -> str:
        name = escaped(question)
        return f'<a href="#{self.anchors[question]}">{name}</a>' if question in self.anchors else name

    # The units, by question.

    def _answers(self) -> Iterator[str]:
        yield f'<h2 id="units">{self.wording.units_title}</h2>'
        for one in self.covered:
            yield f'<h3 id="{self.anchors[one.question.id]}">{self._question(one)}</h3>'
            yield f'<p class="state">{self._state(one)}</p>'
            yield from self._units(self.document.tagged(one.question.id), self._question(one))
        for anchor, name, units in self._rest():
            yield f'<h3 id="{anchor}">{escape(name)}</h3>'
            yield f'<p class="state">{self._count(units)}</p>'
            yield from self._units(units, escape(name))

    def _units(self, units: tuple[Unit, ...], caption: str) -> Iterator[str]:
        if not units:
            return
        names = (self.wording.columns[name] for name in ("unit_id", "start", "speaker", "text"))
        yield from self._open_table(caption, names)
        for unit in units:
            turn = self.document.turns[unit.turn]
            said = escaped(self.document.said(unit))
            where = self._where(unit, turn)
            yield f'<tr><th scope="row" class="unit-id">{where}</th><td class="time">{clock(unit.start)}</td>'
            sound = self._sound(unit)
            yield f'<td>{escaped(turn.speaker)}</td><td class="talk"{self.talk} dir="auto">{said}{sound}</td></tr>'
        yield "</tbody></table>"

    def _sound(self, unit: Unit) -> str:
        """The controls that play a unit, if readers may hear it; loaded when they are used."""
        path = self.document.sound.clips.get(unit.id)
        if path is None:
            return ""
        return f'<audio controls preload="none" src="{escape(path)}" aria-label="{escaped(unit.id)}"></audio>'

    def _where(self, unit: Unit, turn: PseudonymizedTurn) -> str:
        """The unit's id, linked to its place, or to its turn if the convention leaves the unit out."""
        there = self.document.spot(unit) is not None
        note = "" if there else f' <span class="tag">{self.wording.page["left_out"]}</span>'
        return f'<a href="#{escaped(unit.id if there else turn.id)}">{escaped(unit.id)}</a>{note}'

    def _open_table(self, caption: str, columns: Iterable[str], *, marked: bool = False) -> Iterator[str]:
        """Open a table up to its first row; `marked` repeats the status mark on every printed page.

        A caption that repeats the heading above is for screen readers only.
        """
        heads = [f'<th scope="col">{escape(name)}</th>' for name in columns]
        mark = f'<tr class="status running"><td colspan="{len(heads)}">{self.mark}</td></tr>' if marked else ""
        heard = "" if marked else ' class="unseen"'
        yield f"<table><caption{heard}>{caption}</caption>"
        yield f"<thead>{mark}<tr>{''.join(heads)}</tr></thead><tbody>"


def _styles() -> str:
    return (resources.files("ipstranscribe.export") / "transcript_html.css").read_text(encoding="utf-8")
