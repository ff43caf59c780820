"""Whatever breaks, wherever, with whatever message: a line and no text, what was stored is whole, nothing is released.

Each fault is an error whose message quotes somebody, raised in the middle of a command that had work to do.
"""

import errno
import importlib
import io
import json
import logging
import os
import shutil
import subprocess
import sys
import time
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Turn
from ipstranscribe.pseudonymize.recognizers import Found, guard, names_model, patterns
from ipstranscribe.pseudonymize.recognizers.names_model import NamesModel
from ipstranscribe.study import passphrases
from ipstranscribe.study.folder import Study
from ipstranscribe.weights import registry
from tests.cli.test_cli import SECRET, run, with_transcript
from tests.conftest import SAMPLES
from tests.transcribe.engine import ScriptedEngine

CANARY = "Torbjorg whispered that Ragnvald burnt the byre"
"""What the messages of errors quote."""
PASSPHRASE = "tussilago-farfara-1871"
TOLD = (*CANARY.split()[::3], "Torbjorg", "Ragnvald", *SECRET.split(), "Fjellheim", "Vesle", PASSPHRASE)
"""Words of transcripts, tables and messages that nobody may read on the screen."""
SAID = f"Then {SECRET} came from Fjellheim to the Mariner, with Vesle, on 3 May 2021. It was dark."
BY = ("--by", "investigator")


# --- errors that quote somebody ------------------------------------------------------------------------------------------


class Panic(BaseException):
    """What libraries written in Rust raise when they break; it is no Exception."""


def _invalid() -> ValidationError:
    class Loose(BaseModel):
        number: int

    try:
        Loose.model_validate({"number": CANARY})
    except ValidationError as error:
        return error
    raise AssertionError


def _chained() -> BaseException:
    error = RuntimeError(CANARY)
    error.__cause__ = ValueError(CANARY)
    return error


ERRORS: dict[str, Callable[[], BaseException]] = {
    "a value": lambda: ValueError(CANARY),
    "a key": lambda: KeyError(CANARY),
    "a system error": lambda: OSError(errno.EIO, CANARY, CANARY),
    "no memory": lambda: MemoryError(CANARY),
    "too deep": lambda: RecursionError(CANARY),
    "a letter": lambda: UnicodeEncodeError("ascii", CANARY, 0, 1, CANARY),
    "a record": _invalid,
    "a language model": lambda: ValueError(f"[E1010] Unable to set entity information for token 4: {CANARY}"),
    "an assertion": lambda: AssertionError(CANARY),
    "Ctrl-C": lambda: KeyboardInterrupt(CANARY),
    "a native library": lambda: Panic(CANARY),
    "an error on the way from another": _chained,
}


# --- a study in which everything is done, and something has changed since ------------------------------------------------


