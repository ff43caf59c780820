"""Any container and codec becomes mono sound at 16 kHz; what cannot be read is refused with one clear line."""

import hashlib
import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from ipstranscribe.audio.recording import LEVEL_FRAME, QUIET_LEVEL, SPEECH_LEVEL
from ipstranscribe.audio.samples import RATE, Samples
from ipstranscribe.errors import ExitCode, UserError
from tests.transcribe.sound import everything, load, noise, tone, write

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
    ("talk.mov", "aac", 44_100, 2),
    ("talk.opus", "libopus", 48_000, 1),
    ("talk.webm", "libopus", 48_000, 2),
    ("talk.aac", "aac", 44_100, 1),
    ("talk.amr", "libopencore_amrnb", 8_000, 1),
    ("talk.3gp", "libopencore_amrnb", 8_000, 1),
    ("old.wav", "pcm_u8", 8_000, 1),
    ("studio32.wav", "pcm_s32le", 96_000, 2),
    ("float.wav", "pcm_f32le", 48_000, 1),
    ("american telephone.wav", "pcm_mulaw", 8_000, 2),
]


@pytest.mark.parametrize(("name", "codec", "rate", "channels"), CONTAINERS)
def test_every_container_gives_the_same_sound(tmp_path: Path, name: str, codec: str, rate: int, channels: int) -> None:
    path = write(tmp_path / name, tone(2.0), codec, rate=rate, channels=channels)
    audio = load(path)
    assert everything(audio.sound).dtype == np.float32
    assert audio.duration == pytest.approx(2.0, abs=0.15)  # codecs add a little at the ends
    middle = audio.sound.cut(0.5, 1.0)
    assert np.argmax(np.abs(np.fft.rfft(middle))) * 2 == pytest.approx(440, abs=2)  # bins of 2 Hz
    assert not audio.damages


def test_several_files_are_joined_in_the_given_order_and_each_is_recorded(tmp_path: Path) -> None:
    one = write(tmp_path / "b.wav", tone(1.0, 0.5), "pcm_s16le")
    two = write(tmp_path / "a.flac", tone(2.0, 0.1), "flac")
    audio = load(one, two)
    assert audio.duration == pytest.approx(3.0)
    assert np.abs(audio.sound.cut(0, 1)).max() > 0.4
    assert np.abs(audio.sound.cut(1, 3)).max() < 0.2
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
        load(tmp_path / name)
    assert refused.value.code == ExitCode.BAD_INPUT
    assert name in refused.value.what
    assert "\n" not in refused.value.what + refused.value.fix


def amr_wideband(seconds: float) -> bytes:
    """A recording of a phone: 50 frames a second of 6.6 kbit/s, whose bits mean some noise or other."""
    random = np.random.default_rng(0)
    return b"#!AMR-WB\n" + b"".join(b"\x04" + random.bytes(17) for _ in range(round(seconds * 50)))


