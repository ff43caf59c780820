"""Figures of agreement equal those printed in the sources, to their last digit."""

import pytest

from ipstranscribe.coding.agreement import units
from ipstranscribe.coding.agreement.figures import figure
from ipstranscribe.coding.agreement.units import CodedUnit, RatingTable, rating_table


def rated(**coders: str) -> RatingTable:
    """Ratings as they are printed: a coder's in a row, `.` where there is none."""
    rows = {coder: row.split() for coder, row in coders.items()}
    (length,) = {len(row) for row in rows.values()}
    return rating_table(
        [
            CodedUnit("P1", str(at), {coder: frozenset([row[at]]) for coder, row in rows.items() if row[at] != "."})
            for at in range(length)
        ]
    )


def crossed(*counts: tuple[str, str, int]) -> RatingTable:
    """Ratings of two coders as a table of counts: what one said, what the other said, how often."""
    said = [(one, other) for one, other, times in counts for _ in range(times)]
    return rated(A=" ".join(one for one, _ in said), B=" ".join(other for _, other in said))


def counted(*rows: tuple[int, ...]) -> RatingTable:
    """Ratings as counts: how many coders gave a unit each category."""
    given = [[str(kind) for kind, times in enumerate(row) for _ in range(times)] for row in rows]
    coders = [" ".join(unit[at] for unit in given) for at in range(len(given[0]))]
    return rated(**{f"coder{at}": row for at, row in enumerate(coders)})


# Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), sections A to C; the data of C are also `cac.raw4raters`
# of the R package irrCAC (Gwet 2014), whose manual prints the other two figures.
BINARY = rated(Meg="0 1 0 0 0 0 0 0 1 0", Owen="1 1 1 0 0 1 0 0 0 0")
NOMINAL = rated(Ben="a a b b d c c c e d d a", Gerry="b a b b b c c c e d d d")
FOUR = rated(
    A="1 2 3 3 2 1 4 1 2 . . .",
    B="1 2 3 3 2 2 4 1 2 5 . 3",
    C=". 3 3 3 2 3 4 2 2 5 1 .",
    D="1 2 3 3 2 4 4 1 2 5 1 .",
)
# The article "Krippendorff's alpha" of Wikipedia: three coders, one of whom had few units.
THREE = rated(
    A=". . . . . 3 4 1 2 1 1 3 3 . 3",
    B="1 . 2 1 3 3 4 3 . . . . . . .",
    C=". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
# Gwet's manual of irrCAC (README of 2019): `distrib.6raters`, psychiatrists after Fleiss 1971 by how many said what, and
# `cont3x3abstractors`, two coders crossed.
SIX = counted(
    (0, 0, 0, 6, 0), (0, 3, 0, 0, 3), (0, 1, 4, 0, 1), (0, 0, 0, 0, 6), (0, 3, 0, 3, 0),
    (2, 0, 4, 0, 0), (0, 0, 4, 0, 2), (2, 0, 3, 1, 0), (2, 0, 0, 4, 0), (0, 0, 0, 0, 6),
    (1, 0, 0, 5, 0), (1, 1, 0, 4, 0), (0, 3, 3, 0, 0), (1, 0, 0, 5, 0), (0, 2, 0, 3, 1),
)  # fmt: skip
ABSTRACTORS = crossed(("e", "e", 13), ("a", "a", 20), ("a", "n", 7), ("n", "a", 4), ("n", "n", 56))
# Gwet, "Kappa statistic is not satisfactory for assessing the extent of agreement between raters" (2002).
RARE = crossed(("+", "+", 118), ("+", "-", 5), ("-", "+", 2))
# Fleiss 1971 as in the article "Fleiss' kappa" of Wikipedia: fourteen coders, ten units, five categories.
FOURTEEN = counted(
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
# The article "Cohen's kappa" of Wikipedia: its first example, and two with the same percentage.
GRANTS = crossed(("yes", "yes", 20), ("yes", "no", 5), ("no", "yes", 10), ("no", "no", 15))
SAME = crossed(("yes", "yes", 45), ("yes", "no", 15), ("no", "yes", 25), ("no", "no", 15))
LESS = crossed(("yes", "yes", 25), ("yes", "no", 35), ("no", "yes", 5), ("no", "no", 35))


@pytest.mark.parametrize(
    ("measure", "table", "printed"),
    [
        (units.nominal_alpha, BINARY, "0.095"),
        (units.nominal_alpha, NOMINAL, "0.692"),
        (units.nominal_alpha, FOUR, "0.743"),
        (units.gwets_ac1, FOUR, "0.77544"),
        (units.fleiss_kappa, FOUR, "0.76117"),
        (units.percent, FOUR, "0.8181818"),
        (units.nominal_alpha, FOUR, "0.74342"),
        (units.nominal_alpha, THREE, "0.691"),
        (units.percent, SIX, "0.5511111"),
        (units.gwets_ac1, SIX, "0.4448007"),
        (units.fleiss_kappa, SIX, "0.4139265"),
        (units.nominal_alpha, SIX, "0.4204384"),
        (units.percent, ABSTRACTORS, "0.89"),
        (units.cohens_kappa, ABSTRACTORS, "0.7964094"),
        (units.fleiss_kappa, ABSTRACTORS, "0.7962397"),  # of two coders it is Scott's pi
        (units.gwets_ac1, ABSTRACTORS, "0.8493305"),
        (units.nominal_alpha, ABSTRACTORS, "0.7972585"),
        (units.gwets_ac1, RARE, "0.9408"),
        (units.cohens_kappa, RARE, "-0.0234"),
        (units.fleiss_kappa, FOURTEEN, "0.210"),
        (units.cohens_kappa, GRANTS, "0.40"),
        (units.percent, GRANTS, "0.70"),
        (units.cohens_kappa, SAME, "0.1304"),
        (units.cohens_kappa, LESS, "0.2593"),
    ],
)
def test_figures_are_those_of_the_sources(measure, table: RatingTable, printed: str) -> None:
    value = figure(measure(table), table.pairable).value
    assert value is not None
    assert f"{value:.{len(printed.split('.')[1])}f}" == printed


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        # Passonneau 2006: equal 0; one within the other 1 - 2/3 of the Jaccard index; crossing 1 - 1/3 of it; apart 1
        ("a b", "b a", 0),
        ("a", "a b", 1 - 2 / 3 * 1 / 2),
        ("a b", "b c", 1 - 1 / 3 * 1 / 3),
        ("a", "b", 1),
        ("", "a", 1),
        ("", "", 0),
    ],
)
def test_masi(one: str, other: str, distance: float) -> None:
    assert units.masi(frozenset(one.split()), frozenset(other.split())) == pytest.approx(distance)