@pytest.fixture(autouse=True, scope="module")
def passphrase_that_nobody_may_read() -> Iterator[None]:
    """A passphrase that stands nowhere else; the model's weights are not read for every checksum."""
    patch = pytest.MonkeyPatch()
    patch.setenv(passphrases.PASSPHRASE, PASSPHRASE)
    patch.setattr(registry, "checksum", lambda name: "c0ffee")
    yield
    patch.undo()


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with one interview, approved and released, and a recording of another that is not listed yet."""
    folder = tmp_path_factory.mktemp("released") / "my-study"
    assert run("init", folder)[0] == 0
    config = folder / "study.toml"
    text = config.read_text(encoding="utf-8").replace('# key = "../my-study.key.age"', 'key = "../key/a.key.age"')
    config.write_text(text, encoding="utf-8")
    restricted = folder / "restricted"
    (restricted / "participants.csv").write_text(f"id,name,branch\nP1,{SECRET},working\nP2,Vesle Fjellheim,working\n")
    shutil.copy(SAMPLES / "extra" / "P2_first_20s.wav", restricted / "recordings" / "P2.wav")
    with_transcript(folder, SAID)
    for words in (
        ["run", "--rules-only", "--lexical"],
        ["approve", "P1", "all", *BY, "--accept-pending"],
        ["run", "--rules-only", "--lexical"],
        ["approve", "P1", "all", *BY, "--accept-pending"],
        ["release", *BY],
    ):
        code, shown = run(*words, "--study", folder)
        assert code == 0, shown
    (folder / "corrected.txt").write_text(f"I: Who came?\nP1: {SAID}\n", encoding="utf-8")
    (folder / "decisions.csv").write_text("decision,replacement,written_form\naccept,,Fjellheim\n")
    return folder


@pytest.fixture
def study(released: Path, tmp_path: Path) -> Path:
    """A copy of it, to be broken: moved here as its key knows, so that nothing is said of copies."""
    shutil.copytree(released.parent, tmp_path / "copy")
    folder = tmp_path / "copy" / "my-study"
    note = folder.parent / "key" / ".a.key.age.folders"
    assert note.exists()
    note.write_text(json.dumps([str(folder.resolve())]), encoding="utf-8")
    return folder


def nothing_new(study: Path) -> None:
    """All is as it was released."""


def new_text(study: Path) -> None:
    """The transcript has changed, so that everything has to be made anew."""
    with_transcript(study, SAID.replace("dark", "cold"))


def new_recording(study: Path) -> None:
    """A second interview is listed."""
    (study / "restricted" / "interviews.csv").write_text(
        "id,participant,recordings,language\nP1,P1,,en\nP2,P2,P2.wav,en\n"
    )


def new_guide(study: Path) -> None:
    """The guide has changed, so that units have to be made anew."""
    guide = study / "guide.toml"
    guide.write_text(guide.read_text(encoding="utf-8").replace("Tell me about", "Please tell me about"))


def no_exports(study: Path) -> None:
    """Somebody has deleted the working copies."""
    shutil.rmtree(study / "exports")


# --- where it breaks -----------------------------------------------------------------------------------------------------

RUN = ["run", "--rules-only", "--lexical"]
PSEUDONYMIZE = ["pseudonymize", "--rules-only"]
SPLIT = ["split", "--lexical"]
TRANSCRIBE = ["transcribe", "P2"]
IMPORT = ["import", "transcript", "P1", "{study}/corrected.txt", "--overwrite"]
DECIDE = ["import", "decisions", "{study}/decisions.csv", *BY]
RELEASE = ["release", *BY]
Place = tuple[str, list[str], Callable[[Path], None]]

PLACES: dict[str, Place] = {
    # what breaks: (module:name that raises, the command, what has changed)
    "reading a table": ("ipstranscribe.documents.tables:read", ["status"], nothing_new),
    "reading the guide": ("ipstranscribe.guide:load", SPLIT, new_guide),
    "reading a stored file": ("ipstranscribe.study.storage:read", ["status"], nothing_new),
    "reading a recording": ("ipstranscribe.audio.recording:load", TRANSCRIBE, new_recording),
    "finding speech": ("ipstranscribe.transcribe.stage:find_speech", TRANSCRIBE, new_recording),
    "the engine": ("tests.transcribe.engine:ScriptedEngine.decode", TRANSCRIBE, new_recording),
    "telling speakers apart": ("ipstranscribe.transcribe.stage:diarize", TRANSCRIBE, new_recording),
    "making turns": ("ipstranscribe.transcribe.stage:make_turns", TRANSCRIBE, new_recording),
    "a checkpoint": ("ipstranscribe.transcribe.asr.checkpoint:Checkpoint.add", TRANSCRIBE, new_recording),
    "the draft": ("ipstranscribe.workflow.transcribe:draft", TRANSCRIBE, new_recording),
    "reading a text file": ("ipstranscribe.workflow.import_transcript:read", IMPORT, nothing_new),
    "merging a correction": ("ipstranscribe.review.transcript.transcript_review:merge_corrections", IMPORT, nothing_new),
    "the draft of a correction": ("ipstranscribe.workflow.import_transcript:draft", IMPORT, nothing_new),
    "correcting speakers": (
        "ipstranscribe.workflow.correct_speakers:swap_speakers", ["speakers", "P1", "--swap"], nothing_new,
    ),
    "reading decisions": ("ipstranscribe.review.identifiers.identifier_review:numbered_decisions", DECIDE, nothing_new),
    "merging decisions": ("ipstranscribe.workflow.import_decisions:merge_decisions", DECIDE, nothing_new),
    "opening the key": ("ipstranscribe.study.key:unseal", PSEUDONYMIZE, new_text),
    "judging kinds": ("ipstranscribe.pseudonymize.entities.name_kinds:classify", PSEUDONYMIZE, new_text),
    "searching known forms": ("ipstranscribe.pseudonymize.entities.known_forms:find_hits", PSEUDONYMIZE, new_text),
    "linking": ("ipstranscribe.pseudonymize.entities.linking:link_mentions", PSEUDONYMIZE, new_text),
    "searching by sound": ("ipstranscribe.pseudonymize.entities.misheard_forms:MisheardNames.search", PSEUDONYMIZE, new_text),
    "choosing": ("ipstranscribe.pseudonymize.stage:resolve_overlaps", PSEUDONYMIZE, new_text),
    "replacing": ("ipstranscribe.pseudonymize.results:replace_identifiers", PSEUDONYMIZE, new_text),
    "the results": ("ipstranscribe.pseudonymize.stage:build_results", PSEUDONYMIZE, new_text),
    "the workbook": ("ipstranscribe.workflow.review_identifiers:to_xlsx", PSEUDONYMIZE, new_text),
    "the table": ("ipstranscribe.documents.tables:to_csv", PSEUDONYMIZE, new_text),
    "sentences": ("ipstranscribe.split.units.cutter:sentence_spans", SPLIT, new_guide),
    "hearing questions": ("ipstranscribe.split.stage:track_questions", SPLIT, new_guide),
    "tagging": ("ipstranscribe.split.stage:tag", SPLIT, new_guide),
    "word documents": ("ipstranscribe.export.units_docx:write", ["export"], no_exports),
    "the reading copy": ("ipstranscribe.export.transcript_docx:write", ["export"], no_exports),
    "sheets": ("ipstranscribe.export.units_xlsx:write", ["export"], no_exports),
    "csv": ("ipstranscribe.export.units_csv:write", ["export"], no_exports),
    "a check of what is approved": ("ipstranscribe.study.approvals:content_checksum", RELEASE, nothing_new),
    "an approval": ("ipstranscribe.study.approvals:approve", ["approve", "P1", "all", *BY], nothing_new),
    "rendering a release": ("ipstranscribe.workflow.rendered:render", RELEASE, nothing_new),
    "the gate": ("ipstranscribe.workflow.gate_search:run_sandboxed", RELEASE, nothing_new),
    "the verdict": ("ipstranscribe.workflow.gate_search:verdict", RELEASE, nothing_new),
    "writing a release": ("ipstranscribe.study.atomic_folder:storage.write_bytes", RELEASE, nothing_new),
    "the rename of a release": ("ipstranscribe.study.atomic_folder:_take_place", RELEASE, nothing_new),
    "reading the log of the study": ("ipstranscribe.study.audit_log:read", RELEASE, nothing_new),
    "writing the log of the study": ("ipstranscribe.study.audit_log:write", RELEASE, nothing_new),
    "looking through a folder": (
        "ipstranscribe.workflow.gate_search:run_sandboxed", ["check", "{study}/shared"], nothing_new,
    ),
    "putting originals back": (
        "ipstranscribe.workflow.reidentify:reidentify", ["reidentify", "{study}/shared/P1_units.csv"], nothing_new,
    ),
    "the whole flow": ("ipstranscribe.workflow.run:split.split", RUN, new_text),
}  # fmt: skip


def break_(monkeypatch: pytest.MonkeyPatch, where: str, error: Callable[[], BaseException]) -> list[str]:
    """Let what `where` names raise; returns a list that grows by each time that it was called."""
    module, _, name = where.partition(":")
    owner: Any = importlib.import_module(module)
    *parents, last = name.split(".")
    for parent in parents:
        owner = getattr(owner, parent)
    called: list[str] = []

    def raises(*_: object, **__: object) -> None:
        called.append(where)
        raise error()

    monkeypatch.setattr(owner, last, raises)
    if module.startswith("ipstranscribe.export."):  # the table of formats holds the functions themselves
        from ipstranscribe import export

        for table in ("FORMATS", "PROGRAMS"):
            replaced = {
                name: tuple(f._replace(write=raises) if f.write.__module__ == module else f for f in kit)
                for name, kit in getattr(export, table).items()
            }
            monkeypatch.setattr(export, table, replaced)
    return called


@pytest.fixture
def quick_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that hears what it is told."""
    monkeypatch.setattr("ipstranscribe.transcribe.asr.engines.open_engine", lambda *_: ScriptedEngine())


