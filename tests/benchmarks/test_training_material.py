"""What is learnt from is what its READMEs say: guides that are asked, interviews with their questions, marked passages."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from benchmarks.interviews import read

TRAINING = Path(__file__).parents[2] / "training"
GUIDES = [
    guide
    for path in sorted((TRAINING / "guide_turns").glob("*.toml"))
    for guide in tomllib.loads(path.read_text(encoding="utf-8"))["guide"]
]
INTERVIEWS = sorted((TRAINING / "interviews").glob("*.txt"))
PASSAGES = sorted((TRAINING / "passages").glob("*.txt"))
FACT_PASSAGES = sorted((TRAINING / "fact_passages").glob("*.txt"))
KINDS = {"person", "place", "org", "date", "age", "phone", "email", "id", "address", "occupation", "other"}


def test_there_is_as_much_as_is_said() -> None:
    asking = sum(len(q["turns"]) + len(q["returns"]) for guide in GUIDES for q in guide["question"])
    assert (len(GUIDES), sum(len(guide["question"]) for guide in GUIDES), asking) == (108, 866, 5682)
    assert (len(INTERVIEWS), sum(len(path.read_text("utf-8").splitlines()) for path in PASSAGES)) == (57, 358)
    said = [path.read_text("utf-8") for path in FACT_PASSAGES]
    assert (sum(len(text.splitlines()) for text in said), sum(text.count("<other|") for text in said)) == (2240, 1906)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide["title"][:40])
def test_a_turn_asks_one_question_of_its_guide(guide: dict[str, Any]) -> None:
    assert guide["language"] in {"en", "nb"}
    asked = Counter(turn for q in guide["question"] for turn in {*q["turns"], *q["returns"], q["other_language"]})
    assert [turn for turn, times in asked.items() if times > 1] == []
    assert all(q["text"] and len(q["turns"]) >= 4 for q in guide["question"])


@pytest.mark.parametrize("path", INTERVIEWS, ids=lambda path: path.stem)
def test_an_interview_asks_and_answers_questions_of_its_guide(path: Path) -> None:
    interview = read(path)
    ids = {question.id for question in interview.guide.for_branch(interview.branch)}
    assert {turn.question for turn in interview.turns if turn.question} <= ids
    assert {unit.question for turn in interview.turns for unit in turn.units if unit.question} <= ids
    assert set(re.findall(r"<([^|>]*)\|", path.read_text(encoding="utf-8"))) <= KINDS


@pytest.mark.parametrize("path", PASSAGES + FACT_PASSAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_marks_of_passages_are_whole(path: Path) -> None:
    for passage in path.read_text(encoding="utf-8").splitlines():
        assert set(re.findall(r"<([^|>]*)\|[^<>|]+>", passage)) <= KINDS
        assert not re.search(r"[<>|]", re.sub(r"<[^|>]*\|[^<>|]+>", "", passage)), passage[:40]
