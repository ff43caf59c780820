"""Coefficients of agreement over units that several coders had: each says of each unit which codes apply.

Sources: Cohen 1960; Light 1971 (mean of pairs); Fleiss 1971 and AC1 as Gwet 2014 gives both for missing ratings;
Krippendorff 2011 (alpha) with the distance MASI (Passonneau 2006) for sets of codes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ipstranscribe.coding.agreement.figures import Array, Coefficient, ratio

CodeSet = frozenset[str]


class CodedUnit(NamedTuple):
    """A unit with the codes that each coder gave it: none is a verdict, a coder who had not the interview is not there."""

    interview: str
    unit: str
    codes: Mapping[str, CodeSet]


@dataclass(frozen=True)
class RatingTable:
    """Ratings of units by coders. `labels` (units × coders) are positions in `categories`, -1 where a coder gave none.

    `strata` are positions of interviews, one for each unit.
    """

    labels: npt.NDArray[np.int64]
    strata: npt.NDArray[np.int64]
    categories: tuple[CodeSet, ...]
    interviews: int

    @cached_property
    def counts(self) -> Array:
        """How many coders gave each unit each category (units × categories)."""
        return np.stack([(self.labels == one).sum(axis=1) for one in range(len(self.categories))], axis=1).astype(float)

    @cached_property
    def raters(self) -> Array:
        """How many coders rated each unit."""
        return np.asarray(self.counts.sum(axis=1))

    @property
    def pairable(self) -> int:
        """How many units two coders or more have rated."""
        return int((self.raters > 1).sum())

    def by_interview(self, columns: Array) -> Array:
        """Sums of `columns` (units × k) over the units of each interview (interviews × k)."""
        sums = np.zeros((self.interviews, columns.shape[1]))
        np.add.at(sums, self.strata, columns)
        return sums


def rating_table(units: Sequence[CodedUnit], code: str = "") -> RatingTable:
    """The ratings of `units`: sets of codes, or, of one `code`, whether it was given."""
    coders = sorted({coder for unit in units for coder in unit.codes})
    interviews = {name: at for at, name in enumerate(dict.fromkeys(unit.interview for unit in units))}
    said = [{coder: _about(codes, code) for coder, codes in unit.codes.items()} for unit in units]
    categories = sorted({codes for unit in said for codes in unit.values()}, key=sorted)
    places = {codes: at for at, codes in enumerate(categories)}
    labels = [[places[unit[coder]] if coder in unit else -1 for coder in coders] for unit in said]
    return RatingTable(
        np.array(labels, dtype=np.int64).reshape(len(units), len(coders)),
        np.array([interviews[unit.interview] for unit in units], dtype=np.int64),
        tuple(categories),
        len(interviews),
    )


def _about(codes: CodeSet, code: str) -> CodeSet:
    return codes & {code} if code else codes


def percent(table: RatingTable) -> Coefficient:
    """Percent agreement: the share of pairs of coders who say the same of a unit, averaged over units."""
    sums = table.by_interview(np.stack([_agreeing(table), table.raters > 1], axis=1))
    return Coefficient(sums, lambda total: ratio(total[..., 0], total[..., 1]), "one coder")


def cohens_kappa(table: RatingTable) -> Coefficient:
    """Cohen's kappa; of more than two coders the mean over pairs of coders who had units in common (Light 1971)."""
    kinds = len(table.categories)
    couples = list(combinations(range(table.labels.shape[1]), 2))
    columns = [np.zeros((len(table.labels), 0))]
    for one, other in couples:
        first, second = table.labels[:, one], table.labels[:, other]
        both = (first >= 0) & (second >= 0)
        margins = [((labels == kind) & both) for labels in (first, second) for kind in range(kinds)]
        columns.append(np.stack([(first == second) & both, both, *margins], axis=1))
    sums = table.by_interview(np.concatenate(columns, axis=1).astype(float))

    def value(total: Array) -> Array:
        pairs = total.reshape(*total.shape[:-1], len(couples), 2 + 2 * kinds)
        same, n = pairs[..., 0], pairs[..., 1]
        by_chance = (pairs[..., 2 : 2 + kinds] * pairs[..., 2 + kinds :]).sum(axis=-1)
        kappas = ratio(same * n - by_chance, n * n - by_chance)
        met = n > 0
        return ratio(np.where(met, kappas, 0.0).sum(axis=-1), met.sum(axis=-1).astype(float))

    return Coefficient(sums, value)


def fleiss_kappa(table: RatingTable) -> Coefficient:
    """Fleiss' kappa, for units with differing numbers of coders as in Gwet 2014."""
    return _by_shares(table, lambda shares: (shares**2).sum(axis=-1))


def gwets_ac1(table: RatingTable) -> Coefficient:
    """Gwet's AC1: chance agreement by how evenly the categories are used."""
    kinds = len(table.categories)
    return _by_shares(table, lambda shares: ratio((shares * (1 - shares)).sum(axis=-1), np.array(kinds - 1.0)))


def nominal_alpha(table: RatingTable) -> Coefficient:
    """Krippendorff's alpha for categories that are the same or not; two sets of codes are the same only if they are equal."""
    return _alpha(table, 1 - np.eye(len(table.categories)))


def masi_alpha(table: RatingTable) -> Coefficient:
    """Krippendorff's alpha for sets of codes, in which sets that share codes count as partly the same."""
    return _alpha(table, np.array([[masi(one, other) for other in table.categories] for one in table.categories]))


def masi(one: CodeSet, other: CodeSet) -> float:
    """The distance MASI of two sets, 0 to 1: what they share by Jaccard, less where neither lies in the other."""
    if one == other:
        return 0.0
    shared = one & other
    if not shared:
        return 1.0
    monotone = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - monotone * len(shared) / len(one | other)


def _agreeing(table: RatingTable) -> Array:
    """Of each unit the share of pairs of coders who agree, 0 where there is no pair."""
    pairs = table.raters * (table.raters - 1)
    same = (table.counts * (table.counts - 1)).sum(axis=1)
    return np.asarray(same / np.where(pairs > 0, pairs, 1))


def _by_shares(table: RatingTable, chance: Callable[[Array], Array]) -> Coefficient:
    """A coefficient with chance agreement by the shares of the categories, each unit counting the same."""
    rated = table.raters > 0
    shares = table.counts / np.where(rated, table.raters, 1)[:, None]
    observed = np.stack([_agreeing(table), table.raters > 1, rated], axis=1)
    sums = table.by_interview(np.concatenate([observed, shares], axis=1))

    def value(total: Array) -> Array:
        by_chance = chance(ratio(total[..., 3:], total[..., 2:3]))
        seen = (total[..., 3:] > 0).sum(axis=-1)
        return np.where(seen > 1, ratio(ratio(total[..., 0], total[..., 1]) - by_chance, 1 - by_chance), np.nan)

    return Coefficient(sums, value)


def _alpha(table: RatingTable, distance: Array) -> Coefficient:
    """Krippendorff's alpha with a distance (categories × categories)."""
    paired = np.where((table.raters > 1)[:, None], table.counts, 0)
    apart = ((paired @ distance) * paired).sum(axis=1) / np.where(table.raters > 1, table.raters - 1, 1)
    sums = table.by_interview(np.concatenate([apart[:, None], paired], axis=1))

    def value(total: Array) -> Array:
        used = total[..., 1:]
        expected = ((used @ distance) * used).sum(axis=-1)
        return 1 - ratio((used.sum(axis=-1) - 1) * total[..., 0], expected)

    return Coefficient(sums, value)
