"""Take the pictures of the tutorial from the real program: `make pictures`, or `python docs/pictures/take.py STUDY`.

STUDY is the sample study as `ipstranscribe demo --by-hand` leaves it; it is worked on and approved on the page.
"""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.web.browser.conftest import switches
from tests.web.browser.reviewer import Reviewer
from tests.web.running import running

from ipstranscribe.weights import registry

HERE = Path(__file__).parent
INTERVIEWS = ("P1", "P2", "P3")
MISHEARD, RIGHT = "Lindvist", "Lindqvist"
"""A name of P1 that the small model misheard."""
WAITS = "P2"
"""An interview in which a name waits for a decision."""
LONG = 600_000.0  # milliseconds
SIZE = {"width": 1120, "height": 640}


def main(study: Path) -> None:
    """Work through the study, and keep what is seen on the way."""
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    models = str(registry.models_folder())  # in the user's home; the program gets another one
    with (
        tempfile.TemporaryDirectory() as home,
        running(study, Path(home), ("--no-browser", "--by", "researcher"), IPSTRANSCRIBE_MODELS=models) as program,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium, args=switches())
        context = browser.new_context(viewport=SIZE, locale="en-GB", color_scheme="light", reduced_motion="reduce")
        context.set_default_timeout(LONG)
        reviewer = Reviewer(context.new_page()).enter(program)
        taken(reviewer)
        browser.close()


def taken(reviewer: Reviewer) -> None:
    """All pictures, in the order of the tutorial."""
    page = reviewer.page
    keep(page, "study")
    transcript(reviewer)
    identifiers(reviewer)
    units(reviewer)
    first_page(page)
    reviewer.button("Approve several…").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    keep(page, "approve")
    page.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=LONG)
    expect(page.locator("table.interviews")).not_to_contain_text(
        "to be reviewed", timeout=LONG
    )  # it is drawn anew, late
    reports(reviewer)


def reports(reviewer: Reviewer) -> None:
    """What a release would refuse, and the study when everything is approved."""
    page = reviewer.page
    reviewer.button("Reports").click()
    page.locator("#make-findings").click()
    expect(page.locator("section").first).to_contain_text("nothing has changed since", timeout=LONG)
    expect(page.locator("#status")).to_have_text("Made.", timeout=LONG)
    page.locator("#status").evaluate("(one) => one.classList.remove('shown')")
    keep(page, "reports")
    first_page(page)
    keep(page, "approved")


def transcript(reviewer: Reviewer) -> None:
    """The talk with a place to listen to, and a name corrected everywhere."""
    page = reviewer.open("P1").page
    expect(page.locator("#player .play")).to_be_enabled(timeout=LONG)
    reviewer.press("Alt+ArrowDown")
    page.wait_for_timeout(1500)
    reviewer.press("Escape")
    keep(page, "transcript")
    turn, heard = next((number, one) for number, one in enumerate(reviewer.texts, 1) if MISHEARD in one)
    reviewer.put(turn, heard.index(MISHEARD) + 2)
    reviewer.press("Alt+a")
    page.get_by_role("dialog").get_by_label("Correct to").fill(RIGHT)
    expect(
        page.get_by_role("dialog").locator("li, .count, p").filter(has_text="in this interview").first
    ).to_be_visible()
    keep(page, "everywhere")
    reviewer.press("Escape")


def identifiers(reviewer: Reviewer) -> None:
    """A find to decide on, one replaced by something else, and what readers see; then all that waits is accepted."""
    page = reviewer.page
    first_page(page)
    page.get_by_role("button", name=f"Open {WAITS}", exact=True).click()
    page.wait_for_selector("li.turn")
    view(page, "Identifiers", ".find.suggested")
    page.evaluate("() => document.fonts.ready")
    expect(page.locator("#player .play")).to_be_enabled(timeout=LONG)
    expect(page.locator(".deciding .effect").first).not_to_be_empty()
    keep(page, "identifiers")
    page.keyboard.press("c")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Replace by").fill("a colleague")
    expect(dialog.locator(".effect")).not_to_be_empty()
    page.wait_for_timeout(500)
    keep(page, "replace")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.keyboard.press("v")
    reviewer.says("This is what readers will see.")
    page.locator("#status").evaluate("(one) => one.classList.remove('shown')")
    keep(page, "readers")
    page.keyboard.press("v")
    while sum(accept_all(reviewer, one) for one in INTERVIEWS):  # an accepted form may stand elsewhere too
        put_into_effect(reviewer)


def accept_all(reviewer: Reviewer, interview: str) -> bool:
    """Accept what waits in an interview, everywhere; says whether anything did."""
    page = reviewer.page
    first_page(page)
    page.get_by_role("button", name=f"Open {interview}", exact=True).click()
    page.wait_for_selector("li.turn")
    view(page, "Identifiers", ".finds")
    count, waited = page.locator(".deciding .count"), False
    page.keyboard.press("3")
    while "Nothing" not in (left := count.inner_text()):
        page.keyboard.press("a")
        expect(count).not_to_have_text(left, timeout=LONG)
        waited = True
    return waited


def put_into_effect(reviewer: Reviewer) -> None:
    """Press the button, and wait for the end; what the page says against it ends the program."""
    apply, problem = reviewer.button("Put into effect"), reviewer.page.get_by_role("dialog").locator(".problem")
    apply.click()
    while apply.count():
        reviewer.page.wait_for_timeout(500)
        if said := "".join(problem.all_inner_texts()):
            raise SystemExit(said)


def units(reviewer: Reviewer) -> None:
    """The units of an interview, and a border that is being set."""
    page = reviewer.page
    first_page(page)
    page.get_by_role("button", name="Open P1", exact=True).click()
    page.wait_for_selector("li.turn")
    view(page, "Units", ".unit")
    page.locator(".unit:not(.leftover)").nth(1).focus()
    keep(page, "units")
    reviewer.press("c", "ArrowRight")
    page.locator(".border-mark").wait_for()
    keep(page, "border")
    reviewer.press("Escape")


def first_page(page: Page) -> None:
    """Go back to the study, from wherever."""
    if page.locator("table.interviews").count():
        return
    page.locator("#bar button.quiet").first.click()
    page.wait_for_selector("main:not([aria-busy]) table.interviews")


def view(page: Page, name: str, has: str) -> None:
    """Go to another view of the interview."""
    page.get_by_role("navigation", name="Views").get_by_role("button", name=name).click()
    page.locator(has).first.wait_for()


def keep(page: Page, name: str) -> None:
    """Keep what is seen, without a message that is about to fade."""
    page.screenshot(path=HERE / f"{name}.png", animations="disabled", caret="initial")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
