"""Kinds of identifiers in whole sentences (`cases/kinds.toml`), and numbers beside what they must not be mixed up with."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.pseudonymize.recognizers import Found, Recognizer, national_numbers, patterns
from ipstranscribe.pseudonymize.recognizers.number_runs import number_runs
from ipstranscribe.pseudonymize.recognizers.quantities import quantities
from tests.conftest import CASE_FILES
from tests.lanes import examples

KINDS = tomllib.loads((CASE_FILES / "kinds.toml").read_text(encoding="utf-8"))
GO = [
    (language, sentence)
    for kind, languages in KINDS.items()
    if kind != "stay"
    for language, sentences in languages.items()
    for sentence in sentences
]
STAY = [(language, sentence) for language, sentences in KINDS["stay"].items() for sentence in sentences]
_BRACES = re.compile(r"\{(.*?)\}")
_OF_NAMES = ("name list", "names in talk", "capital letter", "rare fact", "rare occupation")


@cache
def recognizers(language: str) -> tuple[Recognizer, ...]:
    """All rules of a language."""
    return patterns(language)


def searched(language: str, text: str) -> list[Found]:
    """What the rules find, but for those that look for names, facts and occupations."""
    return [found for one in recognizers(language) if one.name not in _OF_NAMES for found in one.find(text)]


def characters(found: Iterable[Found]) -> set[int]:
    """The positions that are covered."""
    return {at for one in found for at in range(one.char_start, one.char_end)}


@pytest.mark.parametrize(("language", "sentence"), GO)
def test_what_is_of_a_kind_that_identifies_goes_and_no_other_figure_does(language: str, sentence: str) -> None:
    text = _BRACES.sub(r"\1", sentence)
    must = {
        at
        for number, match in enumerate(_BRACES.finditer(sentence))
        for at in range(match.start() - 2 * number, match.end() - 2 * number - 2)
    }
    gone = characters(found for one in recognizers(language) for found in one.find(text))
    assert "".join(text[at] for at in sorted(must) if text[at].isalnum() and at not in gone) == ""
    measured = characters(searched(language, text))
    assert "".join(text[at] for at in sorted(measured - must) if text[at].isdigit()) == ""


@pytest.mark.parametrize(("language", "sentence"), STAY)
def test_amounts_scores_doses_and_ordinary_words_stay(language: str, sentence: str) -> None:
    assert [sentence[found.char_start : found.char_end] for found in searched(language, sentence)] == []


NEIGHBOURS = ["3.5", "2,5", "14.30", "09.45", "75%", "120/80", "7/10", "$450", "£1,200", "450 kroner", "38.5"]
DATES = ["16/05/1980", "16.05.1980", "2019-10-08", "12.3.74"]
JOINTS = [" ", ", ", ". "]


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Nine to sixteen digits in any grouping; none of the groups is a round thousand or a year."""
    digits = draw(st.text("123456789", min_size=9, max_size=16))
    sizes = draw(st.lists(st.integers(1, 5), min_size=len(digits)))
    separator = draw(st.sampled_from(["", " ", "-", ".", "/", " - ", "\u00a0", "_"]))
    groups, rest = [], digits
    for size in sizes:
        groups.append(rest[:size])
        rest = rest[size:]
    return separator.join(filter(None, groups))


@pytest.mark.parametrize("language", ["en", "nb"])
@examples(60)
@given(
    number=numbers(),
    before=st.sampled_from(["", *NEIGHBOURS, *DATES]),
    after=st.sampled_from(["", *NEIGHBOURS, *DATES]),
    joints=st.tuples(st.sampled_from(JOINTS), st.sampled_from(JOINTS)),
)
def test_nine_digits_and_more_are_replaced_whole_and_their_neighbours_stay_whole(
    language: str, number: str, before: str, after: str, joints: tuple[str, str]
) -> None:
    opening = "It was" if language == "en" else "Det var"
    start = f"{opening} {before}{joints[0]}" if before else f"{opening} "
    text = f"{start}{number}{joints[1]}{after}." if after else f"{start}{number}."
    found = searched(language, text)
    gone = characters(one for one in found if one.certain)
    figures = [at for at in range(len(start), len(start) + len(number)) if text[at].isdigit()]
    assert all(at in gone for at in figures)
    for neighbour, at in ((before, len(opening) + 1), (after, len(start) + len(number) + len(joints[1]))):
        span = at, at + len(neighbour)
        touching = [one for one in found if neighbour and one.char_start < span[1] and span[0] < one.char_end]
        if neighbour in DATES:
            assert {(one.char_start, one.char_end) for one in touching} == {span}
        else:
            assert touching == []


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("It was 38.5, then 39.1.", "38.5"),
        ("Half past 3 it rang.", "Half past 3"),
        ("Klokka 14.30 ringte det.", "14.30"),
        ("They paid $41,000 for it.", "$41,000"),
        ("Version 3.1.2 came.", "3.1.2"),
    ],
)
def test_a_quantity_is_known_as_one(text: str, inside: str) -> None:
    at = text.index(inside)
    assert quantities(text).hold(at, at + len(inside))


def test_a_number_that_is_said_twice_is_two_numbers() -> None:
    text = "Ring 0047 412 34 571, altså +47 412 34 571."
    said = [text[run[0].start : run[-1].end] for run in number_runs(text, "nb")]
    assert said == ["0047 412 34 571", "+47 412 34 571"]


@pytest.mark.parametrize(
    ("digits", "known"), [("4000000000000002", True), ("4000000000000003", False), ("378282246310005", True)]
)
def test_a_payment_card_is_known_by_its_check_digit(digits: str, known: bool) -> None:
    assert national_numbers.is_card(digits) is known
