"""What speaks against a run is found before it: each finding with what is said of it, and the study without it."""

import json
import re
import shutil
import struct
import unicodedata
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from ipstranscribe import events
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import SpokenLanguage, Withdrawal, Withdrawals
from ipstranscribe.study import passphrases, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.transcribe.asr import engines
from ipstranscribe.weights import registry
from ipstranscribe.workflow.preflight import CHECKS, NotReady, PreflightFinding, preflight
from ipstranscribe.workflow.preflight.finding import PreflightFacts
from ipstranscribe.workflow.preflight.machine import sentence_model
from ipstranscribe.workflow.run import run
from ipstranscribe.workflow.run_choices import RunChoices
from tests.listening import Collector
from tests.studies import copied, founded, transcript

WORDS_ALONE = RunChoices(rules_only=True, lexical=True)
GUIDE = 'title = "Work"\nlanguage = "en"\n\n[[question]]\nid = "Q1"\nbranch = "working"\ntext = "How is your work?"\n'
TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,P1.wav\nP2,P2,P2a.wav; P2b.wav\n",
    "participants": "id,name,branch\nP1,Hanne Nordmo,working\nP2,Roman Lie,working\n",
}


def sound(path: Path, pitch: int) -> None:
    """A second of sound; the pitch makes files differ."""
    path.parent.mkdir(exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", (n * pitch) % 2000) for n in range(8000)))


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study in which nothing speaks against a run: two interviews, three recordings, a guide, models."""
    folder = tmp_path_factory.mktemp("founding")
    study = founded(folder / "study", TABLES)
    for pitch, name in enumerate(("P1", "P2a", "P2b"), 3):
        sound(study.restricted / "recordings" / f"{name}.wav", pitch)
    study.guide.write_text(GUIDE, encoding="utf-8")
    for model in ("whisper-base", "whisper-large-v3"):
        storage.write_bytes(folder / "models" / model / registry.RECORD, json.dumps({"files": {}}).encode())
    return folder


@pytest.fixture
def study(founding: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.setenv("IPSTRANSCRIBE_MODELS", str(tmp_path / "models"))
    return copied(founding, tmp_path)


def found(study: Study, choices: RunChoices = WORDS_ALONE) -> tuple[PreflightFinding, ...]:
    return preflight(Study.open(study.root), choices)


def table(study: Study, name: str, text: str | bytes) -> None:
    path = study.restricted / f"{name}.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def config(study: Study, old: str, new: str) -> None:
    path = study.root / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def recording(study: Study, name: str) -> Path:
    return study.restricted / "recordings" / name


def row(study: Study, more: str) -> None:
    table(study, "interviews", TABLES["interviews"] + more)


def somebody(study: Study, more: str) -> None:
    table(study, "participants", TABLES["participants"] + more)


def test_a_study_that_is_ready_has_no_finding(study: Study) -> None:
    assert found(study) == ()


# --- tables -----------------------------------------------------------------------------------------------------------

Spoil = Callable[[Study], object]
STOPS: dict[str, tuple[Spoil, str, ExitCode]] = {
    # what is wrong: (how it came so, what is said of it, the exit code of a run)
    "no interview": (lambda s: table(s, "interviews", "id,participant,recordings\n"), "no interviews", ExitCode.BAD_INPUT),
    "an interviews table of empty rows": (
        lambda s: table(s, "interviews", "id,participant,recordings\n,,\n;;\n\n"), "interviews", ExitCode.BAD_INPUT,
    ),
    "no participant": (lambda s: table(s, "participants", "id,name\n"), "no participants", ExitCode.BAD_INPUT),
    "everybody has withdrawn": (
        lambda s: storage.write(s.withdrawals, Withdrawals(withdrawals=(
            Withdrawal(participant="P1", interviews=("P1",)), Withdrawal(participant="P2", interviews=("P2",)),
        )), private=True),
        "withdrawn", ExitCode.BAD_INPUT,
    ),
    "no table of interviews": (lambda s: (s.restricted / "interviews.csv").unlink(), "interviews.csv", ExitCode.BAD_STUDY),
    "a table twice": (
        lambda s: shutil.copy(s.restricted / "people.csv", s.restricted / "people.xlsx"), "both", ExitCode.BAD_STUDY,
    ),
    "a table under another name": (
        lambda s: shutil.copy(s.restricted / "participants.csv", s.restricted / "participants (copy).csv"),
        "participants (copy).csv", ExitCode.BAD_STUDY,
    ),
    "a column that is missing": (lambda s: table(s, "interviews", "id,recordings\nP1,\n"), "participant", ExitCode.BAD_INPUT),
    "an id twice": (lambda s: row(s, "p1,P1,\n"), "twice", ExitCode.BAD_INPUT),
    "a participant twice": (lambda s: somebody(s, "P2,Somebody Else,\n"), "the id P2 twice", ExitCode.BAD_INPUT),
    "a person of nobody": (
        lambda s: table(s, "people", "name,aliases,role,of\nBerit Aas,,nurse,P9\n"), "people.csv", ExitCode.BAD_INPUT,
    ),
    "a participant nobody knows": (lambda s: row(s, "P3,P9,P1.wav\n"), "P3 names participant P9", ExitCode.BAD_INPUT),
    # recordings
    "a recording that is not there": (
        lambda s: row(s, "P3,P1,P3.wav\n"),
        "P3: the recording P3.wav is not in restricted/recordings (interviews.csv, row 4, col", ExitCode.BAD_INPUT,
    ),
    "the second of two": (lambda s: recording(s, "P2b.wav").unlink(), "P2: the recording P2b.wav", ExitCode.BAD_INPUT),
    "no recording and no transcript": (lambda s: row(s, "P3,P1,\n"), "P3 names no recording and has no", ExitCode.BAD_INPUT),
    "an empty recording": (lambda s: recording(s, "P1.wav").write_bytes(b""), "P1: P1.wav is empty", ExitCode.BAD_INPUT),
    "a text for a recording": (
        lambda s: recording(s, "P1.wav").write_text("Hello there. " * 99), "P1: P1.wav", ExitCode.BAD_INPUT,
    ),
    "a folder for a recording": (
        lambda s: (recording(s, "P1.wav").unlink(), recording(s, "P1.wav").mkdir()),
        "P1: the recording P1.wav", ExitCode.BAD_INPUT,
    ),
    # the guide, models, the key
    "no guide": (lambda s: s.guide.unlink(), "guide.toml: the file is missing", ExitCode.BAD_STUDY),
    "a guide without questions": (
        lambda s: s.guide.write_text('title = "x"\nlanguage = "en"\n'), "no question", ExitCode.BAD_STUDY,
    ),
    "a model that is not here": (
        lambda s: config(s, '"whisper-base"', '"whisper-small"'),
        "whisper-small is not on this machine", ExitCode.MISSING_MODEL,
    ),
    "a model that there is not": (
        lambda s: config(s, '"whisper-base"', '"whisper-bass"'), "none of those that can be fetched", ExitCode.MISSING_MODEL,
    ),
    "an English model for Norwegian": (
        lambda s: (config(s, '"whisper-base"', '"whisper-tiny.en"'), table(
            s, "interviews", "id,participant,recordings,language\nP1,P1,P1.wav,nb\nP2,P2,P2a.wav;P2b.wav,en\n"
        )),
        "English only", ExitCode.BAD_INPUT,
    ),
    "a language without rules": (
        lambda s: table(s, "interviews", "id,participant,recordings,language\nP1,P1,P1.wav,de\nP2,P2,P2a.wav;P2b.wav,\n"),
        "P1: There are no rules for the language de", ExitCode.BAD_INPUT,
    ),
    "a key where it must not be": (
        lambda s: config(s, '"../study.key.age"', '"shared/k.age"'),
        "study.toml puts", ExitCode.KEY,
    ),
    "a key that is gone": (
        lambda s: shutil.copy(OLD_TEXT, (s.root / "pseudonymized").mkdir() or s.pseudonymized("P1")), "The key", ExitCode.KEY,
    ),
}  # fmt: skip
OLD_TEXT = Path(__file__).parents[2] / "whole_program" / "old_study" / "study" / "pseudonymized" / "P1.json"


@pytest.mark.parametrize(("spoil", "told", "code"), STOPS.values(), ids=STOPS.keys())
def test_what_would_make_a_run_fail_stops_it_before_the_first_step(
    study: Study, spoil: Spoil, told: str, code: ExitCode
) -> None:
    spoil(study)
    fresh = Study.open(study.root)
    findings = found(study)
    stopping = [one for one in findings if one.stops]
    assert [one for one in stopping if told in one.what], findings
    assert all(one.what.strip() and one.fix.strip() for one in findings)
    assert findings[: len(stopping)] == tuple(stopping)  # first
    listener = Collector()
    with events.listening(listener), pytest.raises(NotReady) as stopped:
        run(fresh, rules_only=True, lexical=True)
    assert stopped.value.findings == findings
    assert code in {one.code for one in stopping if told in one.what}
    assert not study.transcript("P1").exists()
    assert not listener.questions


WARNS: dict[str, tuple[Spoil, str]] = {
    "a table of something else": (lambda s: table(s, "scores", "pain,week\n3,1\n"), "scores.csv"),
    "a recording of nobody": (lambda s: sound(recording(s, "tape 7.wav"), 9), "No row of interviews.csv names tape 7.wav"),
    "one in a folder": (lambda s: sound(recording(s, "more/P9.wav"), 9), "more/P9.wav"),
    "a video of nobody": (lambda s: recording(s, "Zoom.MP4").write_bytes(b"x"), "names Zoom.MP4"),
    "notes among the recordings": (lambda s: recording(s, "notes.docx").write_bytes(b"x"), "notes.docx"),
    "a recording with a name": (
        lambda s: sound(recording(s, "Intervju Nordmo.wav"), 9),
        "a file .wav whose name holds a name",
    ),
    "a recording of two": (lambda s: row(s, "P3,P1,P1.wav\n"), "The recording P1.wav is named by P1, P3"),
    "a recording twice in a row": (
        lambda s: table(s, "interviews", "id,participant,recordings\nP1,P1,P1.wav;P1.wav\nP2,P2,P2a.wav;P2b.wav\n"),
        "named twice by P1",
    ),
    "a copy under another name": (
        lambda s: shutil.copy(recording(s, "P1.wav"), recording(s, "P2a.wav")), "The recordings of P1, P2 are the same file",
    ),
    "a participant without interview": (lambda s: somebody(s, "P3,Siv Moe,working\n"), "No interview is listed with P3"),
    "the same person twice": (lambda s: somebody(s, "P3,hanne  NORDMO,working\n"), "P1, P3 have the same name"),
    "an example row": (lambda s: somebody(s, "P3,Ola Nordmann,\n"), "The row P3 of participants.csv looks like an example"),
    "an example interview": (
        lambda s: (row(s, "P3,P1,example.wav\n"), sound(recording(s, "example.wav"), 8)), "The row P3 of interviews.csv",
    ),
    "a branch the guide does not know": (
        lambda s: somebody(s, "P3,Siv Moe,retired\n"), "(retired) is no branch of guide.toml; P3",
    ),
    "the example guide": (lambda s: s.guide.write_text(EXAMPLE, encoding="utf-8"), "guide.toml is still the example"),
    "the example guide, edited around": (
        lambda s: s.guide.write_text("# mine\r\n" + EXAMPLE.replace('"Interview guide"', '"Ours"'), encoding="utf-8-sig"),
        "guide.toml is still the example",
    ),
}  # fmt: skip
EXAMPLE = (Path(registry.__file__).parents[1] / "study" / "templates" / "guide.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("spoil", "told"), WARNS.values(), ids=WARNS.keys())
def test_what_may_not_be_meant_is_told_and_stops_nothing(study: Study, spoil: Spoil, told: str) -> None:
    spoil(study)
    findings = found(study)
    assert [one.severity for one in findings if told in one.what] == ["warns"], findings
    assert not [one for one in findings if one.stops]


QUIET: dict[str, Spoil] = {
    "files that systems leave": lambda s: [
        recording(s, name).write_bytes(b"x") for name in (".DS_Store", "Thumbs.db", "desktop.ini", "._P1.wav", "~$notes.docx")
    ],
    "a recording with letters of its own": lambda s: (sound(recording(s, "Åse.wav"), 8), row(s, "P3,P1,Åse.wav\n")),
    "a second interview with somebody": lambda s: (row(s, "P1b,P1,P1b.wav\n"), sound(recording(s, "P1b.wav"), 8)),
    "a transcript without a recording": lambda s: (
        row(s, "P3,P1,\n"),
        storage.write(s.transcript("P3"), transcript("P3", "P1", "Then we left."), private=True),
    ),
    "a transcript whose recording was deleted": lambda s: (
        row(s, "P3,P1,gone.wav\n"),
        storage.write(s.transcript("P3"), transcript("P3", "P1", "Then we left."), private=True),
    ),
    "no branch at all": lambda s: table(s, "participants", "id,name\nP1,Hanne Nordmo\nP2,Roman Lie\n"),
    "everybody's branch": lambda s: table(s, "participants", "id,name,branch\nP1,Hanne Nordmo,all\nP2,Roman Lie,\n"),
    "people with one first name": lambda s: (
        row(s, "P3,P3,c.wav\n"), somebody(s, "P3,Hanne Moe,\n"), sound(recording(s, "c.wav"), 8)
    ),
    "no table of other people": lambda s: (s.restricted / "people.csv").unlink(),
}  # fmt: skip


@pytest.mark.parametrize("change", QUIET.values(), ids=QUIET.keys())
def test_what_is_as_it_should_be_is_no_finding(study: Study, change: Spoil) -> None:
    change(study)
    assert found(study) == ()


MEANT = {
    "another case": ("p1.WAV", "P1.wav", "There is P1.wav"),
    "another ending": ("P1.mp3", "P1.wav", "There is P1.wav"),
    "no ending": ("P1", "P1.wav", "There is P1.wav"),
    "blanks for hyphens": ("week 1 P1.wav", "week-1-P1.wav", "There is week-1-P1.wav"),
    "commas between two": ("P1.wav, P1b.wav", "P1.wav", "separated by semicolons"),
    "something else": ("monday.wav", "P1.wav", "Copy it there"),
    "a name of the tables": ("nordmo.wav", "Nordmo.wav", "whose name holds a name"),
}


@pytest.mark.parametrize(("written", "there", "told"), MEANT.values(), ids=MEANT.keys())
def test_a_recording_that_is_not_there_comes_with_what_was_meant(
    study: Study, written: str, there: str, told: str
) -> None:
    cell = f'"{written}"' if "," in written else written
    table(study, "interviews", f"id,participant,recordings\nP1,P1,{cell}\nP2,P2,P2a.wav;P2b.wav\n")
    recording(study, "P1.wav").rename(recording(study, there))
    (mine,) = (one for one in found(study) if one.stops)
    assert told in mine.fix
    assert not re.search("nordmo", mine.what + mine.fix, re.IGNORECASE)


def test_a_name_with_accents_stored_otherwise_is_the_same_name(study: Study) -> None:
    """As macOS stores them: the two names look the same on the screen."""
    written = unicodedata.normalize("NFC", "Åse.wav")
    sound(recording(study, unicodedata.normalize("NFD", written)), 8)
    row(study, f"P3,P1,{written}\n")
    assert [one.fix for one in found(study)] == []


def test_where_the_table_cannot_be_read_no_file_is_said_to_be_nobodys(study: Study) -> None:
    table(study, "interviews", "id,participant\nP1,P1\n")
    assert len(found(study)) == 1


def test_no_finding_shows_a_name_of_the_tables(study: Study) -> None:
    """Every spoiled study at once, as far as it goes."""
    for spoil, *_ in [*WARNS.values(), *(STOPS[name] for name in ("a participant nobody knows", "no guide"))]:
        spoil(study)
    told = " ".join(f"{one.what} {one.fix}" for one in found(study))
    assert not re.search("nordmo|roman|hanne|siv|nordmann", told, re.IGNORECASE)


def test_a_model_that_is_not_here_comes_with_its_command(study: Study) -> None:
    shutil.rmtree(registry.model_folder("whisper-base"))
    (mine,) = found(study)
    assert (mine.command, mine.code) == ("ipstranscribe models fetch whisper-base", ExitCode.MISSING_MODEL)


def test_a_model_of_names_is_missed_before_anything_is_transcribed(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no recording's language is told, that of the guide and of the documents is the likely one."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    (mine,) = found(study, RunChoices(lexical=True))
    assert (mine.command, mine.stops) == ("ipstranscribe models fetch spacy-en-sm", True)
    assert found(study, WORDS_ALONE) == ()
    told = "id,participant,recordings,language\nP1,P1,P1.wav,nb\nP2,P2,P2a.wav;P2b.wav,nb\n"
    table(study, "interviews", told)
    assert found(study, RunChoices(lexical=True)) == ()  # that model ships with the program


def test_the_sentence_model_is_needed_unless_words_alone_shall_do(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    facts = PreflightFacts(study, RunChoices(rules_only=True))
    assert [one.code for one in sentence_model(facts)] == [ExitCode.MISSING_MODEL]
    assert not [*sentence_model(PreflightFacts(study, WORDS_ALONE))]


def test_a_disk_without_room_is_told_in_numbers(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(study.root)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))
    (mine,) = found(study)
    assert (mine.code, "1 MB left" in mine.what) == (ExitCode.CANNOT_WRITE, True)


def test_every_check_can_find_something() -> None:
    """A check that nothing above spoils would not be tried."""
    assert len(CHECKS) == len(set(CHECKS))
    assert all(check.__doc__ for check in CHECKS)


# --- what a run makes of it -------------------------------------------------------------------------------------------


def test_a_run_that_shall_go_on_does_what_can_be_done(study: Study) -> None:
    table(study, "interviews", "id,participant,recordings\nP1,P1,gone.wav\nP2,P2,\n")
    storage.write(study.transcript("P2"), transcript("P2", "P2", "Then Roman Lie left."), private=True)
    fresh = Study.open(study.root)
    with pytest.raises(NotReady):
        run(fresh, rules_only=True, lexical=True)
    outcome = run(fresh, rules_only=True, lexical=True, go_on=True)
    assert list(outcome.failures) == ["P1"]
    assert study.units("P2").exists()
    assert not run(fresh, rules_only=True, lexical=True, go_on=True).up_to_date


def test_an_empty_study_is_never_up_to_date(study: Study) -> None:
    table(study, "interviews", "id,participant,recordings\n")
    assert not run(Study.open(study.root), rules_only=True, lexical=True, go_on=True).up_to_date


def test_the_passphrase_is_asked_for_before_anything_is_transcribed(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And only if the key will be needed."""
    monkeypatch.delenv(passphrases.PASSPHRASE)
    with pytest.raises(UserError) as stopped:
        run(Study.open(study.root), rules_only=True, lexical=True)
    assert stopped.value.code == ExitCode.KEY
    assert not study.work.glob("P1/*") or not study.transcript("P1").exists()
    table(study, "interviews", "id,participant,recordings\nP1,P1,\n")
    storage.write(study.transcript("P1"), transcript("P1", "P1", "Then Roman Lie left."), private=True)
    fresh, listener = Study.open(study.root), Collector(answers=["a long secret", "a long secret"])
    with events.listening(listener):
        run(fresh, rules_only=True, lexical=True)
    assert len(listener.questions) == 1
    silent = Collector()
    with events.listening(silent):
        assert run(fresh, rules_only=True, lexical=True).up_to_date
    assert not silent.questions


def test_a_passphrase_that_does_not_open_the_key_stops_a_run_at_once(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    table(study, "interviews", "id,participant,recordings\nP1,P1,\n")
    storage.write(study.transcript("P1"), transcript("P1", "P1", "Then Roman Lie left."), private=True)
    run(Study.open(study.root), rules_only=True, lexical=True)
    row(study, "")
    monkeypatch.setenv(passphrases.PASSPHRASE, "another one")
    with pytest.raises(UserError, match="does not open"):
        run(Study.open(study.root), rules_only=True, lexical=True)
    assert not study.transcript("P2").exists()


def test_an_engine_that_is_not_installed_stops_a_run(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    (stopping,) = [one for one in found(study) if "engine" in one.what]
    assert (stopping.stops, stopping.code) == (True, ExitCode.MISSING_MODEL)


def test_interviews_are_not_read_whole_where_nothing_is_wrong(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in study.interviews:
        storage.write(study.transcript(one.id), transcript(one.id, one.id, "It was fine."), private=True)
    read: list[type] = []
    whole = storage.read
    monkeypatch.setattr(storage, "read", lambda path, kind: read.append(kind) or whole(path, kind))
    assert not found(study)
    assert set(read) == {SpokenLanguage}
