"""What was decoded is on the disk, batch by batch, whatever happens."""

import errno
import os
from pathlib import Path

import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.transcribe.asr.checkpoint import NAME, Checkpoint
from ipstranscribe.transcribe.asr.engines import Passage, RecognizedWord


def batch(number: int) -> list[Passage]:
    word = RecognizedWord(f"ørn{number}", number + 0.25, number + 0.5, 0.875)
    return [Passage((word, word), -0.25, 0.125), Passage((), -2.0, 0.9)]


def filled(folder: Path, count: int = 3) -> Checkpoint:
    checkpoint = Checkpoint.open(folder, "key")
    checkpoint.begin("nb", certain=False)
    for number in range(count):
        checkpoint.add(batch(number))
    return checkpoint


def test_what_was_added_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    filled(tmp_path)
    again = Checkpoint.open(tmp_path, "key")
    assert (again.language, again.certain) == ("nb", False)
    assert again.batches == [batch(0), batch(1), batch(2)]


def test_cut_off_at_any_byte_it_holds_whole_batches_and_goes_on_to_the_same_file(tmp_path: Path) -> None:
    filled(tmp_path)
    whole = (tmp_path / NAME).read_bytes()
    for length in range(len(whole)):
        (tmp_path / NAME).write_bytes(whole[:length])
        checkpoint = Checkpoint.open(tmp_path, "key")
        assert checkpoint.batches == [batch(n) for n in range(len(checkpoint.batches))]
        if not checkpoint.language:
            checkpoint.begin("nb", certain=False)
        for number in range(len(checkpoint.batches), 3):
            checkpoint.add(batch(number))
        assert (tmp_path / NAME).read_bytes() == whole


DAMAGED = [
    b"",
    b"\n",
    b"{}\n",
    b"[1]\n",
    b"\xff\xfe\n",
    b'{"key": "key"}\n',
]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_begun_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    checkpoint = Checkpoint.open(tmp_path, "key")
    assert (checkpoint.language, checkpoint.batches) == ("", [])


def test_of_two_processes_that_wrote_at_the_same_time_every_batch_is_taken_once(tmp_path: Path) -> None:
    """One was taken for dead on another machine, and was not."""
    earlier = filled(tmp_path, 1)
    later = Checkpoint.open(tmp_path, "key")
    for number in (1, 2):
        earlier.add(batch(number))
        later.add(batch(number))
    assert Checkpoint.open(tmp_path, "key").batches == [batch(0), batch(1), batch(2)]
    assert (tmp_path / NAME).read_bytes().count(b"\n") == 4


TORN = [b'[{"words": 3}]\n', b'{"number": 1, "pass{"number": 1, "passages": []}\n', b'{"number": 7, "passages": []}\n']


@pytest.mark.parametrize("line", TORN)
def test_from_a_line_on_that_is_not_whole_it_is_decoded_anew(tmp_path: Path, line: bytes) -> None:
    filled(tmp_path, 1)
    (tmp_path / NAME).open("ab").write(line)
    again = Checkpoint.open(tmp_path, "key")
    assert again.batches == [batch(0)]
    again.add(batch(1))
    assert Checkpoint.open(tmp_path, "key").batches == [batch(0), batch(1)]


def test_the_work_on_something_else_is_not_gone_on_with(tmp_path: Path) -> None:
    filled(tmp_path)
    other = Checkpoint.open(tmp_path, "other recording, model or setting")
    assert (other.language, other.batches) == ("", [])
    other.begin("en", certain=True)
    assert Checkpoint.open(tmp_path, "key").batches == []


def test_batches_that_another_rule_made_are_not_gone_on_with(tmp_path: Path) -> None:
    filled(tmp_path)
    header, *lines = (tmp_path / NAME).read_bytes().splitlines(keepends=True)
    (tmp_path / NAME).write_bytes(b"".join([header.replace(b'"plan": 3', b'"plan": 2'), *lines]))
    assert Checkpoint.open(tmp_path, "key").batches == []


def test_a_full_disk_is_one_clear_error_and_what_was_finished_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkpoint = filled(tmp_path, 2)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched, pytest.raises(UserError) as refused:
        patched.setattr(os, "fsync", full)
        checkpoint.add(batch(2))
    assert refused.value.code == ExitCode.CANNOT_WRITE
    assert Checkpoint.open(tmp_path, "key").batches[:2] == [batch(0), batch(1)]


@pytest.mark.skipif(os.name != "posix", reason="file modes mean nothing elsewhere")
def test_it_holds_what_was_said_so_only_its_owner_may_read_it(tmp_path: Path) -> None:
    filled(tmp_path / "work")
    assert (tmp_path / "work" / NAME).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "work").stat().st_mode & 0o777 == 0o700


def test_when_the_transcript_is_stored_it_is_deleted(tmp_path: Path) -> None:
    filled(tmp_path).delete()
    assert not (tmp_path / NAME).exists()


def test_without_a_folder_nothing_is_kept_anywhere() -> None:
    checkpoint = Checkpoint()
    checkpoint.begin("en", certain=True)
    checkpoint.add(batch(0))
    checkpoint.delete()
    assert checkpoint.passages == batch(0)
