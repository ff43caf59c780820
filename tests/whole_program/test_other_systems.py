"""A study from its tables to its release, and a withdrawal, on disks and consoles as Windows and macOS have them.

Both are played (`tests/other_systems.py`): nothing here was tried on a real one.
"""

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from ipstranscribe import system
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import PseudonymizedTranscript
from ipstranscribe.study import storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.release import release
from ipstranscribe.workflow.withdraw import withdraw
from tests.other_systems import other_disk, windows_names
from tests.studies import ROLE, WHEN, in_everything, ready, telling

linux = pytest.mark.skipif(sys.platform != "linux", reason="played on Linux")
pytestmark = linux
TABLES = {
    "interviews": "id,participant,recordings\nP1,P1,\nÅ2,Å2,\n",
    "participants": "id,name\nP1,Hanne Nordmo\nÅ2,Bjørn Åsen\n",
}
SAID = {"P1": "Then Hanne came back to work, and it went well.", "Å2": "Bjørn said that the days were long in winter."}


def whole(folder: Path) -> Study:
    """A study that was run, approved and released, from which somebody withdraws."""
    study = in_everything(telling(folder / "Study", TABLES, SAID), coders=("A", "B"))
    ready(study)
    assert not release(study, ROLE, WHEN).reasons
    assert sorted(path.name for path in (study.root / "shared").iterdir())
    withdraw(study, "P1", by=ROLE, when=WHEN)
    return study


def names_below(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*")]


def test_on_a_disk_that_ignores_case_and_takes_letters_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "NAME", "macos")
    with other_disk(tmp_path, apart=True) as disk:
        study = whole(tmp_path)
        again = Study.open(tmp_path / "STUDY")
        assert storage.read(again.pseudonymized("Å2"), PseudonymizedTranscript).interview == "Å2"
        assert not again.pseudonymized("P1").exists()
    assert disk.respelled
    apart = [name for name in names_below(study.root.parent) if "\u030a" in name]
    assert apart
    assert not [name for name in names_below(study.root.parent) if unicodedata.normalize("NFD", name) != name]


def test_where_what_is_open_cannot_be_moved_or_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "NAME", "windows")
    monkeypatch.setattr(system, "is_network_drive", lambda _: False)  # asks a library that is not here
    with other_disk(tmp_path, apart=False), windows_names(tmp_path) as held_by_us:
        study = whole(tmp_path)
    assert held_by_us == []
    assert (study.root / "shared").is_dir()
    assert not list(study.root.rglob("*.part"))


def test_a_document_that_is_open_in_word_is_named_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = telling(tmp_path / "study", TABLES, SAID)
    ready(study)
    before = {path: path.read_bytes() for path in study.root.rglob("*") if path.is_file()}
    monkeypatch.setattr(system, "NAME", "windows")
    monkeypatch.setattr(system, "_PAUSES", (0.0,))
    open_one = study.decisions
    with windows_names(tmp_path, lambda path: path == str(open_one)), pytest.raises(UserError) as refused:
        storage.write_bytes(open_one, b"new")
    assert refused.value.code == ExitCode.CANNOT_WRITE
    assert "Close the file in Word or Excel" in refused.value.fix
    assert {path: path.read_bytes() for path in study.root.rglob("*") if path.is_file()} == before


CONSOLES = ("cp1252", "cp850", "cp437", "ascii")


@pytest.mark.parametrize("console", CONSOLES)
def test_every_console_shows_what_is_said_or_what_looks_like_it(tmp_path: Path, console: str) -> None:
    """Words of a command, the study's own letters among them, on a console of an old Windows."""
    study = telling(tmp_path / "Blåbærstudien → en", TABLES, SAID)
    environment = {**os.environ, "PYTHONIOENCODING": console, "PYTHONUTF8": "0", "COLUMNS": "200"}
    for words, codes in ((["status"], {0}), (["split"], {ExitCode.BAD_INPUT, ExitCode.INCOMPLETE})):
        command = [sys.executable, "-m", "ipstranscribe", *words, "--study", str(study.root)]
        done = subprocess.run(command, capture_output=True, check=False, env=environment)
        shown = (done.stdout + done.stderr).decode(console)
        assert "Traceback" not in shown
        assert done.returncode in codes, shown
        assert words != ["status"] or {"cp1252": "Å2", "cp850": "Å2", "cp437": "Å2", "ascii": "Aa2"}[console] in shown
