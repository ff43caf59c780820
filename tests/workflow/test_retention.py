"""The end of a study: recordings are deleted when their time is over, and the key at last; each is said and logged."""

import datetime
from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import audit_log, storage
from ipstranscribe.study import key as keys
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.release import check, release
from ipstranscribe.workflow.remaining_originals import of_study
from ipstranscribe.workflow.retention import delete_recordings, destroy_key, overdue, recordings, unlisted
from ipstranscribe.workflow.run import run
from tests.cli.test_cli import run as command
from tests.studies import ROLE, WHEN, founded, ready, transcript

TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,P1a.wav;P1b.wav\nP2,P2,P2.wav\n",
    "participants": "id,name\nP1,Hanne Nordmo\nP2,Roman Lie\n",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two interviews with recordings; their transcripts are corrected and approved."""
    folder = tmp_path_factory.mktemp("made")
    opened = founded(folder / "study", TABLES)
    for one in ("P1", "P2"):
        made = transcript(one, one, "Then Hanne Nordmo came.").model_copy(update={"corrected": True})
        storage.write(opened.transcript(one), made, private=True)
    for name in ("P1a.wav", "P1b.wav", "P2.wav", "test tone.wav"):
        storage.write_bytes(opened.restricted / "recordings" / name, b"RIFF" * 1000, private=True)
    ready(opened)
    return folder


def there(study: Study) -> set[str]:
    return {path.name for path in (study.restricted / "recordings").iterdir()}


def test_recordings_are_listed_those_that_nobody_names_too(study: Study) -> None:
    assert [(r.interview, r.file, r.size) for r in recordings(study, study.interviews)] == [
        ("P1", "P1a.wav", 4000),
        ("P1", "P1b.wav", 4000),
        ("P2", "P2.wav", 4000),
    ]
    assert [r.file for r in unlisted(study)] == ["test tone.wav"]


def test_recordings_go_with_a_line_in_the_log_and_the_study_goes_on(study: Study) -> None:
    assert delete_recordings(study, study.interviews[:1], by=ROLE, when=WHEN) == ["P1"]
    assert there(study) == {"P2.wav", "test tone.wav"}
    assert audit_log.read(study)[-1][:4] == (WHEN, "recordings deleted: 2", "P1", ROLE)
    assert [r.size for r in recordings(study, study.interviews)] == [None, None, 4000]
    assert not run(study, rules_only=True, lexical=True).failures
    assert release(study, ROLE, WHEN).passes
    assert delete_recordings(study, study.interviews[:1], by=ROLE, when=WHEN) == []


def test_a_transcript_that_nobody_corrected_stays_too_when_its_recording_is_gone(study: Study) -> None:
    stored = storage.read(study.transcript("P1"), storage.model.Transcript)
    storage.write(study.transcript("P1"), stored.model_copy(update={"corrected": False}), private=True)
    delete_recordings(study, study.interviews, by=ROLE, when=WHEN, unreviewed=True)
    assert not run(study, rules_only=True, lexical=True).failures
    assert study.transcript("P1").exists()


def test_a_recording_that_is_still_needed_stays(study: Study) -> None:
    storage.write(study.transcript("P2"), transcript("P2", "P2", "Something else."), private=True)
    with pytest.raises(UserError) as refused:
        delete_recordings(study, study.interviews, by=ROLE, when=WHEN)
    assert refused.value.code == ExitCode.REFUSED
    assert "P2" in refused.value.what
    assert len(there(study)) == 4
    assert delete_recordings(study, study.interviews, by=ROLE, when=WHEN, unreviewed=True) == ["P1", "P2"]


def test_a_recording_that_two_interviews_share_goes_with_the_second(study: Study) -> None:
    (study.restricted / "interviews.csv").write_text("id,participant,recordings\nP1,P1,P2.wav\nP2,P2,P2.wav\n")
    again = Study.open(study.root)
    delete_recordings(again, again.interviews[:1], by=ROLE, when=WHEN, unreviewed=True)
    assert "P2.wav" in there(study)
    delete_recordings(again, again.interviews, by=ROLE, when=WHEN, unreviewed=True)
    assert "P2.wav" not in there(study)


def test_the_day_until_which_recordings_are_kept_is_shown_and_what_is_overdue(study: Study) -> None:
    settings = study.root / "study.toml"
    settings.write_text(f"keep_recordings_until = 2024-06-30\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    dated = Study.open(study.root)
    assert overdue(dated, datetime.date(2024, 6, 30)) == 0
    assert overdue(dated, datetime.date(2024, 7, 1)) == 4
    assert overdue(study, datetime.date(2099, 1, 1)) == 0
    code, shown = command("status", "--study", study.root)
    assert code == 0
    assert "2024-06-30" in shown
    assert "4 are overdue" in shown


@pytest.mark.parametrize("wrong", ['"soon"', "2024-13-01", "true", "[1]"])
def test_a_day_that_is_none_is_refused(study: Study, wrong: str) -> None:
    settings = study.root / "study.toml"
    settings.write_text(f"keep_recordings_until = {wrong}\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    assert command("status", "--study", study.root)[0] == ExitCode.BAD_STUDY


def test_the_key_is_destroyed_at_a_second_word_and_nothing_can_be_released_afterwards(study: Study) -> None:
    place = keys.path(study)
    code, shown = command("key", "destroy", "--by", ROLE, "--study", study.root)
    assert (code, place.exists()) == (ExitCode.REFUSED, True)
    for said in ("personal data", "backup", "restricted/transcripts/P1.json", "restricted/recordings/P2.wav"):
        assert said in shown
    assert command("key", "destroy", "--yes", "--by", ROLE, "--study", study.root)[0] == 0
    assert not place.exists()
    assert audit_log.read(study)[-1][1:4] == ("key destroyed", "", ROLE)
    for attempt in (lambda: check(study, study.exports), lambda: release(study, ROLE, WHEN)):
        with pytest.raises(UserError) as refused:
            attempt()
        assert refused.value.code == ExitCode.KEY
    assert not destroy_key(study, by=ROLE, when=WHEN)


def test_every_file_with_originals_is_listed_and_no_other(study: Study) -> None:
    listed = {original.where for original in of_study(study)}
    below = {p.relative_to(study.root).as_posix() for p in study.restricted.rglob("*") if p.is_file()}
    holding = {name for name in below if b"Nordmo" in (study.root / name).read_bytes()}
    assert holding <= listed
    assert {f"restricted/recordings/{name}" for name in there(study)} <= listed
    assert not {name for name in listed if not name.startswith("restricted/") or name.endswith("log.csv")}


def test_recordings_are_deleted_on_the_command_line_at_a_second_word(study: Study) -> None:
    code, shown = command("recordings", "delete", "P1", "--by", ROLE, "--study", study.root)
    assert (code, len(there(study))) == (ExitCode.REFUSED, 4)
    assert "P1a.wav" in shown
    assert command("recordings", "delete", "P1", "--yes", "--by", ROLE, "--study", study.root)[0] == 0
    assert there(study) == {"P2.wav", "test tone.wav"}
    code, shown = command("recordings", "list", "--study", study.root)
    assert code == 0
    assert "not there" in shown
