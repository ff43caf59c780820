"""How numbers and words of a table are described: by hand-computed figures."""

import math
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.reports.methods.figures import (
    CategoricalColumn,
    NumericColumn,
    UnlistedColumn,
    describe_column,
    spread,
)

LENGTHS = (13, 13, 14, 16, 26, 30, 31, 33)
"""Minutes of eight interviews; by hand: 176 in all, squares of the deviations 544."""


def test_the_spread_of_eight_interviews() -> None:
    found = spread(LENGTHS)
    assert found is not None
    assert (found.n, found.mean, found.median, found.low, found.high) == (8, 22, 21, 13, 33)
    assert found.sd == pytest.approx(math.sqrt(544 / 7))
    assert round(found.sd) == 9


def test_one_value_has_no_deviation_and_none_has_nothing() -> None:
    assert spread([7.5]) == (1, 7.5, None, 7.5, 7.5, 7.5)
    assert spread([]) is None


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=30))
def test_the_deviation_is_that_of_a_sample(values: list[float]) -> None:
    found = spread(values)
    assert found is not None
    assert found.sd == pytest.approx(statistics.stdev(values))
    assert found.low <= found.median <= found.high


COLUMNS = [
    # values, what comes out
    (["47", "39", "52"], NumericColumn("x", spread([47, 39, 52]), 0, 0)),
    (["42 år", "ca. 50", "37,5", "61 years old"], NumericColumn("x", spread([42, 50, 37.5, 61]), 0, 0)),
    (["42", "", "50", "unknown", " 51 "], NumericColumn("x", spread([42, 50, 51]), 1, 1)),
    (["woman", "man", "Woman", "", "woman"], CategoricalColumn("x", (("woman", 3), ("man", 1)), 1)),
    (["nurse", "bus driver", "priest", "cook"], UnlistedColumn("x", 4, 0)),
    (["man", "woman", "man"], CategoricalColumn("x", (("man", 2), ("woman", 1)), 0)),
    (["0372", "1350", "9990"], NumericColumn("x", spread([1350, 9990]), 0, 1)),
    (["0372", "0135"], UnlistedColumn("x", 2, 0)),
    (
        ["1 child", "2 children", "2 children", "none"],
        CategoricalColumn("x", (("2 children", 2), ("1 child", 1), ("none", 1)), 0),
    ),
    (["a", "b", "c", "d", "e", "a"], UnlistedColumn("x", 6, 0)),
    (["a", "b", "a", "b", "a", "b"], CategoricalColumn("x", (("a", 3), ("b", 3)), 0)),
    (["the only woman who drives a bus there", "married"], UnlistedColumn("x", 2, 0)),
    (["", ""], CategoricalColumn("x", (), 2)),
    ([], CategoricalColumn("x", (), 0)),
    (["12-14", "3/4", "²"], UnlistedColumn("x", 3, 0)),
]


@pytest.mark.parametrize(("values", "expected"), COLUMNS)
def test_a_column_is_numbers_or_words_or_tells_of_single_people(values: list[str], expected: object) -> None:
    assert describe_column("x", values) == expected


CODES = ["postcode", "Postnummer", "zip", "year of birth", "fødselsår", "journal number", "patient id", "Gnr"]


@pytest.mark.parametrize("column", CODES)
def test_numbers_that_lead_to_people_are_no_measures(column: str) -> None:
    assert describe_column(column, ["1350", "1350", "9990", ""]) == UnlistedColumn(column, 3, 1)


@pytest.mark.parametrize("column", ["age", "number of children", "years of education", "pain (0-10)", "alder"])
def test_measures_are_measures(column: str) -> None:
    assert isinstance(describe_column(column, ["4", "5"]), NumericColumn)


@given(st.lists(st.text(max_size=12), max_size=12))
def test_everybody_is_counted_once(values: list[str]) -> None:
    found = describe_column("x", values)
    counted = {
        NumericColumn: lambda: found.spread.n + found.others,
        CategoricalColumn: lambda: sum(count for _, count in found.counts),
        UnlistedColumn: lambda: found.given,
    }[type(found)]()
    assert counted + found.missing == len(values)