# --- what must hold, whatever broke --------------------------------------------------------------------------------------


def texts_of(data: bytes) -> Iterator[bytes]:
    """What a file holds: its bytes, and those of the members if it is a package."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from (package.read(name) for name in package.namelist())


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def is_whole(name: str, data: bytes) -> bool:
    """Whether a file can be read to its end."""
    if name.endswith((".docx", ".xlsx")):
        return zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    if name.endswith(".json"):
        return bool(json.loads(data))
    return data.endswith(b"\n") or not data or name.endswith((".wav", ".age"))


def shows_nothing(shown: str) -> bool:
    return not [word for word in TOLD if word in shown] and "Traceback" not in shown and 'File "' not in shown


def assert_safe(study: Path, before: dict[str, bytes], shown: str) -> None:
    """No text on the screen or outside restricted/, nothing half-written, nothing released."""
    assert shows_nothing(shown), shown
    after = files_of(study)
    for name, data in after.items():
        if ".lock" not in name and data != before.get(name):
            assert is_whole(name, data), name
            assert ".part" not in name
        if not name.startswith("restricted/") and name not in ("corrected.txt", "decisions.csv"):
            found = [word for word in TOLD for text in texts_of(data) if word.encode() in text]
            assert not found, f"{name} holds what was said"
    for folder in ("shared/", "../key"):
        assert {n: d for n, d in after.items() if n.startswith(folder)} == {
            n: d for n, d in before.items() if n.startswith(folder)
        }
    assert before.keys() <= after.keys()
    assert not list(study.glob(".shared-*"))


def the_message(shown: str) -> list[str]:
    """The lines of what was shown that tell of an error: not those of progress, nor what was read of the tables."""
    lines = (line for line in shown.splitlines() if " …" not in line and not line.endswith("…"))
    return [line for line in lines if not line.startswith("people: ")]


@pytest.mark.usefixtures("quick_engine")
@pytest.mark.parametrize("place", PLACES)
def test_a_step_that_breaks_tells_where_and_nothing_else(
    study: Path, place: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """With `-W always` and every logger at its loudest."""
    where, words, change = PLACES[place]
    change(study)
    before = files_of(study)
    called = break_(monkeypatch, where, ERRORS["a value"])
    caplog.set_level(logging.DEBUG)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        code, shown = run(*(word.format(study=study) for word in words), "--study", study)
    monkeypatch.undo()
    assert called, "the test breaks something that the command does not do"
    assert code == ExitCode.UNEXPECTED, shown
    assert "ValueError at ipstranscribe" in shown
    assert shows_nothing(caplog.text + " ".join(str(one.message) for one in warned))
    assert_safe(study, before, shown)


@pytest.mark.usefixtures("quick_engine")
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("place", ["the engine", "linking", "tagging", "sheets", "the rename of a release"])
def test_no_kind_of_error_shows_what_it_quotes(
    study: Path, place: str, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, words, change = PLACES[place]
    change(study)
    before = files_of(study)
    called = break_(monkeypatch, where, ERRORS[error])
    code, shown = run(*(word.format(study=study) for word in words), "--study", study)
    monkeypatch.undo()
    assert called
    assert code != 0
    assert 1 <= len(the_message(shown)) <= 2, shown
    assert_safe(study, before, shown)


# --- recognizers: a text that was not searched to the end is not released ------------------------------------------------

RECOGNIZERS = [type(one) for one in patterns("en")]


@pytest.mark.parametrize("recognizer", RECOGNIZERS, ids=lambda kind: kind.__name__)
def test_a_recognizer_that_breaks_is_named_with_the_turn_and_stops_the_release(
    study: Path, recognizer: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It breaks at one turn only, half-way through what it finds."""
    real = recognizer.find

    def find(self: Any, text: str) -> Iterable[Found]:
        yield from list(real(self, text))[:1]
        if "cold" in text:
            raise ValueError(f"cannot parse {text}")

    new_text(study)
    before = files_of(study)
    monkeypatch.setattr(recognizer, "find", find)
    code, shown = run(*PSEUDONYMIZE, "--study", study)
    monkeypatch.undo()
    assert code == ExitCode.UNEXPECTED
    name = next(one.name for one in patterns("en") if type(one) is recognizer)
    assert f"{name} failed at P1-002 (ValueError)" in shown
    assert_safe(study, before, shown)
    assert files_of(study / "pseudonymized") == {"P1.json": before["pseudonymized/P1.json"]}
    code, shown = run(*RELEASE, "--study", study)
    assert code == ExitCode.REFUSED, shown
    assert_safe(study, before, shown)


