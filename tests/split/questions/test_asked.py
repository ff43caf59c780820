"""What each interviewer turn asks."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import Asked, Guide, Question
from ipstranscribe.split.questions.asked import TrackedTurn
from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.questions.packaged_vectors import E5Vectors
from ipstranscribe.split.questions.tagging import leftover_kind, tag
from tests.conftest import CASE_FILES
from tests.lanes import examples
from tests.split.talk import GUIDE, cases, split_by_meaning, split_lexically

INTERVIEWS = sorted(CASE_FILES.glob("asked_*.toml"))
HEARD = TrackedTurn("P1-001", 0, "main", 0.9, "", "during")


@pytest.mark.parametrize("path", INTERVIEWS, ids=lambda p: p.stem)
def test_questions_of_whole_interviews(path: Path, e5: E5Vectors) -> None:
    """Paraphrase, skips, returns and another order; `least` is the share that must be right, and no branch is mixed up."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    guide = Guide(title="a", language="en", questions=tuple(Question(**q) for q in table["question"]))
    lines = [(who, text) for who, _, text in table["interview"]["turns"]]
    units = split_by_meaning(e5, lines, guide, language=table["language"], branch=table["branch"])
    wanted = [q.rstrip("+") for who, q, _ in table["interview"]["turns"] if who == "I"]
    pairs = [(want, a.question) for want, a in zip(wanted, units.asked, strict=True) if want != "-"]
    assert sum(want == found for want, found in pairs) / len(pairs) >= table["least"]
    applicable = {q.id for q in guide.for_branch(table["branch"])}
    assert {a.question for a in units.asked} <= applicable | {None}
    assert units.asked[0].kind == units.asked[-1].kind == "none"


SMALL_TALK = ("I", "Hello, did you find a place to park?"), ("P", "Yes, thank you, right outside.")
SLEEP = (
    ("I", "Then let me start with the nights. What do they do to the way you sleep?"),
    ("P", "I lie awake for hours."),
)
FAMILY = ("I", "And those at home, what do they say about you working at night?"), ("P", "They are used to it.")


def kinds(asked: tuple[Asked, ...]) -> list[tuple[str | None, str]]:
    return [(a.question, a.kind) for a in asked]


def test_a_paraphrase_is_the_main_question(e5: E5Vectors) -> None:
    """Greeting asks nothing; a question in other words is found; order is kept."""
    units = split_by_meaning(e5, [*SMALL_TALK, *SLEEP, *FAMILY])
    assert kinds(units.asked) == [(None, "none"), ("Q1", "main"), ("Q2", "main")]


def test_another_order_is_followed(e5: E5Vectors) -> None:
    """The guide's order is a preference."""
    units = split_by_meaning(e5, [*SMALL_TALK, *FAMILY, *SLEEP])
    assert kinds(units.asked) == [(None, "none"), ("Q2", "main"), ("Q1", "main")]


def test_a_follow_up_inherits_its_parent(e5: E5Vectors) -> None:
    """A question that matches nothing belongs to the one in force; a nod asks nothing and changes nothing."""
    lines = [*SLEEP, ("I", "Mhm."), ("P", "Until ten, at times."), ("I", "Who told you that?"), ("P", "My doctor did.")]
    units = split_by_meaning(e5, lines)
    assert kinds(units.asked) == [("Q1", "main"), (None, "none"), ("Q1", "follow_up")]
    assert [u.question for u in units.units] == ["Q1", "Q1", "Q1"]


def test_a_return_is_found(e5: E5Vectors) -> None:
    """`Can I go back to` and what was said under a question lead back to it."""
    back = ("I", "Can I go back to the sleep for a moment? What helps when you lie awake after the nights?")
    units = split_by_meaning(e5, [*SLEEP, *FAMILY, back, ("P", "Black curtains help.")])
    assert [a.question for a in units.asked] == ["Q1", "Q2", "Q1"]


@pytest.mark.parametrize(("branch", "wanted"), [("nurses", "Q3"), ("welders", "Q4")])
def test_a_question_of_another_branch_is_never_assigned(e5: E5Vectors, branch: str, wanted: str) -> None:
    """Word for word the other branch's question is still not it."""
    asking = ("I", "What could the hospital or the factory change?")
    units = split_by_meaning(e5, [*SLEEP, asking, ("P", "A room to rest in.")], branch=branch)
    assert units.asked[-1].question == wanted


def test_shared_words_find_what_is_asked_in_the_guides_words() -> None:
    """Without the model a near reading is found, and a free one is not guessed at."""
    near = ("I", "So how do the night shifts affect your sleep these days?"), ("P", "Badly.")
    assert kinds(split_lexically(near).asked) == [("Q1", "main")]
    named = ("I", "And those at home, what do they think of it all?"), ("P", "Little.")
    assert kinds(split_lexically(named).asked) == [("Q2", "main")]
    free = ("I", "And the ones around you, are they all right with it?"), ("P", "Little.")
    assert kinds(split_lexically(free).asked) == [(None, "none")]


