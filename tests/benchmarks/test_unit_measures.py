"""The measures of units: what counts as found, mixed, right and returned."""

from pathlib import Path

import pytest
from benchmarks.interviews import AnnotatedTurn, AnnotatedUnit, read
from benchmarks.unit_measures import Found, Tagged, certainties, measured, question_figures, unit_figures

from ipstranscribe.model import Guide, Question
from tests.conftest import ROOT

SAID = """# id: X1
# language: en
# branch: all
# guide: own
I(-): Hello.
P: [-] Hello there.
I(Q1): How do you sleep?
P: Badly since <place|Lund> and then never // [Q2] My wife sleeps well always
I(-): Mhm.
P: Yeah.
"""
GUIDE = """title = "Sleep"
language = "en"

[[question]]
id = "Q1"
text = "How do you sleep?"

[[question]]
id = "Q2"
text = "And your family?"
"""


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """An interview of three participant turns and its guide."""
    (tmp_path / "own.toml").write_text(GUIDE, encoding="utf-8")
    (tmp_path / "X1.txt").write_text(SAID, encoding="utf-8")
    return tmp_path / "X1.txt"


def test_an_annotated_interview_is_read(script: Path) -> None:
    """Marks are taken away, units tile the turn, nods are no units, and the guide lies beside."""
    interview = read(script)
    first, second = AnnotatedUnit(0, 31, "Q1"), AnnotatedUnit(32, 58, "Q2")
    said = "Badly since Lund and then never My wife sleeps well always"
    assert interview.turns[3] == AnnotatedTurn("P", said, "Q1", "none", (first, second))
    assert [unit.question for turn in interview.turns for unit in turn.units] == [None, "Q1", "Q2", None]
    assert isinstance(interview.guide, Guide)
    assert all(isinstance(question, Question) for question in interview.guide.questions)


PERFECT = [Tagged(0, 31, "Q1", 0.9), Tagged(32, 58, "Q2", 0.6)]


@pytest.mark.parametrize(
    ("turn", "units", "questions", "sure"),
    [
        (PERFECT, ["1.00", "1.00", "1.00", "1.00", "1.00", "0.00"], ["1.00", "1.00", "1.00", "1.00", "1/1", "1"], 2),
        (
            [Tagged(0, 58, "Q1")],
            ["0.00", "0.00", "–", "0.00", "0.75", "0.36"],
            ["0.55", "0.50", "0.50", "1.00", "0/1", "0"],
            1,
        ),
        (
            [Tagged(0, 20, "Q1"), Tagged(21, 58, None)],
            ["0.00", "1.00", "1.00", "1.00", "1.00", "0.14"],
            ["0.36", "0.50", "1.00", "1.00", "0/1", "0"],
            1,
        ),
    ],
    ids=["perfect", "one unit", "two words early, and unsure"],
)
def test_what_counts(script: Path, turn: list[Tagged], units: list[str], questions: list[str], sure: int) -> None:
    """Each figure of one hand-counted turn of eleven words; the nods were rightly left without a question."""
    found: Found = {1: [Tagged(0, 12, None)], 3: turn, 5: [Tagged(0, 5, None)]}
    pairs = [(read(script), found)]
    assert unit_figures(measured(pairs)) == units
    assert question_figures(measured(pairs)) == questions
    assert sum(right for _, right in certainties(pairs)) == sure


def test_the_interviews_of_the_project_can_be_read() -> None:
    """Every question that is annotated stands in the guide, for the branch of the interview."""
    for path in sorted((ROOT / "benchmarks" / "interviews").glob("*.txt")):
        interview = read(path)
        known = {question.id for question in interview.guide.for_branch(interview.branch)}
        used = {turn.question for turn in interview.turns} | {
            u.question for turn in interview.turns for u in turn.units
        }
        assert used - {None} <= known, path.name
