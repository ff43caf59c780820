"""A study from draft transcripts to its release: what a person corrects and decides, and the same by files."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from ipstranscribe.documents import tables
from ipstranscribe.export.units_xlsx import SHEET_COLUMNS
from ipstranscribe.model import MadeBy, Speaker, Transcript, Turn
from ipstranscribe.review.identifiers.decision_table import COLUMNS
from ipstranscribe.study import approvals, audit_log, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.approve import Wanted, approve_several
from ipstranscribe.workflow.import_decisions import import_decisions
from ipstranscribe.workflow.import_transcript import import_transcript
from ipstranscribe.workflow.import_units import import_units
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.word_draft import draft
from tests.review.transcript.returned_draft import W, edited, paragraph, timed
from tests.studies import ROLE, WHEN, exporting, founded

TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,en\nP2,P2,,en\nP3,P3,,en\n",
    "participants": "id,name,branch\nP1,Kari Moen,working\nP2,Hanne Nordmo,working\nP3,Ola Lie,not_working\n",
}
SAID = {
    "P1": (
        ("I", "How was it to come back to the harbour?"),
        (
            "P1",
            "Everybody at the Mariner knew me, and Hanne Nordmo had kept my cup. My back hurt and I lay on the flor.",
        ),
        ("I", "What did Torvald say to that?"),
        ("P1", "That I should rest. Was it far to work? It was two hours with the bus, every day of the week."),
    ),
    "P2": (
        ("I", "How was it at work?"),
        ("P2", "They are kind at the Mariner. I could start late, and Torvald drove me in the winter."),
        ("I", "And the money?"),
        ("P2", "The money is another thing, since we sold the car. We live in Kvistebo now, by the old mill."),
    ),
    "P3": (
        ("I", "How is it to look for a job?"),
        ("P3", "I wrote to Gunnhild at the office in Kvistebo. She never answered, and the letters lie in a drawer."),
    ),
}
WRONG, RIGHT = "flor.", "floor."
BEFORE, ASKED, AFTER = (
    "That I should rest.",
    "Was it far to work?",
    "It was two hours with the bus, every day of the week.",
)
"""The last turn of P1 is three: somebody else asks in between."""


class Decided(NamedTuple):
    """A decision on a form at a place of an interview, as a person makes it; `scope` is place, interview or everywhere."""

    interview: str
    form: str
    verdict: str
    scope: str
    replacement: str = ""


DECISIONS = (
    Decided("P1", "Mariner", "change", "everywhere", "the café"),
    Decided("P1", "Hanne Nordmo", "accept", "everywhere"),
    Decided("P1", "Torvald", "change", "interview", "husband"),
    Decided("P2", "Mariner", "change", "interview", "the café"),
    Decided("P2", "old mill", "add", "everywhere", "a building"),
    Decided("P3", "Kvistebo", "change", "interview", "the town"),
    Decided("P3", "lie", "reject", "place"),
)
CUT = ("P2", "They are kind at the [the café].")
"""A unit of P2 is cut after this sentence, its first."""
TAGGED, LEFT = ("P1", "It was two hours"), ("P3", "I wrote to")
"""A unit of P1 gets the second question of its guide, one of P3 is left over."""


def drafted(root: Path) -> Study:
    """The study after `ipstranscribe run`: transcripts with times, searched by rules, split, and their drafts in Word."""
    study = exporting(founded(root, TABLES), formats=("docx", "xlsx", "csv"))
    config = root / "study.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("min_words = 25", "min_words = 8"), encoding="utf-8")
    study = Study.open(root)
    for interview, said in SAID.items():
        turns = [
            Turn(id=f"{interview}-{n:03}", speaker=who, text=text, start=30.0 * n, end=words[-1].end, words=words)
            for n, (who, text) in enumerate(said, 1)
            for words in (timed(text, 30.0 * n),)
        ]
        speakers = (Speaker(label="I", role="interviewer"), Speaker(label=interview, role="participant"))
        made = MadeBy(program="a test", inputs="")
        told = Transcript(interview=interview, language="en", speakers=speakers, turns=tuple(turns), made_by=made)
        storage.write(study.transcript(interview), told, private=True)
        storage.write_bytes(study.draft(interview), draft(told, study, study.interview(interview)), private=True)
    again(study)
    return study


def again(study: Study) -> None:
    """What `ipstranscribe run` does."""
    assert not run(study, rules_only=True, lexical=True).failures


def by_files(study: Study) -> None:
    """All that a person corrects and decides: in the drafts, the table of identifiers and the worksheets, and `approve`."""
    _correct(study)
    again(study)
    import_decisions(study, _decided(study), ROLE, WHEN)
    again(study)
    for interview in SAID:
        import_units(study, _worksheet(study, interview), ROLE, WHEN)
    again(study)
    wanted = [Wanted(interview, what) for interview in SAID for what in approvals.STAGES]
    refused = approve_several(study, wanted, by=ROLE, when=WHEN).refused
    assert not refused, [(one.interview, one.what, one.error.what) for one in refused]


def _correct(study: Study) -> None:
    def correct(body: Any) -> None:
        for turn in list(body.iter(f"{W}p")):
            said = [one for one in turn.iter(f"{W}t") if one.text]
            if WRONG in "".join(one.text for one in said):
                said[-1].text = said[-1].text.replace(WRONG, RIGHT)
            elif ASKED in "".join(one.text for one in said):
                said[-1].text = BEFORE
                turn.addnext(paragraph(f"P1:\t{AFTER}"))
                turn.addnext(paragraph(f"I:\t{ASKED}"))

    path = study.draft("P1")
    path.write_bytes(edited(path.read_bytes(), correct))
    done = import_transcript(study, study.interview("P1"), path)
    assert done.merged and len(done.transcript.turns) == 6


def _decided(study: Study) -> Path:
    rows = tables.read(study.review_table(".csv"), COLUMNS)
    for one in DECISIONS:
        if one.verdict == "add":
            said = {"decision": "add", "written_form": one.form, "replacement": one.replacement, "category": "place"}
            rows.append(dict.fromkeys(COLUMNS, "") | said)
            continue
        scope = {"place": f"{one.interview}-002 #1", "interview": one.interview, "everywhere": "everywhere"}[one.scope]
        alike = [row for row in rows if row["written_form"] == one.form]
        (row,) = [row for row in alike if one.interview in row["interviews"]] if len(alike) > 1 else alike
        row |= {"decision": one.verdict, "replacement": one.replacement, "scope": scope}
    path = study.root.parent / "decided.csv"
    path.write_bytes(tables.to_csv(COLUMNS, rows))
    return path


def _worksheet(study: Study, interview: str) -> Path:
    book = openpyxl.load_workbook(study.exports / f"{interview}_units.xlsx")
    column = {name: number for number, name in enumerate(SHEET_COLUMNS)}
    for row in book.worksheets[0].iter_rows(min_row=3):
        text = str(row[column["text"]].value)
        if interview == CUT[0] and CUT[1] in text:
            row[column["text"]].value = text.replace(CUT[1], f"{CUT[1]} ||")
        if interview == TAGGED[0] and TAGGED[1] in text:
            row[column["question"]].value = "Q2"
        if interview == LEFT[0] and LEFT[1] in text:
            row[column["decision"]].value = "x"
    path = study.root.parent / f"{interview}.xlsx"
    book.save(path)
    return path


def released(study: Study) -> Mapping[str, bytes]:
    """The files of `shared/` by name, without those that tell of times: the audit trail, and the list of checksums."""
    files = {one.relative_to(study.shared).as_posix(): one for one in sorted(study.shared.rglob("*")) if one.is_file()}
    return {name: one.read_bytes() for name, one in files.items() if name not in (audit_log.FILE, storage.MANIFEST)}


def told(study: Study) -> tuple[list[tuple[str, str, str]], Counter[tuple[str, str, str]]]:
    """The released audit trail without times: lines with what was done, about whom, by whom; decisions, counted together.

    A table is one line for all of its decisions, the page one for each sitting.
    """
    rows = csv.DictReader(io.StringIO((study.shared / audit_log.FILE).read_text(encoding="utf-8-sig"), newline=""))
    lines, decisions = [], Counter[tuple[str, str, str]]()
    for row in rows:
        what, _, many = row["what"].partition(": ")
        if what.startswith("decisions on"):
            decisions[what, row["about"], row["by"]] += int(many)
        else:
            lines.append((row["what"], row["about"], row["by"]))
    return sorted(lines), decisions
