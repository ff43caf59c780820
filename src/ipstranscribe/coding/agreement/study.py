"""The table of agreement of a study: every figure in all and by code, with what it rests on and what it leaves out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from ipstranscribe.coding.agreement import passages, units
from ipstranscribe.coding.agreement.figures import RESAMPLES, Coefficient, Figure, WhyUndefined, figure, undefined
from ipstranscribe.coding.agreement.passages import CodedText, PassageTable, met_characters, passage_table
from ipstranscribe.coding.agreement.units import CodedUnit, RatingTable, rating_table

AgreementMeasure = Literal[
    "percent", "cohen", "fleiss", "ac1", "alpha", "alpha_masi", "u_alpha", "binary_u_alpha", "cu_alpha"
]
"""Percent agreement, Cohen's and Fleiss' kappa, Gwet's AC1, Krippendorff's alpha for equal sets and with MASI, and the
coefficients for text that coders cut differently."""

_OVER_UNITS: Mapping[AgreementMeasure, Callable[[RatingTable], Coefficient]] = {
    "percent": units.percent,
    "cohen": units.cohens_kappa,
    "fleiss": units.fleiss_kappa,
    "ac1": units.gwets_ac1,
    "alpha": units.nominal_alpha,
    "alpha_masi": units.masi_alpha,
}
_OVER_PASSAGES: Mapping[AgreementMeasure, Callable[[PassageTable], Coefficient]] = {
    "u_alpha": passages.u_alpha,
    "binary_u_alpha": passages.binary_u_alpha,
    "cu_alpha": passages.cu_alpha,
}
_BY_CODE: tuple[AgreementMeasure, ...] = ("percent", "cohen", "fleiss", "ac1", "alpha", "binary_u_alpha")
"""What is told of a single code: with one code sets are no question, and a passage either has it or not."""


class AgreementRow(NamedTuple):
    """A figure of agreement; `code` is empty for all codes together."""

    code: str
    measure: AgreementMeasure
    figure: Figure


class StudyAgreement(NamedTuple):
    """The agreement of coders on a study.

    `measured` are the units that several coders had and at least one of them coded; `uncoded` units that all of them left
    without a code, and `alone` units that only one coder had, are in no figure.
    """

    coders: tuple[str, ...]
    measured: int
    uncoded: int
    alone: int
    rows: tuple[AgreementRow, ...]


def study_agreement(
    coded: Sequence[CodedUnit], texts: Sequence[CodedText], resamples: int = RESAMPLES
) -> StudyAgreement:
    """Every figure of agreement, in all and by code; the same codings give the same figures and intervals."""
    several = [unit for unit in coded if len(unit.codes) > 1]
    measured = sum(1 for unit in several if any(unit.codes.values()))
    codes = sorted({code for unit in several for given in unit.codes.values() for code in given} | _marked(texts))
    rows = [row for code in ("", *codes) for row in _rows(code, several, texts, resamples)]
    return StudyAgreement(
        tuple(sorted({coder for unit in coded for coder in unit.codes})),
        measured,
        len(several) - measured,
        len(coded) - len(several),
        tuple(rows),
    )


def _marked(texts: Sequence[CodedText]) -> set[str]:
    several = [text for text in texts if len(text.passages) > 1]
    return {one.code for text in several for marked in text.passages.values() for one in marked}


def _rows(
    code: str, several: Sequence[CodedUnit], texts: Sequence[CodedText], resamples: int
) -> Iterator[AgreementRow]:
    measured = [unit for unit in several if any(unit.codes.values())]
    rated, cut = rating_table(measured, code), passage_table(texts, code)
    without = _without(bool(several), bool(measured))
    for measure, over_units in _OVER_UNITS.items():
        if not code or measure in _BY_CODE:
            found = without or figure(over_units(rated), rated.pairable, resamples)
            yield AgreementRow(code, measure, found)
    without = _without(bool(cut.texts), len(cut.values) > 1)
    for measure, over_passages in _OVER_PASSAGES.items():
        if not code or measure in _BY_CODE:
            yield AgreementRow(code, measure, without or _of_passages(measure, over_passages(cut), cut, resamples))


def _without(several: bool, coded: bool) -> Figure | None:
    """Why nothing can be measured, if so."""
    why: WhyUndefined | None = "one coder" if not several else None if coded else "nobody coded"
    return undefined(why) if why else None


def _of_passages(measure: AgreementMeasure, coefficient: Coefficient, cut: PassageTable, resamples: int) -> Figure:
    if measure != "cu_alpha":
        return figure(coefficient, cut.characters, resamples)
    met = met_characters(cut)
    return figure(coefficient, met, resamples) if met else undefined("no common passages", 0, len(cut.texts))
