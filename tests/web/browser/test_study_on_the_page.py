"""A whole study on the page alone: corrected, decided, tagged and approved there, it is released as by files."""

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Locator, expect

from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.release import release
from tests.studies import ROLE, WHEN, copied
from tests.web.browser import whole_study
from tests.web.browser.reviewer import Reviewer
from tests.web.browser.whole_study import AFTER, ASKED, CUT, DECISIONS, LEFT, RIGHT, TAGGED, WRONG, Decided

KEYS = {"accept": "a", "reject": "r", "change": "c", "place": "1", "interview": "2", "everywhere": "3"}
SCOPES = {"place": "this place", "interview": "this interview", "everywhere": "everywhere"}
LONG = 120_000  # milliseconds in which the slowest machine has put decisions into effect


@pytest.fixture(scope="module")
def study_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study as `ipstranscribe run` leaves it; made once."""
    place = tmp_path_factory.mktemp("whole")
    whole_study.drafted(place / "study")
    return place


@pytest.fixture(scope="module")
def role() -> str:
    return ROLE


def view(reviewer: Reviewer, interview: str, name: str, has: str) -> Locator:
    """Open a view of an interview from wherever somebody is; it is there when it shows what it `has`."""
    page = reviewer.page
    if not page.locator("table.interviews").count():
        page.get_by_role("button", name="Interviews").click()
        page.wait_for_selector("main:not([aria-busy]) table.interviews")
    page.get_by_role("button", name=f"Open {interview}", exact=True).click()
    page.wait_for_selector("li.turn")
    if name != "Transcript":
        page.get_by_role("navigation", name="Views").get_by_role("button", name=name).click()
    found = page.locator(has)
    found.first.wait_for()
    return found


def correct(reviewer: Reviewer) -> None:
    """The typing error, and the turn that is three."""
    view(reviewer, "P1", "Transcript", "li.turn .text")
    end = len(reviewer.texts[1])
    reviewer.put(2, end - len(WRONG), end)
    reviewer.page.keyboard.type(RIGHT)
    reviewer.saved()
    for before, turn in ((ASKED, 4), (AFTER, 5)):
        reviewer.put(turn, reviewer.texts[turn - 1].index(before))
        reviewer.press("Control+Enter")
        expect(reviewer.page.locator("li.turn")).to_have_count(turn + 1)
        reviewer.says("Split.")
    reviewer.put(5, 0)
    reviewer.press("Alt+1")
    reviewer.says("This is I’s now.")


def put_into_effect(reviewer: Reviewer) -> None:
    """Press the button, and wait for the end."""
    reviewer.button("Put into effect").click()
    expect(reviewer.button("Put into effect")).to_have_count(0, timeout=LONG)
    expect(reviewer.page.get_by_role("dialog")).to_have_count(0)


def decide(reviewer: Reviewer, one: Decided) -> None:
    """Choose the find, say how far, and decide; what is not found is added."""
    page, dialog = reviewer.page, reviewer.page.get_by_role("dialog")
    if one.verdict == "add":
        page.locator("li.turn .text", has_text=one.form).evaluate(
            """(text, form) => {
                 const part = [...text.childNodes].find((one) => one.textContent.includes(form));
                 const at = part.textContent.indexOf(form);
                 getSelection().setBaseAndExtent(part, at, part, at + form.length);
               }""",
            one.form,
        )
        page.keyboard.press("+")
        expect(dialog.get_by_label("The words")).to_have_value(one.form)
        dialog.get_by_label("What it is").select_option("place")
        dialog.get_by_label("Replace by").fill(one.replacement)
        dialog.get_by_label("How far it holds").select_option(one.scope)
        expect(dialog.locator(".effect")).to_have_text("1 place in 1 interview")
        dialog.get_by_role("button", name="Decide").click()
    else:
        page.locator(".find", has_text=one.form).first.click()
        expect(page.locator(".find[aria-current]")).to_have_text(one.form)
        page.keyboard.press(KEYS[one.scope])
        reviewer.says(SCOPES[one.scope])
        page.keyboard.press(KEYS[one.verdict])
        if one.verdict == "change":
            dialog.get_by_label("Replace by").fill(one.replacement)
            dialog.get_by_role("button", name="Decide").click()
    expect(dialog).to_have_count(0)
    reviewer.says("Decided.")


def tag(reviewer: Reviewer) -> None:
    """A unit is cut, one is tagged, and one is left over."""
    found = view(reviewer, CUT[0], "Units", ".unit")
    many = found.count()
    found.filter(has_text=CUT[1]).focus()
    reviewer.press("c", "Home", "ArrowDown", "Enter")
    expect(found).to_have_count(many + 1)
    expect(found.first.locator(".unit-text")).to_have_text(CUT[1])
    found = view(reviewer, TAGGED[0], "Units", ".unit").filter(has_text=TAGGED[1])
    found.focus()
    reviewer.press("2")
    expect(found.locator(".unit-state .chip")).to_have_text("Q2")
    found = view(reviewer, LEFT[0], "Units", ".unit").filter(has_text=LEFT[1])
    found.focus()
    reviewer.press("l")
    expect(found.locator(".unit-state .chip")).to_have_text("left over")


def approve(reviewer: Reviewer) -> None:
    """Everything of everybody, in one dialog."""
    for interview in whole_study.SAID:
        view(reviewer, interview, "Units", ".unit")
        reviewer.button("Make the units anew").click()
        expect(reviewer.button("Make the units anew")).to_have_count(0, timeout=LONG)
    reviewer.page.get_by_role("button", name="Interviews").click()
    reviewer.page.wait_for_selector("main:not([aria-busy]) table.interviews")
    reviewer.button("Approve several…").click()
    dialog = reviewer.page.get_by_role("dialog")
    boxes = dialog.get_by_role("checkbox")
    expect(boxes).to_have_count(9)
    for box in boxes.all():
        box.check()
    dialog.get_by_role("button", name="Approve", exact=True).click()
    expect(dialog).to_have_count(0, timeout=LONG)


def on_the_page(reviewer: Reviewer) -> None:
    """All that a person corrects and decides, with not one file in hand."""
    correct(reviewer)
    view(reviewer, "P1", "Identifiers", ".talk, .finds")
    put_into_effect(reviewer)
    for interview in whole_study.SAID:
        view(reviewer, interview, "Identifiers", ".find")
        for one in DECISIONS:
            if one.interview == interview:
                decide(reviewer, one)
    put_into_effect(reviewer)
    tag(reviewer)
    approve(reviewer)


def command(study: Study, *words: str) -> None:
    """A command as a person types it."""
    done = subprocess.run(
        [sys.executable, "-m", "ipstranscribe", *words, "--study", str(study.root)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


class Act(NamedTuple):
    """Something that takes away what was there: the view, where the focus goes, keys, and what is seen when it was done."""

    view: str
    at: str
    keys: tuple[str, ...]
    seen: str


ACTS = {
    "a turn emptied": Act("Transcript", "#2", ("Control+a", "Delete"), "li.turn:nth-child(2) .text:empty"),
    "turns merged": Act("Transcript", "#2", ("Control+m",), "li.turn:nth-child(3):last-child"),
    "a turn split": Act("Transcript", "#2", ("ArrowRight", "ArrowRight", "Control+Enter"), "li.turn:nth-child(5)"),
    "a turn said by another": Act("Transcript", "#2", ("Alt+1",), "li.turn:nth-child(2) .speaker:text-is('I')"),
    "speakers swapped": Act("Transcript", "#2", ("Alt+x", "main"), "li.turn:nth-child(1) .speaker:text-is('P2')"),
    "a name left as it is": Act("Identifiers", ".find:text-is('Kvistebo')", ("3", "r"), ".find.rejected"),
    "a place left as it is": Act("Identifiers", ".find:text-is('Kvistebo')", ("1", "r"), ".find.rejected"),
    "a unit left over": Act("Units", ".unit", ("l",), ".unit.leftover"),
    "a unit untagged": Act("Units", ".unit", ("u",), ".unit.decided"),
    "a unit cut": Act("Units", ".unit", ("c", "Home", "ArrowDown", "Enter"), "li.said .unit + .unit"),
}
"""On P2, whose turns and units nobody has changed."""


def kept(study: Study) -> dict[str, bytes]:
    """What the study holds of a person's work; a file without a decision is as good as none."""
    nothing = (b'"decisions": []', b'"decisions":[]')
    places = (study.transcript("P2"), study.draft("P2"), study.decisions, study.units_by_hand("P2"))
    files = {one.name: one.read_bytes() for one in places if one.exists()}
    return {name: content for name, content in files.items() if not any(one in content for one in nothing)}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_what_takes_something_away_is_undone_to_the_byte(reviewer: Reviewer, study: Study, act: Act) -> None:
    before, page = kept(study), reviewer.page
    view(reviewer, "P2", act.view, {"Transcript": "li.turn", "Identifiers": ".find", "Units": ".unit"}[act.view])
    if act.at.startswith("#"):
        reviewer.put(int(act.at[1:]), 0)
    elif act.view == "Identifiers":
        page.locator(act.at).first.click()
    else:
        page.locator(act.at).first.focus()
    for key in act.keys:
        page.locator("dialog button.main").click() if key == "main" else reviewer.press(key)
    page.locator(act.seen).first.wait_for(state="attached")
    if act.view == "Transcript":
        reviewer.saved()
    else:
        assert kept(study) != before
    reviewer.press("Control+z")
    expect(page.locator(act.seen)).to_have_count(0)
    if act.view == "Transcript":
        reviewer.says("Undone.")
        reviewer.press("Control+s")
        reviewer.says("Stored, with the draft for Word.")
    assert kept(study) == before


@pytest.mark.exhaustive
def test_a_study_on_the_page_alone_is_released_as_by_files(
    reviewer: Reviewer, study: Study, study_made: Path, tmp_path: Path
) -> None:
    on_the_page(reviewer)
    command(study, "release", "--by", ROLE)
    other = copied(study_made, tmp_path)
    whole_study.by_files(other)
    release(other, ROLE, WHEN)
    mine, theirs = whole_study.released(study), whole_study.released(other)
    assert mine.keys() == theirs.keys()
    assert [name for name in mine if mine[name] != theirs[name]] == []
    assert whole_study.told(study) == whole_study.told(other)
