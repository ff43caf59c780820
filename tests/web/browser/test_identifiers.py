"""Identifiers in context: marked by kind and state, decided on by key with the effect seen before, undone, as readers see."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ipstranscribe.model import Decisions
from ipstranscribe.study import approvals, storage
from ipstranscribe.study.folder import Study
from tests.studies import copied
from tests.web.browser.deciding import Decider, searched
from tests.web.browser.reviewer import Reviewer, at_page
from tests.web.browser.talk import study_with_sound
from tests.web.browser.test_accessible import clean
from tests.web.running import Running, running


@pytest.fixture(scope="session")
def searched_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with three interviews of the same talk, searched for identifiers."""
    place = tmp_path_factory.mktemp("searched")
    searched(study_with_sound(place / "study", ("P1", "P2", "P3")))
    return place


@pytest.fixture
def study(searched_once: Path, tmp_path: Path) -> Study:
    """A copy of it."""
    return copied(searched_once, tmp_path / "study")


@pytest.fixture
def program(study: Study, chromium: str, tmp_path: Path) -> Iterator[Running]:
    """The program that shows it."""
    with running(study.root, tmp_path) as program:
        yield program


@pytest.fixture
def reviewer(program: Running, browser: Browser) -> Iterator[Reviewer]:
    """Somebody at the page."""
    with at_page(program, browser) as reviewer:
        yield reviewer


@pytest.fixture
def decider(reviewer: Reviewer) -> Decider:
    """The same, who decides."""
    return Decider(reviewer)


def decisions(study: Study) -> list[tuple[str, str, object]]:
    """Form, verdict and scope of what is stored; of a place its number."""
    stored = storage.read(study.decisions, Decisions).decisions if study.decisions.exists() else ()
    return [
        (one.form, one.verdict, one.scope if isinstance(one.scope, str | None) else one.scope.number) for one in stored
    ]


def test_every_find_is_marked_with_its_kind_and_state_and_the_riskiest_is_chosen(decider: Decider) -> None:
    decider.open("P1")
    mariner, hanne = decider.finds("Mariner"), decider.finds("Hanne Nordmo")
    expect(mariner).to_have_count(3)
    expect(mariner.first).to_have_accessible_name("Mariner, person, waits for a decision, [person 2]")
    expect(hanne).to_have_accessible_name("Hanne Nordmo, person, replaced, [person 1]")
    signs = decider.page.locator(".find").evaluate_all(
        "all => all.map((one) => getComputedStyle(one, '::after').content)"
    )
    assert signs == ['"person ?"', '"person"', '"person ?"', '"person ?"']  # not by colour alone
    expect(decider.chosen).to_have_text("Mariner")
    expect(decider.chosen).to_be_focused()
    expect(decider.page.locator(".deciding .count")).to_have_text("3 places wait")


def test_decisions_by_key_alone_tell_before_what_they_do_and_are_undone(decider: Decider, study: Study) -> None:
    decider.open("P1")
    press = decider.page.keyboard.press
    expect(decider.effect("reject")).to_have_text("3 places in 1 interview")
    press("1")
    expect(decider.effect("reject")).to_have_text("1 place in 1 interview")
    decider.decide("r")
    expect(decider.finds("Mariner").first).to_have_accessible_name("Mariner, person, left as it is")
    assert decisions(study) == [("Mariner", "reject", 1)]
    expect(decider.chosen).to_have_accessible_name("Mariner, person, waits for a decision, [person 2]")  # the next one
    press("2")
    decider.decide("a")
    expect(decider.page.locator(".deciding .count")).to_have_text("Nothing waits in this interview.")
    assert decisions(study) == [("Mariner", "reject", 1), ("Mariner", "accept", "P1")]
    press("ArrowLeft")
    press("ArrowLeft")
    expect(decider.chosen).to_have_text("Mariner")
    expect(decider.page.locator(".deciding")).to_contain_text("Decided: left as it is, this place (researcher)")
    press("w")
    expect(decider.finds("Mariner").first).to_have_accessible_name(
        "Mariner, person, replaced, [person 2]"
    )  # as in the interview
    for _ in range(3):
        press("Control+z")
        decider.reviewer.says("Undone.")
        decider.page.wait_for_timeout(200)
    assert decisions(study) == []
    expect(decider.page.locator(".deciding .count")).to_have_text("3 places wait")
    press("Control+y")
    decider.reviewer.says("Done again.")
    assert decisions(study) == [("Mariner", "reject", 1)]


