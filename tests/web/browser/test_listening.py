"""The sound: a click plays a word, what is heard is lit, and places to listen to are walked through and ticked off."""

import time

import pytest
from playwright.sync_api import expect

from ipstranscribe.model import ListenedPlaces
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from tests.web.browser.reviewer import PLAYING, Reviewer
from tests.web.browser.talk import WORD

HEARD = 0.25  # seconds that a clock on the page may be away from the sound


@pytest.fixture
def listener(reviewer: Reviewer) -> Reviewer:
    """Somebody who has opened an interview with sound that is ready."""
    if not reviewer.page.locator("li.turn").count():
        reviewer.open("P1")
    reviewer.page.evaluate("() => document.querySelectorAll('dialog').forEach((one) => one.close())")
    expect(reviewer.page.locator("#player .play")).to_be_enabled(timeout=30_000)
    if reviewer.page.locator("#player .play").inner_text() == PLAYING:
        reviewer.press("Escape")
    return reviewer


def position(reviewer: Reviewer) -> float:
    """Where the sound is, in seconds, by the slider."""
    return float(reviewer.page.locator("#player input[type=range]").input_value())


def click_word(reviewer: Reviewer, number: int, word: str) -> None:
    """Click in the middle of a word."""
    place = reviewer.text(number).evaluate(
        """(one, word) => {
             const at = one.textContent.indexOf(word), range = new Range();
             range.setStart(one.firstChild, at); range.setEnd(one.firstChild, at + word.length);
             const box = range.getBoundingClientRect();
             return [box.x + box.width / 2, box.y + box.height / 2];
           }""",
        word,
    )
    reviewer.page.mouse.click(*place)


def lit(reviewer: Reviewer, word: str) -> None:
    reviewer.page.wait_for_function(
        "(word) => [...CSS.highlights.get('heard')].join() === word", arg=word, timeout=5000
    )


def test_a_click_on_a_word_plays_from_it_and_the_words_after_it_are_lit(listener: Reviewer) -> None:
    click_word(listener, 2, "Mariner")
    expect(listener.page.locator("#player .play")).to_have_text(PLAYING)
    for word in ("Mariner", "knew", "me,", "and"):
        lit(listener, word)
    assert listener.caret[0] == "P1-002"
    listener.press("Escape")
    expect(listener.page.locator("#player .play")).to_have_text("Play")


def test_the_lit_word_follows_the_position(listener: Reviewer) -> None:
    for number, word, start in ((1, "harbour?", 0.5 + 8 * WORD), (2, "Everybody", 4.9), (4, "to", None)):
        click_word(listener, number, word)
        lit(listener, word)
        if start is not None:
            assert abs(position(listener) - start) < HEARD + WORD
        listener.press("Escape")


def test_stopping_goes_back_a_little_and_keys_move_by_two_and_ten_seconds(listener: Reviewer) -> None:
    click_word(listener, 6, "boats.")
    time.sleep(0.5)
    listener.press("Escape")
    stopped = position(listener)
    listener.press("Shift+F1")
    assert position(listener) == pytest.approx(stopped - 10, abs=0.2)
    listener.press("Shift+F2", "F2")
    assert position(listener) == pytest.approx(stopped + 2, abs=0.2)
    listener.press("F1")
    assert position(listener) == pytest.approx(stopped, abs=0.2)
    listener.press("Control+Space")
    time.sleep(0.3)
    before = position(listener)
    listener.press("Control+Space")
    assert position(listener) == pytest.approx(before - 1.5, abs=0.4)


def test_speed_goes_from_half_to_double_with_the_pitch_kept(listener: Reviewer) -> None:
    rate = listener.page.locator("#player .rate")
    for _ in range(12):
        listener.press("F4")
    expect(rate).to_have_text("2.0×")
    for _ in range(20):
        listener.press("F3")
    expect(rate).to_have_text("0.5×")
    for _ in range(5):
        listener.press("F4")
    expect(rate).to_have_text("1.0×")
    kept = listener.module("sound", "return new m.Sound('P1').audio.preservesPitch")
    assert kept is True


def test_reading_fast_is_one_key_there_and_back(listener: Reviewer) -> None:
    listener.press("Alt+r")
    expect(listener.page.locator("#player .rate")).to_have_text("1.75×")
    expect(listener.page.locator("#player .play")).to_have_text(PLAYING)
    listener.press("Alt+r")
    expect(listener.page.locator("#player .rate")).to_have_text("1.0×")


def test_selected_words_are_played_round_and_round(listener: Reviewer) -> None:
    listener.put(6, len("We went down to the "), len("We went down to the boats."))
    listener.press("F8")
    seen = set()
    for _ in range(12):
        seen.add(listener.marked("heard")[0] if listener.marked("heard") else "")
        time.sleep(0.1)
    assert "boats." in seen and not seen & {"The", "Mariner"}
    listener.press("F8")
    expect(listener.button("Loop")).to_have_attribute("aria-pressed", "false")


def test_doubtful_words_and_places_are_marked(listener: Reviewer) -> None:
    assert sorted(listener.marked("doubtful")) == ["Mariner"] * 2 + ["Mariner."] + ["Nordmo"]
    assert {"Mariner", "Nordmo", "Mariner."} >= set(listener.marked("place"))


def test_places_are_walked_through_and_ticked_off_with_one_key_each(listener: Reviewer, study: Study) -> None:
    page = listener.page
    count = page.locator(".places .count")
    expect(count).to_have_text("4 of 4 left")
    listener.page.locator("#player input[type=range]").fill("0")
    listener.press("Alt+w")
    expect(page.locator(".place-list [aria-current]")).to_have_count(1)
    assert listener.marked("here") == ["Mariner"]
    listener.press("F9")
    page.get_by_label("In which role").fill("transcriber")
    listener.button("Apply").click()
    expect(count).to_have_text("3 of 4 left")
    page.wait_for_function("() => [...CSS.highlights.get('here')].join() === 'Nordmo'")
    listener.press("F9")
    expect(count).to_have_text("2 of 4 left")
    listener.press("Alt+ArrowUp", "Alt+w")
    said = storage.read(study.listened("P1"), ListenedPlaces)
    assert [(one.kind, one.by, one.back) for one in said.places] == [("low_confidence", "transcriber", False)] * 2
    page.get_by_label("Show those ticked off").check()
    page.locator(".place-list .tick[aria-pressed=true]").first.click()
    expect(count).to_have_text("3 of 4 left")


def test_a_click_need_not_play(listener: Reviewer) -> None:
    listener.page.get_by_label("A click plays").uncheck()
    click_word(listener, 5, "then?")
    expect(listener.page.locator("#player .play")).to_have_text("Play")
    lit(listener, "then?")
    listener.press("Alt+Enter")
    expect(listener.page.locator("#player .play")).to_have_text(PLAYING)
