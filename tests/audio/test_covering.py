"""Covered copies: the tone lies where it should, whatever the recorder's file, and everything else stays as it was."""

from pathlib import Path

import numpy as np
import pytest

from ipstranscribe.audio.covering import LEVEL, write_clip, write_covered
from ipstranscribe.audio.samples import RATE, Samples
from tests.transcribe.sound import everything, load, noise, sound_of, tone, write

CLICKS = (0.5, 1.7, 3.1, 4.9, 7.3, 9.99, 12.6, 16.2)
"""Seconds at which something is heard in the track; one lies over the border of what is encoded at a time."""
LENGTH = 18.0
TOLERANCE = 0.02
PRIMING = 1024
"""Samples that AAC begins with. A container with an edit list takes them off; without one a player plays them, too."""
FORMATS = [
    ("talk.wav", "pcm_s16le", 16_000, 0.0),
    ("talk.wav", "pcm_s16le", 44_100, 0.0),
    ("talk.flac", "flac", 48_000, 0.0),
    ("talk.mp3", "mp3", 44_100, 0.0),
    ("talk.mp3", "mp3", 16_000, 0.0),
    ("talk.m4a", "aac", 44_100, 0.0),
    ("talk.m4a", "aac", 16_000, 0.0),
    ("talk.ogg", "libopus", 48_000, 0.0),
    ("talk.aac", "aac", 44_100, PRIMING / 44_100),
    ("begins at 1.4 s.ts", "aac", 48_000, PRIMING / 48_000),
]


def clicks(at: tuple[float, ...] = CLICKS) -> Samples:
    """A track with bursts of 30 ms at these seconds over faint noise."""
    track = noise(LENGTH, 0.001)
    for time in at:
        first = round(time * RATE)
        track[first : first + 480] = 0.6 * np.sin(2 * np.pi * 1000 * np.arange(480) / RATE)
    return track


def first_above(samples: Samples, near: float, level: float = 0.15) -> float:
    """The second at which something loud begins, at most 0.2 s from `near`."""
    first = round((near - 0.2) * RATE)
    loud = np.flatnonzero(np.abs(samples[first : round((near + 0.2) * RATE)]) > level)
    return (first + int(loud[0])) / RATE if len(loud) else float("nan")


def copied(path: Path, covered: list[tuple[float, float]], to: Path) -> Samples:
    """What is heard in the covered copy of a recording."""
    write_covered(load(path).sound, to, covered, lambda _: None)
    return everything(load(to).sound)


@pytest.mark.parametrize(("name", "codec", "rate", "late"), FORMATS)
def test_what_is_covered_is_covered_at_the_second_at_which_it_is_said(
    tmp_path: Path, name: str, codec: str, rate: int, late: float
) -> None:
    """Encoder delay, pre-skip, edit lists, a container that begins at 1.4 s: a click 20 ms outside is heard, none inside."""
    path = write(tmp_path / name, clicks(), codec, rate=rate)
    times = [at + late for at in CLICKS]
    inside = times[1::2]
    heard = copied(path, [(at - TOLERANCE, at + 0.03 + TOLERANCE) for at in inside], tmp_path / "copy.ogg")
    for at in times:
        if at in inside:
            around = heard[round((at - 0.1) * RATE) : round((at + 0.13) * RATE)]
            assert np.abs(around).max() < 0.15, at
        else:
            assert first_above(heard, at) == pytest.approx(at, abs=TOLERANCE)


@pytest.mark.parametrize(("name", "codec", "rate", "late"), FORMATS)
def test_what_lies_beside_is_heard_where_it_was(tmp_path: Path, name: str, codec: str, rate: int, late: float) -> None:
    """The other side of the same: a cover that ends 20 ms before a click leaves it whole."""
    path = write(tmp_path / name, clicks(), codec, rate=rate)
    times = [at + late for at in CLICKS[1:]]
    heard = copied(path, [(at - 0.5, at - TOLERANCE) for at in times], tmp_path / "copy.ogg")
    for at in times:
        assert first_above(heard, at) == pytest.approx(at, abs=TOLERANCE)


