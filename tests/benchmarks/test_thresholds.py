"""How thresholds are learnt: the lowest from which enough is right."""

import sys

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from met_names import Place, table, threshold


def places(*told: tuple[float, bool], guide: str = "A") -> list[Place]:
    return [Place(guide, chance, right, "") for chance, right in told]


@pytest.mark.parametrize(
    ("found", "precision", "least"),
    [
        ([(0.9, True), (0.5, True), (0.2, False)], 1.0, 0.5),
        ([(0.9, True), (0.5, False), (0.2, True)], 1.0, 0.9),
        ([(0.9, True), (0.5, False), (0.2, True)], 0.66, 0.2),
        ([(0.5, True), (0.5, False)], 1.0, 1.0),
        ([], 0.9, 1.0),
    ],
)
def test_the_threshold_is_the_lowest_from_which_enough_is_right(
    found: list[tuple[float, bool]], precision: float, least: float
) -> None:
    assert threshold(places(*found), precision) == least


def test_a_guide_is_judged_by_the_threshold_of_the_others() -> None:
    found = [*places((0.9, True), (0.4, False)), *places((0.6, True), (0.3, True), guide="B")]
    rows = table(found, 1.0).splitlines()[2:]
    assert rows[0] == "| A | 2, 1 | 0.30 | 1.00 | 0.50 |"
    assert rows[1] == "| B | 2, 2 | 0.90 | 0.00 | 1.00 |"
