"""The reports as the page shows them: made by the steps that write them, with when that was, and whether all is as it was.

What the gate refused is read from the list that the last look left, whoever looked: `check`, `run`, `release`, the page.
All of this is used from one thread.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ipstranscribe.documents import report as pages
from ipstranscribe.documents import tables
from ipstranscribe.documents.report import Block
from ipstranscribe.documents.table_layout import TableRow
from ipstranscribe.errors import UserError
from ipstranscribe.model import Transcript
from ipstranscribe.reports.risk import RiskPage, RiskReport
from ipstranscribe.review.identifiers.decision_table import load_table
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.study.snapshot import StudySnapshot
from ipstranscribe.text.occurrences import occurrences
from ipstranscribe.workflow.findings import OF_RELEASE, remembered
from ipstranscribe.workflow.release import check
from ipstranscribe.workflow.report_risk import report_risk
from ipstranscribe.workflow.review_document import Json


@dataclass(frozen=True)
class _MadeRisk:
    report: RiskReport
    when: str
    of: StudySnapshot


class ReportsInReview:
    """The reports of one study, as long as the page is open."""

    def __init__(self) -> None:
        self._risk: _MadeRisk | None = None

    def make_risk(self, study: Study, when: str) -> None:
        """Write the risk report as `risk` does. Raises UserError."""
        of = StudySnapshot.take(study)
        self._risk = _MadeRisk(report_risk(study, when[:10]).report, when, of)

    def look(self, study: Study) -> None:
        """Look at what a release would refuse now, as `check` does; needs the key. Raises UserError."""
        check(study, None)

    def document(self, study: Study, language: str) -> Json:
        """The reports that there are; the risk report in `language`, the findings in that of the study's documents."""
        return {"risk": self._told(study, language), "findings": _findings(study)}

    def _told(self, study: Study, language: str) -> Json | None:
        made = self._risk
        if made is None:
            return None
        changed = bool(made.of.changed(study, logged=True))
        blocks = list(map(_block, RiskPage.of(made.report, language).blocks()))
        return {"when": made.when, "changed": changed, "language": language, "blocks": blocks}


def _block(block: Block) -> Json:
    """A block of a report page: its kind, and its texts."""
    match block:
        case pages.Properties(rows):
            return {"kind": "properties", "rows": [list(row) for row in rows]}
        case pages.ReportTable(caption, header, _, rows):
            return {"kind": "table", "caption": caption, "header": list(header), "rows": [list(row) for row in rows]}
        case pages.Heading(text):
            return {"kind": "heading", "text": text}
        case pages.Caption(text):
            return {"kind": "caption", "text": text}
        case pages.Box(text):
            return {"kind": "box", "text": text}
        case pages.ReportText(text):
            return {"kind": "text", "text": text}


# What the gate refused.


def _findings(study: Study) -> Json | None:
    """The causes for which a release would be refused, each with its places; None where nobody has looked yet.

    Raises UserError where the list cannot be read, for instance because another program has it open.
    """
    path = study.findings(OF_RELEASE, ".xlsx")
    looked = path if path.exists() else study.findings_count
    if not looked.exists():
        return None
    rows = [row.cells for row in load_table(path).rows] if path.exists() else []
    return {
        "when": _written(looked),
        "changed": remembered(study) is None,
        "language": study.config.document_language,
        "causes": list(_causes(rows, _Places(study))),
    }


def _written(path: Path) -> str:
    return datetime.datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat(timespec="minutes")


def _causes(rows: Iterable[TableRow], places: "_Places") -> Iterator[Json]:
    """The causes of the list, as its rows tell them: one row a cause, and one for each of its places below it."""
    causes: dict[str, Json] = {}
    for row in rows:
        number, _, place = row.get("number", "").partition(".")
        if place and number in causes:
            found = causes[number]["places"]
            assert isinstance(found, list)  # noqa: S101 - made below
            found.append(places.told(row))
        elif number:
            told = {name: row.get(name, "") for name in ("why", "settle", "decided", "where")}
            causes[number] = {"word": tables.from_text_cell(row.get("written_form", "")), **told, "places": []}
    yield from causes.values()


class _Places:
    """Says of a row of the list where its place is in the talk as it is now."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._turns: dict[str, Mapping[str, str]] = {}
        self._interviews = [one.id for one in study.interviews]

    def told(self, row: TableRow) -> Json:
        """What is around, in which files, and where it is: turn and start in characters, if it is in the talk."""
        said = {"where": row.get("where", ""), "files": row.get("files", "")}
        context = tables.from_text_cell(row.get("context", ""))
        turn, _, number = row.get("scope", "").rpartition(" #")
        return {**said, "context": context.rpartition("] ")[2], "at": self._at(turn, number, row) if turn else None}

    def _at(self, turn: str, number: str, row: TableRow) -> Json | None:
        form = tables.from_text_cell(row.get("written_form", ""))
        for interview in self._interviews:
            text = self._of(interview).get(turn)
            for start, one in occurrences(interview, turn, text, form).items() if text else ():
                if str(one.number) == number:
                    return {"interview": interview, "turn": turn, "start": start}
        return None

    def _of(self, interview: str) -> Mapping[str, str]:
        if interview not in self._turns:
            path = self._study.transcript(interview)
            try:
                turns = storage.read(path, Transcript).turns if path.exists() else ()
            except UserError:  # damaged: the page of the interview says so
                turns = ()
            self._turns[interview] = {one.id: one.text for one in turns}
        return self._turns[interview]