def test_a_container_whose_sound_begins_later_than_it_does(tmp_path: Path) -> None:
    """A video whose sound track starts at two seconds: a player is silent until then, and so is the copy."""
    import av

    path = tmp_path / "talk.mkv"
    with av.open(str(path), "w") as container:
        video = container.add_stream("mpeg4", rate=25)
        video.width = video.height = 16
        stream = container.add_stream("libopus", rate=48_000, layout="mono")
        picture = av.VideoFrame(16, 16, "yuv420p")
        for number in range(25):
            picture.pts = number
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
        sound = av.AudioFrame.from_ndarray(clicks()[None], format="fltp", layout="mono")
        sound.sample_rate = RATE
        fitted = av.AudioResampler(stream.format, stream.layout, 48_000, frame_size=stream.frame_size)
        at = 2 * 48_000
        for piece in [*fitted.resample(sound), *fitted.resample(None)]:
            piece.pts = at
            at += piece.samples
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    heard = copied(path, [(CLICKS[3] + 2 - TOLERANCE, CLICKS[3] + 2.03 + TOLERANCE)], tmp_path / "copy.ogg")
    assert first_above(heard, CLICKS[2] + 2) == pytest.approx(CLICKS[2] + 2, abs=TOLERANCE)
    assert np.isnan(first_above(heard, CLICKS[3] + 2))
    assert first_above(heard, CLICKS[4] + 2) == pytest.approx(CLICKS[4] + 2, abs=TOLERANCE)


@pytest.mark.parametrize("seconds", [0.3, 9.99, 10.0, 10.01, 23.4567])
def test_the_copy_is_as_long_as_the_recording(tmp_path: Path, seconds: float) -> None:
    sound = sound_of(noise(seconds))
    write_covered(sound, tmp_path / "copy.ogg", [(0.1, 0.2)], lambda _: None)
    assert load(tmp_path / "copy.ogg").sound.length == sound.length


def test_under_the_tone_nothing_is_left_of_what_was_said(tmp_path: Path) -> None:
    """Over the border of what is encoded at a time, and up to both ends."""
    sound = sound_of(noise(21.0, 0.3))
    shares: list[float] = []
    write_covered(sound, tmp_path / "copy.ogg", [(0.0, 1.0), (9.0, 11.0), (20.5, 30.0)], shares.append)
    heard = everything(load(tmp_path / "copy.ogg").sound)
    for start, end in ((0.0, 0.95), (9.05, 10.95), (20.55, 21.0)):  # a codec smears what is loud over 20 ms
        part = heard[round(start * RATE) : round(end * RATE)]
        assert np.abs(part).max() < 3 * LEVEL
        assert np.abs(np.fft.rfft(part * np.hanning(len(part)))).argmax() / (len(part) / RATE) == pytest.approx(
            330, abs=3
        )
    assert np.abs(heard[round(2.0 * RATE) : round(8.0 * RATE)]).mean() > 0.1
    assert shares[-1] == 1.0


def test_nothing_of_the_recorders_file_is_taken_over(tmp_path: Path) -> None:
    """Recorders write names, places and serial numbers into their files."""
    import av

    path = tmp_path / "talk.m4a"
    with av.open(str(path), "w") as container:
        container.metadata.update({"title": "Hanne Nordmo", "artist": "Room 2", "comment": "Kongsberg"})
        stream = container.add_stream("aac", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone(3.0)[None], format="fltp", layout="mono")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    assert b"Hanne Nordmo" in path.read_bytes()
    copied(path, [(1.0, 2.0)], tmp_path / "copy.ogg")
    content = (tmp_path / "copy.ogg").read_bytes()
    assert not any(word in content for word in (b"Hanne", b"Room 2", b"Kongsberg", b"talk"))
    with av.open(str(tmp_path / "copy.ogg")) as container:
        assert not container.metadata and not container.streams[0].metadata


def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.ogg", "b.ogg"):
        write_covered(sound_of(noise(3.0)), tmp_path / name, [(1.0, 2.0)], lambda _: None)
    assert (tmp_path / "a.ogg").read_bytes() == (tmp_path / "b.ogg").read_bytes()


def test_a_clip_begins_and_ends_where_its_unit_does(tmp_path: Path) -> None:
    write_clip(sound_of(clicks()), tmp_path / "clip.ogg", 4.8, 7.5)
    heard = load(tmp_path / "clip.ogg")
    assert heard.duration == pytest.approx(2.7, abs=1e-3)
    samples = everything(heard.sound)
    assert first_above(np.pad(samples, RATE), 1.1) == pytest.approx(1.1, abs=TOLERANCE)
    assert first_above(np.pad(samples, RATE), 3.5) == pytest.approx(3.5, abs=TOLERANCE)
