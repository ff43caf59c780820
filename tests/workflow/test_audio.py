"""Covered copies: made once of what is approved, listened to again, and never kept where a name is heard."""

import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from ipstranscribe import events
from ipstranscribe.audio.samples import RATE
from ipstranscribe.errors import UserError
from ipstranscribe.model import Approvals, SoundRecord, Transcript, Turn
from ipstranscribe.study import approvals, passphrases, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.transcribe import listen_again
from ipstranscribe.transcribe.asr.engines import RecognizedWord
from ipstranscribe.workflow import sound_state
from ipstranscribe.workflow.audio import ROUNDS, SoundWork, approved, audio
from ipstranscribe.workflow.handover import HandoverParts, begin, hand_over
from ipstranscribe.workflow.remaining_originals import of_study
from ipstranscribe.workflow.retention import delete_recordings
from ipstranscribe.workflow.withdraw import withdraw
from tests.listening import Collector
from tests.studies import ROLE, TEST_PASSPHRASE, WHEN, copied, ready
from tests.transcribe.sound import everything, load, noise, write
from tests.workflow import sound_study
from tests.workflow.sound_study import LENGTH, NAME


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    sound_study.made(folder)
    return folder


@pytest.fixture
def study(whole: Path, tmp_path: Path) -> Study:
    return copied(whole, tmp_path)


def make(study: Study, interview: str = "P1", *, clips: bool = False) -> str:
    return audio(study, study.interview(interview), SoundWork(study), clips=clips)


def heard_at(path: Path, second: float) -> bool:
    """Whether the click at this second is heard."""
    samples = everything(load(path).sound)
    return bool(np.abs(samples[round((second - 0.05) * RATE) : round((second + 0.1) * RATE)]).max() > 0.2)


def hears(monkeypatch: pytest.MonkeyPatch, *rounds: Sequence[tuple[str, float]]) -> list[float]:
    """A listener who hears these words (text, start) in each round; returns the lengths of what was listened to."""
    lengths: list[float] = []

    def words_heard(sound: object, *_: object) -> list[RecognizedWord]:
        lengths.append(sound.duration)  # type: ignore[attr-defined]
        words = rounds[min(len(lengths), len(rounds)) - 1]
        return [RecognizedWord(text, start, start + 0.4, 0.9) for text, start in words]

    monkeypatch.setattr(listen_again, "words_heard", words_heard)
    return lengths


def refused(study: Study, interview: str = "P1", *, clips: bool = False) -> str:
    """What is said where no sound is made, and that none is left."""
    with pytest.raises(UserError) as error:
        make(study, interview, clips=clips)
    assert not study.muted(interview).exists() and not list(study.sound.glob(".*"))
    told = str(error.value)
    assert "Nordmo" not in told and "Hanne" not in told
    return told


def test_the_name_is_covered_and_every_other_word_is_heard_where_it_was(study: Study) -> None:
    assert make(study) == "done"
    path = study.muted("P1")
    assert load(path).duration == pytest.approx(LENGTH, abs=0.05)
    assert [heard_at(path, at) for at in (2.25, 2.75, 3.75, 9.75)] == [False, False, True, True]
    made = storage.read(study.sound_record("P1"), SoundRecord)
    assert (NAME[0] - 0.25, NAME[1] + 0.25) in made.covered
    assert made.muted == storage.file_digest(path) and made.rounds == 1


@pytest.mark.skipif(os.name != "posix", reason="modes mean nothing on Windows")
def test_its_files_are_their_owners_alone_and_one_says_that_a_voice_identifies(study: Study) -> None:
    make(study, clips=True)
    there = list(sound_state.files(study, "P1"))
    assert len(there) >= 4
    assert {stat.S_IMODE(path.stat().st_mode) for path in there} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (study.sound, study.clips("P1"))} == {0o700}
    assert "A voice says who speaks" in study.muted("P1").with_suffix(".txt").read_text(encoding="utf-8")


def test_a_rerun_does_nothing_and_another_text_makes_it_anew(study: Study) -> None:
    make(study, clips=True)
    before = {path: path.stat().st_mtime_ns for path in sound_state.files(study, "P1")}
    assert make(study, clips=True) == "up to date"
    assert {path: path.stat().st_mtime_ns for path in sound_state.files(study, "P1")} == before
    assert sound_state.outdated(study) == []
    corrected_since(study)
    assert sound_state.outdated(study) == ["P1"]
    assert sound_state.clips_state(study, study.interview("P1")) == "outdated"
    ready(study)
    assert (make(study), make(study)) == ("done", "up to date")
    assert sound_state.clips_state(study, study.interview("P1")) == "missing"  # they were cut from the earlier copy
    assert make(study, clips=True) == "done"


# What is heard again.


