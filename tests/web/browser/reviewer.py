"""A person at the page: opens an interview, types, presses keys, and waits until all is saved."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.running import Running

PLAYING = "Stop"


class Reviewer:
    """A page of the browser, with what a person does on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.noise: list[str] = []
        page.on("pageerror", lambda error: self.noise.append(str(error)))
        page.on("console", lambda said: self.noise.append(said.text) if said.type == "error" else None)

    def enter(self, program: Running) -> "Reviewer":
        """Open the redirect file, as the program says."""
        self.page.goto(program.redirect.as_uri())
        self.page.wait_for_selector("table.interviews")
        return self

    def open(self, interview: str) -> "Reviewer":
        """Open an interview from the first page."""
        self.page.evaluate("() => document.querySelectorAll('dialog').forEach((one) => one.close())")
        if self.page.locator("li.turn").count():
            self.leave()
        self.page.get_by_role("button", name=re.compile(f"^(Open|Read) {interview}$")).click()
        self.page.wait_for_selector("li.turn")
        return self

    def leave(self) -> None:
        """Go back to the first page."""
        self.page.get_by_role("button", name="Interviews").click()
        self.page.wait_for_selector("main:not([aria-busy]) table.interviews")

    def text(self, number: int) -> Locator:
        """The text of a turn, counted from 1."""
        return self.page.locator(f"li.turn:nth-child({number}) .text")

    @property
    def texts(self) -> list[str]:
        """What is shown, turn by turn."""
        return self.page.locator("li.turn .text").evaluate_all("all => all.map((one) => one.textContent)")

    @property
    def speakers(self) -> list[str]:
        """Who speaks, turn by turn."""
        return self.page.locator("li.turn .speaker").evaluate_all("all => all.map((one) => one.textContent)")

    def put(self, number: int, start: int, end: int | None = None) -> None:
        """Put the cursor into a turn, or select there (units of JavaScript; negative: from the end)."""
        self.text(number).focus()
        self.text(number).evaluate(
            """(one, [from, to]) => {
                 const text = one.firstChild ?? one, at = (n) => (n < 0 ? text.length + 1 + n : n);
                 getSelection().setBaseAndExtent(text, at(from), text, at(to));
               }""",
            [start, start if end is None else end],
        )

    def type(self, number: int, at: int, text: str) -> None:
        """Type a text at a place of a turn."""
        self.put(number, at)
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def saved(self) -> None:
        """Wait until the program has everything."""
        expect(self.page.locator(".saved")).to_have_attribute("data-state", "saved")

    def says(self, text: str) -> None:
        """Wait until the page tells this."""
        expect(self.page.locator("#status")).to_have_text(text)

    @property
    def caret(self) -> tuple[str, int]:
        """The turn with the cursor, and where it is."""
        found: list[Any] = self.page.evaluate(
            "() => { const s = getSelection(); const t = s.anchorNode?.parentElement?.closest('li.turn') "
            "?? s.anchorNode?.closest?.('li.turn'); return [t?.dataset.turn ?? '', s.focusOffset]; }"
        )
        return found[0], found[1]

    def marked(self, name: str) -> list[str]:
        """The stretches of text that carry a mark: heard, doubtful, place, here."""
        return self.page.evaluate("(name) => [...(CSS.highlights.get(name) ?? [])].map((one) => one.toString())", name)

    def button(self, name: str) -> Locator:
        """A button by its whole name."""
        return self.page.get_by_role("button", name=name, exact=True)

    def module(self, name: str, script: str, argument: object = None) -> Any:
        """The value of a function of a module: `script` gets the module and the argument."""
        return self.page.evaluate(
            f"async (given) => {{ const m = await import('/static/{name}.js'); {script} }}", argument
        )

    def picture(self, path: Path) -> None:
        """Keep what is seen."""
        self.page.screenshot(path=path)


@contextlib.contextmanager
def at_page(program: Running, browser: Browser) -> Iterator[Reviewer]:
    """Somebody at the page. Whatever a test does, no script may fail and no rule of the page may be broken."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="en-GB")
    context.set_default_timeout(10_000)
    reviewer = Reviewer(context.new_page()).enter(program)
    yield reviewer
    context.close()
    assert reviewer.noise == []
