"""What differs between systems stands in one module, which behaves as each of them when it is told that it is one."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ipstranscribe import system
from tests.conftest import ROOT

SOURCES = sorted((ROOT / "src" / "ipstranscribe").rglob("*.py"))
BEFORE_ANYTHING_IS_LOADED = {"system.py", "cli/start_up.py"}
_ASKS = {"os.name", "sys.platform", "os.uname", "os.sysconf", "os.statvfs", "os.sched_getaffinity", "os.cpu_count"}
_OF_ONE_SYSTEM = {"fcntl", "msvcrt", "winreg", "pwd", "grp", "resource", "_winapi"}


def asked(path: Path) -> set[str]:
    """What a file asks about the system it runs on."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found & (_ASKS | _OF_ONE_SYSTEM)


def test_no_other_module_asks_which_system_this_is() -> None:
    asking = {path.relative_to(SOURCES[0].parent).as_posix(): found for path in SOURCES if (found := asked(path))}
    assert set(asking) == BEFORE_ANYTHING_IS_LOADED


def test_text_is_written_and_read_in_an_encoding_that_is_said_and_with_its_own_line_ends() -> None:
    """A system's own would be cp1252 on Windows, and `\\r\\n` where we write `\\n`."""
    wrong = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                said = {word.arg for word in node.keywords}
                given = "encoding" in said or (node.func.attr == "read_text" and node.args)
                if node.func.attr in ("read_text", "write_text") and not given:
                    wrong.append(f"{path.name}:{node.lineno}: no encoding")
                if node.func.attr == "write_text" and "newline" not in said:
                    wrong.append(f"{path.name}:{node.lineno}: no newline")
    assert wrong == []


def test_this_system_is_known() -> None:
    assert {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(sys.platform, "other") == system.NAME


@pytest.mark.parametrize(
    ("name", "modes", "home", "port", "screen", "interrupt"),
    [
        ("linux", True, False, True, False, True),
        ("macos", True, False, True, True, True),
        ("windows", False, True, False, True, False),
    ],
)
def test_each_system_has_what_its_documentation_says(
    monkeypatch: pytest.MonkeyPatch, name: str, *, modes: bool, home: bool, port: bool, screen: bool, interrupt: bool
) -> None:
    monkeypatch.setattr(system, "NAME", name)
    told = (
        system.keeps_modes(),
        system.tells_home(),
        system.port_is_given_back_at_once(),
        system.always_has_a_screen(),
    )
    assert told == (modes, home, port, screen)
    assert system.can_interrupt() == (interrupt and hasattr(os, "fork"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Å", "A\u030a", True), ("P1", "p1", True), ("STRASSE", "straße", True), ("ø", "o", False), ("P1", "P2", False)],
)
def test_names_are_the_same_whatever_case_and_form(one: str, other: str, *, same: bool) -> None:
    assert (system.folded(one) == system.folded(other)) == same


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("con", True), ("NUL.csv", True), ("Com1", True), ("aux .txt", True), ("com10", False), ("console", False)],
)
def test_devices_of_windows(name: str, *, is_one: bool) -> None:
    assert system.is_device(name) == is_one


def test_a_path_is_limited_on_windows_unless_its_registry_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system.longest_path() is None or sys.platform == "win32"
    monkeypatch.setattr(system, "NAME", "windows")
    monkeypatch.setattr(system, "_takes_long_paths", lambda: False)
    assert system.longest_path() == system.LONGEST_ON_WINDOWS
    monkeypatch.setattr(system, "_takes_long_paths", lambda: True)
    assert system.longest_path() is None


def refusing(times: int, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Let renames be refused so many times, as while a virus scanner reads; returns where tries are noted."""
    real, tries = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        tries.append(self)
        if len(tries) <= times:
            raise PermissionError
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(system.time, "sleep", lambda _: None)  # type: ignore[attr-defined]
    return tries


def test_on_windows_a_rename_waits_for_who_holds_the_file_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system, "NAME", "windows")
    (tmp_path / "a").write_text("new")
    (tmp_path / "b").write_text("old")
    tries = refusing(3, monkeypatch)
    system.rename(tmp_path / "a", tmp_path / "b")
    assert len(tries) == 4
    assert (tmp_path / "b").read_text() == "new"


@pytest.mark.parametrize(("name", "tries"), [("windows", 6), ("linux", 1)])
def test_a_rename_that_stays_refused_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, tries: int
) -> None:
    monkeypatch.setattr(system, "NAME", name)
    (tmp_path / "a").write_text("new")
    tried = refusing(100, monkeypatch)
    with pytest.raises(PermissionError):
        system.rename(tmp_path / "a", tmp_path / "b")
    assert len(tried) == tries


POOLS = """
import ctypes, sys, threading
from ipstranscribe import system

pooled = sys.argv[1] == "pooled" and system.pool_memory()
library = ctypes.CDLL(None)
library.malloc.restype = ctypes.c_void_p
library.fopen.restype = ctypes.c_void_p
together = threading.Barrier(8)

def take():
    for _ in range(100):
        library.malloc(ctypes.c_size_t(1000))
    together.wait()

threads = [threading.Thread(target=take) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
told = ctypes.c_void_p(library.fopen(sys.argv[2].encode(), b"w"))
library.malloc_info(0, told)
library.fclose(told)
print(pooled)
"""


@pytest.mark.skipif(system.NAME != "linux", reason="other systems have no such pools")
def test_threads_take_memory_from_one_pool(tmp_path: Path) -> None:
    def pools(how: str) -> int:
        told = tmp_path / f"{how}.xml"
        command = [sys.executable, "-c", POOLS, how, str(told)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        if how == "pooled" and done.stdout.strip() == "False":
            pytest.skip("this C library has no such pools")
        return told.read_text(encoding="utf-8").count("<heap nr=")

    assert pools("pooled") == 1
    assert pools("as it is") > 1


@pytest.mark.parametrize("name", ["windows", "macos", "other"])
def test_other_systems_have_no_pools_to_share(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(system, "NAME", name)
    assert not system.pool_memory()
