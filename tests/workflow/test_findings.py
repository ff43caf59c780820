"""The findings list: what the gate refuses, word by word, with its cause and what settles it; before anything is approved."""

import io
import re
import stat
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.documents.table_layout import TableRow
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Decision
from ipstranscribe.pseudonymize.entities.decisions import merge_decisions
from ipstranscribe.review.identifiers.decision_table import load_table
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.findings import OF_FOLDER, OF_RELEASE, remembered
from ipstranscribe.workflow.next_step import next_step
from ipstranscribe.workflow.release import check
from ipstranscribe.workflow.remaining_originals import of_study
from ipstranscribe.workflow.review_identifiers import decisions_of, delete_tables, import_decisions
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.status import study_status
from ipstranscribe.workflow.withdraw import withdraw
from tests.studies import ROLE, WHEN, copied, founded, transcript

SAID = {
    "P1": "Then Torvald drove me to work. I was 53 by then, and took bus 53 past house 53 every day.",
    "P2": "Well, Torvald is what we call the old lorry here. The lorry Torvald is fine. He came with Torvald.",
}
TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name,branch\nP1,Hanne Nordmo,working\nP2,Ola Lie,working\n",
    "people": "name,aliases,role,of\nTorvald Vik,Torvald,brother,\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of two interviews, run by rules, in which nothing is decided or approved."""
    folder = tmp_path_factory.mktemp("made")
    opened = founded(folder / "my study", TABLES)
    for interview, said in SAID.items():
        storage.write(opened.transcript(interview), transcript(interview, interview, said), private=True)
    run(opened, rules_only=True, lexical=True)
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Study:
    return copied(made, tmp_path)


def decide(study: Study, *decisions: Decision) -> None:
    """Decide, and make everything anew."""
    storage.write(study.decisions, merge_decisions(decisions_of(study), decisions), private=True)
    run(study, rules_only=True, lexical=True)


def decision(form: str, verdict: str, **more: object) -> Decision:
    return Decision.model_validate({"form": form, "verdict": verdict, "by": ROLE, "when": WHEN} | more)


def rows(study: Study, name: str = OF_RELEASE) -> list[TableRow]:
    return [row.cells for row in load_table(study.findings(name, ".xlsx")).rows]


def causes(study: Study, name: str = OF_RELEASE) -> list[TableRow]:
    """The rows of causes; those of places have a number with a full stop."""
    return [row for row in rows(study, name) if "." not in row["no."]]


def places(study: Study, name: str = OF_RELEASE) -> list[TableRow]:
    return [row for row in rows(study, name) if "." in row["no."]]


def show(study):
    j=check(study, None)
    print([ (f.file,f.part,f.what,f.times) for f in j.verdict.findings], j.found.counts)
    for i in ("P1","P2"): print(study.pseudonymized(i).read_text()[:0], [t.text for t in storage.read(study.pseudonymized(i), __import__("ipstranscribe.model").model.PseudonymizedTranscript).turns][1])
    if j.found.workbook:
        for row in rows(study): print({k:v for k,v in row.items() if v})


@pytest.mark.parametrize("ds", [
  [decision("53","change",replacement="age",category="age")],
  [decision("53","accept",category="age", scope="P1")],
  [decision("lorry","accept")],
  [decision("Torvald","reject")],
  [decision("torvald","reject")],
  [decision("lorry","accept"), decision("lorry","reject",scope="P2")],
  [decision("lorry","accept", scope="P1")],
])
def test_x(study: Study, ds) -> None:
    decide(study, *ds)
    show(study)
    assert 0