def test_a_language_model_that_breaks_is_named_with_the_turn(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise ValueError(f"[E024] Could not find an optimal move: {text}")

    model = NamesModel("a model 1.0", "en", broken)
    located = type("Located", (), {"name": model.name})
    monkeypatch.setattr(names_model, "locate", lambda language: located)
    monkeypatch.setattr(names_model, "load", lambda located: model)
    new_text(study)
    before = files_of(study)
    code, shown = run("pseudonymize", "--study", study)
    monkeypatch.undo()
    assert (code, "a model 1.0 failed at P1-001 (ValueError)" in shown) == (ExitCode.UNEXPECTED, True), shown
    assert_safe(study, before, shown)
    assert run(*RELEASE, "--study", study)[0] == ExitCode.REFUSED


def test_a_recognizer_that_takes_too_long_refuses_the_run(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(self: object, text: str) -> list[Found]:
        time.sleep(0.3 if "cold" in text else 0)
        return []

    monkeypatch.setattr(guard, "LIMIT", 0.02)
    monkeypatch.setattr(RECOGNIZERS[0], "find", slow)
    new_text(study)
    before = files_of(study)
    code, shown = run(*PSEUDONYMIZE, "--study", study)
    monkeypatch.undo()
    assert (code, f"{patterns('en')[0].name} took too long at P1-002." in shown) == (ExitCode.UNEXPECTED, True), shown
    assert_safe(study, before, shown)
    assert run(*RELEASE, "--study", study)[0] == ExitCode.REFUSED


LONG = [
    # characters, seconds that it took, whether that is too long: a minute, and a millisecond more for each character
    (10, 59.0, False), (10, 61.0, True), (100_000, 150.0, False), (100_000, 161.0, True),
]  # fmt: skip


@pytest.mark.parametrize(("characters", "seconds", "refused"), LONG)
def test_how_long_a_recognizer_may_take_grows_with_the_turn(
    characters: int, seconds: float, refused: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, seconds])
    monkeypatch.setattr(guard.time, "monotonic", lambda: next(clock))
    turn = Turn(id="P1-001", speaker="P1", text="x" * characters)
    if refused:
        with pytest.raises(UserError, match="took too long at P1-001"):
            guard.run_recognizer(patterns("en")[0], turn)
    else:
        assert guard.run_recognizer(patterns("en")[0], turn) == []


# --- disks and other programs --------------------------------------------------------------------------------------------

WRITING: dict[str, tuple[list[str], Callable[[Path], None]]] = {
    "pseudonymize": (PSEUDONYMIZE, new_text),
    "split": (SPLIT, new_guide),
    "export": (["export"], no_exports),
    "import transcript": (IMPORT, nothing_new),
    "import decisions": (DECIDE, nothing_new),
    "speakers": (["speakers", "P1", "--swap"], nothing_new),
    "transcribe": (TRANSCRIBE, new_recording),
    "approve": (["approve", "P1", "all", *BY], nothing_new),
    "release": (RELEASE, nothing_new),
    "identifiers write": (["identifiers", "write"], nothing_new),
}
TROUBLES: dict[str, tuple[object, str, OSError, str]] = {
    # what: (owner and name of the system's call, its error, what the user is told)
    "a full disk": (os, "fsync", OSError(errno.ENOSPC, "No space left on device"), "has room"),
    "a file held open by Word": (Path, "replace", PermissionError(errno.EACCES, "Permission denied"), "Word or Excel"),
    "a disk that is gone": (os, "fsync", OSError(errno.EIO, "Input/output error"), "the disk is there"),
}


@pytest.mark.usefixtures("quick_engine")
@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("name", WRITING)
def test_a_disk_that_takes_no_more_is_said_and_nothing_is_lost(
    study: Path, name: str, trouble: str, nth: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first or the second thing that the command writes cannot be written."""
    owner, call, error, told = TROUBLES[trouble]
    words, change = WRITING[name]
    real, calls = getattr(owner, call), []

    def refuse(*args: object) -> object:
        calls.append(args)
        if len(calls) >= nth:
            raise error
        return real(*args)

    change(study)
    before = files_of(study)
    monkeypatch.setattr(owner, call, refuse)
    code, shown = run(*(word.format(study=study) for word in words), "--study", study)
    monkeypatch.undo()
    if not calls or len(calls) < nth:
        pytest.skip("this command writes less")
    assert (code, told in shown) == (ExitCode.CANNOT_WRITE, True), shown
    assert 2 <= len(the_message(shown)) <= 2 + ("approved" in shown), shown
    assert_safe(study, before, shown)


def test_the_same_command_goes_on_when_the_disk_has_room_again(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_text(study)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
        assert run(*RUN, "--study", study)[0] == ExitCode.CANNOT_WRITE
    assert run(*RUN, "--study", study)[0] == 0
    assert run("approve", "P1", "all", *BY, "--accept-pending", "--study", study)[0] == 0
    assert run(*RELEASE, "--study", study)[0] == 0


# --- the real program, at its loudest ------------------------------------------------------------------------------------

LOUD = """
import logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
{patch}
from ipstranscribe.cli import main
main()
"""
BREAK = """
import threading
from ipstranscribe.{module} import {name} as _
import ipstranscribe.{module} as module
def broken(*_, **__):
    raise ValueError({canary!r})
module.{name} = broken
"""


def loudly(study: Path, words: Iterable[str], patch: str = "") -> tuple[int, str]:
    """A command in a process of its own, with all warnings and loggers, and what it showed."""
    environment = os.environ | {"PYTHONWARNINGS": "always", passphrases.PASSPHRASE: PASSPHRASE}
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "always", "-c", LOUD.format(patch=patch), *words, "--study", str(study)],
        capture_output=True, text=True, check=False, env=environment,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


IN_A_PROCESS = {
    "linking": (
        BREAK.format(module="pseudonymize.entities.linking", name="link_mentions", canary=CANARY), PSEUDONYMIZE, new_text,
    ),
    "splitting": (BREAK.format(module="split.stage", name="track_questions", canary=CANARY), SPLIT, new_guide),
    "exporting": (BREAK.format(module="workflow.export", name="render_document", canary=CANARY), ["export"], no_exports),
    "a thread": (
        BREAK.format(module="transcribe.stage", name="diarize", canary=CANARY), TRANSCRIBE, new_recording,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IN_A_PROCESS)
def test_a_process_that_breaks_leaves_no_trace_of_text(study: Path, name: str) -> None:
    """No hook of Python that prints by itself (threads, destructors, the exit) tells more than the program does."""
    patch, words, change = IN_A_PROCESS[name]
    change(study)
    before = files_of(study)
    code, shown = loudly(study, words, patch)
    assert code not in (0, ExitCode.USAGE), shown
    assert_safe(study, before, "\n".join(line for line in shown.splitlines() if "Warning" not in line))


@pytest.mark.models
def test_warnings_and_logs_of_libraries_hold_no_word_of_an_interview(study: Path) -> None:
    """The real models over a real recording and a text, with `-W always` and every logger at DEBUG."""
    new_text(study)
    new_recording(study)
    for words in (["run"], ["approve", "P1", "all", *BY, "--accept-pending"], ["check", str(study / "exports")]):
        code, shown = loudly(study, words)
        assert code in (0, ExitCode.REFUSED), shown
        heard = json.loads((study / "restricted" / "transcripts" / "P2.json").read_bytes())["data"]["turns"]
        words_heard = " ".join(turn["text"] for turn in heard).split()
        phrases = {" ".join(words_heard[at : at + 3]) for at in range(len(words_heard) - 2)}
        assert len(phrases) > 10
        assert not [said for said in {*phrases, *TOLD} if said in shown]
    assert Study.open(study).pseudonymized("P2").exists()
