"""The first page, what is set on it and kept, and the keys."""

import re

from playwright.sync_api import expect

from tests.web.browser.conftest import INTERVIEWS
from tests.web.browser.reviewer import Reviewer


def test_a_newcomer_is_told_three_steps_and_sees_every_interview(reviewer: Reviewer) -> None:
    page = reviewer.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Back to work")
    steps = page.locator(".steps h3")
    assert steps.all_inner_texts() == ["Listen and correct", "Decide on names and units", "Approve"]
    assert page.locator("tbody th").all_inner_texts() == list(INTERVIEWS)
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("to be reviewed")
    expect(row).to_contain_text("4 places")
    assert re.search(r"#token|token=", page.url) is None


def test_the_language_is_chosen_and_kept(reviewer: Reviewer) -> None:
    page = reviewer.page
    page.get_by_label("Language").select_option("nb")
    expect(page.locator(".steps h3").first).to_have_text("Lytt og rett")
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    page.wait_for_timeout(700)
    page.reload()
    expect(page.locator(".steps h3").first).to_have_text("Lytt og rett")
    page.get_by_label("Språk").select_option("en")
    expect(page.locator(".steps h3").first).to_have_text("Listen and correct")


def test_a_key_is_changed_kept_and_put_back(reviewer: Reviewer) -> None:
    page = reviewer.page
    reviewer.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("A foot pedal sends keys")
    page.get_by_role("button", name="Change the key for: Play or stop").click()
    reviewer.press("F4")  # as many pedals do
    row = page.locator(".keys tr", has_text="Play or stop")
    expect(row.locator("kbd")).to_have_text("F4")
    expect(page.locator(".keys tr", has_text="Faster").locator("kbd")).to_have_count(0)
    page.wait_for_timeout(700)
    page.reload()
    reviewer.open("P1")
    expect(page.locator("#player .play")).to_be_enabled(timeout=30_000)
    reviewer.put(1, 0)
    reviewer.press("F4")
    expect(page.locator("#player .play")).to_have_text("Stop")
    reviewer.press("F4")
    expect(page.locator("#player .play")).to_have_text("Play")
    reviewer.page.keyboard.type("?")  # in a text it is a sign like any other
    expect(page.get_by_role("dialog")).to_have_count(0)
    reviewer.press("Alt+h")
    reviewer.button("All as at first").click()
    expect(page.locator(".keys tr", has_text="Play or stop").locator("kbd")).to_have_text(["Esc", "Ctrl+Space"])
    reviewer.press("Escape")
    reviewer.leave()


def test_a_reload_opens_the_interview_again_where_somebody_was(reviewer: Reviewer) -> None:
    reviewer.open("P2").put(6, 0)
    reviewer.type(6, 0, "Well. ")
    reviewer.page.reload()
    reviewer.page.wait_for_selector("li.turn")
    expect(reviewer.page.locator("li.turn.current")).to_have_attribute("data-turn", "P2-006")
    assert reviewer.texts[5].startswith("Well. We went")
    reviewer.type(6, 0, "So. ")
    reviewer.saved()
    reviewer.leave()


def test_a_second_window_reads_and_takes_over(reviewer: Reviewer) -> None:
    """The first window is told as soon as it types, and what it typed is shown to be copied."""
    reviewer.open("P3")
    second = Reviewer(reviewer.page.context.new_page())
    second.page.goto(reviewer.page.url)
    expect(second.page.get_by_role("heading", level=1)).to_have_text("This page is not connected to the program.")
    secret = reviewer.page.evaluate("() => sessionStorage.getItem('review-secret')")
    second.page.evaluate(
        "(secret) => sessionStorage.setItem('review-secret', secret)", secret
    )  # as a duplicated tab has it
    second.page.reload()
    second.page.wait_for_selector("table.interviews")
    second.open("P3")
    expect(second.page.locator(".notice")).to_contain_text("You have this interview open in another window.")
    second.put(1, 0)
    second.page.keyboard.type("x")
    assert not second.texts[0].startswith("x")
    second.button("Work here").click()
    expect(second.page.locator(".saved")).to_have_text("Saved")
    second.type(1, 0, "Second. ")
    second.saved()
    reviewer.type(1, 0, "First. ")
    expect(reviewer.page.get_by_role("dialog")).to_contain_text("This was not saved")
    expect(reviewer.page.get_by_role("dialog").locator("li")).to_have_text("First. ")
    reviewer.press("Escape")
    expect(reviewer.page.locator(".notice")).to_contain_text("another window")
    assert reviewer.texts[0].startswith("Second. How")
    second.page.close()
    reviewer.button("Work here").click()
    expect(reviewer.page.locator(".saved")).to_have_text("Saved")
    reviewer.noise = [one for one in reviewer.noise if "409" not in one]  # the browser writes down refusals
    reviewer.leave()