def test_what_is_heard_again_is_covered_as_well_and_listened_to_once_more(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    lengths = hears(monkeypatch, [("we", 5.0), ("hanne", 7.0), ("left", 9.0)], [("we", 5.0), ("left", 9.0)])
    make(study)
    made = storage.read(study.sound_record("P1"), SoundRecord)
    assert made.rounds == 2 and len(lengths) == 2
    assert (6.75, 7.65) in made.covered
    assert lengths[1] == pytest.approx(LENGTH, abs=0.05)
    assert not heard_at(study.muted("P1"), 7.25) and heard_at(study.muted("P1"), 9.25)


def test_a_copy_in_which_a_name_is_heard_to_the_end_is_not_kept(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    lengths = hears(monkeypatch, [("Nordmo", 7.0)])
    told = refused(study)
    assert len(lengths) == ROUNDS
    assert "00:00:07" in told


def test_an_earlier_copy_is_gone_where_no_new_one_can_be_made(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    make(study, clips=True)
    record = storage.read(study.sound_record("P1"), SoundRecord)
    storage.write(study.sound_record("P1"), record.model_copy(update={"inputs": "of an earlier text"}), private=True)
    hears(monkeypatch, [("Nordmo", 7.0)])
    refused(study)
    assert list(sound_state.files(study, "P1")) == []


# What cannot be made.


def without_recording(study: Study) -> None:
    (study.restricted / "recordings" / "P1.m4a").unlink()


def another_recording(study: Study) -> None:
    write(study.restricted / "recordings" / "P1.m4a", noise(4.0), "aac", rate=44_100)


def of_no_row(study: Study) -> None:
    table = study.restricted / "interviews.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("P1.m4a", ""), encoding="utf-8")


def corrected_since(study: Study) -> None:
    stored = storage.read(study.transcript("P1"), Transcript)
    turn = stored.turns[0].model_copy(update={"text": "How was it then?"})
    storage.write(study.transcript("P1"), stored.model_copy(update={"turns": (turn, *stored.turns[1:])}), private=True)


def decided_since(study: Study) -> None:
    table = study.restricted / "participants.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("Roman Lie", "Roman Late"), encoding="utf-8")


UNREADY: dict[str, tuple[Callable[[Study], None], str]] = {
    "the recording was deleted": (without_recording, "P1.m4a"),
    "the recording is another one": (another_recording, "its times do not fit"),
    "there never was one": (of_no_row, "has no recording"),
    "the transcript was corrected": (corrected_since, "not approved: transcript"),
    "a table was changed": (decided_since, "something has changed since its identifiers were made"),
}


@pytest.mark.parametrize(("change", "told"), UNREADY.values(), ids=UNREADY)
def test_no_sound_is_made_where(study: Study, change: Callable[[Study], None], told: str) -> None:
    change(study)
    assert told in refused(Study.open(study.root))


def test_clips_need_approved_units(study: Study) -> None:
    given = approvals.read(study).approvals
    storage.write(
        study.approvals, Approvals(approvals=tuple(one for one in given if one.what != "units")), private=True
    )
    assert "not approved: units" in refused(study, clips=True)
    assert make(study) == "done"


def test_a_name_of_which_no_time_is_known_is_told_by_its_turn(study: Study) -> None:
    stored = storage.read(study.transcript("P1"), Transcript)
    turns = [Turn(id=one.id, speaker=one.speaker, text=one.text) for one in stored.turns]
    storage.write(study.transcript("P1"), stored.model_copy(update={"turns": tuple(turns)}), private=True)
    ready(study)
    told = refused(study)
    assert "P1-002" in told and "P1-001" not in told


def test_without_an_id_every_approved_interview_is_made(study: Study) -> None:
    assert [one.id for one in approved(study)] == ["P1", "P2", "F1"]
    corrected_since(study)
    assert [one.id for one in approved(study)] == ["P2", "F1"]


def test_progress_is_told_and_no_name(study: Study) -> None:
    listener = Collector()
    with events.listening(listener):
        make(study, clips=True)
    told = "\n".join(map(str, listener.events))
    assert "covering" in told and "clips" in told and "Nordmo" not in told


# Where it goes.


def test_it_goes_with_the_recordings_and_with_who_withdraws(study: Study) -> None:
    make(study, clips=True)
    make(study, "F1", clips=True)
    assert sum(one.what.startswith("sound with covered places") for one in of_study(study)) > 4
    withdraw(study, "P1", by=ROLE, when=WHEN)
    assert list(sound_state.files(study, "P1")) == [] and not study.clips("P1").exists()
    assert list(sound_state.files(study, "F1"))
    withdraw(Study.open(study.root), "P4", by=ROLE, when=WHEN)  # P3 stays, and the copy holds both voices
    assert list(sound_state.files(study, "F1")) == []


def test_it_goes_with_the_recordings_that_are_deleted(study: Study) -> None:
    make(study, clips=True)
    assert delete_recordings(study, [study.interview("P1")], by=ROLE, when=WHEN) == ["P1"]
    assert list(sound_state.files(study, "P1")) == []


def test_it_is_no_part_of_a_handover(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made again where the recordings are."""
    monkeypatch.setenv(passphrases.HANDOVER, TEST_PASSPHRASE)
    make(study, clips=True)
    handed = hand_over(study, tmp_path / "study.handover", HandoverParts(), by=ROLE, when=WHEN)
    begin(handed, tmp_path / "received", by=ROLE, when=WHEN)
    assert list((tmp_path / "received").rglob("P1.m4a"))
    assert not list((tmp_path / "received").rglob("*.ogg"))
