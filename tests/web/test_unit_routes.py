"""Units and several approvals over the page's routes."""

from pathlib import Path

import pytest

from ipstranscribe.model import Transcript
from ipstranscribe.study import approvals, audit_log, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.split import decisions_on_units
from tests.studies import telling
from tests.web.desk import Desk
from tests.workflow.test_review_units import SAID, TABLES


@pytest.fixture(scope="module")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("units")
    run(telling(place / "study", TABLES, SAID), rules_only=True, lexical=True)
    return place


def test_units_are_shown_with_the_guide_and_what_was_asked(desk: Desk) -> None:
    shown = desk.ask("units", interview="P1").body
    assert [one["id"] for one in shown["questions"]]
    assert {one["role"] for one in shown["turns"]} == {"interviewer", "participant"}
    assert shown["units"][0]["id"] == "P1-MU001"
    assert shown["asked"][0]["turn"] == "P1-001"


def test_an_edit_is_stored_undone_and_made_again(desk: Desk, study: Study) -> None:
    came = desk.ask(
        "units/edit", interview="P1", by="coder A", edits=[{"kind": "tag", "unit": "P1-MU001", "question": None}]
    )
    assert (came.status, came.body["can_undo"], came.body["to_apply"]) == (200, True, True)
    assert len(decisions_on_units(study, "P1").decisions) == 1
    assert desk.ask("units/undo", interview="P1").body["can_redo"]
    assert decisions_on_units(study, "P1").decisions == ()
    assert desk.ask("units/redo", interview="P1").body["can_undo"]


def test_what_was_decided_is_applied_as_a_run_does(desk: Desk, study: Study) -> None:
    desk.ask(
        "units/edit",
        interview="P1",
        by="coder A",
        edits=[{"kind": "leave", "unit": "P1-MU001", "reason": "small talk"}],
    )
    shown = desk.ask("units/apply", interview="P1").body
    assert not shown["to_apply"]
    assert (shown["units"][0]["kind"], shown["units"][0]["how"]) == ("leftover", "small talk")
    assert audit_log.read(study)[-1].what == "decisions on units: 1"


def test_decisions_that_were_not_applied_are_in_the_log_when_the_page_ends(desk: Desk, study: Study) -> None:
    desk.ask("units/edit", interview="P1", by="coder A", edits=[{"kind": "tag", "unit": "P1-MU001", "question": None}])
    desk.ask("stop")
    assert audit_log.read(study)[-1].what == "decisions on units: 1"


WRONG = [
    ({"edits": []}, 400),
    ({"edits": [{"kind": "erase", "unit": "P1-MU001"}]}, 400),
    ({"edits": [{"kind": "tag", "unit": "P1-MU999", "question": None}]}, 400),
    ({"edits": [{"kind": "tag", "unit": "P1-MU001", "question": "Q99"}]}, 400),
    ({"edits": [{"kind": "join", "unit": "P1-MU001"}], "by": "Kari Moen"}, 400),
]


@pytest.mark.parametrize(("body", "status"), WRONG)
def test_what_does_not_fit_is_refused_and_stored_nowhere(
    desk: Desk, study: Study, body: dict[str, object], status: int
) -> None:
    came = desk.ask("units/edit", **{"interview": "P1", "by": "coder A", **body})
    assert came.status == status
    assert b"Kari" not in came.content
    assert decisions_on_units(study, "P1").decisions == ()


def test_the_page_knows_where_codes_stand_since_no_border_stands_inside_of_one(desk: Desk) -> None:
    for turn in desk.ask("units", interview="P1").body["turns"]:
        for start, end in turn["replaced"]:
            assert turn["text"][start:end].startswith("[")
            assert turn["text"][start:end].endswith("]")


def shown(desk: Desk) -> list[dict[str, str]]:
    """What can be approved of P1, with the codes of what the first page shows."""
    (one,) = (one for one in desk.get("/api/study").body["interviews"] if one["id"] == "P1")
    return [{"interview": "P1", "what": what, "code": code} for what, code in one["codes"].items()]


def test_several_are_approved_and_what_cannot_be_is_told(desk: Desk) -> None:
    wanted = shown(desk)
    came = desk.ask("approve-several", by="investigator", wanted=wanted).body
    told = {(one["what"]) for one in came["approved"]} | {one["what"] for one in came["refused"]}
    assert told == {"transcript", "identifiers", "units"}
    assert all(one["why"] for one in came["refused"])


def test_what_is_another_by_now_than_was_shown_is_not_approved(desk: Desk, study: Study) -> None:
    wanted = shown(desk)
    path = study.transcript("P1")
    before = storage.read(path, Transcript)
    turns = (before.turns[0].model_copy(update={"text": "And how was it?"}), *before.turns[1:])
    storage.write(path, before.model_copy(update={"turns": turns}), private=True)
    came = desk.ask("approve-several", by="investigator", wanted=[one for one in wanted if one["what"] == "transcript"])
    assert (came.body["approved"], [one["what"] for one in came.body["refused"]]) == ([], ["transcript"])
    assert "something else is there now" in came.body["refused"][0]["why"]
    assert approvals.read(study).approvals == ()


@pytest.mark.parametrize("code", ["", None, "x" * 101], ids=["empty", "none", "long"])
def test_without_a_code_nothing_is_approved(desk: Desk, study: Study, code: str | None) -> None:
    wanted = [{"interview": "P1", "what": "transcript", "code": code}]
    assert desk.ask("approve-several", by="investigator", wanted=wanted).status == 400
    assert approvals.read(study).approvals == ()


def test_an_interview_that_there_is_not_is_unknown(desk: Desk) -> None:
    assert desk.ask("units", interview="P9").status == 404
