"""Values to files and back, whole or not at all."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.model import Decisions, MadeBy, PseudonymizedTranscript, Speaker, Transcript, Turn, Units
from ipstranscribe.study import atomic_folder, storage

SECRET = "Hanne Nordmo"


def a_transcript() -> Transcript:
    turn = Turn(id="P1-001", speaker="P1", text=f"Hei, {SECRET} her.", start=0.0, end=1.5)
    speaker = Speaker(label="P1", role="participant")
    made_by = MadeBy(program="test", inputs="x")
    return Transcript(interview="P1", language="nb", speakers=(speaker,), turns=(turn,), made_by=made_by)


def test_what_is_written_is_read_back_and_the_same_value_gives_the_same_bytes(tmp_path: Path) -> None:
    storage.write(tmp_path / "a.json", a_transcript())
    storage.write(tmp_path / "b.json", storage.read(tmp_path / "a.json", Transcript))
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


def envelope(**changes: object) -> bytes:
    return json.dumps({**json.loads(storage.to_bytes(a_transcript())), **changes}).encode()


REFUSED = {
    "another kind": envelope(kind="units"),
    "a newer version": envelope(version=99),
    "a field too many": envelope(data={**json.loads(storage.to_bytes(a_transcript()))["data"], "surprise": SECRET}),
    "no envelope": b'{"turns": []}',
    "a list": b"[1, 2]",
    "not JSON": b"Hanne Nordmo: hei",
    "not text": b"\xff\xfe\x00",
    "nothing": b"",
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED.keys())
def test_a_wrong_file_is_refused_with_one_line_that_quotes_nothing(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "x.json").write_bytes(raw)
    with pytest.raises(UserError) as caught:
        storage.read(tmp_path / "x.json", Transcript)
    assert caught.value.code == ExitCode.WRONG_FILE
    assert "\n" not in caught.value.what
    assert SECRET not in caught.value.what + caught.value.fix + repr(caught.value.__context__ and "")


def test_a_raw_transcript_is_refused_where_a_pseudonymized_one_is_wanted(tmp_path: Path) -> None:
    storage.write(tmp_path / "x.json", a_transcript())
    for kind in (PseudonymizedTranscript, Units):
        with pytest.raises(UserError, match="holds a transcript, not"):
            storage.read(tmp_path / "x.json", kind)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x.json"
    storage.write(target, a_transcript())
    before = target.read_bytes()

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(UserError) as caught:
        storage.write(target, Decisions())
    assert caught.value.code == ExitCode.CANNOT_WRITE
    assert target.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["x.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes mean nothing on Windows")
def test_private_files_and_folders_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "restricted" / "transcripts" / "P1.json"
    storage.write(path, a_transcript(), private=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_second_process_is_told_that_the_study_is_in_use(tmp_path: Path) -> None:
    with (
        storage.lock(tmp_path, "This study"),
        pytest.raises(UserError, match="in use"),
        storage.lock(tmp_path, "This study"),
    ):
        pass
    with storage.lock(tmp_path, "This study"):
        pass


def test_parts_of_a_fingerprint_cannot_run_into_each_other() -> None:
    assert storage.digest("ab", "c") != storage.digest("a", "bc")


def test_deleting_a_file_takes_what_a_kill_left_of_writing_it(tmp_path: Path) -> None:
    path = tmp_path / "partial.txt"
    storage.write_bytes(path, b"said", private=True)
    (tmp_path / ".partial.txt.part").write_bytes(b"half of what was said")
    storage.delete(path)
    assert list(tmp_path.iterdir()) == []
    storage.delete(path)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes mean nothing on Windows")
@pytest.mark.parametrize("mask", [0o000, 0o002, 0o022, 0o027, 0o077], ids=oct)
def test_what_is_no_original_has_the_mode_that_the_user_gives_new_files(tmp_path: Path, mask: int) -> None:
    """And an original that of its owner alone, whatever the mask."""
    before = os.umask(mask)
    try:
        storage.write_bytes(tmp_path / "new" / "shown.csv", b"")
        storage.write_bytes(tmp_path / "closed" / "said.json", b"", private=True)
        atomic_folder.replace(tmp_path / "shared", {"a.csv": b""})
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    of_file, of_folder = 0o666 & ~mask, 0o777 & ~mask
    assert modes == {
        **{"new": of_folder, "shown.csv": of_file, "shared": of_folder, "a.csv": of_file},
        **{"closed": 0o700, "said.json": 0o600},
    }
