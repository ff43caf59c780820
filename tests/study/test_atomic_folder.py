"""A folder takes another's place: at every moment one finds the old one or the new one."""

import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from ipstranscribe import system
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.study import atomic_folder

OLD = {"a.txt": b"old", "below/b.txt": b"old"}
NEW = {"a.txt": b"new", "c.txt": b"new"}


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("exchange", [True, False], ids=["in one step", "in two"])
def test_the_new_folder_takes_the_place_of_the_old_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(system, "exchange", lambda *_: False)
    place = tmp_path / "shared"
    for files in (OLD, NEW):
        atomic_folder.replace(place, files)
        assert content(place) == files
    assert [p.name for p in tmp_path.iterdir()] == ["shared"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux is known to exchange folders on its usual file systems")
def test_this_system_exchanges_folders_in_one_step(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / folder.name).touch()
    assert system.exchange(one, other)
    assert (one / "other").exists()
    assert (other / "one").exists()


@pytest.mark.parametrize("step", ["exists", "aside", "gone"])
def test_what_a_stopped_program_left_is_put_right(tmp_path: Path, step: str) -> None:
    place, aside, half = tmp_path / "shared", tmp_path / ".shared-old", tmp_path / ".shared-x1y2"
    atomic_folder.replace(aside if step == "aside" else place, OLD)
    half.mkdir()
    if step == "gone":
        atomic_folder.replace(aside, NEW)
    atomic_folder.recover(place)
    assert content(place) == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["shared"]


def test_a_disk_that_takes_no_more_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "shared"
    atomic_folder.replace(place, OLD)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError) as refused:
        atomic_folder.replace(place, NEW)
    assert refused.value.code == ExitCode.CANNOT_WRITE
    assert content(place) == OLD
    assert [p.name for p in tmp_path.iterdir()] == ["shared"]


def test_what_a_killed_program_left_of_a_new_folder_is_swept_and_nothing_else(tmp_path: Path) -> None:
    """Only what bears the owner's mark: not another owner's, which may be at work, nothing of people's, no link."""
    token = "0123456789abcdef"
    ours = [tmp_path / f".{name}-unfinished-abc-{token}" for name in ("deposit", "deposit-2026-11-29")]
    others = [
        tmp_path / f".deposit-unfinished-abd-{token}",
        tmp_path / f".deposit-unfinished-abc-{token}0",
        tmp_path / ".deposit-unfinished-abc-notes",
        tmp_path / f"deposit-unfinished-abc-{token}",
        tmp_path / "deposit",
        tmp_path / "elsewhere",
    ]
    for one in (*ours, *others):
        one.mkdir()
        (one / "a.txt").write_text("x", encoding="utf-8")
    link = tmp_path / f".link-unfinished-abc-{token}"
    link.symlink_to(tmp_path / "elsewhere")
    plain = tmp_path / f".file-unfinished-abc-{token}"
    plain.write_text("x", encoding="utf-8")
    assert atomic_folder.sweep(tmp_path, "abc") == len(ours)
    assert sorted(tmp_path.iterdir()) == sorted([*others, link, plain])
    assert all((one / "a.txt").exists() for one in others)
    assert atomic_folder.sweep(tmp_path / "nowhere", "abc") == 0


def _make_and_stop(place: Path) -> None:
    def stop() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    atomic_folder.make(place, NEW, "abc", sure=stop)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_making_leaves_no_folder_under_the_name_and_is_swept_by_the_next(tmp_path: Path) -> None:
    place = tmp_path / "deposit"
    process = multiprocessing.get_context("spawn").Process(target=_make_and_stop, args=(place,))
    process.start()
    process.join()
    (left,) = tmp_path.iterdir()
    assert left != place
    assert content(left) == NEW
    assert atomic_folder.sweep(tmp_path, "abc") == 1
    atomic_folder.make(place, NEW, "abc")
    assert content(place) == NEW
    assert list(tmp_path.iterdir()) == [place]


def _replace_for_ever(place: Path) -> None:
    while True:
        for files in (NEW, OLD):
            atomic_folder.replace(place, files)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a moment between two renames")
def test_killed_at_any_moment_the_folder_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    place = tmp_path / "shared"
    atomic_folder.replace(place, OLD)
    for moment in range(20):
        process = multiprocessing.get_context("spawn").Process(target=_replace_for_ever, args=(place,))
        process.start()
        while not [p for p in tmp_path.iterdir() if p != place] and process.is_alive():
            time.sleep(0.001)  # until it is at work
        time.sleep(moment * 0.0007)
        process.kill()
        process.join()
        assert content(place) in (OLD, NEW)
    atomic_folder.recover(place)
    assert [p.name for p in tmp_path.iterdir()] == ["shared"]
