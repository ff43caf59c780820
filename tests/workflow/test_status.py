"""What status answers from the facts kept beside a study is what it answers without them, whatever became of the files."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from ipstranscribe.errors import UserError
from ipstranscribe.model import PseudonymizedTranscript, Transcript, Units, Value
from ipstranscribe.study import approvals, interview_facts, once, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import check, status
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.listened import listened
from ipstranscribe.workflow.run import run
from tests.studies import ROLE, WHEN, copied, telling

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\nP3,P3,\n",
    "participants": "id,name,branch\nP1,Hanne Nordmo,working\nP2,Roman Lie,\nP3,Ada Holm,working\n",
}
SAID = {
    "P1": "Then Hanne Nordmo came, and we left for the harbour in the rain.",
    "P2": "I was back on a Monday. Roman was the one who asked me, and I said yes to half of the hours.",
    "P3": "It was heavy, like carrying water. Ada they called me, as they had before.",
}
Change = Callable[[Study], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that a run has done, of which one interview is approved; its facts lie beside it."""
    folder = tmp_path_factory.mktemp("made")
    study = telling(folder / "study", TABLES, SAID)
    spoken = storage.read(study.transcript("P3"), Transcript).model_dump(mode="json")
    places = [("low_confidence", "P3-002"), ("uncertain_speaker", "P3-002"), ("overlap", None)]
    spoken["concerns"] = [
        {"kind": kind, "start": at, "end": at + 2, "turn": turn, "why": "x"} for at, (kind, turn) in enumerate(places)
    ]
    spoken["coverage"] = {"speech": 100, "with_words": 93}
    storage.write(study.transcript("P3"), Transcript.model_validate_json(json.dumps(spoken)), private=True)
    run(study, rules_only=True, lexical=True)
    for what in approvals.STAGES:
        approve(study, "P1", what, by=ROLE, when=WHEN, accept_pending=True)
    run(study, rules_only=True, lexical=True)
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Study:
    return copied(made, tmp_path)


def in_json(path: Path, change: Callable[[dict[str, object]], object]) -> None:
    whole = json.loads(path.read_text("utf-8"))
    change(whole["data"])
    path.write_text(json.dumps(whole), "utf-8")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


CHANGES: dict[str, Change] = {
    "nothing": lambda study: None,
    "a word of a transcript": lambda study: replaced(study.transcript("P1"), "harbour", "station"),
    "a word of a text": lambda study: replaced(study.pseudonymized("P1"), "harbour", "station"),
    "a suggestion more": lambda study: in_json(study.pseudonymized("P2"), lambda data: data.update(pending=4)),
    "the text of another": lambda study: shutil.copy(study.pseudonymized("P2"), study.pseudonymized("P3")),
    "units without a place": lambda study: in_json(study.units("P2"), lambda data: data.update(unplaced=["P2-MU001"])),
    "a remark in the guide": lambda study: study.guide.write_text(f"# x\n{study.guide.read_text('utf-8')}", "utf-8"),
    "a question less": lambda study: study.guide.write_text(
        study.guide.read_text("utf-8").rpartition("[[question]]")[0], "utf-8"
    ),
    "no guide": lambda study: study.guide.unlink(),
    "how the talk is shown": lambda study: replaced(study.root / "study.toml", '"verbatim"', '"intelligent"'),
    "how units are cut": lambda study: replaced(study.root / "study.toml", "min_words = 25", "min_words = 9"),
    "no record of inputs": lambda study: [one.unlink() for one in (study.work / "inputs").glob("*_units.json")],
    "another's record of inputs": lambda study: shutil.copy(
        study.step_inputs("P2_units"), study.step_inputs("P3_units")
    ),
    "a record of inputs cut off": lambda study: cut(study.step_inputs("P2_units")),
    "no units": lambda study: study.units("P2").unlink(),
    "no text": lambda study: study.pseudonymized("P2").unlink(),
    "no identifiers": lambda study: study.identifiers("P2").unlink(),
    "a transcript cut off": lambda study: cut(study.transcript("P2")),
    "a text cut off": lambda study: cut(study.pseudonymized("P2")),
    "identifiers cut off": lambda study: cut(study.identifiers("P2")),
    "units cut off": lambda study: cut(study.units("P3")),
    "a text of another language": lambda study: in_json(
        study.pseudonymized("P2"), lambda data: data.update(language="de")
    ),
    "a text by borrowed rules": lambda study: in_json(
        study.pseudonymized("P2"), lambda data: data.update(language="de", rules="en")
    ),
    "a place listened to": lambda study: listened(study, study.interview("P3"), [0], by=ROLE, when=WHEN),
    "an approval more": lambda study: approve(study, "P3", "transcript", by=ROLE, when=WHEN),
    "an approval of the old form": lambda study: in_json(
        study.approvals,
        lambda data: [
            one.update(content=approvals.stored_checksum(study, one["interview"], one["what"]))
            for one in data["approvals"]  # type: ignore[attr-defined]
        ],
    ),
}
"""What may become of a study. The damaged files of a study are set aside by whoever finds them."""


