"""Somebody who decides on identifiers: goes to the view, chooses finds, presses keys, and sees what became of them."""

from playwright.sync_api import Locator, expect

from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from ipstranscribe.workflow.split import LazyVectors, split
from tests.web.browser.reviewer import Reviewer


def searched(study: Study) -> Study:
    """A study whose transcripts are searched for identifiers and split, by rules."""
    pseudonymize_study(study, rules_only=True)
    for one in study.interviews:
        split(study, one, LazyVectors(), lexical=True)
    return study


class Decider:
    """The view of identifiers, with what a person does on it."""

    def __init__(self, reviewer: Reviewer) -> None:
        self.reviewer, self.page = reviewer, reviewer.page

    def open(self, interview: str) -> "Decider":
        """Open the identifiers of an interview; the role is known from then on."""
        self.reviewer.open(interview)
        self.page.get_by_role("navigation", name="Views").get_by_role("button", name="Identifiers").click()
        self.page.wait_for_selector(".finds")
        return self

    def finds(self, form: str) -> Locator:
        """The marked places with this form."""
        return self.page.locator(".find", has_text=form)

    @property
    def chosen(self) -> Locator:
        """The find that is to be decided on."""
        return self.page.locator(".find[aria-current]")

    def decide(self, key: str) -> None:
        """Press the key of a decision, and say the role where it is asked for."""
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(100)
        role = self.page.get_by_role("dialog", name="Your role")
        if role.count():
            role.get_by_label("In which role").fill("researcher")
            role.get_by_role("button", name="Apply").click()

    def effect(self, verdict: str) -> Locator:
        """What a decision would do."""
        return self.page.locator(f'[data-effect="{verdict}"]')

    def put_into_effect(self) -> None:
        """Press the button, and wait for the end."""
        self.page.get_by_role("button", name="Put into effect").click()
        expect(self.page.get_by_role("button", name="Put into effect")).to_have_count(0, timeout=60_000)
        expect(self.page.get_by_role("dialog")).to_have_count(0)