def dictation(seconds: float) -> bytes:
    """An unencrypted .dss of a dictation machine: a header of two blocks, then blocks of 41-byte frames."""
    random = np.random.default_rng(0)
    frames = round(seconds * 11_025 / 264)
    blocks = [bytes([0, 0, 12, 0, 0, 0]) + random.bytes(506) for _ in range(-(-frames // 12))]
    header = bytearray(b"\x02dss".ljust(1024, b"\0"))
    header[0x26:0x3E] = b"240101120000" * 2  # when it began and ended
    return bytes(header) + b"".join(blocks)


@pytest.mark.parametrize(("name", "content"), [("phone.amr", amr_wideband(4.0)), ("machine.dss", dictation(4.0))])
def test_formats_that_nobody_encodes_any_more_are_read(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    audio = load(tmp_path / name)
    assert audio.duration == pytest.approx(4.0, abs=0.3)
    assert not [damage for damage in audio.damages if "breaks off" in damage.why]


def test_a_recording_that_was_never_finished_is_read_to_its_end(tmp_path: Path) -> None:
    """A recorder whose battery runs out leaves the length 0 in the header."""
    path = write(tmp_path / "talk.wav", tone(2.0), "pcm_s16le")
    content = path.read_bytes()
    place = content.index(b"data") + 4
    path.write_bytes(content[:place] + bytes(4) + content[place + 4 :])
    audio = load(path)
    assert audio.duration == pytest.approx(2.0, abs=0.01)
    assert not audio.damages


def timed(path: Path, codec: str, *pieces: tuple[float, Samples]) -> Path:
    """Pieces of sound at the seconds at which a player shall play them."""
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=48_000, layout="mono")
        for at, samples in pieces:
            frame = av.AudioFrame.from_ndarray(samples[None], format="flt", layout="mono")
            frame.sample_rate = RATE
            fitted = av.AudioResampler(stream.format, stream.layout, 48_000, frame_size=stream.frame_size)
            played = round(at * 48_000)
            for piece in [*fitted.resample(frame), *fitted.resample(None)]:
                piece.pts, piece.time_base = played, Fraction(1, 48_000)
                played += piece.samples
                container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(("name", "codec"), [("a.mkv", "pcm_s16le"), ("a.mkv", "libopus"), ("a.mp4", "aac")])
def test_where_a_player_is_silent_there_is_silence(tmp_path: Path, name: str, codec: str) -> None:
    path = timed(tmp_path / name, codec, (0.0, tone(2.0)), (5.0, tone(2.0)))
    heard = everything(load(path).sound)
    assert len(heard) / RATE == pytest.approx(7.0, abs=0.1)
    loud = np.flatnonzero(np.abs(heard) > 0.05) / RATE
    assert [loud[0], loud[-1]] == pytest.approx([0.0, 7.0], abs=0.1)
    assert not len(loud[(loud > 2.15) & (loud < 4.9)])


def test_a_recording_whose_clock_does_not_start_at_zero_starts_at_zero(tmp_path: Path) -> None:
    audio = load(timed(tmp_path / "a.mkv", "pcm_s16le", (3600.0, tone(2.0))))
    assert audio.duration == pytest.approx(2.0, abs=0.1)


def test_sound_that_starts_after_its_video_starts_as_late(tmp_path: Path) -> None:
    import av

    path = tmp_path / "video.mkv"
    with av.open(str(path), "w") as container:
        video = container.add_stream("mpeg4", rate=10)
        video.width, video.height, video.pix_fmt = 64, 64, "yuv420p"
        sound = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for number in range(40):
            picture = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))
            picture.pts, picture.time_base = number, Fraction(1, 10)
            container.mux(video.encode(picture))
        frame = av.AudioFrame.from_ndarray((tone(2.0)[None] * 32767).astype(np.int16), format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = RATE, RATE * 3 // 2, Fraction(1, RATE)
        container.mux(sound.encode(frame))
        container.mux(video.encode(None))
        container.mux(sound.encode(None))
    heard = everything(load(path).sound)
    assert np.flatnonzero(np.abs(heard) > 0.05)[0] / RATE == pytest.approx(1.5, abs=0.05)


def stereo(path: Path, left: Samples, right: Samples) -> Path:
    """A WAV file of two channels."""
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        file.writeframes((np.stack([left, right], axis=1).clip(-1, 1) * 32767).astype("<i2").tobytes())
    return path


STEREO = {
    "the same in both": (tone(25.0), tone(25.0)),
    "one upside down": (tone(25.0), -tone(25.0)),
    "only the first": (tone(25.0), 0 * tone(25.0)),
    "only the second": (0 * tone(25.0), tone(25.0)),
    "the second ten times as loud": (tone(25.0, 0.01), tone(25.0)),
}


@pytest.mark.parametrize("how", STEREO)
def test_mono_is_as_loud_as_the_louder_channel(tmp_path: Path, how: str) -> None:
    heard = everything(load(stereo(tmp_path / "talk.wav", *STEREO[how])).sound)
    assert np.abs(heard).max() == pytest.approx(0.1, rel=0.05)


def test_levels_are_those_of_the_channels_and_of_one_if_any_recording_is_mono(tmp_path: Path) -> None:
    both = stereo(tmp_path / "1.wav", tone(2.0, 0.2), tone(2.0, 0.05))
    one = write(tmp_path / "2.wav", tone(1.0), "pcm_s16le")
    assert load(both).levels.mean(axis=0) == pytest.approx(np.array([0.2, 0.05]) / np.sqrt(2), rel=0.02)
    assert load(one).levels.shape[1] == load(both, one).levels.shape[1] == load(one, both).levels.shape[1] == 1
    assert len(load(both, one).levels) == 3 * RATE // LEVEL_FRAME


def tracks(path: Path, *sounds: Samples) -> Path:
    """A file with a sound track for each of `sounds`."""
    import av

    with av.open(str(path), "w") as container:
        streams = [container.add_stream("pcm_s16le", rate=RATE, layout="mono") for _ in sounds]
        for stream, samples in zip(streams, sounds, strict=True):
            frame = av.AudioFrame.from_ndarray(
                (samples[None].clip(-1, 1) * 32767).astype(np.int16), format="s16", layout="mono"
            )
            frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    return path


def first_then(first: Samples, second: Samples) -> tuple[Samples, Samples]:
    """Two tracks: `first` on one and then `second` on the other."""
    return np.concatenate([first, 0 * second]), np.concatenate([0 * first, second])


TRACKS: dict[str, tuple[tuple[Samples, ...], int]] = {
    "a voice each": (first_then(tone(2.0), tone(3.0)), 2),
    "only the second": ((0 * tone(5.0), tone(5.0)), 1),
    "only the first": ((tone(5.0), 0 * tone(5.0)), 1),
    "only the third": ((0 * tone(5.0), 0 * tone(5.0), tone(5.0)), 1),
    "a mix and a voice each": ((tone(5.0), *first_then(tone(2.0), tone(3.0))), 3),
    "the second ends early": ((tone(5.0), tone(2.0)), 2),
    "the first ends early": ((tone(2.0), tone(5.0)), 2),
    "the same twice, once upside down": ((tone(5.0), -tone(5.0)), 2),
    "faint hiss on the first": ((noise(5.0, 2e-5), tone(5.0)), 1),
}


@pytest.mark.parametrize("suffix", ["mkv", "mov"])
@pytest.mark.parametrize("how", TRACKS)
def test_every_sound_track_is_heard_and_those_with_sound_are_channels(tmp_path: Path, how: str, suffix: str) -> None:
    sounds, channels = TRACKS[how]
    audio = load(tracks(tmp_path / f"talk.{suffix}", *sounds))
    heard = np.abs(everything(audio.sound))
    assert audio.duration == pytest.approx(5.0, abs=0.05)
    assert [heard[a * RATE : (a + 1) * RATE].max() > 0.03 for a in range(5)] == [True] * 5
    assert heard.max() == pytest.approx(0.1, rel=0.1)
    assert audio.levels.shape[1] == channels
    assert not audio.damages


def test_tracks_that_are_all_silent_are_silence(tmp_path: Path) -> None:
    audio = load(tracks(tmp_path / "talk.mkv", 0 * tone(2.0), 0 * tone(2.0)))
    assert not np.any(everything(audio.sound))
    assert audio.duration == pytest.approx(2.0, abs=0.05)


def test_an_overdriven_recording_is_reported_and_a_loud_one_is_not(tmp_path: Path) -> None:
    loud, overdriven = write(tmp_path / "1.wav", noise(5.0, 0.25), "pcm_s16le"), tmp_path / "2.wav"
    write(overdriven, noise(5.0, 0.7).clip(-1, 1), "pcm_s16le")
    assert not load(loud).damages
    (damage,) = load(overdriven).damages
    assert "overdriven" in damage.why


def test_a_recording_that_changes_its_rate_on_the_way_is_heard_to_the_end(tmp_path: Path) -> None:
    """Telephone systems join mp3 files byte by byte, whatever their rates."""
    parts = [write(tmp_path / f"{rate}.mp3", tone(2.0), "mp3", rate=rate) for rate in (16_000, 44_100)]
    (tmp_path / "joined.mp3").write_bytes(b"".join(part.read_bytes() for part in parts))
    assert load(tmp_path / "joined.mp3").duration == pytest.approx(4.0, abs=0.3)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        load(tmp_path / "gone.wav")
    with pytest.raises(UserError, match="is a folder"):
        load(tmp_path)


def test_a_video_without_sound_is_refused(tmp_path: Path) -> None:
    import av

    with av.open(str(tmp_path / "silent.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))))
        container.mux(stream.encode(None))
    with pytest.raises(UserError, match="holds no sound"):
        load(tmp_path / "silent.mp4")


def test_a_dictation_format_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.ds2").write_bytes(UNREADABLE["dictation.ds2"])
    with pytest.raises(UserError, match="dictation format"):
        load(tmp_path / "a.ds2")


@pytest.mark.parametrize(("name", "codec"), [("cut.wav", "pcm_s16le"), ("cut.mp3", "mp3"), ("cut.flac", "flac")])
def test_a_truncated_file_gives_what_it_holds_and_says_that_the_rest_is_missing(
    tmp_path: Path, name: str, codec: str
) -> None:
    path = write(tmp_path / name, noise(20.0), codec)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    audio = load(path)
    assert 8 < audio.duration < 12
    (damage, *_) = audio.damages
    assert damage.at == pytest.approx(audio.duration)
    assert "20 s" in damage.why
    assert name not in damage.why  # a recorder's file name may hold a person's name


def test_what_is_missing_from_the_first_of_two_files_is_placed_where_it_ends(tmp_path: Path) -> None:
    first, second = write(tmp_path / "1.flac", noise(20.0), "flac"), write(tmp_path / "2.flac", noise(5.0), "flac")
    first.write_bytes(first.read_bytes()[: first.stat().st_size // 2])
    audio = load(first, second)
    assert audio.damages
    assert all(damage.at == pytest.approx(audio.duration - 5.0) for damage in audio.damages)
    assert all("Recording 1" in damage.why for damage in audio.damages)


LOUDNESS = [
    # level of a tone before, level after
    (0.0005, SPEECH_LEVEL),
    (QUIET_LEVEL * 2, QUIET_LEVEL * 2 / np.sqrt(2)),
    (0.5, 0.5 / np.sqrt(2)),
    (0.0, 0.0),
]


@pytest.mark.parametrize(("before", "after"), LOUDNESS)
def test_a_very_quiet_recording_is_raised_and_others_are_left_alone(
    tmp_path: Path, before: float, after: float
) -> None:
    path = write(tmp_path / "talk.wav", tone(2.0, before), "pcm_f32le")
    heard = everything(load(path).sound)
    assert np.sqrt(np.mean(heard**2)) == pytest.approx(after, rel=0.05)


def test_only_the_quiet_one_of_two_recordings_is_raised(tmp_path: Path) -> None:
    quiet, loud = (
        write(tmp_path / "1.wav", tone(2.0, 0.001), "pcm_f32le"),
        write(tmp_path / "2.flac", tone(3.0), "flac"),
    )
    sound = load(quiet, loud).sound
    assert np.abs(sound.cut(0.1, 1.9)).max() == pytest.approx(SPEECH_LEVEL * np.sqrt(2), rel=0.05)
    assert np.abs(sound.cut(2.1, 4.9)).max() == pytest.approx(0.1, rel=0.05)
