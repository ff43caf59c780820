"""Coefficients of agreement for text that each coder cut into passages: the u-alpha family (Krippendorff et al. 2016).

Krippendorff, Mathet, Bouvry and Widlöcher, "On the reliability of unitizing textual continua: further developments",
Quality & Quantity 50, 2016: observed coincidences are lengths on which two coders meet, expected ones those of all segments
with one another, but not of a segment with itself (equations 1 to 11). Several codes of a stretch are one value, their set.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ipstranscribe.coding.agreement.figures import Array, Coefficient, ratio
from ipstranscribe.coding.agreement.units import CodeSet

GAP: CodeSet = frozenset()


class CodedPassage(NamedTuple):
    """A passage with a code: from `start` to `end`, end exclusive."""

    start: int
    end: int
    code: str


class CodedText(NamedTuple):
    """A text of `length` characters, with the passages of every coder who had it, also of one who marked nothing."""

    interview: str
    length: int
    passages: Mapping[str, Sequence[CodedPassage]]


class _Segment(NamedTuple):
    """A stretch of one coder's text with one value: a set of codes, or a gap."""

    start: int
    end: int
    value: CodeSet


@dataclass(frozen=True)
class PassageTable:
    """The segments of every text by coder, with the values that occur in them: gaps first, then sets of codes."""

    texts: tuple[tuple[tuple[_Segment, ...], ...], ...]

    @cached_property
    def values(self) -> tuple[CodeSet, ...]:
        """Every value once, the gap first."""
        found = {one.value for text in self.texts for coder in text for one in coder} - {GAP}
        return (GAP, *sorted(found, key=sorted))

    @cached_property
    def sums(self) -> Array:
        """Sums of every text (texts × 6 · values).

        Lengths by value, lengths on which two coders agree, squares of segments; and the same three of stretches that both
        of two coders marked.
        """
        places = {value: at for at, value in enumerate(self.values)}
        return np.stack([_sums(text, places).ravel() for text in self.texts])

    @property
    def characters(self) -> int:
        """The length of all texts."""
        return sum(text[0][-1].end for text in self.texts if text[0])


def passage_table(texts: Sequence[CodedText], code: str = "") -> PassageTable:
    """The segments of `texts` that two coders or more had; with `code`, its passages alone."""
    several = [text for text in texts if len(text.passages) > 1 and text.length]
    return PassageTable(
        tuple(
            tuple(
                tuple(_segments([p for p in text.passages[coder] if code in ("", p.code)], text.length))
                for coder in sorted(text.passages)
            )
            for text in several
        )
    )


def u_alpha(table: PassageTable) -> Coefficient:
    """Agreement on all of it: where passages lie, and their codes (equation 5a)."""

    def value(total: Array) -> Array:
        lengths, agreed, squares, *_ = _parts(total)
        return _alpha(lengths, agreed, squares)

    return Coefficient(table.sums, value)


def binary_u_alpha(table: PassageTable) -> Coefficient:
    """Agreement on what is marked at all, whatever the code (equation 6)."""

    def value(total: Array) -> Array:
        lengths, agreed, squares, *_ = _parts(total)
        whole, gap = lengths.sum(axis=-1), lengths[..., 0]
        apart = (gap - agreed[..., 0]) * (whole**2 - squares.sum(axis=-1))
        return 1 - ratio(apart, whole * gap * (whole - gap))

    return Coefficient(table.sums, value)


def cu_alpha(table: PassageTable) -> Coefficient:
    """Agreement on the codes of stretches that both of two coders marked, whatever lies beside them (equation 11)."""

    def value(total: Array) -> Array:
        *_, lengths, agreed, squares = _parts(total)
        used = (lengths > 0).sum(axis=-1)
        return np.where(used > 1, _alpha(lengths, agreed, squares), np.nan)

    return Coefficient(table.sums, value)


def met_characters(table: PassageTable) -> int:
    """On how many characters two coders' passages meet; of more than two coders, on average over pairs."""
    coders = max((len(text) for text in table.texts), default=1)
    return round(float(_parts(table.sums.sum(axis=0))[3].sum()) / coders) if table.texts else 0


def _alpha(lengths: Array, agreed: Array, squares: Array) -> Array:
    """1 less observed through expected disagreement (equations 4, 5a; 10, 11)."""
    whole = lengths.sum(axis=-1)
    expected = whole * ratio((lengths**2 - squares).sum(axis=-1), whole**2 - squares.sum(axis=-1))
    return 1 - ratio(whole - agreed.sum(axis=-1), whole - expected)


def _parts(total: Array) -> Array:
    """The six kinds of sums, first: (6, …, values)."""
    kinds = total.reshape(*total.shape[:-1], 6, -1)
    return np.moveaxis(kinds, -2, 0)


def _segments(passages: Sequence[CodedPassage], length: int) -> Iterator[_Segment]:
    """The text cut at every edge of a passage, gaps included."""
    marked = list(_joined(passages))
    edges = sorted({0, length, *(edge for one in marked for edge in (one.start, one.end))})
    for start, end in pairwise(edges):
        yield _Segment(start, end, frozenset(one.code for one in marked if one.start <= start and end <= one.end))


def _joined(passages: Sequence[CodedPassage]) -> Iterator[CodedPassage]:
    """Passages of the same code that lie over each other as one; those that only touch stay two."""
    before: CodedPassage | None = None
    for one in sorted(passages, key=lambda p: (p.code, p.start, p.end)):
        if before and before.code == one.code and one.start < before.end:
            before = before._replace(end=max(before.end, one.end))
            continue
        if before:
            yield before
        before = one
    if before:
        yield before


def _sums(text: Sequence[Sequence[_Segment]], places: Mapping[CodeSet, int]) -> Array:
    """The sums of one text (6 × values)."""
    coders = len(text)
    sums = np.zeros((6, len(places)))
    for segments in text:
        for one in segments:
            length, at = one.end - one.start, places[one.value]
            sums[0, at] += length
            sums[2, at] += length**2 if one.value else length
    met = np.zeros((coders, max(map(len, text)), coders))
    for length, here in _cells(text):
        counts = np.zeros(len(places))
        for coder, segment in enumerate(here):
            counts[places[text[coder][segment].value]] += 1
        both = length * counts * (counts - 1) / (coders - 1)
        marking = counts[1:].sum()
        sums[1] += both
        sums[4, 1:] += both[1:]
        sums[3, 1:] += length * counts[1:] * (marking - 1) / (coders - 1)
        valued = [bool(text[coder][segment].value) for coder, segment in enumerate(here)]
        for coder, segment in enumerate(here):
            if valued[coder]:
                met[coder, segment] += [length if there and other != coder else 0 for other, there in enumerate(valued)]
    for coder, segments in enumerate(text):
        for at, one in enumerate(segments):
            if one.value:
                sums[5, places[one.value]] += (met[coder, at] ** 2).sum() / (coders - 1)
    return sums


def _cells(text: Sequence[Sequence[_Segment]]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Stretches in which no coder's segment ends: their length, and the position of every coder's segment there."""
    at = [0] * len(text)
    start = 0
    while all(place < len(segments) for place, segments in zip(at, text, strict=True)):
        end = min(segments[place].end for place, segments in zip(at, text, strict=True))
        yield end - start, tuple(at)
        start = end
        at = [place + (segments[place].end == end) for place, segments in zip(at, text, strict=True)]
