"""What ends the review page by the clock: an hour of silence, a page that nobody opened, and the page's farewell."""

from pathlib import Path

import pytest

from ipstranscribe.study.folder import Study
from ipstranscribe.web.access import TOKEN_SECONDS
from ipstranscribe.web.redirect import RedirectFile
from ipstranscribe.web.routes import USED_TWICE
from ipstranscribe.web.server import IDLE_SECONDS, NEVER_OPENED, Running
from tests.web.desk import PORT, Desk


@pytest.fixture
def run(outside: Desk, tmp_path: Path) -> Running:
    """A run that was just begun."""
    access = outside.review.guard.access
    redirect = RedirectFile(tmp_path / "cache", PORT, access.token)
    running = Running(outside.review, redirect, outside.time, outside.time())
    outside.review.guard.asked = running.asked
    outside.review.stop = running.stopped_by_page
    return running


def test_it_goes_on_while_somebody_asks_within_an_hour(outside: Desk, run: Running) -> None:
    outside.enter()
    for _ in range(5):
        outside.time.now += IDLE_SECONDS
        assert not run.is_over()
        outside.ask("alive")
    outside.time.now += IDLE_SECONDS + 1
    assert run.is_over()
    assert (run.reason, run.error) == ("Nobody has used the page for an hour.", None)


def test_who_was_not_let_in_does_not_keep_it_going(outside: Desk, run: Running) -> None:
    outside.enter()
    outside.time.now += IDLE_SECONDS + 1
    outside.raw("GET", "/"), outside.raw("GET", "/api/study"), outside.raw("POST", "/session", {"token": "x"})
    assert run.is_over()


def test_a_page_that_nobody_opens_ends_it_after_the_token(outside: Desk, run: Running) -> None:
    outside.time.now += TOKEN_SECONDS
    assert not run.is_over()
    assert run.redirect.path.exists()
    outside.time.now += 1
    assert run.is_over()
    assert run.error is NEVER_OPENED
    assert not run.redirect.path.exists()


def test_the_page_s_button_ends_it(outside: Desk, run: Running) -> None:
    outside.enter()
    assert not run.is_over()
    assert outside.ask("stop").status == 200
    assert run.is_over()
    assert run.error is None


@pytest.mark.parametrize("page_is_there", [True, False])
def test_after_a_second_use_the_page_has_half_a_minute_to_learn_of_it(
    outside: Desk, run: Running, page_is_there: bool
) -> None:
    outside.enter()
    outside.raw("POST", "/session", {"token": outside.review.guard.access.token})
    assert not run.is_over()
    outside.time.now += 29
    assert not run.is_over()
    if page_is_there:
        outside.ask("alive")
    else:
        outside.time.now += 2
    assert run.is_over()
    assert run.error is USED_TWICE


def test_ctrl_c_waits_for_no_farewell(outside: Desk, run: Running) -> None:
    outside.enter()
    outside.raw("POST", "/session", {"token": outside.review.guard.access.token})
    assert not run.is_over()
    run.reason = "Stopped."
    assert run.is_over()
    assert run.error is USED_TWICE  # it is told all the same


def test_what_cannot_be_stored_keeps_the_page_s_button_from_ending_it(
    desk: Desk, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.review.interviews, "store_all", lambda: [USED_TWICE])
    came = desk.ask("stop")
    assert (came.status, came.body["what"]) == (409, USED_TWICE.what)
    assert "stop" not in desk.told
