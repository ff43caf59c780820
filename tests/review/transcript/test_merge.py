"""Drafts come back: what a person changed is taken over, and everything else stays as it was."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Concern, Transcript
from ipstranscribe.review.transcript.alignment import Show
from ipstranscribe.review.transcript.draft import base_of
from ipstranscribe.review.transcript.merge import MergeResult, merge_corrections
from ipstranscribe.review.transcript.readers import read, word
from ipstranscribe.review.transcript.returned_draft import CorrectedTurn, base_versions, read_returned_draft
from ipstranscribe.review.transcript.speaker_labels import UserLabels
from ipstranscribe.text import conventions
from tests.lanes import examples
from tests.review.transcript.returned_draft import (
    TALK,
    W,
    after,
    draft,
    edited,
    gone,
    label,
    run,
    saved,
    say,
    transcript,
    turn,
    wrap,
    wrapped,
)


def shown(old: Transcript, convention: str = "verbatim") -> Show:
    """How a draft in this convention shows the turns."""
    unheard = [(c.start, c.end) for c in old.concerns if c.kind == "speech_without_words"]
    turns = conventions.show_all(old, conventions.get_convention(convention), unheard)
    return lambda one: turns[one.id].pieces


def back(content: bytes, old: Transcript, show: Show | None = None) -> MergeResult:
    """What a draft with this content makes of the transcript."""
    return merge_corrections(
        old, read_returned_draft(word.read(content).paragraphs, old).turns, UserLabels(), show or shown(old)
    )


def talk(value: Transcript) -> list[tuple[str, str, str]]:
    return [(t.id, t.speaker, t.text) for t in value.turns]


def unchanged(value: Transcript) -> list[tuple[str, str, str]]:
    return [row for row in talk(value) if row in talk(transcript())]


def times(value: Transcript, turn_id: str) -> list[tuple[str, float, float]]:
    one = next(t for t in value.turns if t.id == turn_id)
    return [(one.text[w.char_start : w.char_end], round(w.start, 2), round(w.end, 2)) for w in one.words]


# --- nothing changed ---------------------------------------------------------------------------------------------------


def test_an_unchanged_draft_gives_the_same_transcript() -> None:
    """Turns, words, times and concerns; only that a person has seen it is new."""
    concern = Concern(kind="low_confidence", start=12, end=13, turn="P1-002", why="Probability below 0.5")
    old = transcript(concerns=(concern,))
    merged = back(draft(old), old)
    assert merged.transcript == old.model_copy(update={"corrected": True})
    assert (merged.changed, merged.relabelled, merged.added, merged.deleted, merged.kept) == ((), (), (), (), 1.0)


_TEXT = st.lists(st.text(max_size=30), min_size=1, max_size=6)


@examples(60)
@given(_TEXT)
def test_any_unchanged_draft_gives_the_same_turns(texts: list[str]) -> None:
    """Odd spaces, control characters, parentheses and colons included; all of the times."""
    import unicodedata

    said = tuple((("I", "P1")[n % 2], unicodedata.normalize("NFC", text)) for n, text in enumerate(texts))
    old = transcript(said)
    assert back(draft(old), old).transcript.turns == old.turns


@pytest.mark.parametrize("convention", conventions.conventions())
def test_an_unchanged_draft_gives_the_same_turns_in_every_convention(convention: str) -> None:
    """What the convention hides, adds and marks comes back as it is stored."""
    old = transcript((("I", "Um, how was it?"), ("P1", "I, I went to uh Kvistebo. [laughter] The the bus, um, came.")))
    unsure = [w.model_copy(update={"probability": 0.1 if n == 5 else 0.8}) for n, w in enumerate(old.turns[1].words)]
    old = old.model_copy(update={"turns": (old.turns[0], old.turns[1].model_copy(update={"words": tuple(unsure)}))})
    content = draft(old, convention)
    paragraphs = [p.text for p in word.read(content).paragraphs]
    assert any("(Kvistebo.?)" in p or "(Kvistebo?)" in p for p in paragraphs)
    assert back(content, old, shown(old, convention)).transcript.turns == old.turns


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_draft_that_libreoffice_saved_gives_the_same_transcript(tmp_path: Path) -> None:
    """It numbers bookmarks anew and writes every run its own way."""
    old = transcript()
    path = saved(tmp_path, edited(draft(old), say(2, "I started in the summer, I think.")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "saved"), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    paragraphs = read(tmp_path / "saved" / "back.docx").paragraphs
    assert base_versions(paragraphs) == {base_of(old).digest}
    merged = merge_corrections(old, read_returned_draft(paragraphs, old).turns, UserLabels(), shown(old))
    assert merged.changed == ("P1-002",)
    assert times(merged.transcript, "P1-002")[4] == ("summer,", 14.0, 14.9)


_WORD = st.sampled_from([*"abcdefg", *TALK[1][1].split(), "Kari", "–", "(x)"])
_TURN = st.tuples(
    st.sampled_from([None, "P1-001", "P1-002", "P1-003", "P1-004"]),
    st.sampled_from(["I", "P1", "?", "Kari"]),
    st.lists(_WORD, max_size=8).map(" ".join),
)


@examples(150)
@given(st.lists(_TURN, min_size=1, max_size=8))
def test_whatever_a_person_does_every_word_is_taken_over_in_order(turns: list[tuple[str, str, str]]) -> None:
    """Words, and no times that run backwards within a word; ids are never given twice."""
    old = transcript()
    corrected = [CorrectedTurn(text, n, turn_id, name) for n, (turn_id, name, text) in enumerate(turns)]
    new = merge_corrections(old, corrected, UserLabels(), shown(old)).transcript
    assert " ".join(t.text for t in new.turns).split() == " ".join(text for _, _, text in turns).split()
    assert all(w.start <= w.end for t in new.turns for w in t.words)
    assert all(t.text[w.char_start : w.char_end].strip() for t in new.turns for w in t.words)
    assert "Kari" not in {s.label for s in new.speakers}


# --- words -------------------------------------------------------------------------------------------------------------

WORDS = [
    # what turn 2 says now, the times of its words
    (
        "I started in the summer, I think.",
        "I 10 started 11 in 12 the 13 summer, 14 I 15 think. 16",
        "one word replaced",
    ),
    ("I started in the Spring I think", "I 10 started 11 in 12 the 13 Spring 14 I 15 think 16", "case, punctuation"),
    ("I started in spring, I think.", "I 10 started 11 in 12 spring, 14 I 15 think. 16", "a word taken out"),
    (
        "Well I started in the spring, I think.",
        "Well 9 I 10 started 11 in 12 the 13 spring, 14 I 15 think. 16",
        "added",
    ),
    ("I started in the spring.", "I 10 started 11 in 12 the 13 spring. 14", "the end taken away"),
]


@pytest.mark.parametrize(("text", "expected", "why"), WORDS, ids=[row[2] for row in WORDS])
def test_words_that_were_kept_keep_their_times(text: str, expected: str, why: str) -> None:
    """To the second in which each begins; whatever else was changed around them."""
    old = transcript()
    merged = back(edited(draft(old), say(2, text)), old)
    assert talk(merged.transcript)[1] == ("P1-002", "P1", text)
    pairs = re.findall(r"(\S+) (\d+)", expected)
    found = [(form, str(int(start))) for form, start, _ in times(merged.transcript, "P1-002")]
    kept = [pair for pair in pairs if pair[0] != "Well"]
    assert [pair for pair in found if pair[0] != "Well"] == kept
    assert len(unchanged(merged.transcript)) == 3


def test_a_replaced_word_has_no_probability_and_a_kept_one_its_own() -> None:
    """The recognizer did not say the new word."""
    old = transcript()
    words = back(edited(draft(old), say(2, "I started in the summer, I think.")), old).transcript.turns[1].words
    assert [w.probability for w in words] == [0.8, 0.8, 0.8, 0.8, None, 0.8, 0.8]


def test_words_given_to_the_next_speaker_take_their_times_along() -> None:
    """The usual correction: the first words of an answer stood with the question."""
    old = transcript((("I", "How was it? It was"), ("P1", "hard at first.")))
    content = edited(draft(old), say(1, "How was it?"), say(2, "It was hard at first."))
    new = back(content, old).transcript
    assert [t[1] for t in times(new, "P1-002")] == [3.0, 4.0, 10.0, 11.0, 12.0]


# --- turns -------------------------------------------------------------------------------------------------------------


def test_a_changed_label_changes_the_speaker_and_nothing_else() -> None:
    """Words and ids stay."""
    old = transcript()
    merged = back(edited(draft(old), label(2, "I:")), old)
    assert merged.relabelled == ("P1-002",)
    assert merged.transcript.turns[1] == old.turns[1].model_copy(update={"speaker": "I"})


def test_a_turn_that_was_split_gets_an_id_of_its_own() -> None:
    """The others are not renumbered, and both halves keep their times."""
    old = transcript()
    content = edited(draft(old), say(4, "It was hard."), after(4, "I:\tMornings were the worst of it."))
    merged = back(content, old)
    assert [row[:2] for row in talk(merged.transcript)][3:] == [("P1-004", "P1"), ("P1-004a", "I")]
    assert [t[1] for t in times(merged.transcript, "P1-004a")] == [33.0, 34.0, 35.0, 36.0, 37.0, 38.0]
    assert merged.added == ("P1-004a",)


def test_importing_the_same_file_again_changes_nothing() -> None:
    """Split-off turns are recognised by their words."""
    old = transcript()
    content = edited(draft(old), say(2, "I started."), after(2, "I: in the spring, I think."), label(3, "P1:"))
    once = back(content, old).transcript
    assert back(content, once).transcript == once
    assert back(draft(once), once).transcript == once


def test_a_paragraph_without_label_goes_to_the_turn_before() -> None:
    """It is told by its number."""
    old = transcript()
    content = edited(draft(old), say(4, "It was hard."), after(4, "Mornings were the worst of it."))
    returned = read_returned_draft(word.read(content).paragraphs, old)
    assert len(returned.joined) == 1
    assert merge_corrections(old, returned.turns, UserLabels(), shown(old)).transcript.turns == old.turns


def test_a_turn_that_was_taken_away_is_gone_and_named() -> None:
    """Its neighbours keep their ids."""
    old = transcript()
    merged = back(edited(draft(old), gone(3)), old)
    assert merged.deleted == ("P1-003",)
    assert [t.id for t in merged.transcript.turns] == ["P1-001", "P1-002", "P1-004"]


def join_second_to_first(body: Any) -> None:
    """As when a person deletes the end of a paragraph, and the label behind it: both bookmarks stay."""
    second = turn(body, 2)
    turn(body, 1).append(run(" "))
    for child in list(second)[1:]:
        if child.tag != f"{W}r" or child.find(f"{W}rPr/{W}rStyle") is None:
            turn(body, 1).append(child)
    body[0].remove(second)


def test_turns_that_were_joined_are_the_first_one() -> None:
    """With all words and times."""
    old = transcript()
    merged = back(edited(draft(old), join_second_to_first), old)
    first = merged.transcript.turns[0]
    assert (first.id, first.text) == ("P1-001", f"{TALK[0][1]} {TALK[1][1]}")
    assert first.words[-1].end == old.turns[1].end
    assert merged.deleted == ("P1-002",)


def test_a_turn_that_was_moved_keeps_id_and_times() -> None:
    """Its bookmark went along."""
    old = transcript()

    def move(body: Any) -> None:
        turn(body, 4).addnext(turn(body, 2))

    turns = back(edited(draft(old), move), old).transcript.turns
    assert [t.id for t in turns] == ["P1-001", "P1-003", "P1-004", "P1-002"]
    assert set(turns) == set(old.turns)


def test_bookmarks_that_were_lost_are_made_up_for_by_the_words() -> None:
    """A program that drops bookmarks loses no times."""
    old = transcript()

    def drop(body: Any) -> None:
        for mark in [*body.iter(f"{W}bookmarkStart"), *body.iter(f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)

    said = word.read(edited(draft(old), drop, say_first)).said
    turns = [CorrectedTurn(one.text, one.place, label=one.label) for one in said]
    merged = merge_corrections(old, turns, UserLabels(), shown(old))
    assert merged.changed == ("P1-002",)
    assert [t.id for t in merged.transcript.turns] == [t.id for t in old.turns]


def say_first(body: Any) -> None:
    """Change the second turn of a draft without bookmarks."""
    for text in body.iter(f"{W}t"):
        if text.text and text.text.endswith(TALK[1][1]):
            text.text = "I started in the winter, I think."


LABELS = [
    ("P1", "P1", False),
    ("Interviewer", "I", False),
    ("Deltaker", "P1", False),
    ("I2", "I2", False),
    ("?", "?", False),
    ("Kari", "?", True),
]


@pytest.mark.parametrize(("typed", "speaker", "unknown"), LABELS)
def test_a_typed_label_is_understood_or_becomes_a_question_mark(typed: str, speaker: str, unknown: bool) -> None:
    """A name is never kept as a label."""
    old = transcript()
    merged = back(edited(draft(old), label(3, f"{typed}:")), old)
    assert merged.transcript.turns[2].speaker == speaker
    assert merged.unknown == (("P1-003",) if unknown else ())
    assert [c.turn for c in merged.transcript.concerns] == (["P1-003"] if unknown else [])


def soft(number: int, text: str) -> Any:
    """Type at the end of a turn, with Shift+Enter for each line feed."""

    def edit(body: Any) -> None:
        for n, part in enumerate(text.split("\n")):
            if n:
                turn(body, number).append(wrapped("r", wrapped("br")))
            turn(body, number).append(run(part))

    return edit


SOFT = [
    # what is typed at the end of turn 2, speakers and texts of the new turns
    ("\nI: Really?\nP1: Yes.", [("I", "Really?"), ("P1", "Yes.")], ""),
    ("\n\nI: Really?", [("I", "Really?")], ""),
    ("\nI:\t00:00:15\tReally?", [("I", "Really?")], ""),
    ("\nInterviewer: Really?\nDeltaker: Yes.", [("I", "Really?"), ("P1", "Yes.")], ""),
    ("\nAnd then: nothing.", [], " And then: nothing."),
    ("\nKari: hello.", [], " Kari: hello."),
    ("\nAnd more.\nI: Really?\nor not?", [("I", "Really? or not?")], " And more."),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "new", "more"), SOFT)
def test_turns_typed_after_a_soft_break_are_turns(typed: str, new: list[tuple[str, str]], more: str) -> None:
    """Shift+Enter before a label begins a turn; without a label the line goes on with its turn. Other turns stay."""
    old = transcript()
    merged = back(edited(draft(old), soft(2, typed)), old).transcript
    assert [(t.id, t.text) for t in merged.turns if len(t.id) == len("P1-001")] == [
        (t.id, t.text + (more if t.id == "P1-002" else "")) for t in old.turns
    ]
    assert [(t.speaker, t.text) for t in merged.turns if len(t.id) > len("P1-001")] == new


# --- what Word does ----------------------------------------------------------------------------------------------------


def track_insertion(body: Any) -> None:
    turn(body, 2).append(wrapped("ins", run(" Yes.")))


def track_deletion(body: Any) -> None:
    wrap(turn(body, 2).findall(f"{W}r")[2], "del")
    turn(body, 2).append(run("No."))


def control(body: Any) -> None:
    wrap(turn(body, 2).findall(f"{W}r")[2], "sdt", "sdtContent")


def link(body: Any) -> None:
    turn(body, 2).append(wrapped("hyperlink", run(" here")))


def field(body: Any) -> None:
    code = wrapped("r")
    code.append(wrapped("instrText"))
    code[0].text = " DATE "
    turn(body, 2).append(code)
    turn(body, 2).append(run(" Monday"))


def move(body: Any) -> None:
    turn(body, 2).append(wrapped("moveFrom", run(" lost")))
    turn(body, 2).append(wrapped("moveTo", run(" found")))


def merge_marks(body: Any) -> None:
    """A tracked deletion of turn 3, paragraph mark included."""
    third = turn(body, 3)
    for one in third.findall(f"{W}r"):
        wrap(one, "del")
    third.find(f"{W}pPr").append(wrapped("rPr", wrapped("del")))


WORD = [
    (track_insertion, "P1-002", TALK[1][1] + " Yes."),
    (track_deletion, "P1-002", "No."),
    (control, "P1-002", TALK[1][1]),
    (link, "P1-002", TALK[1][1] + " here"),
    (field, "P1-002", TALK[1][1] + " Monday"),
    (move, "P1-002", TALK[1][1] + " found"),
    (merge_marks, "P1-004", TALK[3][1]),
]


@pytest.mark.parametrize(("edit", "turn_id", "text"), WORD)
def test_tracked_changes_are_accepted_and_nothing_is_overlooked(edit: Any, turn_id: str, text: str) -> None:
    """What python-docx leaves out without a word is read here."""
    old = transcript()
    new = back(edited(draft(old), edit), old).transcript
    assert next(t.text for t in new.turns if t.id == turn_id) == text
    assert {t.speaker for t in new.turns if t.id in ("P1-002", "P1-004")} == {"P1"}


# --- marks and hidden words --------------------------------------------------------------------------------------------

HESITANT = (("I", "How was it?"), ("P1", "It was um good and uh right for me."))


FILLERS = [
    ("It was good and right for me.", "It was um good and uh right for me."),
    ("It was good and wrong for me.", "It was um good and wrong for me."),
    ("It was fine and right for me.", "It was fine and uh right for me."),
    ("It was (4 s) good and right for me.", "It was um good and uh right for me."),
    ("It was good and (right?) for me.", "It was um good and uh (right?) for me."),
    ("It was good and (wrong?), for me.", "It was um good and (wrong?), for me."),
    ("It was um good and uh right for me.", "It was um good and uh right for me."),
    ("And it was good.", "And it was um good."),
]


@pytest.mark.parametrize(("says", "stored"), FILLERS)
def test_hidden_words_stay_where_their_neighbours_stayed(says: str, stored: str) -> None:
    """And pauses are not taken for talk. A mark of an unclear word that the draft did not show is a person's, and stays."""
    old = transcript(HESITANT)
    content = edited(draft(old), say(2, says))
    assert back(content, old, shown(old, "intelligent")).transcript.turns[1].text == stored


