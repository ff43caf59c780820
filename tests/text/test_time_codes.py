"""Times: how documents show them, and how they are read back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.text.time_codes import (
    CLOCK,
    CUE_TIME,
    DOTTED,
    FRAMES,
    GIVEN_TIME,
    SHORT_CLOCK,
    TIME_CODE,
    UNITS,
    clock,
    cue_clock,
    duration,
    in_minutes,
    seconds_in,
    seconds_of,
)
from tests.lanes import examples

TIMES = [
    (None, ""),
    (0, "00:00:00"),
    (59.999, "00:00:59"),
    (60, "00:01:00"),
    (3599.5, "00:59:59"),
    (3600, "01:00:00"),
    (360_000, "100:00:00"),
]


@pytest.mark.parametrize(("seconds", "shown"), TIMES)
def test_times_count_from_the_start(seconds: float | None, shown: str) -> None:
    """`hh:mm:ss`, cut to the second: nobody misses the start of a word by being sent too late."""
    assert clock(seconds) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(7, "0 min 07 s"), (1122.4, "18 min 42 s"), (3727, "1 h 02 min 07 s")])
def test_durations_have_no_colon(seconds: float, shown: str) -> None:
    """Header blocks go into programs that take a colon for the end of a speaker's name."""
    assert duration(seconds) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(0.0, "0.0"), (90.0, "1.5"), (3600.0, "60.0")])
def test_minutes_have_a_decimal_point(seconds: float, shown: str) -> None:
    assert in_minutes(seconds) == shown


WRITTEN = [
    # time, seconds, which patterns it fits
    ("7", 7.0, {GIVEN_TIME}),
    ("90.5", 90.5, {GIVEN_TIME}),
    ("1:02", 62.0, {GIVEN_TIME, SHORT_CLOCK}),
    ("0:01:02", 62.0, {GIVEN_TIME, CLOCK, TIME_CODE}),
    ("00:01:02", 62.0, {GIVEN_TIME, CLOCK, TIME_CODE}),
    ("0:1:2.5", 62.5, {GIVEN_TIME, CLOCK}),
    ("00:04.25", 4.25, {GIVEN_TIME, SHORT_CLOCK, CUE_TIME}),
    ("00:01:02,500", 62.5, {CLOCK, CUE_TIME}),
    ("100:00:00.000", 360_000.0, {GIVEN_TIME, CLOCK, CUE_TIME}),
    ("noon", None, set()),
    ("-5", None, set()),
    ("1:2:3:4", None, set()),
]


@pytest.mark.parametrize(("time", "seconds", "fits"), WRITTEN)
def test_each_place_takes_its_own_ways_of_writing_a_time(time: str, seconds: float | None, fits: set[str]) -> None:
    places = (GIVEN_TIME, CLOCK, SHORT_CLOCK, TIME_CODE, CUE_TIME)
    assert {one for one in places if re.fullmatch(one, time)} == fits
    if seconds is not None:
        assert seconds_of(time) == seconds


@examples(100)
@given(st.integers(0, 500 * 3600 * 1000), st.sampled_from(".,"))
def test_times_of_subtitles_are_read_back_to_the_millisecond(milliseconds: int, point: str) -> None:
    time = cue_clock(milliseconds, point)
    assert re.fullmatch(CUE_TIME, time)
    assert seconds_of(time, 3) == milliseconds / 1000


def test_what_is_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="noon"):
        seconds_of("noon")


IN_WORDS = [
    # how a time is written, seconds, which pattern it fits
    ("00:00:05:12", 5.48, FRAMES),
    ("00:00:05;29", 5.967, FRAMES),
    ("01.02.03", 3723.0, DOTTED),
    ("5 seconds", 5.0, UNITS),
    ("1 minute 3 seconds", 63.0, UNITS),
    ("1 hour 2 minutes 9 seconds", 3729.0, UNITS),
    ("1 hour and 2 minutes", 3720.0, UNITS),
    ("1 minutt 5 sekunder", 65.0, UNITS),
    ("1 time 2 minutter 3 sekunder", 3723.0, UNITS),
    ("1 t 2 min 3 s", 3723.0, UNITS),
    ("1m5s", 65.0, UNITS),
    ("0h 1m 5s", 65.0, UNITS),
    ("2 minutter", 120.0, UNITS),
    ("5 miles", None, None),
    ("5 m", None, None),
    ("3.5.74", None, None),
    ("00:00:65", None, None),
]


@pytest.mark.parametrize(("time", "seconds", "pattern"), IN_WORDS)
def test_times_in_words_and_of_film_are_read(time: str, seconds: float | None, pattern: str | None) -> None:
    """A length in metres and a date are none."""
    assert [one for one in (FRAMES, CLOCK, DOTTED, UNITS) if re.fullmatch(one, time)] == ([pattern] if pattern else [])
    if seconds is not None:
        assert seconds_in(time) == seconds
