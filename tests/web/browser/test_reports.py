"""The reports on the page: what a release would refuse, with a way to each place, and what could still tell who took part."""

from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.run import run
from tests.studies import telling
from tests.web.browser.reviewer import Reviewer
from tests.web.browser.test_accessible import clean, tabs
from tests.web.test_reports import SAID, TABLES, decided

LONG = 120_000  # milliseconds


@pytest.fixture(scope="session")
def study_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study of which a release would be refused."""
    place = tmp_path_factory.mktemp("refused")
    run(telling(place / "study", TABLES, SAID), rules_only=True, lexical=True)
    return place


def opened(reviewer: Reviewer, name: str = "Reports") -> None:
    """Open the reports from the first page."""
    if not reviewer.page.locator("table.interviews").count():
        reviewer.page.locator("#bar button.quiet").click()
        reviewer.page.wait_for_selector("main:not([aria-busy]) table.interviews")
    reviewer.button(name).click()
    reviewer.page.wait_for_selector(".reports")


def test_by_keyboard_alone_to_what_is_refused_and_to_its_place(reviewer: Reviewer) -> None:
    tabs(reviewer, "Reports")
    reviewer.press("Enter")
    reviewer.page.wait_for_selector(".reports")
    cause = reviewer.page.locator(".causes > li")
    expect(cause.get_by_role("heading")).to_have_text("lie")
    expect(cause.locator(".refused-places")).to_contain_text("<b>the letters")  # text, and no markup
    expect(reviewer.page.locator("section").first).to_contain_text("nothing has changed since")
    tabs(reviewer, f"Go to {cause.locator('.refused-places button').inner_text()}")
    reviewer.press("Enter")
    expect(reviewer.page.locator(".find[aria-current]")).to_have_text("lie")
    expect(reviewer.page.locator(".find[aria-current]")).to_be_focused()
    expect(reviewer.page.locator(".find[aria-current]")).to_be_in_viewport()


def test_what_the_first_page_hears_late_throws_nobody_back(reviewer: Reviewer) -> None:
    page, held = reviewer.page, list[Route]()
    reviewer.open("P1")
    page.route("**/api/study", lambda route: held.append(route))  # noqa: PLW0108 - the library marks what it is given
    page.locator("#bar button.quiet").click()
    page.wait_for_selector("table.interviews")  # the study as it was, at once; as it is, later
    opened(reviewer)
    with page.expect_response("**/api/study"):
        held[0].continue_()
    page.wait_for_selector("main:not([aria-busy])")
    expect(page.locator(".reports")).to_be_visible()
    expect(page.locator("table.interviews")).to_have_count(0)
    page.unroute("**/api/study")


def test_a_report_is_made_and_says_when_the_study_is_another_since(reviewer: Reviewer, study: Study) -> None:
    opened(reviewer)
    risk = reviewer.page.locator("section", has_text="What could still tell who took part")
    expect(risk).to_contain_text("Not made yet.")
    risk.get_by_role("button", name="Make the report").click()
    expect(risk.locator("table").first).to_be_visible(timeout=LONG)
    reviewer.says("Made.")
    expect(risk.get_by_role("button", name="Make it anew")).to_be_focused()
    expect(risk).to_contain_text("nothing has changed since")
    decided(study)
    opened(reviewer)
    for section in reviewer.page.locator("section").all():
        expect(section.locator(".notice").first).to_contain_text("The study has changed since")
    reviewer.button("Look again").click()
    expect(reviewer.page.locator("section").first).to_contain_text("nothing has changed since", timeout=LONG)
    reviewer.says("Made.")


@pytest.mark.parametrize(("scheme", "language", "name"), [("light", "en", "Reports"), ("dark", "nb", "Rapporter")])
def test_axe_finds_nothing_and_nothing_is_cut_off(reviewer: Reviewer, scheme: str, language: str, name: str) -> None:
    page = reviewer.page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    if not page.locator("table.interviews").count():
        page.locator("#bar button.quiet").click()
        page.wait_for_selector("main:not([aria-busy]) table.interviews")
    page.locator("#language").select_option(language)
    opened(reviewer, name)
    page.locator("#make-risk").click()
    page.locator(".report table").first.wait_for(timeout=LONG)
    clean(reviewer)
    page.set_viewport_size({"width": 683, "height": 384})  # as at 200 %
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1366, "height": 768})
