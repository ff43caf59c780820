"""Units on the page: borders, questions and leftovers by key and by mouse, undone, made anew, approved."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from ipstranscribe.study import approvals
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.split import decisions_on_units
from tests.studies import telling
from tests.web.browser.reviewer import Reviewer
from tests.web.browser.test_accessible import RULES

INTERVIEWS = tuple(f"P{number}" for number in range(1, 8))
TABLES = {
    "interviews": "id,participant,recordings,language\n" + "".join(f"{one},{one},,en\n" for one in INTERVIEWS),
    "participants": "id,name,branch\n" + "".join(f"{one},Kari Moen {one},\n" for one in INTERVIEWS),
}
SAID = (
    "The people there are kind. They asked me what I needed before I had to say a word about it myself, and I could start "
    "late. In the evenings my back hurts so much that I lie on the floor. The money is another thing altogether, since we "
    "had to sell the car last winter."
)


@pytest.fixture(scope="session")
def study_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("units")
    run(telling(place / "study", TABLES, dict.fromkeys(INTERVIEWS, SAID)), rules_only=True, lexical=True)
    return place


@pytest.fixture(scope="module")
def role() -> str:
    return "coder A"


def units(reviewer: Reviewer, interview: str) -> Locator:
    """The units of an interview, whatever was open before; the first has the focus."""
    reviewer.page.evaluate("() => document.querySelectorAll('dialog').forEach((one) => one.close())")
    if not reviewer.page.locator("table.interviews").count():
        reviewer.page.get_by_role("button", name="Interviews").click()
        reviewer.page.wait_for_selector("main:not([aria-busy]) table.interviews")
    reviewer.page.get_by_role("button", name=re.compile(f"^(Open|Read) {interview}$")).click()
    reviewer.page.get_by_role("navigation").get_by_role("button", name="Units").click()
    found = reviewer.page.locator(".unit")
    found.first.focus()
    return found


def joined(reviewer: Reviewer, found: Locator) -> None:
    """All in one unit."""
    while (count := found.count()) > 1:
        found.nth(1).focus()
        reviewer.press("j")
        expect(found).to_have_count(count - 1)
    found.first.focus()


def texts(found: Locator) -> list[str]:
    return [one.strip() for one in found.locator(".unit-text").all_text_contents()]


def test_a_unit_is_cut_between_words_and_joined_again(reviewer: Reviewer) -> None:
    found = units(reviewer, "P1")
    joined(reviewer, found)
    reviewer.press("c", "Home", "ArrowDown", "Enter")
    expect(found).to_have_count(2)
    assert texts(found)[0] == "The people there are kind."
    assert " ".join(texts(found)) == SAID
    found.nth(1).focus()
    reviewer.press("j")
    expect(found).to_have_count(1)


def test_escape_leaves_the_border_where_it_was(reviewer: Reviewer, study: Study) -> None:
    found = units(reviewer, "P2")
    before = texts(found)
    reviewer.press("c")
    expect(reviewer.page.locator(".border-mark")).to_have_count(1)
    reviewer.press("ArrowRight", "Escape")
    expect(reviewer.page.locator(".border-mark")).to_have_count(0)
    assert texts(found) == before
    assert decisions_on_units(study, "P2").decisions == ()


def test_no_border_stands_inside_of_a_code(reviewer: Reviewer) -> None:
    text = "We live in [place 1] now."
    turn = {"text": text, "replaced": [[text.index("["), text.index("]") + 1]]}
    script = (
        "return m.UnitDocument.prototype.borders.call({ turn: new Map([['T', given]]) }, 'T', 0, given.text.length)"
    )
    places = reviewer.module("unit_document", script, turn)
    assert [text[at:].split(" ", maxsplit=1)[0] for at in places] == ["live", "in", "[place", "now."]


def test_after_a_view_was_chosen_by_key_the_next_key_begins_at_what_it_shows(reviewer: Reviewer) -> None:
    units(reviewer, "P2")
    for name, has in (("Transcript", "li.turn"), ("Codings", ".hint"), ("Units", ".unit")):
        reviewer.page.get_by_role("navigation").get_by_role("button", name=name).press("Enter")
        reviewer.page.wait_for_selector(f"nav [aria-current]:has-text('{name}')")
        reviewer.page.locator(has).first.wait_for()
        assert reviewer.page.locator("main").evaluate("(one) => one.contains(document.activeElement)")


HOW_TAGGED = {
    "asked": "asked",
    "follow_up": "asked further",
    "own_words": "by its own words",
    "own_words, points back": "by its own words, points back",
}


@pytest.mark.parametrize(("how", "said"), HOW_TAGGED.items())
def test_how_a_unit_was_tagged_is_said_in_words(reviewer: Reviewer, how: str, said: str) -> None:
    script = (
        "const unit = { id: 'U', kind: 'unit', question: 'Q1', how: given, alternatives: [], decided: false };"
        "const doc = { units: [unit], turns: [{ id: 'T', role: 'participant' }], of: () => [unit], text: () => '' };"
        "const list = new m.UnitList(doc, {});"
        "list.draw();"
        "return list.root.querySelector('.unit-state .hint').textContent"
    )
    assert reviewer.module("unit_list", script, how) == said


def test_the_border_above_a_unit_is_moved_by_key_and_by_mouse(reviewer: Reviewer) -> None:
    found = units(reviewer, "P3")
    joined(reviewer, found)
    reviewer.press("c", "Home", "ArrowDown", "Enter")
    expect(found).to_have_count(2)
    found.nth(1).focus()
    reviewer.press("b", "ArrowRight", "Enter")
    expect(found.first.locator(".unit-text")).to_have_text("The people there are kind. They")
    handle, target = found.nth(1).locator(".handle"), found.nth(1).locator(".unit-text")
    target_box = target.bounding_box()
    assert target_box
    handle.hover()
    reviewer.page.mouse.down()
    reviewer.page.mouse.move(target_box["x"] + 200, target_box["y"] + target_box["height"] - 12, steps=5)
    reviewer.page.mouse.up()
    expect(found.first.locator(".unit-text")).not_to_have_text("The people there are kind. They")
    assert " ".join(texts(found)) == SAID


def test_a_unit_is_tagged_by_number_untagged_and_left_over(reviewer: Reviewer, study: Study) -> None:
    found = units(reviewer, "P4")
    joined(reviewer, found)
    reviewer.press("2")
    state = found.first.locator(".unit-state .chip")
    second = reviewer.page.locator(".guide .question").nth(1)
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(state).to_have_text("Q2")
    reviewer.press("u")
    expect(state).to_have_text("untagged")
    reviewer.press("l")
    expect(state).to_have_text("left over")
    reviewer.press("l")
    expect(state).not_to_have_text("left over")
    assert {one.by for one in decisions_on_units(study, "P4").decisions} == {"coder A"}


def test_every_step_is_undone(reviewer: Reviewer, study: Study) -> None:
    found = units(reviewer, "P5")
    before = texts(found)
    reviewer.press("u", "l")
    expect(found.first.locator(".unit-state .chip")).to_have_text("left over")
    for _ in range(2):
        reviewer.press("Control+z")
        reviewer.page.wait_for_timeout(150)
    expect(found.first.locator(".unit-state .chip")).not_to_have_text("left over")
    assert texts(found) == before
    assert decisions_on_units(study, "P5").decisions == ()


def test_the_units_are_made_anew_and_approved(reviewer: Reviewer, study: Study) -> None:
    found = units(reviewer, "P6")
    reviewer.press("l")
    expect(found.first).to_have_class(re.compile("leftover"))
    reviewer.button("Make the units anew").click()
    expect(reviewer.button("Make the units anew")).to_have_count(0)
    expect(found.first).to_have_class(re.compile("leftover"))
    reviewer.button("Approve…").click()
    reviewer.page.get_by_role("dialog").get_by_role("button", name="Approve", exact=True).click()
    expect(reviewer.page.locator("#bar .approval")).to_contain_text("Approved (coder A")
    assert approvals.state(study, "P6", "units", approvals.read(study)) == "reviewed"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(reviewer: Reviewer, scheme: str) -> None:
    reviewer.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    units(reviewer, "P7")
    reviewer.press("c")
    found = Axe().run(reviewer.page, options=RULES).response["violations"]
    reviewer.press("Escape")
    assert [f"{one['id']}: {place['html']}" for one in found for place in one["nodes"]] == []


def test_several_steps_are_approved_at_once_and_what_cannot_be_is_told(reviewer: Reviewer, study: Study) -> None:
    units(reviewer, "P7")
    reviewer.page.get_by_role("button", name="Interviews").click()
    reviewer.page.wait_for_selector("main:not([aria-busy]) table.interviews")
    reviewer.button("Approve several…").click()
    dialog = reviewer.page.get_by_role("dialog")
    dialog.get_by_label("P7: Transcript").check()
    dialog.get_by_label("P7: Units").check()
    assert Axe().run(reviewer.page, options=RULES).response["violations"] == []
    dialog.get_by_role("button", name="Approve", exact=True).click()
    expect(dialog).to_have_count(0)
    given = approvals.read(study)
    assert [approvals.state(study, "P7", what, given) for what in ("transcript", "units")] == ["reviewed", "reviewed"]
