"""Originals and the key are readable by their owner only, and one process at a time changes a study.

POSIX modes; on Windows they mean nothing and what protects there is the user's profile folder (docs/privacy.md).
"""

import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode
from ipstranscribe.study import atomic_folder, locks, passphrases, private_place, storage
from ipstranscribe.study.folder import Study
from tests.cli.test_cli import SECRET, files_below, own_keys, run, study, with_transcript
from tests.whole_program.machine import NEW_SECRET

__all__ = ["own_keys", "study"]  # fixtures

posix = pytest.mark.skipif(os.name != "posix", reason="modes mean nothing on Windows; see docs/privacy.md")
BY = ("--by", "investigator")


def open_to_others(folder: Path) -> list[str]:
    """What below `folder` somebody else could read or enter, with its mode."""
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in (folder, *folder.rglob("*"))}
    return [f"{path}: {mode:o}" for path, mode in modes.items() if mode & 0o077]


@pytest.fixture
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """The mask of what new files are not, as users have it set."""
    before = os.umask(request.param)
    yield
    os.umask(before)


# --- who may read --------------------------------------------------------------------------------------------------------


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022], ids=oct, indirect=True)
@pytest.mark.usefixtures("umask")
def test_after_the_whole_flow_originals_and_the_key_are_their_owners_alone(tmp_path: Path, own_keys: Path) -> None:
    folder = tmp_path / "my-study"
    run("init", folder)
    assert open_to_others(folder / "restricted") == []
    (folder / "restricted" / "participants.csv").write_text(f"id,name,branch\nP1,{SECRET},working\n")
    with_transcript(folder, text=f"Then {SECRET} came.")
    (folder / "talk.txt").write_text(f"I: Who came?\nP1: Then {SECRET} came, I think.\n")
    for words in (
        ["run", "--rules-only", "--lexical"],
        ["speakers", "P1", "--swap"],
        ["import", "transcript", "P1", folder / "talk.txt", "--overwrite"],
        ["run", "--rules-only", "--lexical"],
        ["identifiers", "write", "--format", "csv"],
        ["approve", "P1", "all", *BY, "--accept-pending"],
        ["release", *BY],
        ["reidentify", folder / "exports" / "P1_units.csv"],
    ):
        code, shown = run(*words, "--study", folder)
        assert code == 0, shown
    assert open_to_others(folder / "restricted") == []
    assert open_to_others(own_keys) == []
    assert open_to_others(own_keys.parent) == []
    assert (folder / "restricted" / "reidentified" / "P1_units.csv").exists()


@posix
def test_restricted_made_wider_by_hand_is_closed_again_and_said(study: Path, own_keys: Path) -> None:
    with_transcript(study)
    restricted = study / "restricted"
    restricted.chmod(0o755)
    (restricted / "transcripts").chmod(0o775)
    (restricted / "transcripts" / "P1.json").chmod(0o644)
    (restricted / "recordings" / "P1.wav").touch(0o644)
    opened = len(open_to_others(restricted))
    assert opened >= 4
    code, shown = run("pseudonymize", "--rules-only", "--study", study)
    assert (code, f"others could read: {opened}" in shown) == (0, True), shown
    assert open_to_others(restricted) == []
    assert "others could read" not in run("split", "--lexical", "--study", study)[1]


@posix
def test_what_another_command_deletes_meanwhile_is_passed_over(tmp_path: Path) -> None:
    """Two commands at once: the temporary files of one go while the other closes what was opened."""
    done = threading.Event()

    def come_and_go() -> None:
        while not done.is_set():
            storage.make_folder(tmp_path / "work" / "a process" / "its files")
            shutil.rmtree(tmp_path / "work")

    other = threading.Thread(target=come_and_go)
    other.start()
    try:
        for _ in range(100):
            private_place.keep_private(tmp_path)
    finally:
        done.set()
        other.join()


