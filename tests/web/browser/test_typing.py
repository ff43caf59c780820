"""Typing: what is typed reaches the study within a second, letter by letter as it stands, and can be taken back."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from ipstranscribe.model import Transcript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from tests.web.browser.reviewer import Reviewer
from tests.web.browser.talk import BEYOND, HOSTILE, SAID

TEXTS = [text for _, text in SAID]


def stored(study: Study, interview: str) -> Transcript:
    return storage.read(study.transcript(interview), Transcript)


def journal(study: Study, interview: str) -> str:
    return study.edits(interview).read_text(encoding="utf-8")


def test_what_is_typed_is_in_the_journal_within_a_second_and_stored_on_leaving(
    reviewer: Reviewer, study: Study
) -> None:
    reviewer.open("P1").type(2, 9, " one")
    began = time.monotonic()
    while " one" not in journal(study, "P1") if study.edits("P1").exists() else True:
        assert time.monotonic() - began < 1, "not saved within a second"
        time.sleep(0.02)
    reviewer.saved()
    expect(reviewer.page.locator(".saved")).to_have_text("Saved")
    reviewer.leave()
    assert (
        stored(study, "P1").turns[1].text == "Everybody one at the Mariner knew me, and Hanne Nordmo had kept my cup."
    )


def test_markup_in_words_is_text_and_stays_text(reviewer: Reviewer, study: Study) -> None:
    reviewer.open("P2")
    assert reviewer.texts == TEXTS
    assert reviewer.page.locator("li.turn img, li.turn script, li.turn b").count() == 0
    reviewer.type(4, 0, "<b>So</b> ")
    reviewer.saved()
    assert reviewer.texts[3] == f"<b>So</b> He said {HOSTILE} to the Mariner."
    reviewer.leave()
    assert stored(study, "P2").turns[3].text == f"<b>So</b> He said {HOSTILE} to the Mariner."
    assert reviewer.page.title() == "Back to work – ipstranscribe"


def test_letters_beyond_the_first_plane_keep_every_place_right(reviewer: Reviewer, study: Study) -> None:
    reviewer.open("P3")
    after_both = len("She wrote \U0001f600 and \U00020000".encode("utf-16-le")) // 2
    reviewer.type(3, after_both, "!")
    reviewer.put(3, len("She wrote "), len("She wrote ") + 2)
    reviewer.page.keyboard.insert_text("\U0001f601\U0001f602")
    reviewer.saved()
    wanted = BEYOND.replace("\U00020000", "\U00020000!").replace("\U0001f600", "\U0001f601\U0001f602")
    assert reviewer.texts[2] == wanted
    reviewer.leave()
    turn = stored(study, "P3").turns[2]
    assert turn.text == wanted
    assert [turn.text[w.char_start : w.char_end] for w in turn.words][-1] == "door."


@pytest.mark.parametrize(
    ("pasted", "stands"),
    [("two\nlines", "two lines"), ("<i>x</i>", "<i>x</i>"), ("a\r\n\r\nb", "a b"), ("cafe\u0301", "café")],
)
def test_what_is_pasted_is_plain_text_on_one_line(reviewer: Reviewer, pasted: str, stands: str) -> None:
    if reviewer.page.locator("li.turn").count() == 0:
        reviewer.open("P4")
    before = reviewer.texts[7]
    reviewer.put(8, 0)
    reviewer.text(8).evaluate(
        """(one, text) => {
             const data = new DataTransfer(); data.setData('text/plain', text); data.setData('text/html', `<h1>${text}</h1>`);
             const how = { inputType: 'insertFromPaste', dataTransfer: data, bubbles: true, cancelable: true };
             one.dispatchEvent(new InputEvent('beforeinput', how));
           }""",
        pasted,
    )
    reviewer.saved()
    assert reviewer.texts[7] == stands + before
    assert reviewer.text(8).evaluate("(one) => one.childNodes.length") == 1
    assert reviewer.caret[1] == len(stands)


def test_enter_makes_no_paragraph_and_deleting_leaves_bare_text(reviewer: Reviewer) -> None:
    reviewer.open("P5").put(7, 3)
    reviewer.press("Enter", "Shift+Enter", "Control+b")
    assert reviewer.texts[6] == TEXTS[6]
    reviewer.put(7, 0)
    reviewer.press("Control+Delete", "Control+Delete")
    reviewer.page.keyboard.type("X")
    reviewer.saved()
    assert reviewer.text(7).evaluate("(one) => [one.childNodes.length, one.innerHTML]") == [1, reviewer.texts[6]]
    assert reviewer.texts[6].startswith("X")
    reviewer.put(7, 0, -1)
    reviewer.press("Backspace")
    reviewer.page.keyboard.type("Yes.")
    reviewer.saved()
    assert reviewer.texts[6] == "Yes."


def test_undo_and_redo_are_the_page_s_own_and_without_end(reviewer: Reviewer) -> None:
    reviewer.open("P6")
    for number, text in ((1, "Now: "), (5, "And "), (8, "Oh. ")):
        reviewer.type(number, 0, text)
        reviewer.saved()
        time.sleep(0.1)
    edited = reviewer.texts
    assert edited != TEXTS
    states = []
    for number in (7, 4, 0):  # each stretch of typing is one step, wherever the cursor is
        reviewer.press("Control+z")
        reviewer.says("Undone.")
        reviewer.saved()
        states.append(reviewer.texts)
        assert reviewer.texts[number:] == TEXTS[number:] and reviewer.caret[0] == f"P6-{number + 1:03}"
    assert reviewer.texts == TEXTS
    reviewer.press("Control+z")
    reviewer.says("There is nothing to undo.")
    assert reviewer.texts == TEXTS
    for _ in states:
        reviewer.press("Control+Shift+Z")
        reviewer.saved()
    assert reviewer.texts == edited
    reviewer.press("Control+y")
    reviewer.says("There is nothing to do again.")
    reviewer.press("Control+z")
    reviewer.saved()
    reviewer.type(2, 0, "New. ")
    reviewer.saved()
    reviewer.press("Control+y")
    reviewer.says("There is nothing to do again.")


def test_undo_is_kept_when_the_interview_is_opened_again(reviewer: Reviewer) -> None:
    reviewer.open("P7").type(2, 0, "Then ")
    reviewer.saved()
    reviewer.open("P7")
    assert reviewer.texts[1] == f"Then {TEXTS[1]}"
    while reviewer.texts[1] != TEXTS[1]:
        reviewer.press("Control+z")
        reviewer.says("Undone.")
        reviewer.saved()
    assert reviewer.caret[0] == "P7-002"


def test_the_text_node_stays_while_letters_are_composed(reviewer: Reviewer) -> None:
    """What a dead key or an input method composes must not be broken by answers of the program."""
    reviewer.open("P8").put(8, 0)
    session = reviewer.page.context.new_cdp_session(reviewer.page)
    reviewer.text(8).evaluate("(one) => { window.node = one.firstChild; }")
    reviewer.page.keyboard.type("x")
    for part in ("´", "´e", "é"):
        session.send("Input.imeSetComposition", {"text": part, "selectionStart": len(part), "selectionEnd": len(part)})
        time.sleep(0.5)  # longer than typing is gathered: an answer comes meanwhile
        assert reviewer.text(8).evaluate("(one) => window.node === one.firstChild")
    session.send("Input.insertText", {"text": "é"})
    reviewer.page.keyboard.type("y")
    reviewer.saved()
    assert reviewer.texts[7] == f"xéy{TEXTS[7]}"
    assert reviewer.caret == ("P8-008", 3)


def test_arrows_go_on_in_the_next_turn_and_tab_leaves_the_text(reviewer: Reviewer) -> None:
    reviewer.open("P9").put(1, -1)
    steps: list[tuple[str, Callable[[tuple[str, int]], bool]]] = [
        ("ArrowRight", lambda at: at == ("P9-002", 0)),
        ("ArrowLeft", lambda at: at == ("P9-001", len(TEXTS[0]))),
        ("ArrowDown", lambda at: at[0] == "P9-002"),
        ("ArrowDown", lambda at: at[0] == "P9-003"),
        ("ArrowUp", lambda at: at[0] == "P9-002"),
        ("Control+End", lambda at: at == ("P9-008", len(TEXTS[7]))),
        ("Control+Home", lambda at: at == ("P9-001", 0)),
    ]
    for key, right in steps:
        reviewer.press(key)
        assert right(reviewer.caret), (key, reviewer.caret)
    reviewer.press("Tab")
    inside: Any = reviewer.page.evaluate("() => document.activeElement.closest('li.turn')")
    assert inside is None
