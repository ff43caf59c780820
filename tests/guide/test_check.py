"""What is said about a guide before it is used: alike, too short, repeated, branches, ids; and what nothing is said about."""

from pathlib import Path

import pytest

from ipstranscribe import guide as guides
from ipstranscribe.guide.check import check
from ipstranscribe.model import Guide, Question
from ipstranscribe.split.questions.packaged_vectors import E5Vectors
from ipstranscribe.split.questions.similar import similar_questions
from tests.conftest import SAMPLES

SLEEP = Question(id="Q1", text="How do you sleep after working nights on the ward?")
MEALS = Question(id="Q2", text="What do you eat during a night shift, and when?")


def guide(*questions: Question) -> Guide:
    return Guide(title="Nights", language="en", questions=questions)


CHECKS = [
    # what, questions, branches of participants, words of what is said (None: nothing)
    ("nothing odd", (SLEEP, MEALS), (), None),
    ("too short", (SLEEP, Question(id="Q2", text="And then?")), (), "has no keywords"),
    ("short with keywords", (SLEEP, Question(id="Q2", text="And then?", keywords=("later",))), (), None),
    (
        "short with follow-ups",
        (SLEEP, Question(id="Q2", text="Food?", followups=("What meals suit nights?",))),
        (),
        None,
    ),
    ("same words", (SLEEP, SLEEP.model_copy(update={"id": "Q2"})), (), "are the same words"),
    (
        "same words in two branches",
        (SLEEP.model_copy(update={"branch": "a"}), SLEEP.model_copy(update={"id": "Q2", "branch": "b"})),
        ("a", "b"),
        None,
    ),
    (
        "a follow-up twice",
        (
            SLEEP.model_copy(update={"followups": ("Who helps?",)}),
            MEALS.model_copy(update={"followups": ("who helps",)}),
        ),
        (),
        "a follow-up in common",
    ),
    (
        "a question that is a follow-up",
        (SLEEP, MEALS.model_copy(update={"followups": (SLEEP.text,)})),
        (),
        "stands as a follow-up",
    ),
    ("a branch nobody has", (SLEEP.model_copy(update={"branch": "nurses"}), MEALS), ("doctors",), "no participant has"),
    ("branches not known yet", (SLEEP.model_copy(update={"branch": "nurses"}), MEALS), (), None),
    ("a branch without questions", (SLEEP.model_copy(update={"branch": "a"}),), ("a", "b"), "there is none for all"),
    ("an id with a blank", (SLEEP.model_copy(update={"id": "Q 1"}), MEALS), (), "unusual signs"),
    ("ids that differ by case", (SLEEP, MEALS.model_copy(update={"id": "q1"})), (), "differ by case"),
    ("ids out of order", (MEALS, SLEEP), (), "not in the order"),
    ("an id that means something else", (SLEEP, MEALS.model_copy(update={"id": "untagged"})), (), "something else"),
]


@pytest.mark.parametrize(("questions", "branches", "said"), [row[1:] for row in CHECKS], ids=[row[0] for row in CHECKS])
def test_what_is_said_about_a_guide(
    questions: tuple[Question, ...], branches: tuple[str, ...], said: str | None
) -> None:
    flags = check(guide(*questions), branches)
    assert all(flag.fix for flag in flags)
    if said is None:
        assert flags == []
    else:
        assert any(said in flag.what for flag in flags), flags


ALIKE = [
    ("How do you sleep?", "Can you tell me about your sleep at night?", True),
    ("What helped you most?", "What has been most useful for you?", True),
    ("Hva betyr kollegene for deg?", "Fortell om forholdet ditt til kollegene.", True),
    ("How do you sleep?", "What does your family think about the illness?", False),
    ("Hvordan har det gått med økonomien?", "Hvordan opplevde du innleggelsen?", False),
    ("What did the doctor tell you?", "Tell me about a normal day at home.", False),
]


@pytest.mark.parametrize(("one", "other", "alike"), ALIKE)
def test_questions_that_ask_the_same_are_told_from_others(one: str, other: str, alike: bool) -> None:
    """By meaning, beside other questions of a guide."""
    texts = (one, other, "What is your work like?", "How did you hear about us?", "Hva er planene dine?")
    asked = guide(*(Question(id=f"Q{number}", text=text) for number, text in enumerate(texts, 1)))
    found = {flag.questions for flag in similar_questions(asked, E5Vectors())}
    assert (("Q1", "Q2") in found) == alike


def test_only_questions_of_the_same_participant_are_compared() -> None:
    """Q5 and Q10 of the sample guide say nearly the same, to participants who work and to those who do not."""
    sample = guides.load(SAMPLES / "study" / "guide.toml")
    for vectors in (E5Vectors(), None):
        found = [flag.questions for flag in similar_questions(sample, vectors)]
        assert ("Q1", "Q2") in found
        assert ("Q6", "Q7") in found
        assert not {("Q5", "Q10"), ("Q8", "Q12"), ("Q6", "Q11")} & set(found)


def test_the_guide_that_init_makes_is_sound(tmp_path: Path) -> None:
    from ipstranscribe.workflow.init import template

    (tmp_path / "guide.toml").write_text(template("guide.toml"), encoding="utf-8")
    loaded = guides.load(tmp_path / "guide.toml")
    assert check(loaded, ("working", "not_working")) == []