@posix
def test_what_a_link_leads_to_keeps_its_mode(study: Path, own_keys: Path, tmp_path: Path) -> None:
    """A recording may lie on another disk, linked into the study: what is there is not ours."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    (elsewhere / "P1.wav").touch(0o644)
    (study / "restricted" / "recordings" / "P1.wav").symlink_to(elsewhere / "P1.wav")
    (study / "restricted" / "more").symlink_to(elsewhere, target_is_directory=True)
    with_transcript(study)
    assert run("pseudonymize", "--rules-only", "--study", study)[0] == 0
    assert [stat.S_IMODE(p.stat().st_mode) for p in (elsewhere, elsewhere / "P1.wav")] == [0o755, 0o644]


@posix
def test_a_disk_that_keeps_no_modes_is_said_to_be_open(
    study: Path, own_keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FAT and some network shares refuse or forget modes; the work goes on, and says so."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    with_transcript(study)
    (study / "restricted").chmod(0o755)
    monkeypatch.setattr(Path, "chmod", refuse)
    code, shown = run("pseudonymize", "--rules-only", "--study", study)
    monkeypatch.undo()
    assert (code, "does not let them be closed" in shown) == (0, True), shown
    assert "They are closed now" not in shown


@posix
def test_temporary_files_of_libraries_lie_in_the_study_and_are_swept(study: Path, own_keys: Path) -> None:
    """openpyxl writes the table of identifiers to the folder for temporary files before it packs it."""
    import tempfile

    opened = Study.open(study)
    before = tempfile.gettempdir()
    left = opened.work / ".temporary" / "12345" / "left-by-a-kill"
    left.parent.mkdir(parents=True)
    left.touch()
    with locks.shared(opened, "a test"), tempfile.NamedTemporaryFile() as file:
        assert Path(file.name).is_relative_to(opened.restricted.resolve())
        assert open_to_others(opened.restricted) == []
        assert not left.exists()
    assert tempfile.gettempdir() == before
    assert not any(left.parent.parent.iterdir())


# --- one at a time -------------------------------------------------------------------------------------------------------

HOLD = """
import sys, time
from pathlib import Path
from ipstranscribe.study import atomic_folder, locks, storage
from ipstranscribe.study.folder import Study
with locks.everything(Study.open(Path(sys.argv[1])), "withdraw"):
    print("held", flush=True)
    time.sleep(600)
"""

WRITERS = {
    "run": ["run", "--rules-only", "--lexical"],
    "transcribe": ["transcribe", "P1"],
    "speakers": ["speakers", "P1", "--swap"],
    "pseudonymize": ["pseudonymize", "--rules-only"],
    "identifiers write": ["identifiers", "write"],
    "identifiers delete": ["identifiers", "delete"],
    "split": ["split", "--lexical"],
    "audio": ["audio", "P1"],
    "export": ["export"],
    "import decisions": ["import", "decisions", "{study}/decisions.csv", *BY],
    "import transcript": ["import", "transcript", "P1", "{study}/talk.txt", "--overwrite"],
    "import guide": ["import", "guide", "{study}/talk.txt"],
    "import units": ["import", "units", "{study}/exports/P1_units.xlsx", *BY],
    "import codes": ["import", "codes", "{study}/more_codes.csv", "--coder", "A"],
    "compare": ["compare"],
    "import consensus": ["import", "consensus", "{study}/restricted/coding/comparison.xlsx", *BY],
    "stc": ["stc"],
    "import stc": ["import", "stc", *BY],
    "check-quotes": ["check-quotes", "{study}/talk.txt", "--quotes-only"],
    "listened": ["listened", "P1", "--all", *BY],
    "approve": ["approve", "P1", "all", *BY],
    "release": ["release", *BY],
    "archive": ["archive", "{study}/../deposit", *BY],
    "key passphrase": ["key", "passphrase"],
    "reidentify": ["reidentify", "{study}/exports/P1_units.csv"],
    "report": ["report"],
    "risk": ["risk"],
    "withdraw": ["withdraw", "P1", *BY],
    "recordings delete": ["recordings", "delete", "P1", *BY, "--yes"],
    "key adopt": ["key", "adopt", *BY, "--yes"],
    "key destroy": ["key", "destroy", *BY, "--yes"],
    "corrections": ["corrections"],
    "import corrections": ["import", "corrections", "{study}/restricted/corrections/corrections.xlsx", *BY],
    "handover write": ["handover", "write", "{study}/../handed.handover", *BY],
    "handover read": ["handover", "read", "{study}/handed.handover", *BY],
}
READERS = {
    "doctor",
    "status",
    "check",
    "guide check",
    "speakers",
    "identifiers list",
    "recordings list",
    "key where",
    "models list",
    "models verify",
}
"""Commands that change nothing in the study."""
ELSEWHERE = {"init", "demo", "models fetch", "models import", "key copy", "key remember", "key forget", "review"}
"""Commands that write nothing into a study that is there: a new one, models, a copy outside, the system's keyring. What the
review page writes, and what it says where others are at work, is tested in `tests/web`."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with everything, its key beside it, and files to import."""
    folder = tmp_path_factory.mktemp("built") / "my-study"
    run("init", folder)
    (folder / "restricted" / "participants.csv").write_text(f"id,name,branch\nP1,{SECRET},working\n")
    config = folder / "study.toml"
    text = config.read_text(encoding="utf-8").replace('# key = "../my-study.key.age"', 'key = "../key/a.key.age"')
    config.write_text(text, encoding="utf-8")
    with_transcript(folder, text=f"Then {SECRET} came.")
    (folder / "decisions.csv").write_text("decision,replacement,written_form\naccept,,y\n")
    (folder / "talk.txt").write_text("I: Who came?\nP1: She came, I think.\n")
    assert run("run", "--rules-only", "--lexical", "--study", folder)[0] == 0
    assert run("corrections", "--study", folder)[0] == 0
    for name in ("codes", "more_codes"):
        (folder / f"{name}.csv").write_text(f"interview,unit_id,code\nP1,P1-MU001,{name}\n")
    assert run("import", "codes", folder / "codes.csv", "--coder", "A", "--study", folder)[0] == 0
    assert run("compare", "--study", folder)[0] == 0
    assert run("stc", "--study", folder)[0] == 0
    assert (folder.parent / "key" / "a.key.age").exists()
    return folder


