"""Words that are stretches of several words (subtitles): corrections, pauses and new subtitles are right with them too."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.export.transcript_subtitles import LONGEST, SLOWEST, cues
from ipstranscribe.model import MadeBy, Speaker, Transcript, Turn, Word
from ipstranscribe.review.transcript.concurrent import merge_concurrent
from ipstranscribe.review.transcript.merge import merge_corrections
from ipstranscribe.review.transcript.returned_draft import CorrectedTurn
from ipstranscribe.review.transcript.speaker_labels import UserLabels
from ipstranscribe.split.units.sentences import pause_positions
from ipstranscribe.text.conventions import pauses
from tests.export.timed_sample import timed
from tests.lanes import examples

Stretches = list[tuple[str, float, float]]
CUES: Stretches = [("I started in March,", 4.0, 6.0), ("they never told me", 6.0, 8.0), ("about the risk.", 8.5, 10.0)]


def turn(stretches: Stretches, number: int = 1) -> Turn:
    words, text = [], ""
    for said, start, end in stretches:
        text += " " * bool(text)
        words.append(Word(char_start=len(text), char_end=len(text) + len(said), start=start, end=end))
        text += said
    return Turn(
        id=f"P1-{number:03}", speaker="P1", text=text, start=words[0].start, end=words[-1].end, words=tuple(words)
    )


def transcript(*turns: Turn) -> Transcript:
    made_by = MadeBy(program="ipstranscribe", inputs="0")
    return Transcript(
        interview="P1", language="en", speakers=(Speaker(label="P1", role="participant"),), turns=turns, made_by=made_by
    )


def corrected(old: Transcript, *texts: str) -> tuple[Turn, ...]:
    told = [CorrectedTurn(text, n, turn=one.id) for n, (text, one) in enumerate(zip(texts, old.turns, strict=True), 1)]
    return merge_corrections(old, told, UserLabels()).transcript.turns


def stretches(one: Turn) -> Stretches:
    return [(one.text[word.char_start : word.char_end], word.start, word.end) for word in one.words]


# --- corrections ---------------------------------------------------------------------------------------------------------

EDITS = [
    ("nothing", "I started in March, they never told me about the risk.", CUES),
    ("a word of the second", "I started in March, they always told me about the risk.",
     [CUES[0], ("they", 6.0, 6.56), ("always", 6.56, 7.22), ("told me", 7.22, 8.0), CUES[2]]),
    ("the last word", "I started in March, they never told me about the risks.",
     [*CUES[:2], ("about the", 8.5, 9.5), ("risks.", 9.5, 10.0)]),
    ("a word is gone", "I started in March, they never told about the risk.",
     [CUES[0], ("they never told", 6.0, 7.78), CUES[2]]),
    ("a sign", "I started in March; they never told me about the risk.", [("I started in March;", 4.0, 6.0), *CUES[1:]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in EDITS], ids=[row[0] for row in EDITS])
def test_a_correction_inside_a_stretch_costs_no_more_than_its_place(text: str, expected: Stretches) -> None:
    """The rest of a stretch stays one, the other stretches stay as they are; every word keeps a time."""
    (found,) = corrected(transcript(turn(CUES)), text)
    assert [said for said, *_ in stretches(found)] == [said for said, *_ in expected]
    for (_, *times), (_, *right) in zip(stretches(found), expected, strict=True):
        assert times == pytest.approx(right, abs=0.02)


@examples(60)
@given(st.lists(st.integers(0, 10), min_size=1, max_size=4), st.sampled_from(["", "well", "so then"]))
def test_no_pause_arises_where_a_stretch_was_cut(places: list[int], new: str) -> None:
    """However few words fill a long stretch: nothing is known of silence inside of it."""
    old = transcript(turn([("so it was then and so on for a long time", 0.0, 120.0)]))
    words = old.turns[0].text.split()
    for place in places:
        words[place % len(words)] = new
    found = corrected(old, " ".join(words)) if any(words) else ()
    assert not any(pauses(found).values())
    assert not any(pause_positions((w.char_start, w.start, w.end) for w in one.words) for one in found)


def test_two_people_who_correct_one_stretch_keep_both_words_and_their_times() -> None:
    base = transcript(turn(CUES))
    mine = transcript(*corrected(base, "I began in March, they never told me about the risk."))
    theirs = transcript(*corrected(base, "I started in May, they never told me about the risk."))
    merged = merge_concurrent(base, mine, theirs)
    assert merged.conflicts == ()
    one = merged.transcript.turns[0]
    assert one.text == "I began in May, they never told me about the risk."
    assert {at for word in one.words for at in range(word.char_start, word.char_end)} >= {
        at for at, sign in enumerate(one.text) if sign != " "
    }
    assert (one.start, one.end) == (4.0, 10.0)


# --- pauses --------------------------------------------------------------------------------------------------------------

SILENCES = [
    ("between two cues", [("Yes.", 0, 1), ("I did so.", 5, 6)], [4.0]),
    ("none between", [("Yes.", 0, 5), ("I did so.", 5, 6)], []),
    ("after an unknown end", [("Yes.", 0, 1), ("I did so.", 1.2, 1.2), ("Then not.", 9, 10)], []),
    ("at the first cue", [("I did so.", 4, 4), ("Then not.", 9, 10)], []),
]


@pytest.mark.parametrize(("said", "found"), [row[1:] for row in SILENCES], ids=[row[0] for row in SILENCES])
def test_silence_is_what_the_file_has_between_cues(said: Stretches, found: list[float]) -> None:
    """Not what lies behind a cue whose end nobody knows."""
    assert [pause.seconds for silences in pauses([turn(said)]).values() for pause in silences] == found


# --- subtitles again -----------------------------------------------------------------------------------------------------


def test_cues_that_were_joined_to_a_turn_can_be_written_again() -> None:
    """Twenty-seven cues of one speaker do not become one of two minutes."""
    said = [(f"this is what I said in cue {n}, and so on", n * 4.5, n * 4.5 + 4) for n in range(27)]
    found = cues(timed((" ".join(text for text, *_ in said), 0.0, said)))
    assert [cue.text for cue in found] == [text for text, *_ in said]
    assert [(cue.start, cue.end) for cue in found] == [(start * 1000, end * 1000) for _, start, end in said]


def test_a_stretch_that_is_too_long_for_a_cue_is_cut() -> None:
    """In proportion, at words, and never inside a replacement."""
    text = "I worked at [employer 1] for a long time. " * 8
    found = cues(timed((text.strip(), 0.0, [(text.strip(), 10.0, 50.0)])))
    assert " ".join(cue.text for cue in found) == text.strip()
    assert all(len(cue.text) <= LONGEST and cue.end - cue.start <= SLOWEST * 1000 for cue in found)
    assert all(cue.text.count("[") == cue.text.count("]") for cue in found)
    assert (found[0].start, found[-1].end) == (10_000, 50_000)
    assert all(a.end == b.start for a, b in pairwise(found))
