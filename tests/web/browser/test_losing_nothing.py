"""Whatever ends suddenly, nothing that was typed more than a second before is lost; and others see what was done."""

import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Browser, Error, Playwright, expect

from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.import_transcript import import_transcript
from tests.studies import copied
from tests.web.browser.conftest import switches
from tests.web.browser.reviewer import Reviewer
from tests.web.browser.talk import SAID
from tests.web.running import Running, running

posix = pytest.mark.skipif(os.name != "posix", reason="processes are killed as on POSIX")
TEXTS = [text for _, text in SAID]


@pytest.fixture
def mine(study_made: Path, tmp_path: Path) -> Study:
    """A study of one's own."""
    return copied(study_made, tmp_path)


@contextmanager
def at_work(browser: Browser, study: Study, home: Path) -> Iterator[tuple[Running, Reviewer]]:
    """A program, and somebody at its page."""
    home.mkdir(exist_ok=True)
    with running(study.root, home) as program:
        context = browser.new_context(locale="en-GB")
        yield program, Reviewer(context.new_page()).enter(program)
        context.close()


@posix
@pytest.mark.parametrize(
    "victims",
    [
        "both",
        pytest.param("program", marks=pytest.mark.exhaustive),
        pytest.param("browser", marks=pytest.mark.exhaustive),
    ],
)
def test_a_kill_in_the_middle_of_typing_loses_nothing_older_than_a_second(
    mine: Study, driver: Playwright, browser: Browser, chromium: str, tmp_path: Path, victims: str
) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz" * 3
    typed: list[tuple[float, str]] = []
    # a browser of its own, since it is killed: with a profile by which its process is known
    with running(mine.root, _folder(tmp_path / "home")) as program:
        context = driver.chromium.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=chromium, args=switches(), locale="en-GB"
        )
        reviewer = Reviewer(context.pages[0]).enter(program)
        reviewer.open("P1").put(2, 0)
        for letter in letters:
            reviewer.page.keyboard.type(letter)
            typed.append((time.monotonic(), letter))
            time.sleep(0.03)
        killed = time.monotonic()
        if victims != "browser":
            program.process.kill()
        if victims != "program":
            _kill_browser(tmp_path / "profile")
        with suppress(Error):  # it may be gone already
            context.close()
    with running(mine.root, _folder(tmp_path / "next")) as program:
        after = Reviewer(browser.new_page(locale="en-GB")).enter(program)
        text = after.open("P1").texts[1]
        after.page.close()
    kept = text[: text.index("Everybody")]
    assert letters.startswith(kept)
    lost = typed[len(kept) :]
    assert not lost or killed - lost[0][0] < 1, f"lost what was typed {killed - lost[0][0]:.1f} s before"


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _kill_browser(profile: Path) -> None:
    """Kill the browser with this profile, all of its processes."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if str(profile) in words:
            os.kill(int(process.name), signal.SIGKILL)


@pytest.mark.exhaustive  # it waits as long as the page does
@posix
def test_typing_stops_while_the_program_does_not_answer_and_nothing_is_typed_in_vain(
    mine: Study, browser: Browser, tmp_path: Path
) -> None:
    with at_work(browser, mine, tmp_path / "home") as (program, reviewer):
        reviewer.open("P1").type(1, 0, "So: ")
        reviewer.saved()
        os.kill(program.process.pid, signal.SIGSTOP)
        reviewer.type(1, 0, "Well, ")
        expect(reviewer.page.locator("#alert")).to_contain_text("Typing stops until it does", timeout=12_000)
        reviewer.page.keyboard.type("lost")
        assert reviewer.texts[0].startswith("Well, So: How")
        os.kill(program.process.pid, signal.SIGCONT)
        reviewer.saved()
        expect(reviewer.page.locator("#alert")).to_have_text("")
        reviewer.page.keyboard.type("well, ")
        reviewer.saved()
        assert reviewer.texts[0].startswith("Well, well, So: How")
        reviewer.leave()
    assert storage.read(mine.transcript("P1"), Transcript).turns[0].text == f"Well, well, So: {TEXTS[0]}"


def test_a_program_that_is_gone_is_told_and_what_is_unsaved_can_be_copied(
    mine: Study, browser: Browser, tmp_path: Path
) -> None:
    with at_work(browser, mine, tmp_path / "home") as (program, reviewer):
        reviewer.open("P1").type(1, 0, "Kept. ")
        reviewer.saved()
        program.process.kill()
        program.process.wait()
        reviewer.type(1, 0, "Gone? ")
        expect(reviewer.page.locator(".saved")).to_have_text("Not saved yet")
        expect(reviewer.page.locator("#alert")).to_contain_text("does not answer. It is tried again.")


def test_what_is_not_tried_again_when_a_program_is_gone_is_not_said_to_be(
    mine: Study, browser: Browser, tmp_path: Path
) -> None:
    with at_work(browser, mine, tmp_path / "home") as (program, reviewer):
        reviewer.open("P1")
        program.process.kill()
        program.process.wait()
        reviewer.press("Control+s")
        expect(reviewer.page.locator("#status")).to_contain_text("Whether this was done is not known")


@posix
def test_nothing_is_typed_into_a_view_that_is_being_left(mine: Study, browser: Browser, tmp_path: Path) -> None:
    with at_work(browser, mine, tmp_path / "home") as (program, reviewer):
        reviewer.open("P1").put(1, 0)
        os.kill(program.process.pid, signal.SIGSTOP)
        reviewer.button("Codings").click()
        expect(reviewer.page.locator("main")).to_have_attribute("inert", "")
        reviewer.page.keyboard.type("lost ")
        assert reviewer.texts[0] == TEXTS[0]
        reviewer.button("← Interviews").click()
        os.kill(program.process.pid, signal.SIGCONT)
        expect(reviewer.page.locator("main:not([aria-busy]) table.interviews")).to_be_visible()
        expect(reviewer.page.locator("main")).not_to_have_attribute("inert", "")
        reviewer.open("P1")  # nobody was thrown back into the view that was asked for before
        assert reviewer.texts[0] == TEXTS[0]


def test_edits_on_the_page_and_in_word_in_turns(mine: Study, browser: Browser, tmp_path: Path) -> None:
    with at_work(browser, mine, tmp_path / "home") as (_, reviewer):
        reviewer.open("P1").type(1, 0, "Page one. ")
        reviewer.saved()
        reviewer.leave()
        in_word(mine, tmp_path, "Nothing much", "Word two, nothing much")
        reviewer.open("P1")
        assert reviewer.texts[0].startswith("Page one. How")
        assert reviewer.texts[7].startswith("Word two, nothing much")
        reviewer.type(5, 0, "Page three. ")
        reviewer.saved()
        reviewer.leave()
        in_word(mine, tmp_path, "And afterwards", "Word four, and afterwards")
        reviewer.open("P1")
        starts = [reviewer.texts[n].split()[:2] for n in (0, 4, 6, 7)]
        assert starts == [["Page", "one."], ["Page", "three."], ["Word", "four,"], ["Word", "two,"]]


def in_word(study: Study, place: Path, what: str, instead: str) -> None:
    """Correct the Word draft, and import it."""
    mine = place / study.draft("P1").name
    shutil.copy(study.draft("P1"), mine)
    draft = Document(str(mine))
    paragraphs = [
        *draft.paragraphs,
        *(p for t in draft.tables for row in t.rows for c in row.cells for p in c.paragraphs),
    ]
    (run,) = {id(r._r): r for p in paragraphs for r in p.runs if what in r.text}.values()
    run.text = run.text.replace(what, instead)
    draft.save(str(mine))
    import_transcript(study, study.interview("P1"), mine)


def test_two_people_on_one_interview(mine: Study, browser: Browser, tmp_path: Path) -> None:
    """The second one reads, hears who holds it, and can work when it is let go."""
    with (
        at_work(browser, mine, tmp_path / "one") as (_, first),
        at_work(browser, mine, tmp_path / "two") as (_, second),
    ):
        first.open("P1").type(1, 0, "First. ")
        first.saved()
        second.open("P1")
        expect(second.page.locator(".notice")).to_contain_text("This interview is open elsewhere")
        assert second.texts[0].startswith("First. How")
        assert second.page.locator("[contenteditable]").count() == 0
        expect(second.page.get_by_role("button", name=re.compile("Approve"))).to_have_count(0)
        second.put(1, 0)
        second.page.keyboard.type("Second. ")
        assert second.texts[0].startswith("First. How")
        first.leave()
        second.button("Look again").click()
        expect(second.page.locator(".notice")).to_have_count(0)
        second.type(1, 0, "Second. ")
        second.saved()
        second.leave()
        assert first.open("P1").texts[0].startswith("Second. First. How")
