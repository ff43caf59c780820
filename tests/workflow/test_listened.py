"""Places that a person has listened to: ticked off, dated in the log, taken back as easily, and kept by all that follows."""

from pathlib import Path

import pytest
from docx import Document

from ipstranscribe.errors import UserError
from ipstranscribe.model import Concern, ListenedPlaces, Transcript, Turn, Word
from ipstranscribe.review.transcript.speaker_labels import UserLabels
from ipstranscribe.study import audit_log, storage, transcript_versions
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.import_transcript import import_transcript
from ipstranscribe.workflow.listened import listened, open_places, places
from ipstranscribe.workflow.withdraw import withdraw
from ipstranscribe.workflow.word_draft import draft
from tests.studies import ROLE, WHEN, copied, founded, transcript

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nP2,P2,\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Roman Lie\n",
}
SAID = "Then we left for the harbour in the rain."


def timed(turn: Turn, at: float) -> Turn:
    """The turn with its words, one a second."""
    words, place = [], 0
    for number, word in enumerate(turn.text.split()):
        start = turn.text.index(word, place)
        place = start + len(word)
        words.append(Word(char_start=start, char_end=place, start=at + number, end=at + number + 0.9, probability=0.5))
    return turn.model_copy(update={"words": tuple(words), "start": words[0].start, "end": words[-1].end})


def with_concerns(interview: str = "P1") -> Transcript:
    """A transcript with four places: two of words, one of a voice, one where nothing was heard."""
    made = transcript(interview, interview, SAID)
    turns = (timed(made.turns[0], 0), timed(made.turns[1], 20))
    concerns = (
        Concern(kind="low_confidence", start=22.0, end=22.9, turn=turns[1].id, why="An unclear word."),
        Concern(kind="low_confidence", start=25.0, end=26.9, turn=turns[1].id, why="Unclear words."),
        Concern(kind="uncertain_speaker", start=0.0, end=4.0, turn=turns[0].id, why="The voice is not clear."),
        Concern(kind="speech_without_words", start=60.0, end=65.0, why="Somebody speaks."),
    )
    return made.model_copy(update={"turns": turns, "concerns": concerns})


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founding")
    study = founded(folder / "study", TABLES)
    for one in ("P1", "P2"):
        stored(study, with_concerns(one))
    return folder


@pytest.fixture
def study(founding: Path, tmp_path: Path) -> Study:
    return copied(founding, tmp_path)


def stored(study: Study, new: Transcript) -> None:
    transcript_versions.store(study, new)
    content = draft(new, study, study.interview(new.interview))
    storage.write_bytes(study.draft(new.interview), content, private=True)


def still_open(study: Study) -> list[float]:
    return sorted(one.start for one in open_places(study, "P1"))


def heard(study: Study, *times: float, back: bool = False) -> list[float]:
    done = listened(study, study.interview("P1"), times, by=ROLE, when=WHEN, back=back)
    return sorted(one.start for one in done)


def test_a_place_is_ticked_off_and_open_again_with_lines_in_the_log(study: Study) -> None:
    assert still_open(study) == [0, 22, 25, 60]
    assert heard(study, 22.7) == [22]
    assert still_open(study) == [0, 25, 60]
    assert heard(study, 22, back=True) == [22]
    assert still_open(study) == [0, 22, 25, 60]
    assert [entry[:4] for entry in audit_log.read(study)] == [
        (WHEN, "listened to: 00:00:22", "P1", ROLE),
        (WHEN, "open again: 00:00:22", "P1", ROLE),
    ]
    assert len(storage.read(study.listened("P1"), ListenedPlaces).places) == 2  # nothing that was said is forgotten
    assert sorted(one.start for one in open_places(study, "P2")) == [0, 22, 25, 60]


def test_saying_it_twice_says_it_once(study: Study) -> None:
    assert heard(study, 22, 25) == [22, 25]
    assert heard(study, 22) == []
    assert heard(study, back=True) == [22, 25]
    assert heard(study, back=True) == []
    assert len(audit_log.read(study)) == 2


def test_all_places_at_once(study: Study) -> None:
    assert heard(study) == [0, 22, 25, 60]
    assert still_open(study) == []


@pytest.mark.parametrize("time", [21.9, 23, 61, 3600])
def test_a_time_at_which_no_place_begins_is_refused_and_nothing_is_stored(study: Study, time: float) -> None:
    with pytest.raises(UserError, match="Nothing was stored") as refused:
        heard(study, 25, time)
    assert "The nearest begins at" in refused.value.fix
    assert still_open(study) == [0, 22, 25, 60]
    assert not study.log.exists()


def returned(study: Study, tmp_path: Path, old: str, new: str) -> None:
    """The Word draft comes back with other words."""
    document = Document(str(study.draft("P1")))
    for run in (run for paragraph in document.paragraphs for run in paragraph.runs):
        run.text = run.text.replace(old, new)
    document.save(str(tmp_path / "back.docx"))
    import_transcript(study, study.interview("P1"), tmp_path / "back.docx", UserLabels(None, None))


def test_it_outlives_a_round_trip_through_word(study: Study, tmp_path: Path) -> None:
    """A correction elsewhere leaves it; one of the place itself settles the place for good."""
    heard(study, 22, 60, 0)
    returned(study, tmp_path, "rain", "snow")
    assert storage.read(study.transcript("P1"), Transcript).turns[1].text.endswith("snow.")
    assert still_open(study) == [25]
    returned(study, tmp_path, "harbour", "station")
    assert still_open(study) == []
    assert len(storage.read(study.transcript("P1"), Transcript).concerns) == 3


def test_where_a_rerun_heard_the_same_it_stays_and_where_it_heard_something_else_it_is_open(study: Study) -> None:
    heard(study)
    again = with_concerns()
    stored(study, again)
    assert still_open(study) == []
    text = SAID.replace("left", "felt")
    turns = (again.turns[0], again.turns[1].model_copy(update={"text": text}))
    stored(study, again.model_copy(update={"turns": turns}))
    assert still_open(study) == [22]


def test_a_voice_that_is_somebody_elses_now_is_open(study: Study) -> None:
    heard(study)
    again = with_concerns()
    turns = (again.turns[0].model_copy(update={"speaker": "P1"}), again.turns[1])
    stored(study, again.model_copy(update={"turns": turns}))
    assert still_open(study) == [0]


def test_the_approval_of_the_transcript_settles_what_is_left_as_long_as_it_holds(study: Study) -> None:
    approve(study, "P1", "transcript", by=ROLE, when=WHEN)
    assert still_open(study) == []
    assert {one.settled for one in places(study, "P1")} == {"the transcript is approved"}
    new = with_concerns()
    turns = (new.turns[0], new.turns[1].model_copy(update={"text": f"{SAID} So."}))
    stored(study, new.model_copy(update={"turns": turns}))
    assert still_open(study) == [0, 22, 25, 60]


def test_a_withdrawal_takes_it_along(study: Study) -> None:
    heard(study)
    withdraw(study, "P1", by=ROLE, when=WHEN)
    assert not study.listened("P1").exists()


def test_what_is_kept_holds_no_words(study: Study) -> None:
    heard(study)
    kept = study.listened("P1").read_text(encoding="utf-8")
    assert not any(word in kept for word in ("harbour", "rain", "left", "Nordmo"))


def test_an_interview_without_a_transcript_has_no_places(study: Study) -> None:
    study.transcript("P2").unlink()
    assert places(study, "P2") == []
