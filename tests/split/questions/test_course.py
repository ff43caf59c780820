"""How turns that open a question are told from those that ask on: what they are like, compared over the whole interview."""

import tomllib
from typing import Any

import numpy as np
import pytest

from ipstranscribe.model import Guide, Question
from ipstranscribe.split.questions.course import TurnScores, asks_something, transition_features
from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.questions.packaged_vectors import E5Vectors
from tests.conftest import CASE_FILES
from tests.split.talk import split_by_meaning

INTERVIEWS: list[dict[str, Any]] = tomllib.loads((CASE_FILES / "put_freely.toml").read_text(encoding="utf-8"))[
    "interview"
]


def scores(texts: list[str], cosines: list[list[float]]) -> TurnScores:
    """Turns that share no word with any question."""
    near = np.array(cosines)
    nothing = np.zeros_like(near)
    return TurnScores(tuple(texts), near, nothing, nothing, nothing, nothing, cues_of("en"))


def entering(name: str, asking: TurnScores) -> list[list[float]]:
    """A feature of entering each question [turns, questions], from before the first one."""
    turns, count = asking.shares.shape
    feature = np.broadcast_to(transition_features(asking, None)[name], (turns, count + 2, count + 2))
    rows: list[list[float]] = np.round(feature[:, 0, 1:-1], 2).tolist()
    return rows


@pytest.mark.parametrize(
    ("texts", "cosines", "most"),
    [
        (["And then?", "So, the ferry?"], [[0.1, 0.0], [0.1, 0.2]], [[1, 0], [1, 1]]),
        (["Mhm.", "So, the ferry?"], [[0.9, 0.9], [0.1, 0.2]], [[0, 0], [1, 1]]),
        (["Who?", "When?"], [[-0.1, 0.3], [-0.2, 0.1]], [[0, 1], [0, 0]]),
        (["Mhm.", "Yes."], [[0.3, 0.3], [0.2, 0.2]], [[0, 0], [0, 0]]),
    ],
    ids=["the likeliest turn of each question", "a nod is not", "none where nothing is like it", "nods alone"],
)
def test_where_in_the_interview_a_question_is_likeliest_asked(
    texts: list[str], cosines: list[list[float]], most: list[list[float]]
) -> None:
    """Each question has a turn that is most like it; what is like none of them at all is none."""
    assert entering("enter_most_like", scores(texts, cosines)) == most


def test_a_turn_is_compared_with_the_others() -> None:
    """The same likeness says more where the other turns are less like the question; alone it says nothing."""
    among = [
        entering("enter_among", scores(["Why?"] * len(near), [[n] for n in near]))
        for near in ([0.2], [0.2, 0.2], [0.2, 0])
    ]
    assert among[0] == [[0.0]]
    assert among[1] == [[0.0], [0.0]]
    assert among[2][0][0] > 0.5
    assert among[2][1][0] < 0


def test_few_turns_for_many_questions_open_one_each() -> None:
    """Turns that ask are counted, nods and remarks are not; with fewer than the guide has questions nothing is known."""
    few, many, excerpt = ["Why?", "Mhm.", "Who?"], ["Why?", "Who was that?", "And when?"], ["Why?", "Mhm.", "I see."]
    each = [entering("enter_scarce", scores(texts, [[0.0, 0.0]] * 3))[0][0] for texts in (few, many, excerpt)]
    assert each[0] > each[1] > each[2]


@pytest.mark.parametrize(
    ("text", "language", "asks"),
    [
        ("What happened then?", "en", True),
        ("Tell me about the ferry.", "en", True),
        ("Mhm, okay.", "en", False),
        ("That was a long way.", "en", False),
        ("Fortell om det.", "nb", True),
        ("Ja, ikke sant?", "nb", False),
        ("Det var langt.", "nb", False),
    ],
)
def test_what_asks_something(text: str, language: str, asks: bool) -> None:
    """A question mark or words of asking; never a nod."""
    assert asks_something(text, cues_of(language)) == asks


@pytest.mark.parametrize("interview", INTERVIEWS, ids=lambda one: one["title"])
def test_questions_put_freely_are_followed(interview: dict[str, Any], e5: E5Vectors) -> None:
    """Main questions with few words of the guide are found, and follow-ups open nothing else."""
    questions = tuple(Question(id=f"Q{n}", text=text) for n, text in enumerate(interview["questions"], 1))
    guide = Guide(title=interview["title"], language=interview["language"], questions=questions)
    lines = [line for _, asked, told in interview["turns"] for line in (("I", asked), ("P", told))]
    units = split_by_meaning(e5, lines, guide, language=interview["language"], branch="all")
    pairs = [(want, one.question) for (want, *_), one in zip(interview["turns"], units.asked, strict=True)]
    assert sum(want == found for want, found in pairs if not want.endswith(("+", "-"))) >= interview["least"]
    found = [question for _, question in pairs]
    opened = [
        now for (want, now), before in zip(pairs[1:], found, strict=False) if want.endswith("+") and now != before
    ]
    assert not any(opened)
