"""Questions asked in other words: what is recognised by meaning, and what the whole course makes of freely put ones."""

import tomllib
from typing import Any

import pytest

from ipstranscribe.model import Guide, Question
from ipstranscribe.split.questions.cues import cues_of
from ipstranscribe.split.questions.matching import MeaningMatcher
from ipstranscribe.split.questions.packaged_vectors import E5Vectors
from tests.conftest import CASE_FILES
from tests.split.talk import split_by_meaning

GUIDES: list[dict[str, Any]] = tomllib.loads((CASE_FILES / "paraphrases.toml").read_text(encoding="utf-8"))["guide"]


def questions_of(guide: dict[str, Any]) -> tuple[Question, ...]:
    return tuple(Question(id=f"Q{n}", text=q["text"]) for n, q in enumerate(guide["question"]))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide["title"])
def test_what_is_asked_in_other_words(guide: dict[str, Any], e5: E5Vectors) -> None:
    """By meaning alone, the turns of a guide together: those listed as found are, those listed as missed are not (yet)."""
    turns = [(n, turn, key) for n, q in enumerate(guide["question"]) for key in ("found", "missed") for turn in q[key]]
    matcher = MeaningMatcher(e5, questions_of(guide), cues_of(guide["language"]))
    nearest = matcher.scores([turn for _, turn, _ in turns]).argmax(axis=1)
    for (right, turn, key), found in zip(turns, nearest, strict=True):
        assert (found == right) == (key == "found"), turn


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide["title"])
def test_the_freest_wording_of_every_question_is_followed(guide: dict[str, Any], e5: E5Vectors) -> None:
    """An interview that puts each question in the second way listed, with short answers: at least four of six are right."""
    free = [(q["found"] + q["missed"])[1] for q in guide["question"]]
    told = "Vel, det er mye å si om det." if guide["language"] == "nb" else "Well, there is a lot to say about that."
    lines = [line for turn in free for line in (("I", turn), ("P", told))]
    asked = Guide(title=guide["title"], language=guide["language"], questions=questions_of(guide))
    units = split_by_meaning(e5, lines, asked, language=guide["language"], branch="all")
    assert sum(one.question == f"Q{n}" for n, one in enumerate(units.asked)) >= 4
