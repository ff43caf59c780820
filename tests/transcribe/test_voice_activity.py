"""Speech is found, packed into windows that the recognizer can hear, and every moment finds its way back."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.audio.samples import RATE
from ipstranscribe.transcribe.voice_activity import (
    FRAME,
    LONGEST_SEGMENT,
    LONGEST_WINDOW,
    Probability,
    SpeechSegment,
    Window,
    find_speech,
    pack_windows,
    speech_probability,
)
from tests.conftest import SAMPLES
from tests.transcribe.sound import load, noise, sound_of, tone


def probability(*parts: tuple[float, float]) -> Probability:
    """Parts of (seconds, probability of speech)."""
    return np.concatenate([np.full(round(seconds / FRAME), value, np.float32) for seconds, value in parts])


FOUND = [
    # what is heard, the stretches that are found
    ([(5, 0.0)], []),
    ([(1, 0.0), (2, 0.9), (1, 0.0)], [(1, 3)]),
    ([(1, 0.9), (0.1, 0.0), (1, 0.9)], [(0, 2.1)]),  # a breath does not end speech
    ([(1, 0.9), (1, 0.0), (1, 0.9)], [(0, 1), (2, 3)]),
    ([(1, 0.9), (1, 0.25), (1, 0.0)], [(0, 2)]),  # dying away is speech still
    ([(1, 0.0), (1, 0.25), (1, 0.0)], []),  # but does not start it
    ([(1, 0.0), (0.06, 0.9), (1, 0.0)], []),  # a click
]


@pytest.mark.parametrize(("parts", "expected"), FOUND)
def test_where_speech_is_found(parts: list[tuple[float, float]], expected: list[tuple[float, float]]) -> None:
    heard = probability(*parts)
    found = find_speech(heard, len(heard) * FRAME)
    assert [(s.start, s.end) for s in found] == [pytest.approx(pair, abs=2 * FRAME) for pair in expected]


def test_a_long_stretch_is_cut_at_its_best_pause_and_nothing_is_lost() -> None:
    long = 0.7 * LONGEST_SEGMENT
    heard = probability((long, 0.9), (0.2, 0.4), (long, 0.9))
    one, two = find_speech(heard, 2 * long + 0.2)
    assert one.end == two.start == pytest.approx(long + 0.1, abs=0.15)
    assert (one.start, two.end) == (0, pytest.approx(2 * long + 0.2, abs=2 * FRAME))


@given(st.lists(st.tuples(st.floats(0.1, 70), st.sampled_from([0.0, 0.3, 0.95])), min_size=1, max_size=12))
def test_stretches_are_in_order_and_never_too_long(parts: list[tuple[float, float]]) -> None:
    heard = probability(*parts)
    duration = len(heard) * FRAME
    found = find_speech(heard, duration)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 < s.duration <= LONGEST_SEGMENT + FRAME and s.end <= duration for s in found)


@st.composite
def recordings(draw: st.DrawFn) -> tuple[list[SpeechSegment], float]:
    """Stretches with pauses between them, and the length of the recording."""
    at, stretches = draw(st.floats(0, 3)), []
    for length, pause in draw(st.lists(st.tuples(st.floats(0.1, LONGEST_SEGMENT), st.floats(0, 20)), max_size=25)):
        stretches.append(SpeechSegment(at, at + length))
        at += length + pause
    return stretches, at + draw(st.floats(0, 2))


@given(recordings())
def test_windows_hold_every_stretch_once_and_fit_the_recognizer(recording: tuple[list[SpeechSegment], float]) -> None:
    stretches, duration = recording
    windows = pack_windows(stretches, duration)
    pieces = [piece for window in windows for piece in window.pieces]
    assert all(window.duration <= LONGEST_WINDOW + 1e-6 for window in windows)
    assert all(a.end <= b.start + 1e-9 for a, b in pairwise(pieces))
    assert all(p.start >= 0 and p.end <= duration for p in pieces)
    for stretch in stretches:
        holding = [w for w in windows if any(p.start <= stretch.start and stretch.end <= p.end for p in w.pieces)]
        assert len(holding) == 1


@given(recordings(), st.floats(0, 1), st.floats(0, 1))
def test_times_map_back_into_the_piece_they_were_heard_in(
    recording: tuple[list[SpeechSegment], float], place: float, share: float
) -> None:
    for window in pack_windows(*recording):
        before = 0.0
        for piece in window.pieces:
            start = place * piece.duration * 0.98
            end = start + share * (piece.duration * 0.98 - start)
            found = window.span(before + start, before + end)
            assert found == (pytest.approx(piece.start + start, abs=1e-6), pytest.approx(piece.start + end, abs=1e-6))
            before += piece.duration


def test_a_word_does_not_reach_over_left_out_silence() -> None:
    window = Window((SpeechSegment(10, 12), SpeechSegment(50, 52)))
    assert window.span(1.5, 2.3) == (11.5, 12)
    assert window.span(1.9, 2.9) == (50, 50.9)
    assert window.span(3.5, 9.0) == (51.5, 52)  # times beyond the end, as recognizers give them now and then


def test_a_window_ends_in_the_longest_pause_that_comes_late_enough() -> None:
    ends = [share * LONGEST_WINDOW for share in (0.35, 0.7, 0.86, 1.1)]
    pauses = [0.0, 0.3, 1.5, 0.3]
    starts = [0.0, *ends[:-1]]
    stretches = [SpeechSegment(start + pause, end) for start, pause, end in zip(starts, pauses, ends, strict=True)]
    first, second = pack_windows(stretches, ends[-1])
    assert first.pieces[-1].end == pytest.approx(ends[1] + 0.4)
    assert second.pieces[0].start == pytest.approx(ends[1] + 1.5 - 0.4)


def test_the_sound_of_a_window_is_cut_from_its_pieces() -> None:
    samples = np.arange(4 * RATE, dtype=np.float32)
    cut = Window((SpeechSegment(1, 1.5), SpeechSegment(3, 3.25))).cut(sound_of(samples))
    assert len(cut) == 0.75 * RATE
    assert cut[0] == RATE
    assert cut[-1] == 3.25 * RATE - 1


def test_nothing_said_means_no_windows() -> None:
    assert pack_windows([], 10.0) == ()


@pytest.mark.parametrize(
    "samples", [tone(5.0), noise(5.0), np.zeros(5 * RATE, np.float32)], ids=["tone", "noise", "zero"]
)
def test_no_speech_is_heard_where_nobody_speaks(samples: np.ndarray) -> None:
    heard = speech_probability(sound_of(samples))
    assert len(heard) == pytest.approx(len(samples) / RATE / FRAME, abs=1.01)
    assert find_speech(heard, 5.0) == ()


SPOKEN = SAMPLES / "study" / "restricted" / "recordings" / "P2.mp3"


@pytest.mark.parametrize("seconds", [0.01, 59.99, 60.0, 130.7])
def test_block_by_block_the_detector_hears_what_it_hears_in_one_go(seconds: float) -> None:
    from faster_whisper.vad import get_vad_model

    samples = load(SPOKEN).sound.cut(0, seconds)
    whole = np.pad(samples, (0, 1024 - len(samples) % 512))  # its own loop sets the last 64 samples to zero
    in_one_go = get_vad_model()(whole).reshape(-1)
    in_blocks = speech_probability(sound_of(samples))
    assert len(in_blocks) == -(-len(samples) // 512)
    np.testing.assert_allclose(in_blocks, in_one_go[: len(in_blocks)], atol=1e-6)


def test_an_empty_recording_has_no_frames() -> None:
    assert len(speech_probability(sound_of(np.zeros(0, np.float32)))) == 0
