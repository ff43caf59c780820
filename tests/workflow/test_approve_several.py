"""`ipstranscribe approve` of several interviews and steps in one go, as a user meets it."""

from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode
from ipstranscribe.study import approvals
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.run import run as run_all
from tests.cli.test_cli import run
from tests.studies import telling

SAID = {
    "P1": "I am the only woman who drives a lorry there. It was a good day for all of us, and I went to Kvistebo.",
    "P2": "It was fine, and I went home with a light heart every single evening of that long winter.",
}
BY = ("--by", "investigator")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews, made and not reviewed; P1 has a suggestion to decide on. P3 has no transcript yet."""
    folder = tmp_path_factory.mktemp("made")
    tables = {
        "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
        "participants": "id,name\nP1,Hanne Nordmo\nP2,Ola Lie\nP3,Kari Moe\n",
        "people": "name,aliases,role,of\n",
    }
    study = telling(folder / "study", tables, SAID)
    assert not run_all(study, rules_only=True, lexical=True).failures
    path = study.restricted / "interviews.csv"
    path.write_text(path.read_text(encoding="utf-8") + "P3,P3,\n", encoding="utf-8")
    return folder


def states(study: Study, interview: str) -> list[str]:
    given = approvals.read(study)
    return [approvals.state(study, interview, what, given) for what in approvals.STAGES]


def approve(study: Study, *words: str) -> tuple[int, str]:
    return run("approve", *words, *BY, "--study", study.root)


def test_several_interviews_and_several_steps_are_approved_in_one_go(study: Study) -> None:
    code, shown = approve(study, "P1", "P2", "transcript", "units")
    assert code == 0
    assert "P1: transcript, units approved." in shown
    assert states(study, "P1") == states(study, "P2") == ["reviewed", "draft", "reviewed"]


def test_without_a_step_all_of_them_are_meant(study: Study) -> None:
    assert approve(study, "P2")[0] == 0
    assert states(study, "P2") == ["reviewed", "reviewed", "reviewed"]
    assert states(study, "P1") == ["draft", "draft", "draft"]


def test_what_cannot_be_approved_is_listed_with_its_reason_and_the_rest_is_approved(study: Study) -> None:
    code, shown = approve(study, "--all")
    assert code == ExitCode.INCOMPLETE
    assert "P1: identifiers: P1 has" in shown
    assert "P3: transcript: P3 has no transcript yet." in shown
    assert shown.count("→") == 4
    assert states(study, "P1") == ["reviewed", "draft", "reviewed"]
    assert states(study, "P2") == ["reviewed", "reviewed", "reviewed"]
    assert "P2: transcript, identifiers, units approved before" in approve(study, "--all")[1]


def test_accepting_what_is_open_makes_units_anew_and_approves_all_of_it(study: Study) -> None:
    """Nobody has to run everything again between two approvals."""
    code, shown = approve(study, "P1", "P2", "all", "--accept-pending")
    assert (code, "Not approved" in shown) == (0, False)
    for one in ("P1", "P2"):
        assert states(study, one) == ["reviewed", "reviewed", "reviewed"]


def test_nothing_approved_at_all_has_the_code_of_the_reason(study: Study) -> None:
    assert approve(study, "P3", "transcript", "units")[0] == ExitCode.BAD_INPUT
    assert approve(study, "P1", "P1", "identifiers")[0] == ExitCode.REFUSED


WRONG = {
    "a step mistyped, where every step would be approved": (["P1", "unitz"], ExitCode.USAGE, "unitz"),
    "no interview": (["units"], ExitCode.USAGE, "--all"),
    "all of them, and some": (["--all", "P1"], ExitCode.USAGE, "--all"),
    "a code for two interviews": (["P1", "P2", "units", "--code", "B2C3D4"], ExitCode.USAGE, "one step"),
    "an interview that there is not": (["P9", "units"], ExitCode.BAD_INPUT, "P9"),
    "an interview mistyped": (["p1", "units"], ExitCode.BAD_INPUT, "Did you mean P1?"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_not_clear_approves_nothing(study: Study, what: str) -> None:
    words, code, named = WRONG[what]
    found, shown = approve(study, *words)
    assert (found, named in shown) == (code, True), shown
    assert not approvals.read(study).approvals


def test_an_interview_that_there_is_not_does_not_stop_the_others(study: Study) -> None:
    code, shown = approve(study, "P9", "P2", "transcript")
    assert (code, "P9: There is no interview P9." in shown) == (ExitCode.INCOMPLETE, True)
    assert states(study, "P2")[0] == "reviewed"
