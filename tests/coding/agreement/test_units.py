"""Agreement over units: what every coefficient keeps to, and what another library computes."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.metrics import masi_distance
from nltk.metrics.agreement import AnnotationTask

from ipstranscribe.coding.agreement import units
from ipstranscribe.coding.agreement.figures import Figure, figure
from ipstranscribe.coding.agreement.study import study_agreement
from ipstranscribe.coding.agreement.units import CodedUnit, CodeSet, masi, rating_table
from tests.lanes import examples

MEASURES = (
    units.percent,
    units.cohens_kappa,
    units.fleiss_kappa,
    units.gwets_ac1,
    units.nominal_alpha,
    units.masi_alpha,
)
CODERS = "ABCD"
CODE_SETS = st.frozensets(st.sampled_from("xyz"), max_size=2)


@st.composite
def codings(draw: st.DrawFn, *, complete: bool = False) -> list[CodedUnit]:
    """Units of up to three interviews, coded by two to four coders; unless `complete`, somebody may miss an interview."""
    coders = CODERS[: draw(st.integers(2, 4))]
    found = []
    for interview in ("P1", "P2", "P3")[: draw(st.integers(1, 3))]:
        here = coders if complete else draw(st.sets(st.sampled_from(coders), min_size=1))
        for at in range(draw(st.integers(1, 5))):
            found.append(CodedUnit(interview, f"{interview}-{at}", {coder: draw(CODE_SETS) for coder in sorted(here)}))
    return found


def value(measure, coded: list[CodedUnit]) -> float | None:
    table = rating_table(coded)
    return figure(measure(table), table.pairable, resamples=0).value


def renamed(coded: list[CodedUnit], coder=lambda name: name, code=lambda name: name) -> list[CodedUnit]:
    return [
        CodedUnit(
            unit.interview,
            unit.unit,
            {coder(one): frozenset(map(code, codes)) for one, codes in unit.codes.items()},
        )
        for unit in coded
    ]


def same(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else math.isclose(one, other, abs_tol=1e-9)


@pytest.mark.parametrize("measure", MEASURES)
@given(coded=codings(), order=st.permutations(CODERS))
@examples(100)
def test_it_is_the_same_whoever_is_the_first_coder(measure, coded: list[CodedUnit], order: list[str]) -> None:
    other = renamed(coded, coder=dict(zip(CODERS, order, strict=True)).__getitem__)
    assert same(value(measure, coded), value(measure, other))


@pytest.mark.parametrize("measure", MEASURES)
@given(coded=codings(), order=st.permutations("xyz"))
@examples(100)
def test_it_does_not_depend_on_the_names_of_codes(measure, coded: list[CodedUnit], order: list[str]) -> None:
    """`nan` is a code like any other; a library of the field takes it for a missing value."""
    names = dict(zip("xyz", order, strict=True)) | {"x": "nan"}
    names = names if len(set(names.values())) == 3 else dict(zip("xyz", order, strict=True))
    assert same(value(measure, coded), value(measure, renamed(coded, code=names.__getitem__)))


@pytest.mark.parametrize("measure", MEASURES)
@given(sets=st.lists(CODE_SETS, min_size=2, max_size=8))
@examples(100)
def test_equal_codings_agree_wholly_or_not_at_all_measurably(measure, sets: list[CodeSet]) -> None:
    """1 on equal codings; with one category there is nothing that chance could be taken from, and no figure."""
    coded = [CodedUnit("P1", str(at), dict.fromkeys("ABC", codes)) for at, codes in enumerate(sets)]
    wanted = 1.0 if len(set(sets)) > 1 or measure is units.percent else None
    assert same(value(measure, coded), wanted)


@given(coded=codings())
@examples(200)
def test_no_figure_is_above_1(coded: list[CodedUnit]) -> None:
    found = [value(measure, coded) for measure in MEASURES]
    assert all(one is None or one <= 1 + 1e-12 for one in found)


def task(coded: list[CodedUnit], distance) -> AnnotationTask:
    return AnnotationTask(
        data=[(coder, unit.unit, codes) for unit in coded for coder, codes in unit.codes.items()], distance=distance
    )


def differ(one: CodeSet, other: CodeSet) -> float:
    return float(one != other)


@given(coded=codings(complete=True))
@examples(150)
def test_it_is_what_nltk_computes(coded: list[CodedUnit]) -> None:
    """Where every coder had every unit and there is more than one category; nltk prints 1 or fails elsewhere."""
    if len({codes for unit in coded for codes in unit.codes.values()}) < 2:
        return
    nominal = task(coded, differ)
    assert same(value(units.nominal_alpha, coded), nominal.alpha())
    assert same(value(units.masi_alpha, coded), task(coded, masi).alpha())
    assert same(value(units.percent, coded), nominal.avg_Ao())
    if len(coded[0].codes) == 2:  # its `pi` is for two coders; Fleiss' kappa of two is Scott's pi
        assert same(value(units.fleiss_kappa, coded), nominal.pi())
    kappa = value(units.cohens_kappa, coded)
    if kappa is not None:  # else some pair has one category in common: nltk counts that pair as 1
        assert same(kappa, nominal.kappa())


@given(one=CODE_SETS, other=CODE_SETS)
@examples(60)
def test_masi_is_what_nltk_computes_up_to_its_rounded_thirds(one: CodeSet, other: CodeSet) -> None:
    if one or other:
        assert masi(one, other) == pytest.approx(masi_distance(one, other), abs=0.004)


# --- what there is no figure of, and what is left out --------------------------------------------------------------------


def figures_of(*coded: dict[str, str], code: str = "") -> dict[str, Figure]:
    made = [
        CodedUnit("P1", str(at), {coder: frozenset(codes.split()) for coder, codes in unit.items()})
        for at, unit in enumerate(coded)
    ]
    return {row.measure: row.figure for row in study_agreement(made, []).rows if row.code == code}


ONE_CODER = ({"A": "x"}, {"A": "y"})
NOBODY = ({"A": "", "B": ""}, {"A": "", "B": ""})
ONE_CATEGORY = ({"A": "x", "B": "x"}, {"A": "x", "B": "x"})
NEVER_TOGETHER = ({"A": "x"}, {"B": "x"})


@pytest.mark.parametrize(
    ("coded", "why"),
    [(ONE_CODER, "one coder"), (NOBODY, "nobody coded"), (ONE_CATEGORY, "one category"), (NEVER_TOGETHER, "one coder")],
)
def test_what_is_not_defined_says_why(coded: tuple[dict[str, str], ...], why: str) -> None:
    found = figures_of(*coded)
    measured = {"cohen", "fleiss", "ac1", "alpha", "alpha_masi"}
    assert {found[name].why for name in measured} == {why}
    assert {found[name].value for name in measured} == {None}
    assert found["percent"].value == (1.0 if why == "one category" else None)


def test_units_that_nobody_coded_are_in_no_figure() -> None:
    """Agreement on what both passed over would make any two coders look alike."""
    coded = ({"A": "x", "B": "y"}, {"A": "y", "B": "y"})
    with_silence = (*coded, *NOBODY * 5)
    assert figures_of(*coded)["percent"] == figures_of(*with_silence)["percent"]
    found = study_agreement(
        [
            CodedUnit("P1", str(at), {c: frozenset(s.split()) for c, s in u.items()})
            for at, u in enumerate(with_silence)
        ],
        [],
    )
    assert (found.measured, found.uncoded, found.alone) == (2, 10, 0)


def test_a_code_is_measured_by_itself() -> None:
    """By hand: of four coded units both give x to one and only A to another: 3 of 4; expected (2·1 + 2·3) / 16."""
    coded = ({"A": "x", "B": "x"}, {"A": "x y", "B": "y"}, {"A": "y", "B": "y"}, {"A": "", "B": "z"})
    found = figures_of(*coded, code="x")
    assert found["percent"].value == pytest.approx(3 / 4)
    assert found["cohen"].value == pytest.approx((3 / 4 - 1 / 2) / (1 / 2))
    assert found["percent"].n == 4


def test_intervals_are_the_same_each_time_and_need_two_interviews() -> None:
    coded = [
        CodedUnit(
            f"P{at % 4}", str(at), {"A": frozenset("x" if at % 3 else "y"), "B": frozenset("x" if at % 5 else "y")}
        )
        for at in range(20)
    ]
    first, again = (study_agreement(coded, []).rows for _ in range(2))
    assert first == again
    alpha = next(row.figure for row in first if row.measure == "alpha" and not row.code)
    assert alpha.low is not None
    assert alpha.high is not None
    assert alpha.value is not None
    assert alpha.low <= alpha.value <= alpha.high
    alone = study_agreement([unit._replace(interview="P1") for unit in coded], []).rows
    assert {row.figure.low for row in alone} == {None}
    assert next(row.figure.value for row in alone if row.measure == "alpha") == alpha.value