def answers(study: Study) -> object:
    """All that status and a release ask of a study: answers, or what is said instead."""
    told: list[object] = []
    for ask in (
        status.study_status,
        status.study_coverage,
        lambda study: list(status.unplaced(study)),
        lambda study: list(check.reasons_against(study)),
    ):
        try:
            told.append(ask(study))
        except UserError as error:
            told.append((error.what, error.fix, error.code))
    return told


def without_facts(study: Study) -> None:
    for one in study.interviews:
        study.step_inputs(f"{one.id}_reading").unlink(missing_ok=True)


@pytest.mark.parametrize("settled", [0, 3600 * 10**9], ids=["known by looks", "read anew"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_with_facts_the_answers_are_those_without(
    change: Change, settled: int, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "SETTLED", settled)
    told = []
    for name in ("with", "without"):
        folder = tmp_path / name / "s"
        study = copied(made, folder)
        change(study)
        study = Study.open(study.root)
        if name == "without":
            without_facts(study)
        with once.reading_once():
            told.append(repr(answers(study)).replace(str(tmp_path / name), ""))
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "change", [CHANGES["a word of a text"], CHANGES["a question less"], CHANGES["no record of inputs"]]
)
def test_a_change_inside_of_a_block_is_seen(change: Change, study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts that were worked out, and checksums that were read, go by what the files are when they are asked for again."""
    monkeypatch.setattr(once, "SETTLED", 0)
    with once.reading_once():
        answers(study)
        change(study)
        again = answers(study)
    without_facts(study)
    assert again == answers(study)


def read_in(act: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> "Counter[tuple[type[Value], str]]":
    """How often each file is parsed, by kind and name."""
    parsed: Counter[tuple[type[Value], str]] = Counter()
    whole = storage.from_bytes

    def counted(raw: bytes, kind: type[Value], name: str) -> Value:
        parsed[kind, name] += 1
        return whole(raw, kind, name)

    with monkeypatch.context() as watched:
        watched.setattr(storage, "from_bytes", counted)
        act()
    return parsed


LARGE = (Transcript, PseudonymizedTranscript, Units)


def test_a_study_that_was_run_is_told_of_without_reading_a_text(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    with once.reading_once():
        parsed = read_in(lambda: answers(study), monkeypatch)
    assert parsed
    assert not [name for kind, name in parsed if kind in LARGE]


def test_without_facts_each_file_is_read_once(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    without_facts(study)
    with once.reading_once():
        parsed = read_in(lambda: answers(study), monkeypatch)
    large = {(kind, name): times for (kind, name), times in parsed.items() if kind in LARGE}
    assert len(large) == 9  # the three files of an interview have one name
    assert set(large.values()) == {1}


def test_approvals_leave_the_facts_of_all_interviews(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    approve(study, "P3", "transcript", by=ROLE, when=WHEN)
    with once.reading_once():
        parsed = read_in(lambda: answers(study), monkeypatch)
    assert not [name for kind, name in parsed if kind in LARGE]


def test_looking_writes_nothing(study: Study) -> None:
    def files() -> dict[str, bytes]:
        return {
            str(path): path.read_bytes() for path in study.root.rglob("*") if path.is_file() and path.name != ".lock"
        }

    without_facts(study)
    before = files()
    with once.reading_once():
        answers(study)
    assert files() == before


def test_the_facts_hold_no_word_that_was_said(study: Study) -> None:
    for one in study.interviews:
        kept = study.step_inputs(f"{one.id}_reading").read_text("utf-8").casefold()
        assert "shown units" in kept
        for word in ("hanne", "nordmo", "roman", "harbour", "monday", "carrying", "heavy"):
            assert word not in kept


NO_FACT = '{"kind": "step-inputs", "version": 1, "data": {"inputs": "", "parts": {"text": "x"}}}'


@pytest.mark.parametrize("spoiled", ["{", NO_FACT])
def test_a_spoiled_record_of_facts_is_worked_out_anew(spoiled: str, study: Study) -> None:
    before = answers(study)
    for one in study.interviews:
        study.step_inputs(f"{one.id}_reading").write_text(spoiled, "utf-8")
    assert answers(study) == before


def test_facts_of_another_version_count_for_nothing(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interview_facts, "__version__", "0.0.9")
    with once.reading_once():
        parsed = read_in(lambda: answers(study), monkeypatch)
    assert (Transcript, "P1.json") in parsed


def test_what_was_found_while_somebody_wrote_is_not_kept(study: Study) -> None:
    path = study.pseudonymized("P2")
    before = path.read_bytes()

    def work() -> interview_facts.IdentifierFacts:
        path.write_bytes(before + b"\n")
        return interview_facts.IdentifierFacts(found=1)

    with once.reading_once():
        fact = interview_facts.Fact(study, "P2", "a test", (path,))
        assert fact.told(interview_facts.IdentifierFacts, work).found == 1
        assert fact.known(interview_facts.IdentifierFacts) is None
        path.write_bytes(before)
        assert fact.known(interview_facts.IdentifierFacts) is None


def test_outside_of_a_block_nothing_is_remembered(study: Study) -> None:
    fact = interview_facts.Fact(study, "P2", "a test", (study.guide,))
    fact.told(interview_facts.IdentifierFacts, lambda: interview_facts.IdentifierFacts(found=1))
    assert fact.known(interview_facts.IdentifierFacts) is None
