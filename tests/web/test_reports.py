"""The reports on the page: made by the program's own steps, with when that was, and told when the study is another since."""

from pathlib import Path
from typing import Any

import pytest

from ipstranscribe.model import Decisions
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.release import check
from ipstranscribe.workflow.run import run
from tests.studies import WHEN, telling
from tests.web.desk import Desk

TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,en\nP2,P2,,en\n",
    "participants": "id,name,branch\nP1,Kari Moen,\nP2,Ola Lie,\n",
}
SAID = {"P1": "She never answered, and <b>the letters lie</b> in a drawer.", "P2": "It was fine."}
"""`lie` is the surname of P2: the gate asks about it."""


@pytest.fixture(scope="session")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of which a release would be refused."""
    place = tmp_path_factory.mktemp("refused")
    run(telling(place / "study", TABLES, SAID), rules_only=True, lexical=True)
    return place


def reports(desk: Desk, language: str = "en") -> Any:
    return desk.ask("reports", language=language).body


def made(desk: Desk, which: str, language: str = "en") -> Any:
    came = desk.ask("reports/make", which=which, language=language)
    assert came.status == 200, came.content
    return came.body[which]


def decided(study: Study) -> None:
    """Something changes of which both reports are made."""
    storage.write(study.decisions, Decisions(), private=True)


def test_the_findings_of_the_last_look_are_there_with_a_way_to_each_place(desk: Desk) -> None:
    found = reports(desk)["findings"]
    (cause,) = found["causes"]
    assert (cause["word"], found["changed"]) == ("lie", False)
    assert cause["why"] and cause["settle"]
    (place,) = cause["places"]
    assert place["at"] == {"interview": "P1", "turn": "P1-002", "start": SAID["P1"].index("lie")}
    assert "<b>the letters" in place["context"]


def test_whoever_looks_the_page_tells_that_the_study_is_another_since(desk: Desk, study: Study) -> None:
    decided(study)
    assert reports(desk)["findings"]["changed"] is True
    check(study, None)
    assert reports(desk)["findings"]["changed"] is False
    decided(study)
    assert made(desk, "findings")["changed"] is False


def test_where_nobody_has_looked_there_is_nothing(desk: Desk, study: Study) -> None:
    for one in (study.findings("findings", ".xlsx"), study.findings_count):
        one.unlink()
    assert reports(desk) == {"risk": None, "findings": None}


def test_where_nothing_was_found_that_is_told(desk: Desk, study: Study) -> None:
    said = study.transcript("P1").read_text(encoding="utf-8")
    study.transcript("P1").write_text(said.replace("letters lie", "letters are"), encoding="utf-8")
    run(study, rules_only=True, lexical=True)
    assert made(desk, "findings")["causes"] == []


def test_the_risk_report_is_that_of_the_command_in_the_language_of_the_page(desk: Desk, study: Study) -> None:
    told = made(desk, "risk", "nb")
    assert (told["when"], told["changed"], told["language"]) == (WHEN, False, "nb")
    assert {one["kind"] for one in told["blocks"]} >= {"box", "heading", "properties", "table", "text"}
    written = (study.reports / "risk_report.md").read_text(encoding="utf-8")
    english = [one["text"] for one in reports(desk)["risk"]["blocks"] if one["kind"] == "heading"]
    assert english and all(f"## {one}" in written for one in english)
    decided(study)
    assert reports(desk)["risk"]["changed"] is True
    assert made(desk, "risk")["changed"] is False


def test_what_cannot_be_made_is_told_and_nothing_else_is(desk: Desk, study: Study) -> None:
    (study.root.parent / "study.key.age").unlink()
    came = desk.ask("reports/make", which="findings", language="en")
    assert (came.status, came.body["code"]) == (409, "key")
    assert desk.ask("reports/make", which="methods", language="en").status == 400
    assert desk.ask("reports", language="de").status == 400
