"""Windows come in batches of windows about as long: none is left out, none comes twice, and two workers get as many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.transcribe.asr.batching import GROUP, batches_of
from ipstranscribe.transcribe.voice_activity import SpeechSegment, Window


def windows(lengths: list[float]) -> list[Window]:
    return [Window((SpeechSegment(n * 30.0, n * 30.0 + length),)) for n, length in enumerate(lengths)]


def starts(batch: list[Window]) -> list[float]:
    return [window.pieces[0].start for window in batch]


@pytest.mark.parametrize(
    ("count", "most", "sizes"),
    [
        (0, 4, []),
        (1, 4, [1]),
        (2, 4, [1, 1]),
        (5, 4, [2, 3]),
        (16, 4, [4, 4, 4, 4]),
        (18, 4, [3, 3, 3, 3, 3, 3]),
        (9, 16, [4, 5]),
        (3, 1, [1, 1, 1]),
    ],
)
def test_batches_are_evenly_filled_and_as_many_for_each_of_two_workers(count: int, most: int, sizes: list[int]) -> None:
    assert [len(batch) for batch in batches_of(windows([10.0] * count), most)] == sizes


def test_windows_of_about_the_same_length_are_together_and_the_longest_come_first() -> None:
    found = list(batches_of(windows([12.0, 19.0, 11.0, 20.0]), 2))
    assert [[window.duration for window in batch] for batch in found] == [[20.0, 19.0], [12.0, 11.0]]


def test_windows_of_equal_length_stay_in_order() -> None:
    assert [starts(batch) for batch in batches_of(windows([9.0] * 4), 2)] == [[0.0, 30.0], [60.0, 90.0]]


def test_only_neighbours_are_sorted_among_each_other() -> None:
    lengths = [1.0 + n / 10 for n in range(GROUP * 2 * 2)]  # the longest come last
    first_group = [start for batch in list(batches_of(windows(lengths), 2))[:GROUP] for start in starts(batch)]
    assert sorted(first_group) == [n * 30.0 for n in range(GROUP * 2)]


@given(st.lists(st.floats(0.5, 20), max_size=100), st.integers(1, 16))
def test_every_window_is_in_one_batch(lengths: list[float], most: int) -> None:
    given_windows = windows(lengths)
    found = list(batches_of(given_windows, most))
    assert sorted(start for batch in found for start in starts(batch)) == starts(given_windows)
    assert all(1 <= len(batch) <= most for batch in found)
