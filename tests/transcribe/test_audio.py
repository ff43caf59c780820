"""Any container and codec becomes mono sound at 16 kHz; what cannot be read is refused with one clear line."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.transcribe.audio import QUIET, RATE, load, louder
from tests.transcribe.sound import noise, tone, write

CONTAINERS = [
    # file, codec, samples a second, channels
    ("talk.wav", "pcm_s16le", 16_000, 1),
    ("studio.wav", "pcm_s24le", 44_100, 2),
    ("telephone.wav", "pcm_alaw", 8_000, 1),
    ("talk.flac", "flac", 48_000, 2),
    ("talk.mp3", "mp3", 44_100, 2),
    ("talk.m4a", "aac", 44_100, 1),
    ("talk.ogg", "libopus", 48_000, 1),
    ("video.mp4", "aac", 48_000, 2),
    ("talk.wma", "wmav2", 44_100, 2),
]


@pytest.mark.parametrize(("name", "codec", "rate", "channels"), CONTAINERS)
def test_every_container_gives_the_same_sound(tmp_path: Path, name: str, codec: str, rate: int, channels: int) -> None:
    path = write(tmp_path / name, tone(2.0), codec, rate=rate, channels=channels)
    audio = load([path])
    assert audio.samples.dtype == np.float32
    assert audio.samples.ndim == 1
    assert audio.duration == pytest.approx(2.0, abs=0.15)  # codecs add a little at the ends
    middle = audio.samples[RATE // 2 : RATE]
    assert np.argmax(np.abs(np.fft.rfft(middle))) * 2 == pytest.approx(440, abs=2)  # bins of 2 Hz
    assert not audio.damages


def test_several_files_are_joined_in_the_given_order_and_each_is_recorded(tmp_path: Path) -> None:
    one = write(tmp_path / "b.wav", tone(1.0, 0.5), "pcm_s16le")
    two = write(tmp_path / "a.flac", tone(2.0, 0.1), "flac")
    audio = load([one, two])
    assert audio.duration == pytest.approx(3.0)
    assert np.abs(audio.samples[:RATE]).max() > 0.4
    assert np.abs(audio.samples[RATE:]).max() < 0.2
    assert [(r.file, r.duration) for r in audio.recordings] == [("b.wav", 1.0), ("a.flac", 2.0)]
    assert audio.recordings[1].sha256 == hashlib.sha256(two.read_bytes()).hexdigest()


UNREADABLE = {
    "empty.mp3": b"",
    "text.wav": b"This is not sound, it only bears the name.\n" * 50,
    "scrambled.m4a": bytes(range(256)) * 40,
    "dictation.ds2": b"\x03ds2" + bytes(range(1, 200)),
    "header only.wav": b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0data\0\0\0\0",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_sound_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(UNREADABLE[name])
    with pytest.raises(UserError) as refused:
        load([tmp_path / name])
    assert refused.value.code == ExitCode.BAD_INPUT
    assert name in refused.value.what
    assert "\n" not in refused.value.what + refused.value.fix


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        load([tmp_path / "gone.wav"])
    with pytest.raises(UserError, match="is a folder"):
        load([tmp_path])


def test_a_video_without_sound_is_refused(tmp_path: Path) -> None:
    import av

    with av.open(str(tmp_path / "silent.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))))
        container.mux(stream.encode(None))
    with pytest.raises(UserError, match="holds no sound"):
        load([tmp_path / "silent.mp4"])


def test_a_dictation_format_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.ds2").write_bytes(UNREADABLE["dictation.ds2"])
    with pytest.raises(UserError, match="dictation format"):
        load([tmp_path / "a.ds2"])


@pytest.mark.parametrize(("name", "codec"), [("cut.wav", "pcm_s16le"), ("cut.mp3", "mp3"), ("cut.flac", "flac")])
def test_a_truncated_file_gives_what_it_holds_and_says_that_the_rest_is_missing(
    tmp_path: Path, name: str, codec: str
) -> None:
    path = write(tmp_path / name, noise(20.0), codec)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    audio = load([path])
    assert 8 < audio.duration < 12
    (damage, *_) = audio.damages
    assert damage.at == pytest.approx(audio.duration)
    assert "20 s" in damage.why
    assert name not in damage.why  # a recorder's file name may hold a person's name


def test_what_is_missing_from_the_first_of_two_files_is_placed_where_it_ends(tmp_path: Path) -> None:
    first, second = write(tmp_path / "1.flac", noise(20.0), "flac"), write(tmp_path / "2.flac", noise(5.0), "flac")
    first.write_bytes(first.read_bytes()[: first.stat().st_size // 2])
    audio = load([first, second])
    assert audio.damages
    assert all(damage.at == pytest.approx(audio.duration - 5.0) for damage in audio.damages)
    assert all("Recording 1" in damage.why for damage in audio.damages)


def test_a_very_quiet_recording_is_raised_and_others_are_left_alone() -> None:
    quiet = louder(tone(2.0, 0.0005))
    assert np.sqrt(np.mean(quiet**2)) == pytest.approx(0.06, rel=0.05)
    for samples in (tone(2.0, QUIET * 2), np.zeros(RATE, np.float32), tone(0.01)):
        assert louder(samples) is samples