@pytest.fixture
def whole(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(built.parent, tmp_path / "copy")
    return tmp_path / "copy" / "my-study"


@pytest.fixture(scope="module")
def held(built: Path) -> Iterator[Path]:
    """A study of which another process holds everything."""
    with subprocess.Popen([sys.executable, "-c", HOLD, str(built)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield built
        other.kill()


@pytest.mark.parametrize("name", WRITERS)
def test_a_command_that_writes_says_that_another_is_at_work_and_changes_nothing(
    held: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in (passphrases.NEW_PASSPHRASE, passphrases.HANDOVER):
        monkeypatch.setenv(variable, NEW_SECRET)
    monkeypatch.setattr(locks, "SHORT", 0.1)
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    before = files_below(held)
    code, shown = run(*(word.format(study=held) for word in WRITERS[name]), "--study", held)
    assert (code, "in use by `ipstranscribe withdraw`" in shown) == (ExitCode.CANNOT_WRITE, True), shown
    assert "is in use by" in shown.strip().splitlines()[-2]
    assert files_below(held) == before


def test_every_command_is_known_to_write_or_not(study: Path) -> None:
    """A new command has to be put into one of the three tables above."""
    from tests.cli.test_cli import commands

    assert set(commands()) == set(WRITERS) | READERS | ELSEWHERE


@pytest.mark.parametrize("name", ["status", "identifiers list", "key where"])
def test_a_command_that_only_reads_does_not_wait(held: Path, name: str) -> None:
    assert run(*name.split(), "--study", held)[0] == 0


def _start(*words: str | Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "ipstranscribe", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


PAIRS = [("run", "run"), ("run", "release"), ("release", "approve"), ("pseudonymize", "import decisions")]


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_of_two_real_commands_at_once_each_is_done_or_refused(whole: Path, first: str, second: str) -> None:
    """Started at the same moment, they meet somewhere; whoever came second is told so, and the study stays whole."""
    with_transcript(whole, text=f"Then {SECRET} left.")
    both = [_start(*(word.format(study=whole) for word in WRITERS[name]), "--study", whole) for name in (first, second)]
    shown = [process.communicate(timeout=300)[0] for process in both]
    for process, text in zip(both, shown, strict=True):
        assert process.returncode in (0, ExitCode.REFUSED, ExitCode.CANNOT_WRITE, ExitCode.INCOMPLETE), text
        assert "Traceback" not in text
        assert process.returncode in (0, ExitCode.REFUSED) or "in use by" in text
    assert run("status", "--study", whole)[0] == 0
    assert run("run", "--rules-only", "--lexical", "--study", whole)[0] == 0


def test_a_lock_that_a_killed_process_left_does_not_block(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    work = Study.open(whole).work
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(whole)], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    assert run("split", "--lexical", "--study", whole)[0] == ExitCode.CANNOT_WRITE
    other.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    other.wait()
    other.stdout.close()
    for _ in range(50):  # Windows lets go a moment later
        code, shown = run("split", "--lexical", "--study", whole)
        if not code:
            break
        time.sleep(0.1)
    assert code == 0, shown
    assert not any((work / ".temporary").iterdir())


@posix
@pytest.mark.parametrize(
    ("umask", "file", "folder"),
    [(0o077, 0o600, 0o700), (0o027, 0o640, 0o750), (0o022, 0o644, 0o755), (0o002, 0o664, 0o775)],
    ids=["owner", "group", "usual", "group writes"],
    indirect=["umask"],
)
@pytest.mark.usefixtures("umask")
def test_what_is_no_original_has_the_modes_that_its_user_wants(tmp_path: Path, file: int, folder: int) -> None:
    """Documents and `shared/` are as open as the user's mask says, and never more."""
    storage.write_bytes(tmp_path / "exports" / "P1_units.csv", b"x")
    atomic_folder.replace(tmp_path / "shared", {"P1/units.csv": b"x"})
    atomic_folder.replace(tmp_path / "shared", {"P1/units.csv": b"y"})
    storage.write_bytes(tmp_path / "restricted" / "P1.json", b"x", private=True)
    modes = {path.relative_to(tmp_path).as_posix(): stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes == {
        "exports": folder,
        "exports/P1_units.csv": file,
        "shared": folder,
        "shared/P1": folder,
        "shared/P1/units.csv": file,
        "restricted": 0o700,
        "restricted/P1.json": 0o600,
    }
