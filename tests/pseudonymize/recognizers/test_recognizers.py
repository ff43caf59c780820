"""The rules, one case a line of `cases/identifiers.toml`, negatives included."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.pseudonymize.recognizers import patterns
from tests.conftest import CASE_FILES
from tests.lanes import examples

CASES = tomllib.loads((CASE_FILES / "identifiers.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']} {case['language']} {case['text'][:30]}")
def test_a_recognizer_finds_what_identifies_and_nothing_else(case: dict[str, str]) -> None:
    recognizer = next(r for r in patterns(case["language"]) if r.name == case["kind"])
    found = sorted({(f.char_start, f.char_end) for f in recognizer.find(case["text"])})
    assert [case["text"][start:end] for start, end in found] == case["masked"]


@pytest.mark.parametrize("language", ["en", "nb"])
@examples(100)  # the first text waits for the lists
@given(text=st.text(max_size=300))
def test_any_text_can_be_searched_and_every_span_lies_inside_it(language: str, text: str) -> None:
    for recognizer in patterns(language):
        for found in recognizer.find(text):
            assert 0 <= found.char_start < found.char_end <= len(text)


@given(st.integers(0, 10**11 - 1))
def test_every_group_of_eleven_digits_is_masked_whatever_its_check_digits(number: int) -> None:
    text = f"Nummeret er {number:011d}."
    spans = [(f.char_start, f.char_end) for r in patterns("nb") for f in r.find(text) if f.category == "id"]
    assert (12, 23) in spans
