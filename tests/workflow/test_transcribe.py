"""`ipstranscribe transcribe`: what is done and what is left alone, several at a time, and stopped at any moment."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ipstranscribe import events
from ipstranscribe.audio.samples import Samples
from ipstranscribe.cli import app, transcribe
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import CorrectionLog, Interview, Transcript
from ipstranscribe.study import approvals, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.transcribe.asr.checkpoint import NAME
from ipstranscribe.transcribe.asr.engines import Attempt, Passage
from ipstranscribe.weights import registry
from ipstranscribe.workflow.run import run as run_all
from ipstranscribe.workflow.term_corrections import without_applied
from ipstranscribe.workflow.transcribe import Engines, TranscribeOutcome, from_recordings, transcribe_all
from ipstranscribe.workflow.transcribe_elsewhere import transcribe_elsewhere
from ipstranscribe.workflow.transcribe_task import TranscribeTask
from tests.conftest import SAMPLES
from tests.listening import Collector
from tests.transcribe.engine import ScriptedEngine

SAID = Path("extra") / "P2_first_20s.wav"


def run(*words: str | Path) -> tuple[int, str]:
    """Exit code and everything that was shown."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    """A study with two interviews of twenty seconds; models are not looked for."""
    monkeypatch.setattr(registry, "checksum", lambda name: "c0ffee")
    folder = tmp_path / "my-study"
    assert run("init", folder)[0] == 0
    restricted = folder / "restricted"
    (restricted / "interviews.csv").write_text("id,participant,recordings,language\nP1,P1,a.wav,en\nP2,P2,b.wav,en\n")
    (restricted / "participants.csv").write_text("id,name\nP1,Kari Lie\nP2,Ola Lie\n")
    for name in ("a.wav", "b.wav"):
        shutil.copy(SAMPLES / SAID, restricted / "recordings" / name)
    return Study.open(folder)


def engines(engine: ScriptedEngine | None = None, jobs: int = 1) -> Engines:
    return Engines(jobs, {("fast", "whisper-base", "auto"): engine or ScriptedEngine()})


def transcribed(
    study: Study, with_: Engines | None = None, *, overwrite: bool = False
) -> dict[str, TranscribeOutcome | UserError]:
    done = transcribe_all(study, study.interviews, with_ or engines(), overwrite=overwrite)
    return {interview.id: outcome for interview, outcome in done}


def test_what_is_done_is_not_done_again_until_something_changes(study: Study) -> None:
    assert transcribed(study) == {"P1": "done", "P2": "done"}
    engine = ScriptedEngine()
    assert transcribed(study, engines(engine)) == {"P1": "up to date", "P2": "up to date"}
    assert engine.calls == []
    with (study.restricted / "recordings" / "a.wav").open("ab") as file:
        file.write(bytes(3200))
    assert transcribed(study) == {"P1": "done", "P2": "up to date"}


def test_a_name_that_becomes_known_is_a_change(study: Study) -> None:
    transcribed(study)
    people = study.restricted / "people.csv"
    people.write_text("name,role,of\nIngvild Skar,job specialist,P2\n")
    assert transcribed(Study.open(study.root)) == {"P1": "up to date", "P2": "done"}


def test_a_later_draft_shows_what_was_corrected_once_and_is_not_made_again_for_it(study: Study) -> None:
    """A term that holds everywhere; what was heard is told to the listener, and is there to be taken back."""
    transcribed(study)
    before = storage.read(study.transcript("P2"), Transcript)
    told = {"heard": "h37", "written": "Solheim"}
    log = {
        "interview": "P1",
        "found": [{**told, "turn": "P1-001", "breadth": "everywhere"}],
        "decisions": [{**told, "verdict": "yes", "by": "coder", "when": "2026-11-22T10:00+01:00"}],
    }
    storage.write(study.corrections("P1"), CorrectionLog.model_validate(log), private=True)
    first = storage.read(study.transcript("P1"), Transcript)
    storage.write(study.transcript("P1"), first.model_copy(update={"corrected": True}), private=True)
    assert transcribed(study) == {"P1": "corrected", "P2": "up to date"}
    study.transcript("P2").unlink()
    assert transcribed(study) == {"P1": "corrected", "P2": "done"}
    after = storage.read(study.transcript("P2"), Transcript)
    assert [turn.text for turn in after.turns] == [turn.text.replace("h37", "Solheim") for turn in before.turns]
    assert after != before
    assert "respelling" in {concern.kind for concern in after.concerns}
    assert transcribed(study)["P2"] == "up to date"
    assert without_applied(study, after).turns == before.turns


def test_what_a_person_has_worked_on_is_left_alone_until_told_otherwise(study: Study) -> None:
    transcribed(study)
    approvals.approve(study, "P1", "transcript", "investigator", "2026-01-01T00:00+00:00")
    corrected = storage.read(study.transcript("P2"), Transcript).model_copy(update={"corrected": True})
    storage.write(study.transcript("P2"), corrected, private=True)
    for name in ("a.wav", "b.wav"):
        with (study.restricted / "recordings" / name).open("ab") as file:
            file.write(bytes(3200))
    assert transcribed(study) == {"P1": "approved", "P2": "corrected"}
    assert transcribed(study, overwrite=True) == {"P1": "done", "P2": "done"}
    assert not storage.read(study.transcript("P2"), Transcript).corrected


def test_an_interview_without_recording_is_left_alone(study: Study) -> None:
    transcribed(study)
    table = study.restricted / "interviews.csv"
    table.write_text("id,participant,recordings\nP1,P1,\nP2,P2,b.wav\n")
    assert transcribed(Study.open(study.root))["P1"] == "imported"


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_that_fails_does_not_stop_the_others(study: Study, jobs: int) -> None:
    (study.restricted / "recordings" / "a.wav").write_bytes(b"no sound")
    result = transcribed(study, engines(jobs=jobs))
    assert isinstance(result["P1"], UserError)
    assert result["P2"] == "done"


def test_two_at_a_time_give_what_one_at_a_time_gives(study: Study) -> None:
    transcribed(study, engines(jobs=2))
    both = [storage.read(study.transcript(name), Transcript).turns for name in ("P1", "P2")]
    transcribed(study, overwrite=True)
    assert both == [storage.read(study.transcript(name), Transcript).turns for name in ("P1", "P2")]


class Curious(ScriptedEngine):
    """Looks at what can be read of the interview while it is being decoded."""

    def __init__(self, study: Study) -> None:
        super().__init__()
        self.study = study
        self.seen: list[str] = []

    def decode(self, windows: Sequence[Samples], language: str, attempt: Attempt) -> list[Passage]:
        self.seen += [path.name for path in sorted(self.study.work.glob(f"P1/{NAME}"))]
        return super().decode(windows, language, attempt)


def test_nothing_is_left_of_the_work_when_it_is_done(study: Study) -> None:
    engine = Curious(study)
    transcribed(study, engines(engine))
    assert engine.seen  # it was there meanwhile
    left = [path.name for path in (study.work / "P1").iterdir() if path.name != ".lock"]
    assert left == []
    assert not study.partial("P1").exists()


def test_what_is_decoded_can_be_read_when_the_rest_fails(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("ipstranscribe.transcribe.stage.attribute_words", broken)
    with pytest.raises(RuntimeError):
        transcribed(study)
    assert "00:00:0" in study.partial("P1").read_text(encoding="utf-8")
    monkeypatch.undo()
    monkeypatch.setattr(registry, "checksum", lambda name: "c0ffee")
    engine = ScriptedEngine()
    assert transcribed(study, engines(engine))["P1"] == "done"
    assert len(engine.calls) == 1  # that of P2: what P1 says was decoded before


def test_what_a_kill_left_of_the_partial_transcript_goes_as_well(study: Study) -> None:
    """Killed while it was being written, after the last batch: the next run writes it no more."""
    left = study.partial("P1").with_name(f".{study.partial('P1').name}.part")
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_text("somebody said")
    assert transcribed(study)["P1"] == "done"
    assert not left.exists()


def test_a_second_process_on_the_same_interview_is_told_so_and_stops(study: Study) -> None:
    with storage.lock(study.work / "P1", "P1"):
        result = transcribed(study)
    assert isinstance(result["P1"], UserError)
    assert "in use" in result["P1"].what
    assert result["P2"] == "done"


def test_what_another_machine_took_over_is_not_stored(study: Study) -> None:
    """A person may have corrected by now what the other one stored."""

    class Overtaken(ScriptedEngine):
        def decode(self, windows: Sequence[Samples], language: str, attempt: Attempt) -> list[Passage]:
            for beside in (study.work / "locks").glob("*.holder"):
                beside.write_text('{"doing": "transcribe", "since": "2026-11-22T10:02", "on": "node7", "mark": "x"}')
            return super().decode(windows, language, attempt)

    result = transcribed(study, engines(Overtaken()))["P1"]
    assert isinstance(result, UserError)
    assert result.code == ExitCode.CANNOT_WRITE
    assert not study.transcript("P1").exists()
    assert (study.work / "P1" / NAME).exists()


TIMES = [("90", 90.0), ("1:30", 90.0), ("00:01:30", 90.0), ("1:00:00.5", 3600.5), (None, None)]


@pytest.mark.parametrize(("written", "seconds"), TIMES)
def test_times_are_written_as_people_write_them(written: str | None, seconds: float | None) -> None:
    assert transcribe._seconds(written) == seconds


WRONG = [
    ("--start", "noon"),
    ("--start", "-5"),
    ("--stop", "1:2:3:4"),
    ("--speakers", "9"),
    ("--speakers", "several"),
]


@pytest.mark.parametrize(("option", "value"), WRONG)
def test_options_that_make_no_sense_are_refused(study: Study, option: str, value: str) -> None:
    code, shown = run("transcribe", "--study", study.root, f"{option}={value}")
    assert code == ExitCode.USAGE
    assert "Traceback" not in shown


def test_stop_before_start_is_refused(study: Study) -> None:
    code, shown = run("transcribe", "--study", study.root, "--start", "2:00", "--stop", "1:00")
    assert code == ExitCode.USAGE
    assert "stop must come after start" in shown


@pytest.mark.parametrize("speakers", ["auto", "0", "3"])
def test_speakers_can_be_counted(speakers: str) -> None:
    assert transcribe._count(speakers) == (0 if speakers == "auto" else int(speakers))


def test_of_several_files_one_that_fails_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "checksum", lambda name: "c0ffee")
    monkeypatch.setattr(Engines, "get", lambda self, settings: ScriptedEngine())
    good, bad = shutil.copy(SAMPLES / SAID, tmp_path / "b.wav"), tmp_path / "a.wav"
    bad.write_bytes(b"no sound")
    code, shown = run("transcribe", bad, good, "--language", "en")
    assert code == ExitCode.BAD_INPUT
    assert "a.wav" in shown
    assert (tmp_path / "b_transcript_draft.docx").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".work")]


@pytest.mark.exhaustive
@pytest.mark.models
@pytest.mark.skipif(os.name != "posix", reason="there is no SIGKILL elsewhere")
def test_killed_and_begun_again_it_says_the_same_as_if_nothing_had_happened(whisper_base: Path, tmp_path: Path) -> None:
    """A real process with a real model, killed as soon as its first batch is on the disk."""
    (recording,) = (SAMPLES / "study" / "restricted" / "recordings").glob("P2.*")
    texts = []
    for name, kills in (("whole", 0), ("killed", 2)):
        folder = tmp_path / name
        folder.mkdir()
        sound = Path(shutil.copy(recording, folder / f"talk{recording.suffix}"))
        command = [sys.executable, "-m", "ipstranscribe", "transcribe", str(sound), "--language", "en", "--stop", "75"]
        for number in range(kills):
            work = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            checkpoint = folder / ".talk_transcript.work" / NAME
            while work.poll() is None and (
                not checkpoint.exists() or checkpoint.read_bytes().count(b"\n") < 2 + number
            ):
                time.sleep(0.01)
            work.send_signal(signal.SIGKILL)
            work.wait()
            assert not (folder / "talk_transcript.json").exists()
        subprocess.run(command, check=True, capture_output=True)
        texts.append(storage.read(folder / "talk_transcript.json", Transcript).turns)
        assert sorted(path.name for path in folder.iterdir()) == [
            f"talk{recording.suffix}",
            "talk_transcript.json",
            "talk_transcript_draft.docx",
        ]
    assert texts[0] == texts[1]
    assert texts[0]


def test_settings_reach_the_interview_they_are_for(study: Study) -> None:
    asked: list[str] = []

    def settings_of(interview: Interview) -> object:
        asked.append(interview.id)
        return study.transcribe_settings(interview)

    list(transcribe_all(study, study.interviews, engines(), settings_of))  # type: ignore[arg-type]
    assert asked == ["P1", "P2"]


def allowed(study: Study, by: str = "data protection officer") -> Study:
    """The study with a role's word that its vocabulary may be sent to a cluster."""
    config = study.root / "study.toml"
    word = f'[cluster]\nvocabulary_sent_by = "{by}"\nvocabulary_sent_on = 2026-11-22\n\n[split]'
    config.write_text(config.read_text(encoding="utf-8").replace("[split]", word, 1), encoding="utf-8")
    return Study.open(study.root)