def test_taking_the_question_mark_away_settles_the_doubt() -> None:
    """Else the next draft would ask again; a mark that stays is still a doubt."""
    old = transcript((("P1", "I came from Kvistebo then."),))

    def show(one: Any) -> Any:
        return (("I came from ", 0, 12), ("(Kvistebo?)", 12, 20), (" then.", 20, 26))

    settled = back(edited(draft(old), say(1, "I came from Kvistebo then.")), old, show).transcript.turns[0]
    open_ = back(edited(draft(old), say(1, "I came from (Kvistebo?) then.")), old, show).transcript.turns[0]
    assert [w.probability for w in settled.words] == [0.8, 0.8, 0.8, None, 0.8]
    assert open_ == old.turns[0]


# --- concerns ----------------------------------------------------------------------------------------------------------


def concern(start: float, end: float, kind: str = "low_confidence", turn_id: str | None = "P1-002") -> Concern:
    return Concern.model_validate({"kind": kind, "start": start, "end": end, "turn": turn_id, "why": "why"})


CONCERNS = [
    (concern(14, 14.9), say(2, "I started in the summer, I think."), False),
    (concern(11, 11.9), say(2, "I started in the summer, I think."), True),
    (concern(11, 11.9), gone(2), False),
    (concern(11, 11.9, "uncertain_speaker"), label(2, "I:"), False),
    (concern(11, 11.9), label(2, "I:"), True),
    (concern(17, 19, "speech_without_words", None), after(2, "P1: Yes, in April."), False),
    (concern(27, 29, "speech_without_words", None), say(2, "I started in the summer, I think."), True),
    (concern(0, 40, "uncertain_speaker", None), say(2, "No."), True),
]


@pytest.mark.parametrize(("doubt", "edit", "stays"), CONCERNS)
def test_a_concern_stays_until_somebody_corrected_that_place(doubt: Concern, edit: Any, stays: bool) -> None:
    """Its turn is there, and its words and speaker are as they were."""
    old = transcript(concerns=(doubt,))
    assert back(edited(draft(old), edit), old).transcript.concerns == ((doubt,) if stays else ())
