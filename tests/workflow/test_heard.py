"""Documents are made of the pseudonymized transcript: raw transcripts are opened for values of an earlier version alone."""

from pathlib import Path

import pytest

from ipstranscribe.model import MadeBy, PseudonymizedTranscript, RecognitionFacts, SpeechCoverage, Transcript, Units
from ipstranscribe.study import approvals, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.text.wording import wording_of
from ipstranscribe.workflow import export, pseudonymize_inputs, split
from ipstranscribe.workflow.import_units import import_units
from ipstranscribe.workflow.run import run
from tests.studies import ROLE, WHEN, exporting, founded, ready, transcript, without_records

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\n",
    "participants": "id,name\nP1,Kari Nordmann\n",
    "people": "name,role\n",
}
SETTINGS = {"engine": "fast", "model": "whisper-base", "language": "en"}
HEARD = RecognitionFacts(by="fast whisper-base", unheard=((1.5, 2.5),))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An approved study of one interview, of which a second of speech was not heard."""
    root = tmp_path_factory.mktemp("heard")
    study = exporting(founded(root / "study", TABLES), formats=("csv", "html", "txt"))
    said = transcript("P1", "P1", "Then Kari rang me at home, and we talked until late.").model_copy(
        update={
            "coverage": SpeechCoverage(speech=9, with_words=8, unheard=HEARD.unheard),
            "made_by": MadeBy(program="a test", inputs="", settings=SETTINGS),
        }
    )
    storage.write(study.transcript("P1"), said, private=True)
    ready(study)
    return root


def text(study: Study) -> PseudonymizedTranscript:
    return storage.read(study.pseudonymized("P1"), PseudonymizedTranscript)


def documents(study: Study) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in study.exports.iterdir() if path.is_file()}


def unmarked(raw: bytes) -> str:
    """A document without its mark: without a transcript nothing is approved."""
    words = wording_of("en")
    return raw.decode().replace(words.draft, "").replace(words.reviewed, "")


def made_earlier(study: Study) -> None:
    """Let the pseudonymized transcript be as version 0.1.0 stored it."""
    without_records(study)
    storage.write(study.pseudonymized("P1"), text(study).model_copy(update={"heard": None}))
    assert b'"heard"' not in study.pseudonymized("P1").read_bytes()


def test_a_pseudonymized_transcript_says_what_was_heard_and_by_what(study: Study) -> None:
    assert text(study).heard == HEARD


def test_documents_and_decisions_on_units_need_no_raw_transcript(study: Study) -> None:
    before = documents(study)
    assert b"fast whisper-base" in before["P1_transcript.html"]
    study.transcript("P1").unlink()
    for path in study.exports.iterdir():
        path.unlink()
    export.export_interview(study, study.interview("P1"))
    export.export_whole(study)
    assert {name: unmarked(raw) for name, raw in documents(study).items()} == {
        name: unmarked(raw) for name, raw in before.items()
    }
    assert import_units(study, study.exports / "P1_units.csv", ROLE, WHEN)[0].startswith("P1: 0 decisions read")


def test_a_value_of_an_earlier_version_falls_back_to_the_raw_transcript(study: Study) -> None:
    before = documents(study)
    made_earlier(study)
    for path in study.exports.iterdir():
        path.unlink()
    assert not run(study, rules_only=True, lexical=True).failures
    assert documents(study) == before
    assert text(study).heard is None  # it is up to date, and is left as it is


def test_no_approval_and_no_fingerprint_tells_the_two_apart(study: Study) -> None:
    given = approvals.read(study)
    made_earlier(study)
    assert {approvals.state(study, "P1", what, given) for what in approvals.STAGES} == {"reviewed"}
    assert pseudonymize_inputs.is_current(study)
    assert split.is_current(study, study.interview("P1"))
    units = storage.read(study.units("P1"), Units)
    assert not split.split(study, study.interview("P1"), split.LazyVectors(), lexical=True)
    assert storage.read(study.units("P1"), Units) == units


def test_what_was_heard_comes_from_the_transcript_alone() -> None:
    imported = transcript("P1", "P1", "Yes.")
    assert imported.recognition == RecognitionFacts(by="")
    assert Transcript.model_validate(imported.model_dump()) == imported
