"""What recognizers found is kept: only turns that have changed are searched, and the results are those of a whole search."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.model import RecognizedTurns, Transcript, Turn
from ipstranscribe.pseudonymize import stage
from ipstranscribe.pseudonymize.recognizers import guard
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.pseudonymize import pseudonymize_study
from ipstranscribe.workflow.remaining_originals import of_study
from ipstranscribe.workflow.withdraw import withdraw
from tests.lanes import examples
from tests.studies import ROLE, WHEN, copied, telling

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\nP3,P3,\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Roman Lie\nP3,Ellen Voss\n",
}
SAID = {
    "P1": "Then Hanne Nordmo came with Siri, and we left for Drammen.",
    "P2": "ROMAN LIE CALLED 22 33 44 55, my sister Siri said.",
    "P3": "I was born on 3 May 1961, and I work at Nordlys Kindergarten with Ellen Voss.",
}
WORDS = ["Siri", "Drammen", "my sister Grace", "Hanne", "41 22 33 44", "NORDMO", "I was 61", "rain", "Ola Voss", "lie"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    pseudonymize_study(telling(folder / "study", TABLES, SAID), rules_only=True)
    return folder


def correct(study: Study, interview: str, said: str) -> None:
    stored = storage.read(study.transcript(interview), Transcript)
    turns = (*stored.turns[:-1], stored.turns[-1].model_copy(update={"text": said}))
    storage.write(study.transcript(interview), stored.model_copy(update={"turns": turns}), private=True)


def results(study: Study) -> dict[str, bytes]:
    """Every file that pseudonymizing makes, but the sealed key and what this is about."""
    kept = [study.restricted / "identifiers", study.root / "pseudonymized", study.work / "inputs"]
    files = [path for folder in kept for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(study.root).as_posix(): path.read_bytes() for path in files}


def test_only_changed_turns_are_searched(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = copied(made, tmp_path)
    said = "Then Siri came, and we left for Drammen."
    correct(study, "P1", said)
    searched: list[str] = []
    whole = guard._run

    def watched(recognizer: object, turn: Turn, alarm: object) -> object:
        searched.append(turn.text)
        return whole(recognizer, turn, alarm)  # type: ignore[arg-type]

    monkeypatch.setattr(guard, "_run", watched)
    assert pseudonymize_study(study, rules_only=True)
    assert set(searched) == {said}


@examples(20)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), st.sampled_from(sorted(SAID)))
def test_the_results_are_those_of_a_whole_search(
    made: Path, tmp_path_factory: pytest.TempPathFactory, words: list[str], interview: str
) -> None:
    folder = tmp_path_factory.mktemp("both")
    made_once, anew = copied(made, folder / "kept"), copied(made, folder / "anew")
    for one in SAID:
        storage.delete(anew.recognized(one))
    for study in (made_once, anew):
        correct(study, interview, f"Well, {' and '.join(words)}.")
        assert pseudonymize_study(study, rules_only=True)
    assert results(made_once) == results(anew)


def test_no_word_is_kept(made: Path) -> None:
    (study,) = (Study.open(path.parent) for path in made.glob("*/study.toml"))
    kept = b"".join(study.recognized(one).read_bytes() for one in SAID)
    assert storage.read(study.recognized("P2"), RecognizedTurns).turns
    assert not any(word.encode() in kept for said in SAID.values() for word in said.split() if len(word) > 3)


def test_it_is_an_original_and_goes_with_whoever_withdraws(made: Path, tmp_path: Path) -> None:
    study = copied(made, tmp_path)
    path = study.recognized("P1")
    assert os.name != "posix" or path.stat().st_mode & 0o077 == 0
    assert path.relative_to(study.root).as_posix() in {one.where for one in of_study(study)}
    withdraw(study, "P1", by=ROLE, when=WHEN)
    assert not path.exists()
    assert study.recognized("P2").exists()


def test_of_other_recognizers_nothing_is_taken_over(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = copied(made, tmp_path)
    for one in SAID:
        stored = storage.read(study.recognized(one), RecognizedTurns)
        others = dict.fromkeys(stored.turns, ())
        storage.write(study.recognized(one), stored.model_copy(update={"recognizers": "others", "turns": others}))
    correct(study, "P1", SAID["P1"] + " At last.")
    assert pseudonymize_study(study, rules_only=True)
    assert "Nordmo" not in study.pseudonymized("P1").read_text("utf-8")


def test_texts_read_are_those_that_recognizers_are_given() -> None:
    said = telling_turn("ROMAN LIE CALLED")
    assert list(stage.texts_read(said, "en")) == ["ROMAN LIE CALLED", stage._calm(said.turns[0], "en").text]


def telling_turn(text: str) -> Transcript:
    from tests.studies import transcript

    whole = transcript("P1", "P1", text)
    return whole.model_copy(update={"turns": whole.turns[1:]})
