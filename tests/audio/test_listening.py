"""The copy for listening: what is heard at a second is what the transcript's time line has there."""

from pathlib import Path

import numpy as np
import pytest

from ipstranscribe.audio.listening import write_listening_copy
from ipstranscribe.audio.samples import RATE, Samples
from tests.transcribe.sound import load, noise, sound_of, tone, write

CLOSE = 0.02
"""Seconds: two words are not taken for each other, and lips are not seen."""


def heard(path: Path) -> Samples:
    """What a player plays: the samples by their time stamps."""
    import av

    with av.open(str(path)) as container:
        frames = [(frame.time, frame.to_ndarray().reshape(-1)) for frame in container.decode(audio=0)]
    played = np.zeros(round(frames[-1][0] * RATE) + len(frames[-1][1]), np.float32)
    for time, samples in frames:
        played[round(time * RATE) :][: len(samples)] = samples
    return played


def off_by(played: Samples, wanted: Samples, at: float) -> float:
    """Seconds by which what is played at `at` is later than what is wanted there."""
    first, length, margin = round(at * RATE), RATE, RATE // 2
    piece = wanted[first : first + length]
    around = played[first - margin : first + length + margin]
    return float(np.argmax(np.abs(np.correlate(around, piece, "valid"))) - margin) / RATE


def test_every_second_is_where_the_samples_have_it(tmp_path: Path) -> None:
    """Over many blocks, and to the end: no drift, no delay of the encoder."""
    wanted = noise(64.3)
    path = tmp_path / "copy.m4a"
    shares: list[float] = []
    write_listening_copy(sound_of(wanted), path, shares.append)
    played = heard(path)
    assert len(played) / RATE == pytest.approx(64.3, abs=0.1)
    for at in (0.5, 9.5, 10.0, 33.3, 62.5):
        assert abs(off_by(played, wanted, at)) < CLOSE
    assert shares == sorted(shares) and shares[-1] == 1.0


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("talk.mp3", "mp3", 44_100),
        ("talk.m4a", "aac", 48_000),
        ("talk.ogg", "libopus", 48_000),
        ("talk.aac", "aac", 44_100),
        ("talk.webm", "libopus", 48_000),
        ("talk.wav", "pcm_s16le", 22_050),
        ("begins at 1.4 s.ts", "aac", 48_000),
    ],
)
def test_recordings_in_any_format_are_heard_on_the_time_line_of_the_transcript(
    tmp_path: Path, name: str, codec: str, rate: int
) -> None:
    """What recognizers hear is what a person hears, whatever a container says of where it begins; two files are joined."""
    audio = load(
        write(tmp_path / name, noise(11.0), codec, rate=rate),
        write(tmp_path / f"2{name}", noise(7.0), codec, rate=rate),
    )
    write_listening_copy(audio.sound, tmp_path / "copy.m4a", lambda _: None)
    transcribed = audio.sound.cut(0.0, audio.duration)
    played = heard(tmp_path / "copy.m4a")
    for at in (1.0, 9.0, 12.5, 16.0):
        assert abs(off_by(played, transcribed, at)) < CLOSE


def test_an_mp3_of_variable_rate_is_heard_on_the_time_line_of_the_transcript(tmp_path: Path) -> None:
    """Players guess where a second is from the size of the file; the first half of this one has four times the rate."""
    import av

    path = tmp_path / "talk.mp3"
    for bits in (128_000, 32_000):
        with av.open(str(tmp_path / "part.mp3"), "w") as container:
            stream = container.add_stream("mp3", rate=RATE, layout="mono")
            stream.bit_rate = bits
            frame = av.AudioFrame.from_ndarray(noise(20.0)[None], format="fltp", layout="mono")
            frame.sample_rate = RATE
            fitted = av.AudioResampler(stream.format, stream.layout, RATE, frame_size=stream.frame_size)
            for piece in [*fitted.resample(frame), *fitted.resample(None)]:
                container.mux(stream.encode(piece))
            container.mux(stream.encode(None))
        with path.open("ab") as file:
            file.write((tmp_path / "part.mp3").read_bytes())
    audio = load(path)
    write_listening_copy(audio.sound, tmp_path / "copy.m4a", lambda _: None)
    played = heard(tmp_path / "copy.m4a")
    for at in (1.0, 18.0, 22.0, 37.0):
        assert abs(off_by(played, audio.sound.cut(0.0, audio.duration), at)) < CLOSE
        if at > 20:  # what is said in the second half is heard there
            assert abs(off_by(played, np.concatenate([noise(20.0), noise(20.0)]), at)) < 0.2


def test_the_index_stands_in_front(tmp_path: Path) -> None:
    """A browser that seeks reads it first; else it loads the whole file."""
    write_listening_copy(sound_of(tone(5.0)), tmp_path / "copy.m4a", lambda _: None)
    content = (tmp_path / "copy.m4a").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    assert b"moof" not in content
    assert len(content) < 5 * 48_000 / 8 * 1.3 + 3000


def test_what_is_too_loud_is_cut_off_and_not_turned_over(tmp_path: Path) -> None:
    write_listening_copy(sound_of(tone(2.0, 3.0)), tmp_path / "copy.m4a", lambda _: None)
    assert np.abs(heard(tmp_path / "copy.m4a")).max() < 1.5
