"""What the study wrote itself is judged where it stands, once; then it passes wherever documents show it."""

from pathlib import Path

import pytest

from ipstranscribe.model import Decisions, Entity, Key
from ipstranscribe.release.gate import Gate
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.import_decisions import import_decisions
from ipstranscribe.workflow.own_texts import naming, unnaming
from ipstranscribe.workflow.preflight import preflight
from ipstranscribe.workflow.review_identifiers import decisions_of
from tests.studies import ROLE, WHEN, founded

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\n",
    "participants": "id,name,workplace,branch\nP1,Hope Nordmo,Brattvik Cycles,working\n",
}
GUIDE = 'title = "Hverdagen"\nlanguage = "en"\n\n[[question]]\nid = "Q1"\nbranch = "working"\ntext = "{text}"\n'


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    """A study with one participant, whose name is a word as well."""
    return founded(tmp_path_factory.mktemp("own") / "study", TABLES)


TEXTS = [
    ("What do you hope for?", 0),  # an ordinary word in lower case
    ("What did Hope tell you?", 1),
    ("How do you like it at Brattvik Cycles?", 1),
    ("How is Nordmo?", 1),
    ("How was it, on a scale from 1 to 10?", 0),
]


@pytest.mark.parametrize(("text", "named"), TEXTS)
def test_a_known_name_in_a_question_is_told_before_the_work_begins(study: Study, text: str, named: int) -> None:
    """Names of the tables count; a word is no name, and a number nobody's age."""
    study.guide.write_text(GUIDE.format(text=text), encoding="utf-8")
    assert len(naming(study)) == named
    told = [one for one in preflight(study) if one.what.startswith("guide.toml, question Q1")]
    assert [one.stops for one in told] == [True] * named
    assert not any("Hope" in one.what + one.fix or "Brattvik" in one.what + one.fix for one in told)


@pytest.mark.parametrize("scope", ["guide.toml", "Intervjuguide", "everywhere"])
def test_a_decision_that_the_word_is_ordinary_lets_it_be(study: Study, tmp_path: Path, scope: str) -> None:
    """The scope of the study's own texts leaves the name replaced in what was said."""
    study.guide.write_text(GUIDE.format(text="What does Hope mean to you?"), encoding="utf-8")
    table = tmp_path / "mine.csv"
    table.write_text(f"decision,written_form,scope\nreject,Hope,{scope}\n", encoding="utf-8")
    import_decisions(study, table, ROLE, WHEN)
    assert not naming(study)
    said = Entity(id="E0001", category="person", replacement="[P1]", forms=("Hope Nordmo", "Hope"))
    gate = Gate.of(Key(study="s", entities=(said,)), decisions_of(study), {"P1": "P1"})
    assert bool(gate.search_file("P1_t.txt", b"Then Hope came.").findings) is (scope != "everywhere")
    storage.write(study.decisions, Decisions(), private=True)


SHOWN = [
    ("Q1. What is life like at Brattvik Cycles these days, all in all?", True),
    ("Q1. What is life like at Brattvik Cycles…", True),  # cut to fit
    ("Q1;What is life like at Brattvik Cycles these days, all in all?;working", True),
    ("I work at Brattvik Cycles these days.", False),
    ("What is life like at Brattvik Cycles these days, all in all? Brattvik Cycles!", False),
    ("Brattvik", False),
]


@pytest.mark.parametrize(("shown", "passes"), SHOWN)
def test_a_text_that_was_judged_passes_wherever_documents_show_it(study: Study, shown: str, *, passes: bool) -> None:
    """What passes is the text itself, not the word in it."""
    firm = Entity(
        id="E0001", category="organisation", replacement="[employer 1]", forms=("Brattvik Cycles", "Brattvik")
    )
    question = "What is life like at Brattvik Cycles these days, all in all?"
    gate = Gate.of(Key(study="s", entities=(firm,)), Decisions(), {"P1": "P1"}).knowing([question, "working"])
    assert (not gate.search_file("P1_t.txt", shown.encode()).findings) is passes


def test_a_text_that_names_somebody_is_not_let_pass(study: Study) -> None:
    """A person found in the interviews counts as well, once the key can be asked."""
    study.guide.write_text(GUIDE.format(text="What did Torvald say?"), encoding="utf-8")
    found = Entity(id="E0001", category="person", replacement="[person 1]", scope="P1", forms=("Torvald",))
    nobody, somebody = Key(study="s"), Key(study="s", entities=(found,))
    assert len(unnaming(study, nobody)) == len(unnaming(study, somebody)) + 1