def test_only_what_is_shown_is_decided_however_fast_somebody_is(decider: Decider, study: Study) -> None:
    decider.open("P1")
    press = decider.page.keyboard.press
    press("1")
    decider.decide("a")
    expect(decider.page.locator(".deciding .count")).to_have_text("2 places wait")
    held = "(key) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, repeat: true, bubbles: true}))"
    decider.page.evaluate(held, "r")  # a key that is held down
    both = "() => [...'ar'].forEach((key) => document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true})))"
    decider.page.evaluate(both)  # the second before the answer to the first
    expect(decider.page.locator(".deciding .count")).to_have_text("1 place waits")
    assert [verdict for _, verdict, _ in decisions(study)] == ["accept", "accept"]
    decider.page.get_by_role("button", name="Leave as it is").dblclick()
    expect(decider.page.locator(".deciding .count")).to_have_text("Nothing waits in this interview.")
    assert [verdict for _, verdict, _ in decisions(study)] == ["accept", "accept", "reject"]


def test_what_wants_a_word_is_asked_for_with_its_effect(decider: Decider, study: Study) -> None:
    decider.open("P2")
    press, dialog = decider.page.keyboard.press, decider.page.get_by_role("dialog")
    press("c")
    dialog.get_by_label("Replace by").fill("the café")
    dialog.get_by_label("How far it holds").select_option("everywhere")
    expect(dialog.locator(".effect")).to_have_text("3 places in 1 interview")
    press("Enter")
    role = decider.page.get_by_role("dialog", name="Your role")
    role.get_by_label("In which role").fill("researcher")
    press("Enter")
    expect(decider.finds("Mariner").first).to_have_accessible_name("Mariner, person, replaced, [the café]")
    press("m")
    dialog.get_by_label("The same as").select_option(label="[person 1] – Hanne Nordmo")
    press("Escape")
    assert [one for one, *_ in decisions(study)] == ["Mariner"]  # Escape decides nothing
    decider.page.locator("li.turn:nth-child(6) .text").evaluate(
        "(one) => { const text = one.firstChild; getSelection().setBaseAndExtent(text, 20, text, 25); }"
    )
    press("+")
    expect(dialog.get_by_label("The words")).to_have_value("boats")
    expect(dialog.locator(".effect")).to_have_text("1 place in 1 interview")
    dialog.get_by_label("The words").fill("ships")
    expect(dialog.locator(".effect")).to_have_text("These words do not stand there like this.")
    dialog.get_by_label("The words").fill("boats")
    dialog.get_by_label("How far it holds").select_option("everywhere")
    expect(dialog.locator(".effect")).to_have_text("3 places in 3 interviews")
    dialog.get_by_label("What it is").select_option("place")
    dialog.get_by_label("The words").press("Enter")
    expect(decider.finds("boats")).to_have_accessible_name("boats, place, replaced")
    press("v")
    expect(decider.page.locator("li.turn:nth-child(6) .text")).to_have_text(
        "We went down to the […]. The [the café] was closed that day."
    )
    press("v")
    decider.put_into_effect()
    press("v")
    expect(decider.page.locator("li.turn:nth-child(6) .text")).to_have_text(
        re.compile(r"We went down to the \[place 1\]. The \[the café\] was closed that day.")
    )
    press("v")
    press("Enter")
    expect(decider.page.locator("#player .play")).to_have_text("Stop", timeout=30_000)
    press("Escape")


def test_identifiers_are_approved_by_the_code_of_what_readers_see(decider: Decider, study: Study) -> None:
    decider.open("P3")
    decider.page.get_by_role("button", name="Approve…").click()
    decider.reviewer.says("3 places wait")
    decider.decide("a")
    decider.put_into_effect()
    decider.page.get_by_role("button", name="Approve…").click()
    dialog = decider.page.get_by_role("dialog", name="Approve the identifiers of P3")
    expect(dialog.locator(".code")).to_have_text(approvals.review_codes(study, "P3", ("identifiers",))["identifiers"])
    dialog.get_by_role("button", name="Approve", exact=True).click()
    expect(decider.page.locator("#bar .approval")).to_contain_text("Approved (researcher")
    assert approvals.state(study, "P3", "identifiers", approvals.read(study)) == "reviewed"


@pytest.mark.parametrize(("scheme", "language"), [("light", "en"), ("dark", "nb")])
def test_axe_finds_nothing_and_nothing_is_cut_off(decider: Decider, scheme: str, language: str) -> None:
    decider.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    decider.page.locator("#language").select_option(language)
    decider.page.get_by_role("button", name=re.compile("P3$")).click()
    decider.page.locator(".views button").nth(1).click()
    expect(decider.chosen).to_have_count(1)
    clean(decider.reviewer)
    for key in ("c", "m", "+"):
        decider.page.keyboard.press(key)
        expect(decider.page.get_by_role("dialog")).to_have_count(1)
        clean(decider.reviewer)
        decider.page.keyboard.press("Escape")
    decider.page.keyboard.press("v")
    clean(decider.reviewer)
    decider.page.keyboard.press("v")
    decider.page.set_viewport_size({"width": 683, "height": 384})  # as at 200 %
    assert decider.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    clean(decider.reviewer)