def heard_elsewhere(
    study: Study, meanwhile: Callable[[], object] = lambda: None, *, by_time: bool = False
) -> tuple[list[TranscribeTask], dict[str, object]]:
    """The tasks that were sent, and what became of each interview; the work is done in this process, out of order."""
    sent: list[TranscribeTask] = []

    def elsewhere(tasks: Sequence[TranscribeTask]) -> Iterator[tuple[TranscribeTask, Transcript | UserError]]:
        sent.extend(tasks)
        for task in reversed(tasks):
            heard = from_recordings(task, engines(), task.work / "so_far")
            meanwhile()
            yield task, heard

    done = transcribe_elsewhere(study, study.interviews, elsewhere, by_time=by_time)
    return sent, {interview.id: outcome for interview, outcome in done}


def test_without_a_role_s_word_no_name_is_sent_elsewhere_and_that_is_said(study: Study) -> None:
    listener = Collector()
    with events.listening(listener):
        sent, outcomes = heard_elsewhere(study)
    assert outcomes == {"P1": "done", "P2": "done"}
    assert "Lie" not in str(sent)
    assert "without the study's vocabulary" in listener.notices[0].text
    assert heard_elsewhere(study) == ([], {"P1": "up to date", "P2": "up to date"})
    assert transcribed(study) == {"P1": "up to date", "P2": "up to date"}


