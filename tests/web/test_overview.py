"""The page's first view: the study in states and counts, and the settings of the page."""

import json
import os
import stat
from collections.abc import Callable

import pytest

from ipstranscribe.study import audit_log, locks
from ipstranscribe.study.folder import Study
from ipstranscribe.web.overview import StatusBoard
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.status import study_status
from tests.studies import ROLE, WHEN
from tests.web.desk import Desk, Time


def test_the_study_is_shown_in_states_and_what_comes_next(desk: Desk) -> None:
    came = desk.get("/api/study").body
    assert (came["title"], came["language"], came["by"]) == ("Back to work", "en", None)
    assert [one["id"] for one in came["interviews"]] == ["P1", "P2"]
    first = came["interviews"][0]
    assert first["stages"] == {
        "transcript": "draft",
        "identifiers": "missing",
        "units": "missing",
        "documents": "missing",
    }
    assert (first["has_sound"], first["duration"], first["open_places"], first["held_by"]) == (False, None, 0, "")
    assert came["next"][0]["command"] == "ipstranscribe run"


def test_what_stops_a_run_is_told_above_the_step_that_speaks_of_it(desk: Desk, study: Study) -> None:
    study.guide.unlink()
    stopping, step = desk.get("/api/study").body["next"]
    assert "guide.toml" in stopping["what"] and not stopping["command"]
    assert step["what"].endswith(", then") and step["command"] == "ipstranscribe run"


CHANGES: dict[str, Callable[[Study], object]] = {
    "a transcript": lambda study: study.transcript("P1").unlink(),
    "a table": lambda study: (study.restricted / "interviews.csv").write_text("id,participant\nP1,P1\n"),
    "an approval": lambda study: approve(study, "P1", "transcript", by=ROLE, when=WHEN),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_was_found_out_holds_until_something_changes(study: Study, change: Callable[[Study], object]) -> None:
    time = Time()
    board = StatusBoard(time)
    first = board.look(study)
    with locks.interview(study, "P1", "review"):
        assert board.look(study) is first  # somebody who opens an interview changes nothing
    change(study)
    now = Study.open(study.root)
    second = board.look(now)
    assert second.status == study_status(now) != first.status
    time.now += 61
    assert board.look(now) is not second  # a model may have come


def test_roles_that_signed_are_offered_first_and_names_never(desk: Desk, study: Study) -> None:
    for by in ("Kari Moen", "second coder"):
        audit_log.record(study, "looked", ["P1"], by=by, when=WHEN)
    roles = desk.get("/api/study").body["roles"]
    assert roles[0] == "second coder"
    assert "transcriber" in roles and "Kari Moen" not in roles


def test_settings_of_the_page_are_kept_with_the_study(desk: Desk, study: Study) -> None:
    assert desk.get("/api/study").body["settings"] == {}
    settings = {"speed": 1.25, "theme": "dark", "keys": {"play": ["F4", "Escape"]}, "hints": False}
    assert desk.ask("settings", settings=settings).body == {}
    assert desk.get("/api/study").body["settings"] == settings
    assert study.page_settings.is_relative_to(study.work)
    if os.name == "posix":
        assert stat.S_IMODE(study.page_settings.stat().st_mode) == 0o600


@pytest.mark.parametrize("settings", [{"x": "y" * 17_000}, {"x": {"y": {"z": 1}}}, [], {"x": [1]}, None])
def test_settings_that_are_none_are_refused(desk: Desk, study: Study, settings: object) -> None:
    assert desk.ask("settings", settings=settings).status == 400
    assert not study.page_settings.exists()


@pytest.mark.parametrize("left", [b"", b"{", b"[1]", b"\xff", b"[" * 5000])
def test_settings_that_cannot_be_read_are_forgotten(desk: Desk, study: Study, left: bytes) -> None:
    desk.ask("settings", settings={"theme": "dark"})
    study.page_settings.write_bytes(left)
    assert desk.get("/api/study").body["settings"] == {}
    assert desk.ask("settings", settings={"theme": "light"}).status == 200
    assert json.loads(study.page_settings.read_bytes()) == {"theme": "light"}
