"""A study in a synced folder is refused until a role accepts it; that is recorded, and asked once."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from ipstranscribe.cli import app
from ipstranscribe.errors import ExitCode
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.preflight import preflight
from tests.studies import founded

PEOPLE = {
    "participants": "id,name,branch\nP1,Solfrid Myrestuen,\n",
    "interviews": "id,participant,recordings,interviewer\nP1,P1,,Ragnvald Tveit\n",
}


def run(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*map(str, words)], env={"COLUMNS": "300"})
    return result.exit_code, result.output


def test_init_makes_nothing_there_until_a_role_accepts_it(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox" / "study"
    code, shown = run("init", place)
    assert (code, "Dropbox" in shown, place.exists()) == (ExitCode.REFUSED, True, False)
    assert run("init", place, "--synced-folder-accepted", "data protection officer")[0] == 0
    log = Study.open(place).log.read_text(encoding="utf-8")
    assert "synced folder accepted: Dropbox" in log
    assert "data protection officer" in log
    assert run("init", tmp_path / "elsewhere" / "study")[0] == 0


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """A study that was moved into a synced folder."""
    return founded(tmp_path / "OneDrive - Vestbygd" / "study", PEOPLE)


def stops(study: Study) -> bool:
    return any("OneDrive" in one.what for one in preflight(study) if one.stops)


def test_run_refuses_also_when_it_shall_go_on_and_status_says_why(study: Study) -> None:
    for words in (("run",), ("run", "--go-on")):
        code, shown = run(*words, "--study", study.root, "--rules-only", "--lexical")
        assert (code, "OneDrive" in shown) == (ExitCode.REFUSED, True)
    assert not list(study.exports.glob("*"))
    assert "OneDrive" in run("status", "--study", study.root)[1]


def test_what_a_role_accepted_is_recorded_once_and_holds_for_that_service(study: Study) -> None:
    for _ in range(2):
        run("run", "--study", study.root, "--synced-folder-accepted", "principal investigator")
    assert study.log.read_text(encoding="utf-8").count("synced folder accepted: OneDrive") == 1
    assert not stops(study)
    (study.root.parents[1] / "Dropbox").mkdir()
    moved = Study.open(study.root.rename(study.root.parents[1] / "Dropbox" / "study"))
    assert any("Dropbox" in one.what for one in preflight(moved) if one.stops), "another service is another question"


def test_a_name_is_no_role(study: Study) -> None:
    code, _ = run("run", "--study", study.root, "--synced-folder-accepted", "Ragnvald")
    assert code == ExitCode.USAGE
    assert stops(study)


def test_a_network_drive_is_named_and_not_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ipstranscribe.study import synced_folders

    study = founded(tmp_path / "study", PEOPLE)
    assert not any("network drive" in one.what for one in preflight(study))
    monkeypatch.setattr(synced_folders, "_file_system", lambda _: "nfs4")
    (found,) = (one for one in preflight(study) if "network drive (nfs4)" in one.what)
    assert not found.stops
