"""Copies for listening: made once, of all recordings in order; they go where the recordings go, and leave nothing behind."""

import shutil
from pathlib import Path

import pytest

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.events import Event, UserQuestion, WorkProgress
from ipstranscribe.model.edits import TextEdit
from ipstranscribe.study import locks, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import listening_copy, review_journal
from ipstranscribe.workflow.approve import approve
from ipstranscribe.workflow.remaining_originals import of_study
from ipstranscribe.workflow.retention import delete_recordings
from ipstranscribe.workflow.review_transcript import TranscriptSession
from ipstranscribe.workflow.withdraw import withdraw
from tests import studies
from tests.studies import ROLE, WHEN
from tests.transcribe.sound import noise, write

TABLES = {
    "interviews": 'id,participant,recordings\nP1,P1,P1a.wav;P1b.mp3\nP1_b,P3,P3.wav\nP2,P2,\nF1,"P1, P4",F1.wav\n',
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Roman Lie\nP3,Ivar Bakke\nP4,Grete Solheim\n",
}


class Heard:
    """Keeps what is told."""

    def __init__(self) -> None:
        self.shares: list[float] = []

    def hear(self, event: Event) -> None:
        if isinstance(event, WorkProgress):
            self.shares.append(event.share)

    def answer(self, question: UserQuestion) -> str | None:
        return None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    study = studies.founded(folder / "study", TABLES)
    place = study.restricted / "recordings"
    place.mkdir(exist_ok=True)
    write(place / "P1a.wav", noise(3.0), "pcm_s16le")
    write(place / "P1b.mp3", noise(4.0), "mp3", rate=44_100)
    write(place / "P3.wav", noise(2.0), "pcm_s16le")
    write(place / "F1.wav", noise(2.0), "pcm_s16le")
    for one, who in (("P1", "P1"), ("P1_b", "P3"), ("P2", "P2"), ("F1", "P1")):
        storage.write(study.transcript(one), studies.transcript(one, who, "I was there."), private=True)
    return folder


def made_of(study: Study, *ids: str) -> list[Path]:
    return [listening_copy.make(study, study.interview(one)) for one in ids]


def names(study: Study) -> list[str]:
    return sorted(path.name.split("_")[0] for path in study.work.rglob("*.m4a*"))


def test_a_copy_is_made_once_and_found_again(study: Study) -> None:
    interview, told = study.interview("P1"), Heard()
    assert listening_copy.ready(study, interview) is None
    with events.listening(told):
        (path,) = made_of(study, "P1")
    assert told.shares == sorted(told.shares[:-1]) + told.shares[-1:] and max(told.shares) == 1.0
    assert listening_copy.ready(study, interview) == path
    before = path.stat()
    assert (before.st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert made_of(study, "P1") == [path] and path.stat().st_mtime_ns == before.st_mtime_ns
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_it_is_as_long_as_all_recordings(study: Study) -> None:
    import av

    (path,) = made_of(study, "P1")
    with av.open(str(path)) as container:
        assert float(container.duration or 0) / 1e6 == pytest.approx(7.0, abs=0.15)


def test_another_recording_makes_another_copy(study: Study) -> None:
    (old,) = made_of(study, "P1")
    write(study.restricted / "recordings" / "P1a.wav", noise(1.0), "pcm_s16le")
    assert listening_copy.ready(study, study.interview("P1")) is None
    (new,) = made_of(study, "P1")
    assert new != old and not old.exists()


def test_it_is_made_while_the_interview_is_open(study: Study) -> None:
    """The page asks for it then; from another thread, too."""
    session = TranscriptSession.open(study, study.interview("P1"))
    assert made_of(study, "P1")[0].exists()
    session.close()


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"no sound at all")])
def test_without_recordings_there_is_none(study: Study, damage: object) -> None:
    damage(study.restricted / "recordings" / "P1b.mp3")  # type: ignore[operator]
    for one in ("P1", "P2"):
        with pytest.raises(UserError):
            made_of(study, one)
    assert names(study) == []


def test_a_killed_program_leaves_nothing_for_ever(study: Study) -> None:
    (path,) = made_of(study, "P1")
    path.rename(path.with_name(f".{path.name}.part"))
    assert made_of(study, "P1") == [path]
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_it_goes_with_the_recordings(study: Study) -> None:
    made_of(study, "P1", "P1_b")
    assert delete_recordings(study, [study.interview("P1")], by=ROLE, when=WHEN, unreviewed=True) == ["P1"]
    assert [path.name[:4] for path in study.work.rglob("*.m4a")] == ["P1_b"]


def test_it_goes_when_its_recordings_were_deleted_by_hand(study: Study) -> None:
    made_of(study, "P1_b")
    (study.restricted / "recordings" / "P3.wav").unlink()
    assert delete_recordings(study, [study.interview("P1_b")], by=ROLE, when=WHEN, unreviewed=True) == ["P1_b"]
    assert names(study) == []


def test_what_holds_a_voice_or_words_is_listed(study: Study) -> None:
    made_of(study, "P1")
    edit_and_stop(study, "P1")
    kinds = {one.what for one in of_study(study)}
    assert {"edits made on the review page", "copy of recordings for listening"} <= kinds


def edit_and_stop(study: Study, interview: str) -> None:
    """An edit of a program that was killed then."""
    session = TranscriptSession.open(study, study.interview(interview))
    session.edit([TextEdit(turn=f"{interview}-001", start=0, end=0, text="Well, ")])
    session._held.close()


def test_who_withdraws_leaves_neither_copy_nor_journal(study: Study) -> None:
    """Those kept aside go as well; what belongs to others stays."""
    made_of(study, "P1_b")
    edit_and_stop(study, "P1_b")
    edit_and_stop(study, "P2")
    journal = study.edits("P1_b")
    shutil.copy2(journal, journal.with_name("P1_b_edits_kept_0123abcd.jsonl"))
    withdraw(study, "P3", by=ROLE, when=WHEN)
    assert names(study) == []
    assert [path.name for path in journal.parent.iterdir()] == ["P2_edits.jsonl"]


def test_who_withdraws_from_an_interview_in_which_others_stay_leaves_none_either(study: Study) -> None:
    made_of(study, "F1")
    edit_and_stop(study, "F1")
    with pytest.raises(UserError) as refused:
        withdraw(study, "P1", by=ROLE, when=WHEN)
    assert refused.value.code == ExitCode.REFUSED
    TranscriptSession.open(study, study.interview("F1")).close()
    assert not review_journal.has_unstored(study, "F1") and study.edits("F1").exists()
    withdraw(study, "P1", by=ROLE, when=WHEN)
    assert names(study) == [] and not study.edits("F1").exists()


def test_what_is_not_stored_is_not_approved_unseen(study: Study) -> None:
    edit_and_stop(study, "P2")
    with pytest.raises(UserError, match="not stored"):
        approve(study, "P2", "transcript", by=ROLE, when=WHEN)


def test_a_copy_of_what_was_withdrawn_meanwhile_is_not_kept(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """The recordings go while the copy is written."""
    from ipstranscribe.audio import listening

    writes = listening.write_listening_copy

    def deleted_meanwhile(*given: object) -> None:
        writes(*given)  # type: ignore[arg-type]
        (study.restricted / "recordings" / "P1a.wav").unlink()

    monkeypatch.setattr(listening, "write_listening_copy", deleted_meanwhile)
    with pytest.raises(UserError):
        made_of(study, "P1")
    assert names(study) == []
    assert locks.holder(study, "P1") == ""
