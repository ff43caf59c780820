"""For everybody: axe finds nothing on any view, light and dark, in both languages; by keyboard alone, and at 200 %."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.web.browser.reviewer import Reviewer

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(params=[("light", "en"), ("dark", "nb")], ids=["light-en", "dark-nb"], scope="module")
def view(reviewer: Reviewer, request: pytest.FixtureRequest) -> Iterator[Reviewer]:
    """The page in a colour scheme and a language."""
    scheme, language = request.param
    reviewer.page.emulate_media(color_scheme=scheme)
    if reviewer.page.locator("li.turn").count():
        reviewer.page.get_by_role("button", name="←").click()
    reviewer.page.locator("#language").select_option(language)
    yield reviewer
    reviewer.page.keyboard.press("Escape")


def clean(reviewer: Reviewer) -> None:
    found = Axe().run(reviewer.page, options=RULES).response["violations"]
    told = [f"{one['id']}: {place['html']}" for one in found for place in one["nodes"]]
    assert told == []


def interview(reviewer: Reviewer) -> None:
    if not reviewer.page.locator("li.turn").count():
        reviewer.page.locator("td button").first.click()
        reviewer.page.wait_for_selector("li.turn")
    expect(reviewer.page.locator("#player .play")).to_be_enabled(timeout=30_000)
    reviewer.page.evaluate("() => document.querySelectorAll('dialog').forEach((one) => one.close())")


def first_page(_: Reviewer) -> None:
    """It is open."""


def transcript(reviewer: Reviewer) -> None:
    interview(reviewer)
    reviewer.page.locator("#all-places").check()


def typing(reviewer: Reviewer) -> None:
    interview(reviewer)
    reviewer.put(2, 3)


def at_a_place(reviewer: Reviewer) -> None:
    interview(reviewer)
    reviewer.press("Alt+ArrowDown")


def dialog(key: str) -> Callable[[Reviewer], None]:
    def opened(reviewer: Reviewer) -> None:
        interview(reviewer)
        reviewer.put(2, 3)
        reviewer.press(key)
        expect(reviewer.page.get_by_role("dialog")).to_be_visible()

    opened.__name__ = key
    return opened


def approval(reviewer: Reviewer) -> None:
    interview(reviewer)
    reviewer.page.locator("#bar button.main").click()
    expect(reviewer.page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize(
    "shown",
    [
        first_page,
        transcript,
        typing,
        at_a_place,
        dialog("Alt+h"),
        dialog("Alt+s"),
        dialog("Alt+x"),
        dialog("Alt+a"),
        approval,
    ],
    ids=lambda shown: shown.__name__,
)
def test_axe_finds_nothing(view: Reviewer, shown: Callable[[Reviewer], None]) -> None:
    shown(view)
    clean(view)


def test_by_keyboard_alone_from_the_first_page_to_the_approval(reviewer: Reviewer) -> None:
    page = reviewer.page
    reviewer.page.evaluate("() => document.querySelectorAll('dialog').forEach((one) => one.close())")
    if page.locator("li.turn").count():
        reviewer.page.get_by_role("button", name="←").click()
    page.locator("#language").select_option("en")
    tabs(reviewer, "Open P2")
    reviewer.press("Enter")
    page.wait_for_selector("li.turn")
    tabs(reviewer, "I, 0:00")
    reviewer.page.keyboard.type("So ")
    reviewer.saved()
    reviewer.press("ArrowDown", "Control+Enter")
    reviewer.says("Split.")
    reviewer.press("ArrowUp", "Control+m")
    reviewer.says("Merged.")
    reviewer.press("Alt+s")
    expect(page.get_by_role("dialog")).to_be_visible()
    reviewer.press("Tab", "Tab", "Tab", "Enter")
    reviewer.says("This is T’s now.")
    assert reviewer.caret[0] == "P2-002"
    tabs(reviewer, "Approve…", back=True)
    reviewer.press("Enter")
    page.get_by_role("dialog").wait_for()
    reviewer.page.keyboard.type("researcher")
    reviewer.press("Enter")
    reviewer.says("Approved, as researcher.")
    page.wait_for_function("() => document.activeElement.textContent !== ''")  # when the dialog has gone


def tabs(reviewer: Reviewer, name: str, *, back: bool = False) -> None:
    """Press Tab until something with this name has the focus, which is always seen."""
    for _ in range(60):
        reviewer.press("Shift+Tab" if back else "Tab")
        now, outlined = reviewer.page.evaluate(
            """() => { const one = document.activeElement, style = getComputedStyle(one);
                       return [one.getAttribute('aria-label') ?? one.textContent, style.outlineStyle !== 'none']; }"""
        )
        assert outlined, f"the focus is not seen: {now}"
        if now == name:
            return
    raise AssertionError(f"Tab never comes to {name}")


def test_at_200_percent_nothing_is_cut_off_and_the_text_has_room(reviewer: Reviewer, browser: Browser) -> None:
    page = reviewer.page
    page.set_viewport_size({"width": 683, "height": 384})  # 1366×768 at 200 %
    try:
        for opened in (False, True):
            if opened:
                page.locator("td button").first.click()
                page.wait_for_selector("li.turn")
            elif page.locator("li.turn").count():
                page.get_by_role("button", name="←").click()
                page.wait_for_selector("table.interviews")
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
        page.locator(".scroll").scroll_into_view_if_needed()
        reviewer.put(4, 0)
        box = reviewer.text(4).bounding_box()
        foot = page.locator("#player").bounding_box()
        assert box and foot and box["y"] >= 0 and box["y"] + 28 <= foot["y"]
        clean(reviewer)
    finally:
        page.set_viewport_size({"width": 1366, "height": 768})
