"""Agreement on text that coders cut differently, against the equations written out letter by letter."""

import math
from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.coding.agreement import passages
from ipstranscribe.coding.agreement.figures import figure
from ipstranscribe.coding.agreement.passages import CodedPassage, CodedText, passage_table
from ipstranscribe.coding.agreement.study import study_agreement
from tests.lanes import examples

MEASURES = (passages.u_alpha, passages.binary_u_alpha, passages.cu_alpha)
LENGTH = 30


def text(**coders: str) -> CodedText:
    """A text as it was marked: a letter of a code at each of its signs, `.` where there is none, `|` between two passages."""
    found: dict[str, list[CodedPassage]] = {}
    lengths = set()
    for coder, marks in coders.items():
        at, here = 0, found.setdefault(coder, [])
        before = "."
        for sign in marks:
            if sign == "|":
                before = "."
                continue
            if sign != ".":
                if sign == before:
                    here[-1] = here[-1]._replace(end=at + 1)
                else:
                    here.append(CodedPassage(at, at + 1, sign))
            before, at = sign, at + 1
        lengths.add(at)
    (length,) = lengths
    return CodedText("P1", length, found)


def value(measure, *texts: CodedText) -> float | None:
    return figure(measure(passage_table(texts)), 0, resamples=0).value


def segments(marked: list[CodedPassage], length: int) -> list[tuple[str, int, int]]:
    """Passages and gaps in order, for passages that do not lie over each other."""
    found, at = [], 0
    for one in sorted(marked):
        found += [("", at, one.start)] if one.start > at else []
        found.append((one.code, one.start, one.end))
        at = one.end
    return found + ([("", at, length)] if at < length else [])


def by_the_letter(one: CodedText) -> dict[str, float | None]:
    """The equations 1 to 11 of Krippendorff et al. 2016, with every sum written out."""
    cut = {coder: segments(list(marked), one.length) for coder, marked in one.passages.items()}
    m = len(cut)
    at = {who: [next(s for s in own if s[1] <= n < s[2]) for n in range(one.length)] for who, own in cut.items()}
    observed: Counter[tuple[str, str]] = Counter()
    for i, j in permutations(cut, 2):
        for place in range(one.length):
            observed[at[i][place][0], at[j][place][0]] += 1 / (m - 1)
    kinds = sorted({kind for kind, _ in observed})
    margin = {c: sum(observed[c, k] for k in kinds) for c in kinds}
    whole = m * one.length
    own = Counter()
    for coder in cut.values():
        for kind, start, end in coder:
            own[kind] += (end - start) ** 2 if kind else end - start
    below = whole**2 - sum(own.values())
    expected = {
        (c, k): whole * (margin[c] * margin[k] - (own[c] if c == k else 0)) / below if below else 0
        for c in kinds
        for k in kinds
    }
    found: dict[str, float | None] = {}
    agreed = sum(observed[c, c] for c in kinds)
    chance = whole - sum(expected[c, c] for c in kinds)
    found["u_alpha"] = 1 - (whole - agreed) / chance if chance > 1e-9 else None
    gap = sum(expected["", k] for k in kinds if k) if "" in kinds else 0
    found["binary_u_alpha"] = 1 - (margin[""] - observed["", ""]) / gap if gap > 1e-9 else None
    valued = [c for c in kinds if c]
    margin = {c: sum(observed[c, k] for k in valued) for c in valued}
    whole = sum(margin.values())
    own = Counter()
    for i, j in permutations(cut, 2):
        for kind, start, end in cut[i]:
            if kind:
                own[kind] += sum(bool(at[j][place][0]) for place in range(start, end)) ** 2 / (m - 1)
    below = whole**2 - sum(own.values())
    same = sum(whole * (margin[c] ** 2 - own[c]) / below for c in valued) if below > 1e-9 else 0
    several = sum(margin[c] > 0 for c in valued) > 1
    agreed = sum(observed[c, c] for c in valued)
    defined = several and below > 1e-9 and whole - same > 1e-9  # else nothing is expected by chance
    found["cu_alpha"] = 1 - (whole - agreed) / (whole - same) if defined else None
    return found


@st.composite
def texts(draw: st.DrawFn) -> CodedText:
    """A text that two or three coders cut, each into passages that do not lie over each other."""
    marked: dict[str, list[CodedPassage]] = {}
    for coder in "ABC"[: draw(st.integers(2, 3))]:
        edges = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=8)))
        pairs = zip(edges[::2], edges[1::2], strict=False)
        marked[coder] = [CodedPassage(start, end, draw(st.sampled_from("xyz"))) for start, end in pairs]
    return CodedText("P1", LENGTH, marked)


