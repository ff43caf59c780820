"""What is done to turns: split, merge, speakers, unclear words, the same everywhere, and the approval."""

import re

from playwright.sync_api import expect

from ipstranscribe.model import Transcript
from ipstranscribe.study import approvals, storage
from ipstranscribe.study.folder import Study
from tests.web.browser.reviewer import Reviewer
from tests.web.browser.talk import SAID

TEXTS = [text for _, text in SAID]
KNEW = len("Everybody at the Mariner knew me, ")


def test_a_turn_is_split_at_the_cursor_and_merged_again(reviewer: Reviewer, study: Study) -> None:
    reviewer.open("P1").put(2, KNEW)
    reviewer.press("Control+Enter")
    reviewer.says("Split.")
    assert [one.strip() for one in reviewer.texts[1:3]] == [TEXTS[1][:KNEW].strip(), TEXTS[1][KNEW:]]
    assert reviewer.caret[1] == 0 and reviewer.caret[0] not in ("P1-002", "P1-003")
    reviewer.page.keyboard.type("Yes ")  # typing goes on where the cursor is
    reviewer.saved()
    assert reviewer.texts[2].startswith("Yes and Hanne")
    reviewer.put(2, 0)
    reviewer.press("Control+m")
    reviewer.says("Merged.")
    assert reviewer.texts[1] == f"{TEXTS[1][:KNEW]}Yes {TEXTS[1][KNEW:]}"
    assert len(reviewer.texts) == len(TEXTS)
    reviewer.leave()
    turn = storage.read(study.transcript("P1"), Transcript).turns[1]
    times = {turn.text[w.char_start : w.char_end]: w.start for w in turn.words}
    assert times["Everybody"] == 4.9 and times["cup."] == 9.7  # words keep their times


def test_what_is_typed_while_a_command_is_on_its_way_is_not_lost(reviewer: Reviewer) -> None:
    reviewer.open("P2").put(2, KNEW)
    reviewer.page.keyboard.type("ab")
    reviewer.press("Control+Enter")
    reviewer.page.keyboard.type("cdef")
    reviewer.saved()
    assert reviewer.texts[1].endswith("me, ab")
    assert reviewer.texts[2].startswith("cdefand Hanne")


def test_the_speaker_of_a_turn_and_of_selected_words(reviewer: Reviewer) -> None:
    reviewer.open("P3").put(1, 0)
    reviewer.press("Alt+2")
    expect(reviewer.page.locator("li.turn:nth-child(1) .speaker")).to_have_text("T")
    start = len("Everybody at the Mariner ")
    reviewer.put(2, start, start + len("knew me,"))
    reviewer.press("Alt+s")
    reviewer.page.get_by_label("Speaker", exact=True).select_option("I")
    reviewer.button("Apply").click()
    reviewer.says("This is I’s now.")
    assert len(reviewer.texts) == len(TEXTS) + 2
    assert [one.strip() for one in reviewer.texts[1:4]] == [
        "Everybody at the Mariner",
        "knew me,",
        "and Hanne Nordmo had kept my cup.",
    ]
    assert reviewer.speakers[:5] == ["T", "T", "I", "T", "I"]


def test_several_turns_get_another_speaker_at_once(reviewer: Reviewer) -> None:
    reviewer.open("P4")
    reviewer.page.locator("li.turn:nth-child(3) .speaker").click()
    reviewer.page.get_by_label("Speaker", exact=True).select_option("T")
    reviewer.page.get_by_label("How many turns, from this one").fill("3")
    reviewer.press("Enter")
    reviewer.says("3 turns are T’s now.")
    assert reviewer.speakers == ["I", "T", "T", "T", "T", "T", "I", "T"]
    reviewer.press("Control+z")
    reviewer.says("Undone.")
    assert reviewer.speakers == ["I", "T"] * 4


def test_commands_pressed_fast_are_done_one_after_the_other_with_what_is_typed_between(reviewer: Reviewer) -> None:
    reviewer.open("P4").put(1, 0)
    reviewer.press("Control+m", "Control+m")
    reviewer.page.keyboard.type("so ")
    reviewer.press("Alt+2")
    expect(reviewer.page.locator("li.turn:nth-child(1) .speaker")).to_have_text("T")
    reviewer.saved()
    assert reviewer.texts == [f"{TEXTS[0]} {TEXTS[1]}so  {TEXTS[2]}", *TEXTS[3:]]


