"""Units in review on the page: edits are decisions as a worksheet's, undone step by step, and a run makes what was shown."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipstranscribe.errors import UserError
from ipstranscribe.model import Units
from ipstranscribe.model.unit_edits import UNIT_EDIT
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.review_units import UnitsSession
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.split import decisions_on_units
from tests.lanes import examples
from tests.studies import ROLE, WHEN, copied, telling

TABLES = {
    "interviews": "id,participant,recordings,language\nP1,P1,,en\n",
    "participants": "id,name,branch\nP1,Kari Moen,working\n",
}
SAID = {
    "P1": "The people there are kind. They asked me what I needed before I had to say a word about it myself, and I could "
    "start late. In the evenings my back hurts so much that I lie on the floor. The money is another thing altogether. "
    "We had to sell the car last winter, and my sister drives me now whenever she can spare the time for it."
}
CUT = SAID["P1"].index("In the evenings")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("units")
    run(telling(root / "study", TABLES, SAID), rules_only=True, lexical=True)
    return root


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Study:
    return copied(made, tmp_path / "copy")


def session(study: Study) -> UnitsSession:
    return UnitsSession(study, study.interview("P1"))


def edit(opened: UnitsSession, **one: object) -> list[dict[str, Any]]:
    units: list[dict[str, Any]] = opened.edit([UNIT_EDIT.validate_python(one)], ROLE, WHEN)["units"]
    return units


def spans(units: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(one["start"], one["end"]) for one in units]


def text(units: list[dict[str, Any]], number: int) -> str:
    return SAID["P1"][units[number]["start"] : units[number]["end"]]


def one_unit(opened: UnitsSession) -> str:
    """Everything joined into one unit; returns its id."""
    units = opened.document()["units"]
    for unit in units[:0:-1]:
        units = edit(opened, kind="join", unit=unit["id"])
    assert len(units) == 1
    return str(units[0]["id"])


def test_a_unit_is_cut_in_two_and_joined_again(study: Study) -> None:
    opened = session(study)
    whole = one_unit(opened)
    units = edit(opened, kind="cut", unit=whole, at=CUT)
    assert len(units) == 2
    assert text(units, 1).startswith("In the evenings")
    assert len(edit(opened, kind="join", unit=units[1]["id"])) == 1


def test_a_border_is_moved_and_no_word_is_lost(study: Study) -> None:
    opened = session(study)
    units = edit(opened, kind="cut", unit=one_unit(opened), at=CUT)
    units = edit(opened, kind="border", unit=units[1]["id"], at=SAID["P1"].index("The money"))
    assert text(units, 1).startswith("The money")
    assert f"{text(units, 0)} {text(units, 1)}" == SAID["P1"]


def test_a_question_by_hand_goes_along_when_a_unit_is_cut(study: Study) -> None:
    opened = session(study)
    whole = one_unit(opened)
    question = opened.document()["questions"][0]["id"]
    assert edit(opened, kind="tag", unit=whole, question=question)[0]["question"] == question
    units = edit(opened, kind="cut", unit=whole, at=CUT)
    assert [(one["question"], one["how"]) for one in units] == [(question, "by hand")] * 2


def test_untagged_leftover_and_unit_again(study: Study) -> None:
    opened = session(study)
    whole = one_unit(opened)
    assert edit(opened, kind="tag", unit=whole, question=None)[0]["question"] is None
    assert edit(opened, kind="leave", unit=whole, reason="small talk")[0]["kind"] == "leftover"
    assert edit(opened, kind="unit", unit=whole)[0]["kind"] == "unit"


WRONG = [
    ({"kind": "cut", "at": CUT + 1}, "inside a word"),
    ({"kind": "cut", "at": 0}, "outside"),
    ({"kind": "cut", "at": 10_000}, "outside"),
    ({"kind": "join"}, "first of its turn"),
    ({"kind": "border", "at": CUT}, "first of its turn"),
    ({"kind": "tag", "question": "Q99"}, "no such question"),
]


@pytest.mark.parametrize(("one", "told"), WRONG)
def test_what_does_not_fit_changes_nothing(study: Study, one: dict[str, object], told: str) -> None:
    opened = session(study)
    whole = one_unit(opened)
    before = decisions_on_units(study, "P1")
    with pytest.raises(UserError, match=told):
        edit(opened, unit=whole, **one)
    assert decisions_on_units(study, "P1") == before


def test_a_unit_that_is_no_more_is_refused(study: Study) -> None:
    with pytest.raises(UserError, match="no such unit"):
        edit(session(study), kind="join", unit="P1-MU999")


def test_every_step_is_undone_and_made_again(study: Study) -> None:
    opened = session(study)
    shown = [opened.document()["units"]]
    shown.append(edit(opened, kind="tag", unit=one_unit(opened), question=None))
    steps = 0
    while opened.undo()["can_undo"]:
        steps += 1
    assert opened.document()["units"] == shown[0]
    assert decisions_on_units(study, "P1").decisions == ()
    for _ in range(steps + 1):
        opened.redo()
    assert opened.document()["units"] == shown[1]


def test_a_step_is_undone_also_after_the_units_were_made_anew(study: Study) -> None:
    opened = session(study)
    before = storage.read(study.units("P1"), Units).units
    edit(opened, kind="leave", unit=before[0].id, reason="")
    assert opened.apply()["to_apply"] is False
    told = opened.undo()
    assert (told["to_apply"], told["can_undo"]) == (True, False)
    opened.apply()
    assert storage.read(study.units("P1"), Units).units == before
    assert decisions_on_units(study, "P1").decisions == ()


def test_what_somebody_else_decided_since_is_not_undone(study: Study) -> None:
    mine, other = session(study), session(study)
    whole = one_unit(mine)
    edit(other, kind="leave", unit=whole, reason="small talk")
    with pytest.raises(UserError, match="Somebody else"):
        mine.undo()


def test_an_interview_without_units_says_so(study: Study) -> None:
    study.units("P1").unlink()
    with pytest.raises(UserError, match="no units"):
        session(study)


BORDERS = [n + 1 for n, sign in enumerate(SAID["P1"]) if sign == " "]
STEP = st.one_of(
    st.tuples(st.just("cut"), st.sampled_from(BORDERS)),
    st.tuples(st.just("border"), st.sampled_from(BORDERS)),
    st.tuples(st.just("join"), st.just(0)),
    st.tuples(st.just("leave"), st.just(0)),
    st.tuples(st.just("tag"), st.just(0)),
)


@settings(parent=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(st.tuples(STEP, st.integers(0, 5)), max_size=6))
def test_a_run_makes_the_units_that_the_page_showed(
    made: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[tuple[str, int], int]]
) -> None:
    study = copied(made, tmp_path_factory.mktemp("property"))
    opened = session(study)
    for (kind, at), number in steps:
        units = opened.document()["units"]
        unit = units[number % len(units)]["id"]
        try:
            edit(opened, kind=kind, unit=unit, **({"at": at} if kind in ("cut", "border") else {}))
        except UserError:
            continue
    shown = [(one["start"], one["end"], one["kind"]) for one in opened.document()["units"]]
    run(study, lexical=True, rules_only=True)
    stored = storage.read(study.units("P1"), Units).units
    assert [(one.char_start, one.char_end, one.kind) for one in stored] == shown
    assert not session(study).document()["to_apply"]
