"""Consensus on the page: by keyboard alone, by mouse, undone, stored as in the workbook; axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.compare import consensus_of
from tests.web.browser.reviewer import Reviewer
from tests.web.browser.test_accessible import RULES
from tests.web.coded import coded_study, units_of


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return coded_study(tmp_path_factory.mktemp("coded"))


@pytest.fixture(scope="module")
def role() -> str:
    return "coder A"


def codings(reviewer: Reviewer, interview: str) -> Locator:
    """The units with their codings, whatever was open before; the first has the focus."""
    page = reviewer.page
    if not page.locator("table.interviews").count():
        page.get_by_role("button", name="Interviews").click()
        page.wait_for_selector("main:not([aria-busy]) table.interviews")
    page.get_by_role("button", name=f"Open {interview}", exact=True).click()
    page.get_by_role("navigation").get_by_role("button", name="Codings").click()
    page.wait_for_selector(".talk, .scroll .hint")
    return page.locator(".unit.coded")


def test_codes_are_agreed_on_by_keyboard_alone_and_undone(reviewer: Reviewer, study: Study) -> None:
    found, unit = codings(reviewer, "P1"), units_of(study)[-1].id
    found.first.focus()
    expect(found.first).to_contain_text("money")
    expect(found.first).to_contain_text("winter")
    reviewer.press("1", "Enter", "Enter")
    expect(found.first.locator(".agreed")).to_contain_text("Agreed: money (coder A).")
    assert consensus_of(study, "P1").standing[unit].codes == ("money",)
    expect(found.first).to_be_focused()
    reviewer.press("Control+z")
    expect(found.first.locator(".agreed")).to_have_text("Nothing agreed yet.")
    reviewer.press("Control+Shift+z")
    expect(found.first.locator(".agreed")).to_contain_text("Agreed: money")
    assert [one.taken_back for one in consensus_of(study, "P1").decisions] == [False, True, False]


def test_further_codes_and_the_reason_are_typed(reviewer: Reviewer, study: Study) -> None:
    found = codings(reviewer, "P1")
    found.nth(1).click()
    page, unit = reviewer.page, found.nth(1).get_attribute("data-unit")
    page.get_by_label("Further codes").fill("trust; time")
    page.get_by_label("Why").fill("both heard it")
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(found.nth(1).locator(".agreed")).to_contain_text("both heard it")
    stored = consensus_of(study, "P1").standing[str(unit)]
    assert (stored.codes, stored.why) == (("trust", "time"), "both heard it")
    page.get_by_role("button", name="No code applies").click()
    expect(found.nth(1).locator(".agreed")).to_contain_text("Agreed: No code applies")


def test_an_interview_that_nobody_returned_says_so(reviewer: Reviewer) -> None:
    codings(reviewer, "P2")
    expect(reviewer.page.locator(".scroll .hint")).to_contain_text("No coder has returned this interview yet")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(reviewer: Reviewer, scheme: str) -> None:
    reviewer.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    codings(reviewer, "P1").first.focus()
    found = Axe().run(reviewer.page, options=RULES).response["violations"]
    assert [f"{one['id']}: {place['html']}" for one in found for place in one["nodes"]] == []