def test_with_it_names_are_sent_and_what_was_heard_without_is_heard_anew(study: Study) -> None:
    heard_elsewhere(study)
    study, listener = allowed(study), Collector()
    with events.listening(listener):
        sent, outcomes = heard_elsewhere(study)
    assert "Lie" in str(sent)
    assert outcomes == {"P1": "done", "P2": "done"}
    assert not [one for one in listener.notices if "vocabulary" in one.text]
    assert transcribed(study) == {"P1": "up to date", "P2": "up to date"}


def test_the_word_is_a_role_s_and_has_a_day(study: Study) -> None:
    with pytest.raises(UserError, match="name of somebody"):
        run_all(allowed(study, "Kari Lie"), rules_only=True, elsewhere=lambda tasks: iter(()))
    config = study.root / "study.toml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("vocabulary_sent_on = 2026-11-22\n", ""), encoding="utf-8"
    )
    with pytest.raises(UserError, match="belong together"):
        Study.open(study.root)


def test_what_a_person_corrected_while_a_cluster_was_at_it_is_left_alone(study: Study) -> None:
    transcribed(study)
    with (study.restricted / "recordings" / "a.wav").open("ab") as file:
        file.write(bytes(3200))

    def correct() -> None:
        first = storage.read(study.transcript("P1"), Transcript)
        storage.write(study.transcript("P1"), first.model_copy(update={"corrected": True}), private=True)

    sent, outcomes = heard_elsewhere(study, correct)
    assert [task.interview for task in sent] == ["P1"]
    assert outcomes == {"P1": "corrected", "P2": "up to date"}


# Which recordings are read, where they count by time.


def here(study: Study) -> dict[str, object]:
    done = transcribe_all(study, study.interviews, engines(), by_time=True)
    return {interview.id: outcome for interview, outcome in done}


def elsewhere(study: Study) -> dict[str, object]:
    return heard_elsewhere(study, by_time=True)[1]


@pytest.mark.parametrize("looked", [here, elsewhere])
def test_recordings_are_read_where_size_or_time_has_changed_and_once(
    study: Study, looked: Callable[[Study], dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked(study)
    read: list[str] = []
    digest = storage.file_digest

    def watched(path: Path) -> str:
        read.extend([path.name] if path.suffix == ".wav" else [])
        return digest(path)

    monkeypatch.setattr(storage, "file_digest", watched)
    same = {"P1": "up to date", "P2": "up to date"}
    assert looked(study) == same
    assert not read
    os.utime(study.restricted / "recordings" / "a.wav")  # copied there again: it has to be looked at, once
    assert looked(study) == same
    assert read == ["a.wav"]
    assert looked(study) == same
    assert read == ["a.wav"]
    with (study.restricted / "recordings" / "a.wav").open("ab") as file:
        file.write(bytes(3200))
    assert looked(study) == {"P1": "done", "P2": "up to date"}