def test_two_speakers_are_swapped(reviewer: Reviewer) -> None:
    reviewer.open("P5").button("Swap").click()
    reviewer.button("Apply").click()
    reviewer.says("I and T were swapped.")
    assert reviewer.speakers == ["T", "I"] * 4
    reviewer.press("Control+z")
    reviewer.says("Undone.")
    assert reviewer.speakers == ["I", "T"] * 4


def test_a_word_is_marked_as_unclear_and_cleared(reviewer: Reviewer) -> None:
    reviewer.open("P6").put(1, 1)
    reviewer.press("Alt+u")
    reviewer.says("Marked as unclear.")
    assert reviewer.texts[0] == TEXTS[0].replace("How", "(How?)")
    reviewer.press("Alt+u")
    reviewer.says("No longer marked as unclear.")
    assert reviewer.texts[0] == TEXTS[0]


def test_a_word_is_corrected_everywhere_alike_with_counts_first(reviewer: Reviewer, study: Study) -> None:
    reviewer.open("P7").put(2, len("Everybody at the M"))
    reviewer.press("Alt+a")
    reviewer.page.get_by_label("Correct to").fill("Marina")
    dialog = reviewer.page.get_by_role("dialog")
    expect(dialog).to_contain_text("3 places in this interview")
    expect(dialog).to_contain_text(re.compile("P8: 3 places"))
    reviewer.button("Correct in this interview").click()
    reviewer.says("Corrected everywhere in this interview.")
    assert reviewer.texts == [text.replace("Mariner", "Marina") for text in TEXTS]
    reviewer.press("Control+z")
    reviewer.says("Undone.")
    assert reviewer.texts == TEXTS
    other = storage.read(study.transcript("P8"), Transcript)
    assert [turn.text for turn in other.turns] == TEXTS


def test_the_transcript_is_approved_with_its_code_and_changes_since_are_shown(reviewer: Reviewer, study: Study) -> None:
    reviewer.open("P8")
    reviewer.button("Approve…").click()
    code = reviewer.page.locator("dialog .code").inner_text()
    assert code == approvals.review_codes(study, "P8", ["transcript"])["transcript"]
    reviewer.page.get_by_label("In which role").fill("researcher")
    reviewer.button("Approve").click()
    reviewer.says("Approved, as researcher.")
    assert approvals.state(study, "P8", "transcript", approvals.read(study)) == "reviewed"
    expect(reviewer.page.locator(".approval")).to_have_text("Approved")
    reviewer.type(1, 0, "<u>Tell</u> ")
    reviewer.saved()
    expect(reviewer.page.locator(".approval")).to_have_text("Changed since approved")
    reviewer.button("Approve…").click()
    changes = reviewer.page.locator("dialog .changes")
    expect(changes.locator("del")).to_have_text(TEXTS[0])
    expect(changes.locator("ins")).to_have_text(f"<u>Tell</u> {TEXTS[0]}")
    reviewer.press("Escape")
    assert approvals.state(study, "P8", "transcript", approvals.read(study)) == "stale"


def test_markup_in_labels_is_text(reviewer: Reviewer, study: Study) -> None:
    label = "<img src=x onerror=document.title='gone'>"
    before = storage.read(study.transcript("P9"), Transcript)
    speakers = tuple(one.model_copy(update={"label": label}) if one.label == "T" else one for one in before.speakers)
    turns = tuple(one.model_copy(update={"speaker": label}) if one.speaker == "T" else one for one in before.turns)
    hostile = before.model_copy(update={"speakers": speakers, "turns": turns})
    storage.write(study.transcript("P9"), hostile, private=True)
    reviewer.open("P9")
    assert reviewer.speakers == ["I", label] * 4
    reviewer.put(2, 0)
    reviewer.press("Alt+s")
    chosen = reviewer.page.get_by_label("Speaker", exact=True).locator("option:checked")
    expect(chosen).to_have_text(f"{label} – participant")
    assert reviewer.page.locator("img").count() == 0 and reviewer.page.title().startswith("P9")
