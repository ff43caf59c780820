"""What a run would make anew, and why in words; and that what is said agrees with what a run then does."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.errors import UserError
from ipstranscribe.model import Decision, Decisions, StepInputs, Transcript, UnitDecisions
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.correct_speakers import correct_speakers
from ipstranscribe.workflow.next_step import next_step
from ipstranscribe.workflow.preflight import NotReady
from ipstranscribe.workflow.progress import OTHERWISE, STAGES, needs_key, progress
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.run_choices import RunChoices
from ipstranscribe.workflow.status import study_status
from ipstranscribe.workflow.withdraw import withdraw
from tests.lanes import examples
from tests.studies import ROLE, WHEN, copied, founded, transcript, without_records

CHOICES = RunChoices(rules_only=True, lexical=True)
TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name,branch\nP1,Hanne Nordmo,working\nP2,Roman Lie,working\n",
}
Change = Callable[[Study], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which a run has done all that it can."""
    folder = tmp_path_factory.mktemp("made")
    study = founded(folder / "study", TABLES)
    for one in ("P1", "P2"):
        said = "Then Hanne Nordmo came, and we left for the harbour in the rain."
        storage.write(study.transcript(one), transcript(one, one, said), private=True)
    run(study, rules_only=True, lexical=True)
    run(study, rules_only=True, lexical=True)
    return folder


def other_words(study: Study, interview: str = "P1") -> None:
    """A person has corrected the transcript."""
    stored = storage.read(study.transcript(interview), Transcript)
    turns = (*stored.turns[:-1], stored.turns[-1].model_copy(update={"text": stored.turns[-1].text + " At last."}))
    new = stored.model_copy(update={"turns": turns, "corrected": True})
    storage.write(study.transcript(interview), new, private=True)


def replaced(study: Study, name: str, old: str, new: str) -> None:
    path = study.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def decided(study: Study, form: str = "Nordmo") -> None:
    new = Decision(form=form, verdict="reject", by=ROLE, when=WHEN)
    before = storage.read(study.decisions, Decisions).decisions if study.decisions.exists() else ()
    storage.write(study.decisions, Decisions(decisions=(*before, new)), private=True)


CHANGES: dict[str, tuple[Change, dict[str, str]]] = {
    # what changed: (how, what is told: interview and stage → why)
    "nothing": (lambda s: None, {}),
    "a transcript": (
        other_words, {"P1 identifiers": "the transcript", "P1 units": "the identifiers", "P1 documents": "the units"},
    ),
    "the guide": (
        lambda s: replaced(s, "guide.toml", "Tell me", "Please tell me"),
        {f"{one} {what}": "guide.toml" for one in ("P1", "P2") for what in ("units", "documents")},
    ),
    "a decision": (
        decided,
        {
            f"{one} {what}": why for one in ("P1", "P2")
            for what, why in (
                ("identifiers", "decisions on identifiers"), ("units", "the identifiers"), ("documents", "the units"),
            )
        },
    ),
    "a name in a table": (
        lambda s: replaced(s, "restricted/participants.csv", "Roman Lie", "Roman Lien"),
        {
            f"{one} {what}": why for one in ("P1", "P2")
            for what, why in (
                ("identifiers", "the tables of people"), ("units", "the identifiers"), ("documents", "the units"),
            )
        },
    ),
    "the title": (
        lambda s: replaced(s, "study.toml", 'title = "Back to work"', 'title = "Work"'),
        {f"{one} documents": "study.toml" for one in ("P1", "P2")},
    ),
    "an approval": (
        lambda s: [approve(s, "P1", what, by=ROLE, when=WHEN, accept_pending=what == "identifiers")
                   for what in ("transcript", "identifiers", "units")],
        {},  # which makes the documents anew
    ),
    "a document that is gone": (lambda s: (s.exports / "P1_units.csv").unlink(), {"P1 documents": ""}),
    "units that are gone": (lambda s: s.units("P2").unlink(), {"P2 units": "", "P2 documents": "the units"}),
    "an interview more": (
        lambda s: (
            replaced(s, "restricted/interviews.csv", "P2,P2,", "P2,P2,\nP3,P1,"),
            storage.write(s.transcript("P3"), transcript("P3", "P1", "We went home."), private=True),
        ),
        {"P3 identifiers": "", "P3 units": "", "P3 documents": ""},
    ),
    "an interview less": (
        lambda s: replaced(s, "restricted/interviews.csv", "P2,P2,\n", ""),
        {"P1 identifiers": "which interviews there are", "P1 units": "the identifiers", "P1 documents": "the units"},
    ),
    "without a record": (
        lambda s: (without_records(s), decided(s)),
        {
            f"{one} {what}": why for one in ("P1", "P2")
            for what, why in (("identifiers", OTHERWISE), ("units", "the identifiers"), ("documents", "the units"))
        },
    ),
    "without a record, nothing": (without_records, {}),
}  # fmt: skip