@pytest.mark.parametrize("case", cases("leftovers"), ids=lambda c: c["text"])
def test_leftovers_are_named(case: dict[str, Any]) -> None:
    """Nods, small talk and goodbyes are no units; a short answer is one."""
    after = case["after"]
    heard = replace(HEARD, remark=True) if after == "remark" else replace(HEARD, phase=after)
    assert (leftover_kind(case["text"], heard, any_question=True, cues=cues_of("en")) or "") == case["leftover"]


def test_nothing_is_a_greeting_where_no_question_was_recognised() -> None:
    """An interview whose questions nobody recognised is talk all the same."""
    heard = replace(HEARD, question=None, phase="before")
    assert leftover_kind("I was a nurse for years.", heard, any_question=False, cues=cues_of("en")) is None


@pytest.mark.parametrize(
    ("chances", "says_another", "question", "how"),
    [
        ((0.9, 0.1), 0.1, 0, "asked"),
        ((0.9, 0.1), 0.8, 1, "own_words"),
        ((0.9, 0.1), 0.4, 0, "asked"),
        ((0.1, 0.05), 0.1, None, "untagged"),
        ((0.2, 0.2), 0.5, None, "untagged"),
    ],
    ids=["in force", "plainly another", "not plainly", "too unsure what was asked", "between two"],
)
def test_own_words_are_weighed_against_the_question_in_force(
    chances: tuple[float, float], says_another: float, question: int | None, how: str
) -> None:
    """The question with the greater probability of both together; none where that is small."""
    own = np.array([[1 - says_another, says_another], [0.0, 1.0]])
    found = tag(replace(HEARD, chances=chances), own)
    assert (found.question, found.how) == (question, how)


def test_talk_without_a_question_in_force_is_untagged() -> None:
    """It is kept, and not guessed at."""
    assert tag(None, np.eye(2)).how == "untagged"
    assert tag(HEARD, None).how == "untagged"


BACK = ("Can we go back to the night?", "You said earlier that you sleep badly.", "Jeg vil tilbake til familien.")
ASKED = ("How do the shifts affect your sleep?", "What does your family think?", "Mhm.", "Why?", "What could change?")
SAID = ("Badly, the night shifts took my sleep.", "My family is used to it.", "Mm.", "The factory could.", "")


@given(
    talk=st.lists(st.sampled_from([*(("I", t) for t in (*BACK, *ASKED)), *(("P", t) for t in SAID)]), max_size=12),
    branch=st.sampled_from(["nurses", "welders"]),
)
@examples(30)
def test_impossible_moves_are_never_told(talk: list[tuple[str, str]], branch: str) -> None:
    """Nothing is gone back to before the participant spoke under it, a greeting least of all; no branch is mixed up."""
    units = split_lexically(talk, branch=branch)
    asked = {one.turn: one for one in units.asked}
    ours = {question.id for question in GUIDE.for_branch(branch)}
    said: set[str | None] = set()
    in_force: str | None = None
    for number, (who, text) in enumerate(talk, 1):
        if who == "P":
            said |= {in_force} if text else set()
            continue
        one = asked[f"P1-{number:03d}"]
        assert one.question in ours | {None}
        assert "goes back" not in one.why or one.question in said
        in_force = one.question or in_force


@pytest.mark.parametrize(
    "greeting",
    [
        "Thanks for having me back. You said on the phone that the nights were hard, we will come back to that.",
        "Hei igjen. Du sa på telefonen at du jobber natt, det kommer vi tilbake til.",
    ],
)
def test_a_greeting_goes_back_to_nothing(greeting: str) -> None:
    """Words of returning before anything was said."""
    assert "goes back" not in split_lexically([("I", greeting), ("P", "Yes.")]).asked[0].why


@pytest.mark.parametrize(
    ("chances", "question", "alternatives"),
    [
        ((0.9, 0.08, 0.02), 0, ()),
        ((0.55, 0.1, 0.35), 0, (2,)),
        ((0.3, 0.32, 0.3), None, (1, 0)),
        ((0.04, 0.03, 0.02), None, ()),
    ],
    ids=["sure", "close", "too unsure for one", "about none of them"],
)
def test_a_close_second_is_kept(
    chances: tuple[float, ...], question: int | None, alternatives: tuple[int, ...]
) -> None:
    """The likeliest first; nothing is kept of what is far off."""
    found = tag(replace(HEARD, chances=chances), np.eye(len(chances)))
    assert (found.question, found.alternatives) == (question, alternatives)
