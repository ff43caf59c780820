"""Consensus over the page's routes: shown side by side, decided as in the workbook, undone by a further decision."""

from pathlib import Path

import pytest

from ipstranscribe.model import ConsensusDecision
from ipstranscribe.study import audit_log
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.compare import compare, consensus_of
from tests.web.coded import coded_study, units_of
from tests.web.desk import Answer, Desk


@pytest.fixture(scope="module")
def founded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("coded")
    coded_study(place)
    return place


def agree(desk: Desk, unit: str, codes: list[str] | None, why: str = "", by: str = "coder A", base: str = "") -> Answer:
    shown = {one["id"]: one for one in desk.ask("consensus", interview="P1").body["units"]}
    base = base or str(shown.get(unit, {}).get("base", ""))
    return desk.ask("consensus/agree", interview="P1", unit=unit, codes=codes, why=why, base=base, by=by)


def decisions(study: Study) -> tuple[ConsensusDecision, ...]:
    return consensus_of(study, "P1").decisions


def test_units_on_which_coders_differ_come_first_with_what_each_gave(desk: Desk, study: Study) -> None:
    shown = desk.ask("consensus", interview="P1").body
    first = shown["units"][0]
    assert shown["coders"] == ["A", "B"]
    assert (first["id"], first["state"]) == (units_of(study)[-1].id, "differ")
    assert {coder: [one["code"] for one in codes] for coder, codes in first["given"].items()} == {
        "A": ["money"],
        "B": ["winter"],
    }
    assert first["notes"] == [{"coder": "A", "text": "about money"}, {"coder": "B", "text": "about winter"}]
    assert first["agreed"] is None
    assert shown["codes"][0] == "kindness"


def test_an_interview_that_nobody_returned_has_no_units_to_agree_on(desk: Desk) -> None:
    shown = desk.ask("consensus", interview="P2").body
    assert (shown["units"], shown["coders"]) == ([], [])


def test_what_is_agreed_is_the_decision_that_the_workbook_makes(desk: Desk, study: Study) -> None:
    unit = units_of(study)[-1]
    came = agree(desk, unit.id, ["money", "loss; car"], "talked over")
    assert came.status == 200
    (stored,) = decisions(study)
    assert stored.codes == ("money", "loss", "car")
    assert (stored.why, stored.by, stored.text) == ("talked over", "coder A", unit.text)
    assert stored.given == {"A": ("money",), "B": ("winter",)}
    shown = next(one for one in came.body["units"] if one["id"] == unit.id)
    assert shown["agreed"]["codes"] == ["money", "loss", "car"]
    entry = audit_log.read(study)[-1]
    assert (entry.what, entry.by) == ("codes agreed on: 1 unit", "coder A")


def test_no_code_and_nothing_agreed_are_two_things(desk: Desk, study: Study) -> None:
    unit = units_of(study)[-1].id
    agree(desk, unit, [])
    assert consensus_of(study, "P1").standing[unit].codes == ()
    agree(desk, unit, None)
    assert unit not in consensus_of(study, "P1").standing
    assert [one.taken_back for one in decisions(study)] == [False, True], "only ever added to"
    compare(study, agreement=False)
    agree(desk, unit, ["money"])
    assert consensus_of(study, "P1").standing[unit].codes == ("money",)


def test_what_another_role_agreed_since_is_not_undone_unawares(desk: Desk, study: Study) -> None:
    unit = units_of(study)[-1].id
    before = desk.ask("consensus", interview="P1").body["units"][0]["base"]
    agree(desk, unit, ["money"], by="researcher")
    for codes in (["winter"], None):
        assert agree(desk, unit, codes, base=str(before)).status == 409
    assert len(decisions(study)) == 1
    assert agree(desk, unit, ["winter"]).status == 200


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"unit": "P1-MU999"}, 409),
        ({"by": "Hanne"}, 400),
        ({"codes": [""]}, 400),
        ({"codes": "money"}, 400),
        ({"more": 1}, 400),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_stored(
    desk: Desk, study: Study, change: dict[str, object], status: int
) -> None:
    body = {"interview": "P1", "unit": units_of(study)[0].id, "codes": ["money"], "base": "", "by": "coder A", **change}
    assert desk.ask("consensus/agree", **body).status == status
    assert decisions(study) == ()