def told(study: Study) -> dict[str, str]:
    """Interview and stage → why, of everything that a run would make."""
    found = progress(Study.open(study.root), CHOICES)
    return {
        f"{one.interview} {stage}": " and ".join(one.changed.get(stage, ()))
        for one in found
        for stage in STAGES
        if one.states[stage] != "made"
    }


@pytest.mark.parametrize(("change", "expected"), CHANGES.values(), ids=CHANGES.keys())
def test_what_has_changed_is_told_stage_by_stage_in_words(
    study: Study, change: Change, expected: dict[str, str]
) -> None:
    change(study)
    assert told(study) == expected
    run(Study.open(study.root), rules_only=True, lexical=True)
    assert told(study) == {}


def test_looking_writes_nothing(study: Study) -> None:
    other_words(study)
    before = {path: path.stat().st_mtime_ns for path in study.root.rglob("*")}
    study_status(Study.open(study.root))
    assert {path: path.stat().st_mtime_ns for path in study.root.rglob("*")} == before


@pytest.mark.parametrize(("change", "needed"), [
    ("nothing", False), ("a transcript", True), ("a decision", True), ("the guide", False), ("the title", False),
    ("an interview more", True), ("without a record, nothing", False),
])  # fmt: skip
def test_the_key_is_needed_only_if_something_is_pseudonymized(study: Study, change: str, needed: bool) -> None:
    CHANGES[change][0](study)
    assert needs_key(Study.open(study.root), CHOICES) is needed


def test_a_record_of_inputs_holds_checksums_and_no_words(study: Study) -> None:
    records = list((study.work / "inputs").glob("*.json"))
    assert {path.name for path in records} >= {"identifiers.json", "P1_units.json", "P1_documents.json"}
    for path in records:
        assert not re.search("Nordmo|Hanne|harbour|Roman", path.read_text(encoding="utf-8"))
        assert storage.read(path, StepInputs).parts


def test_a_withdrawal_leaves_no_record_of_the_interview(study: Study) -> None:
    withdraw(study, "P2", by=ROLE, when=WHEN)
    names = {path.name for path in (study.work / "inputs").glob("*.json")}
    assert not [name for name in names if name.startswith("P2") or name == "identifiers.json"]


# --- any state --------------------------------------------------------------------------------------------------------

ANY: dict[str, Change] = {name: change for name, (change, _) in CHANGES.items()} | {
    "another transcript": lambda s: other_words(s, "P2"),
    "swapped speakers": lambda s: correct_speakers(s, s.interviews[0], swap=True, renames=()),
    "no exports": lambda s: shutil.rmtree(s.exports, ignore_errors=True),
    "no transcript": lambda s: s.transcript("P1").unlink(missing_ok=True),
    "no identifiers": lambda s: s.identifiers("P1").unlink(missing_ok=True),
    "no pseudonymized text": lambda s: s.pseudonymized("P2").unlink(missing_ok=True),
    "no interviews": lambda s: (s.restricted / "interviews.csv").write_text("id,participant,recordings\n"),
    "no participants": lambda s: (s.restricted / "participants.csv").write_text("id,name\n"),
    "a recording to come": lambda s: (s.restricted / "interviews.csv").write_text(
        "id,participant,recordings\nP1,P1,\nP2,P2,\nP9,P1,P9.wav\n"
    ),
    "a broken guide": lambda s: s.guide.write_text("title ="),
    "decisions on units": lambda s: storage.write(s.units_by_hand("P1"), UnitDecisions(interview="P1"), private=True),
}
"""Everything that people do to a study, in any order."""


@examples(60)
@given(st.lists(st.sampled_from(sorted(ANY)), max_size=3))
def test_no_state_is_called_up_to_date_while_there_is_something_to_do(
    made: Path, tmp_path_factory: pytest.TempPathFactory, changes: list[str]
) -> None:
    """What `status` says of the work that is left is what a run then does, or cannot do."""
    study = copied(made, tmp_path_factory.mktemp("any"))
    for change in changes:
        try:
            ANY[change](Study.open(study.root))
        except (AssertionError, OSError, LookupError, UserError):
            continue  # what it changes is not there any more, or may not be changed now
    fresh = Study.open(study.root)
    status = study_status(fresh)
    step = next_step(fresh, status)
    try:
        outcome = run(fresh, rules_only=True, lexical=True)
    except NotReady:
        assert status.run_has_work
        assert step.command
        return
    assert outcome.up_to_date is not status.run_has_work, (changes, status)
    if status.run_has_work:
        assert step.command.startswith("ipstranscribe run")
    again = Study.open(study.root)
    assert not study_status(again).run_has_work
    assert run(again, rules_only=True, lexical=True).up_to_date
