"""Broken installations: the doctor names what is wrong, says what to do, and ends with the exit code of the cause."""

import errno
import importlib.metadata
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from ipstranscribe import system
from ipstranscribe.errors import ExitCode
from ipstranscribe.pseudonymize.recognizers import trained
from ipstranscribe.study import machine_faults
from ipstranscribe.study.folder import Study
from ipstranscribe.transcribe.asr import engines
from ipstranscribe.weights import registry
from ipstranscribe.workflow.doctor import CHECKS, DoctorFacts, DoctorFinding, NetworkProof, doctor, exit_code
from ipstranscribe.workflow.doctor import installation as checked_installation
from ipstranscribe.workflow.doctor import places as checked_places
from ipstranscribe.workflow.doctor.report import report, without_names
from tests.studies import copied, founded

REFUSED = NetworkProof("kernel", {"a connection": True})
TABLES = {"interviews": "id,participant,recordings\nP77,P77,\n", "participants": "id,name\nP77,Hanne Nordmo\n"}
PATCH = pytest.MonkeyPatch


@pytest.fixture(scope="module")
def founding(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study and a model, with nothing wrong."""
    folder = tmp_path_factory.mktemp("founding")
    founded(folder / "study", TABLES)
    whole = folder / "models" / "whisper-base"
    whole.mkdir(parents=True)
    (whole / "model.bin").write_bytes(b"weights")
    (whole / registry.RECORD).write_text(json.dumps({"files": {"model.bin": "0"}}))
    return folder


@pytest.fixture
def study(founding: Path, tmp_path: Path, monkeypatch: PATCH) -> Study:
    monkeypatch.setenv("IPSTRANSCRIBE_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return copied(founding, tmp_path)


def found(study: Study | None, network: NetworkProof = REFUSED, console: str = "utf-8") -> tuple[DoctorFinding, ...]:
    return doctor(DoctorFacts(study, network, console))


def broken(study: Study | None, network: NetworkProof = REFUSED) -> list[DoctorFinding]:
    return [one for one in found(study, network) if one.health == "broken" and not one.about.startswith("language")]


def no_model(study: Study, _: PATCH) -> None:
    shutil.rmtree(study.root.parent / "models")


def a_model_that_lost_its_weights(study: Study, _: PATCH) -> None:
    (study.root.parent / "models" / "whisper-base" / "model.bin").write_bytes(b"")


def no_engine(_: Study, patch: PATCH) -> None:
    there = engines.find_spec
    patch.setattr(engines, "find_spec", lambda name: None if name == "faster_whisper" else there(name))


def a_package_gone(_: Study, patch: PATCH) -> None:
    there = importlib.metadata.version

    def version(name: str) -> str:
        if name == "python-docx":
            raise importlib.metadata.PackageNotFoundError
        return there(name)

    patch.setattr(checked_installation.importlib.metadata, "version", version)  # type: ignore[attr-defined]


def a_package_of_another_version(_: Study, patch: PATCH) -> None:
    there = importlib.metadata.version
    name = "pydantic"
    patch.setattr(
        checked_installation.importlib.metadata,  # type: ignore[attr-defined]
        "version",
        lambda one: "1.10" if one == name else there(one),
    )


def a_library_that_does_not_load(_: Study, patch: PATCH) -> None:
    there = checked_installation.importlib.import_module  # type: ignore[attr-defined]

    def load(name: str) -> object:
        if name == "onnxruntime":
            raise ImportError("DLL load failed")
        return there(name)

    patch.setattr(checked_installation.importlib, "import_module", load)  # type: ignore[attr-defined]


def a_key_folder_that_cannot_be_read(_: Study, patch: PATCH) -> None:
    access = os.access
    patch.setattr(checked_places.os, "access", lambda place, how: Path(place).name != "keys" and access(place, how))  # type: ignore[attr-defined]


def a_file_for_the_folder_of_keys(study: Study, _: PATCH) -> None:
    place = study.root.parent / "somewhere"
    place.write_text("")
    config = study.root / "study.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('"../study.key.age"', '"../somewhere/study.key.age"'), encoding="utf-8")


def a_key_where_things_are_shared(study: Study, _: PATCH) -> None:
    config = study.root / "study.toml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace('"../study.key.age"', '"shared/study.key.age"'), encoding="utf-8")


def a_synced_folder(study: Study, patch: PATCH) -> None:
    patch.setenv("OneDrive", str(study.root.parent))


def a_full_disk(_: Study, patch: PATCH) -> None:
    patch.setattr(machine_faults.shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))  # type: ignore[attr-defined]


def a_disk_that_can_only_be_read(_: Study, patch: PATCH) -> None:
    patch.setattr(system, "can_only_be_read", lambda _: True)


def a_disk_that_is_gone(_: Study, patch: PATCH) -> None:
    def gone(_: object) -> bool:
        raise OSError(errno.EIO, "")

    patch.setattr(system, "can_only_be_read", gone)


def a_clock_that_is_years_behind(_: Study, patch: PATCH) -> None:
    patch.setattr(machine_faults.time, "localtime", lambda: time.struct_time((1999, 1, 1, 0, 0, 0, 0, 1, 0)))  # type: ignore[attr-defined]


BROKEN: dict[Callable[[Study, PATCH], None], tuple[str, str, ExitCode]] = {
    # what is done to it: what is named, what to do, the exit code
    no_model: ("The model whisper-base is not on this machine", "models fetch whisper-base", ExitCode.MISSING_MODEL),
    a_model_that_lost_its_weights: ("has lost model.bin", "models fetch whisper-base", ExitCode.MISSING_MODEL),
    no_engine: ("faster-whisper is absent", "Install faster-whisper", ExitCode.MISSING_MODEL),
    a_package_gone: ("python-docx is not installed", "Install the program again", ExitCode.MISSING_MODEL),
    a_package_of_another_version: ("pydantic is 1.10, not", "Install the program again", ExitCode.MISSING_MODEL),
    a_library_that_does_not_load: ("onnxruntime cannot be loaded (ImportError)", "again", ExitCode.MISSING_MODEL),
    a_file_for_the_folder_of_keys: ("is a file, where a folder should be", "name another place", ExitCode.KEY),
    a_key_where_things_are_shared: ("puts the key where things are shared", "outside the study", ExitCode.KEY),
    a_synced_folder: ("OneDrive copies to other machines", "not synced", ExitCode.REFUSED),
    a_full_disk: ("No space left on device", "has room", ExitCode.CANNOT_WRITE),
    a_disk_that_can_only_be_read: ("Read-only file system", "can only be read", ExitCode.CANNOT_WRITE),
    a_disk_that_is_gone: ("Input/output error", "the disk is there", ExitCode.CANNOT_WRITE),
    a_clock_that_is_years_behind: ("clock of this computer says 1999", "Set date and time", ExitCode.CANNOT_WRITE),
}


@pytest.mark.parametrize(("harm", "told"), BROKEN.items(), ids=[one.__name__ for one in BROKEN])
def test_each_fault_is_named_with_what_to_do_and_its_exit_code(
    study: Study, monkeypatch: PATCH, harm: Callable[[Study, PATCH], None], told: tuple[str, str, ExitCode]
) -> None:
    assert broken(study) == []
    harm(study, monkeypatch)
    what, fix, code = told
    faults = broken(Study.open(study.root))
    assert [one for one in faults if what in one.what and fix in one.fix], faults
    assert {one.code for one in faults} == {code}
    assert exit_code(tuple(faults)) == code


def test_a_key_folder_without_rights_is_named(study: Study, monkeypatch: PATCH, tmp_path: Path) -> None:
    (tmp_path / "data" / "ipstranscribe" / "keys").mkdir(parents=True)
    a_key_folder_that_cannot_be_read(study, monkeypatch)
    (fault,) = broken(None)
    assert "cannot be read or written by you" in fault.what
    assert fault.code == ExitCode.KEY


@pytest.mark.skipif(os.name != "posix", reason="modes mean nothing on Windows")
def test_a_key_folder_that_others_can_enter_is_a_note(study: Study, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "ipstranscribe" / "keys"
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    assert [one.about for one in found(None) if "can be entered by others" in one.what] == ["keys"]
    folder.chmod(0o700)
    assert not [one for one in found(None) if "can be entered by others" in one.what]


def test_a_network_that_is_not_refused_is_the_worst(study: Study) -> None:
    (fault,) = broken(study, NetworkProof("Python", {"a connection": True, "a datagram": False}))
    assert (fault.what, fault.code) == ("not refused: a datagram.", ExitCode.UNEXPECTED)


def test_the_engine_that_is_not_used_may_be_absent(study: Study, monkeypatch: PATCH) -> None:
    there = engines.find_spec
    monkeypatch.setattr(engines, "find_spec", lambda name: None if name == "whisper" else there(name))
    assert broken(study) == []
    (absent,) = [one for one in found(study) if one.about == "engine openai"]
    assert (absent.health, "openai-whisper is absent" in absent.what) == ("absent", True)


def test_what_finds_details_is_said(study: Study, monkeypatch: PATCH) -> None:
    (told,) = [one for one in found(study) if one.about == "identifying details"]
    assert (told.what, told.health) == (f"are found by {trained.found_by_talk()}", "ok")
    monkeypatch.setattr(trained, "PACKAGE", "not_installed")
    (told,) = [one for one in found(study) if one.about == "identifying details"]
    assert told.health == "absent"
    assert "by patterns alone" in told.what


def test_a_study_that_is_too_deep_for_windows_is_a_note(study: Study, monkeypatch: PATCH) -> None:
    deep = study.root.parent / ("d" * 120) / "study"
    shutil.copytree(study.root, deep)
    monkeypatch.setattr(system, "longest_path", lambda: system.LONGEST_ON_WINDOWS)
    assert [one.health for one in found(Study.open(deep)) if "too deep for Windows" in one.what] == ["note"]


def test_a_console_without_our_letters_is_a_note(study: Study) -> None:
    assert [one.health for one in found(study, console="ascii") if one.about == "console"] == ["note"]
    assert [one.health for one in found(study, console="cp1252") if one.about == "console"] == ["ok"]


def test_every_check_says_something_of_a_machine_and_changes_nothing(study: Study) -> None:
    before = {path: path.stat().st_mtime_ns for path in study.root.parent.rglob("*")}
    facts = DoctorFacts(study, REFUSED, "utf-8")
    assert [check.__name__ for check in CHECKS if not list(check(facts))] == []
    assert {path: path.stat().st_mtime_ns for path in study.root.parent.rglob("*")} == before


def test_the_report_holds_no_name_no_id_and_no_path_of_the_user(
    study: Study, monkeypatch: PATCH, tmp_path: Path
) -> None:
    home = tmp_path / "karianne"
    (home / "ips").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("USERNAME", "nordmo_h")
    monkeypatch.setenv("IPSTRANSCRIBE_MODELS", f"{tmp_path}/disks/nordmo_h/models")
    monkeypatch.setattr(checked_installation.sys, "prefix", str(home / "ips"))
    monkeypatch.setenv("OneDrive", str(study.root.parent))
    text = report(found(study), study.root)
    assert "~" in text
    assert "USER" in text
    for hidden in ("karianne", "nordmo_h", str(study.root), "P77", "Hanne", "Back to work"):
        assert hidden not in text


def test_names_are_replaced_as_windows_writes_them() -> None:
    text = r"in C:\Users\Kari\ips; D:\study\restricted; E:\kari-stick\x; E:\kari\x"
    assert without_names(text, Path(r"D:\study"), Path(r"C:\Users\Kari"), ["Kari"]) == (
        r"in ~\ips; STUDY\restricted; E:\kari-stick\x; E:\USER\x"
    )