@given(one=texts())
@examples(200)
def test_it_is_what_the_equations_say(one: CodedText) -> None:
    for name, wanted in by_the_letter(one).items():
        got = value(getattr(passages, name), one)
        assert (got is None) == (wanted is None), name
        assert got is None or wanted is None or math.isclose(got, wanted, abs_tol=1e-9), name


@pytest.mark.parametrize("measure", MEASURES)
@given(one=texts(), order=st.permutations("ABC"), codes=st.permutations("xyz"))
@examples(60)
def test_it_does_not_depend_on_the_order_of_coders_or_the_names_of_codes(
    measure, one: CodedText, order: list[str], codes: list[str]
) -> None:
    coder, code = dict(zip("ABC", order, strict=True)), dict(zip("xyz", codes, strict=True))
    other = {coder[who]: [p._replace(code=code[p.code]) for p in marked] for who, marked in one.passages.items()}
    first, second = value(measure, one), value(measure, one._replace(passages=other))
    assert (first is None) == (second is None)
    assert first is None or second is None or math.isclose(first, second, abs_tol=1e-9)


@pytest.mark.parametrize("measure", MEASURES)
def test_equal_cuts_agree_wholly(measure) -> None:
    assert value(measure, text(A="..xx..yyy.", B="..xx..yyy.")) == pytest.approx(1)


def test_by_hand() -> None:
    """Two coders, ten signs. A marks x on 0–4, B on 2–6: they meet on 2 of 20/2 signs, and leave out 4 of them.

    Lengths: x 8, gaps 12. Agreed: x 4, gaps 8 (both coders counted). Squares: x 2·16, gaps 12. Expected agreement
    20·(8² − 32 + 12² − 12) / (20² − 44) = 3280 / 356; observed 12. So 1 − (20 − 12) / (20 − 3280/356).
    """
    found = value(passages.u_alpha, text(A="xxxx......", B="..xxxx...."))
    assert found == pytest.approx(1 - 8 / (20 - 3280 / 356))
    assert value(passages.binary_u_alpha, text(A="xxxx......", B="..xxxx....")) == pytest.approx(found)


def test_a_mark_cut_in_two_is_not_the_same_as_one() -> None:
    whole = value(passages.u_alpha, text(A="xxxx......", B="xxx......."))
    cut = value(passages.u_alpha, text(A="xx|xx......", B="xxx......."))
    assert whole != cut


def test_codes_of_the_same_stretch_are_a_value_of_their_own() -> None:
    """Passages may lie over each other in every coders' program; equal ones of both coders still agree wholly."""
    marked = [CodedPassage(0, 6, "x"), CodedPassage(3, 9, "y"), CodedPassage(2, 4, "x")]
    table = passage_table([CodedText("P1", 12, {"A": marked, "B": marked[::-1]})])
    assert table.values == (frozenset(), frozenset("x"), frozenset("xy"), frozenset("y"))
    assert figure(passages.u_alpha(table), 12, 0).value == pytest.approx(1)


@pytest.mark.parametrize(
    ("marked", "whys"),
    [
        ({"A": "xx..", "B": "...."}, ("", "", "no common passages")),
        ({"A": "....", "B": "...."}, ("nobody coded",) * 3),
        ({"A": "xx.."}, ("one coder",) * 3),
        ({"A": "xxxx", "B": "xxxx"}, ("one category",) * 3),
        ({"A": "xx..", "B": "xx.."}, ("", "", "one category")),
    ],
)
def test_what_is_not_defined_says_why(marked: dict[str, str], whys: tuple[str, ...]) -> None:
    rows = study_agreement([], [text(**marked)]).rows
    found = {row.measure: row.figure for row in rows if not row.code}
    assert tuple(found[name].why or "" for name in ("u_alpha", "binary_u_alpha", "cu_alpha")) == whys


def test_texts_are_added_up_and_resampled() -> None:
    one, other = text(A="xx....yy..", B="xx....y..."), text(A="..xxx.....", B="...xx.....")
    both = [one, other._replace(interview="P2")]
    figures = {row.measure: row.figure for row in study_agreement([], both).rows if not row.code}
    assert figures["u_alpha"].n == 20
    assert figures["u_alpha"].interviews == 2
    low, high = figures["u_alpha"].low, figures["u_alpha"].high
    assert low is not None
    assert high is not None
    assert low <= (figures["u_alpha"].value or 0) <= high
    assert figures["cu_alpha"].n == 5


def test_a_code_by_itself_is_marked_or_not() -> None:
    rows = study_agreement([], [text(A="xx..yy....", B="xx...yy...")]).rows
    by_code = {row.code: row.figure.value for row in rows if row.measure == "binary_u_alpha"}
    assert by_code["x"] == pytest.approx(1)
    assert by_code["y"] is not None
    assert by_code["y"] < 1
