"""Sound lies in a file: every cut is what was written, and nothing is left of it."""

import io
import os
import stat
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.audio import recording as audio
from ipstranscribe.audio.samples import RATE, Gain, Sound, make_temporary_file
from ipstranscribe.errors import ExitCode, UserError
from tests.transcribe.sound import noise, sound_of, tone, write

WHOLE = noise(3.0)


@given(st.floats(-1, 4), st.floats(-1, 4))
def test_a_cut_is_what_lies_between_two_moments(start: float, end: float) -> None:
    first, last = max(round(start * RATE), 0), max(round(end * RATE), 0)
    np.testing.assert_array_equal(sound_of(WHOLE).cut(start, end), WHOLE[first:last])


@given(st.floats(0.001, 5))
def test_blocks_are_the_whole_recording_in_order(seconds: float) -> None:
    np.testing.assert_array_equal(np.concatenate(list(sound_of(WHOLE).blocks(max(seconds, 0.05)))), WHOLE)


@given(st.floats(0, 3), st.floats(0, 3))
def test_each_part_has_its_gain_wherever_it_is_cut(start: float, end: float) -> None:
    raw = np.ones(3 * RATE, np.float32)
    sound = Sound(io.BytesIO(raw.tobytes()), len(raw), (Gain(0, 1.0), Gain(RATE, 2.0), Gain(2 * RATE, 0.5)))
    expected = np.repeat(np.float32([1.0, 2.0, 0.5]), RATE)
    np.testing.assert_array_equal(sound.cut(start, end), expected[round(start * RATE) : round(end * RATE)])


def test_a_cut_is_a_copy() -> None:
    sound = sound_of(WHOLE)
    sound.cut(0, 1)[:] = 0
    np.testing.assert_array_equal(sound.cut(0, 1), WHOLE[:RATE])


def test_nothing_is_left_when_the_sound_is_closed_or_could_not_be_read(tmp_path: Path) -> None:
    recording = write(tmp_path / "talk.wav", tone(1.0), "pcm_s16le")
    work = tmp_path / "work"
    audio.load([recording], work).close()
    assert list(work.iterdir()) == []
    recording.write_bytes(b"no sound")
    with pytest.raises(UserError):
        audio.load([recording], work)
    assert list(work.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limit to the size of files")
def test_a_full_disk_is_one_clear_line(tmp_path: Path) -> None:
    import resource

    recording = write(tmp_path / "talk.wav", tone(30.0), "pcm_s16le")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, limits[1]))
    try:
        with pytest.raises(UserError) as refused:
            audio.load([recording], tmp_path / "work")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refused.value.code == ExitCode.CANNOT_WRITE
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows has no modes and no files without a name")
def test_only_the_owner_can_read_it_and_it_has_no_name(tmp_path: Path) -> None:
    file = make_temporary_file(tmp_path / "work")
    assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "work").stat().st_mode) == 0o700
    assert list((tmp_path / "work").iterdir()) == []  # so that it is gone with the program, however that ends


def test_what_a_power_cut_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".sound-x1").write_bytes(b"a voice")
    (tmp_path / "checkpoint.json").write_bytes(b"{}")
    make_temporary_file(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint.json"]
