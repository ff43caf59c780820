"""Numbers as people say and write them: `cases/numbers.toml`, with what must be left alone."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.pseudonymize.recognizers import Recognizer
from ipstranscribe.pseudonymize.recognizers.addresses import Addresses
from ipstranscribe.pseudonymize.recognizers.ages import Ages
from ipstranscribe.pseudonymize.recognizers.codes import Codes
from ipstranscribe.pseudonymize.recognizers.contacts import Emails, Urls
from ipstranscribe.pseudonymize.recognizers.dates import Dates
from ipstranscribe.pseudonymize.recognizers.numbers import IdNumbers
from ipstranscribe.pseudonymize.recognizers.phones import Phones
from ipstranscribe.pseudonymize.recognizers.plates import Plates
from ipstranscribe.pseudonymize.recognizers.relative_dates import RelativeDates
from ipstranscribe.pseudonymize.recognizers.spelled_codes import SpelledCodes
from ipstranscribe.pseudonymize.recognizers.spoken_numbers import number_words
from tests.conftest import CASE_FILES
from tests.lanes import examples

FILE = CASE_FILES / "numbers.toml"
CASES = [
    (kind, language, text, masked)
    for kind, languages in tomllib.loads(FILE.read_text(encoding="utf-8")).items()
    for language, cases in languages.items()
    for text, masked in cases
]


def recognizers(language: str) -> dict[str, Recognizer]:
    """Which recognizer answers for which kind of case."""
    beside = (Dates(language), Codes())
    phones = Phones(language, beside)
    return {
        "phone": phones,
        "id": phones,
        "lettered": SpelledCodes(language, beside),
        "written": IdNumbers(),
        "email": Emails(language),
        "url": Urls(language),
        "plate": Plates(language),
        "date": Dates(language),
        "relative": RelativeDates(language),
        "age": Ages(language),
        "address": Addresses(),
        "code": Codes(),
    }


@pytest.mark.parametrize(("kind", "language", "text", "masked"), CASES)
def test_what_identifies_is_found_whole_and_the_rest_is_left_alone(
    kind: str, language: str, text: str, masked: list[str]
) -> None:
    found = sorted({(f.char_start, f.char_end) for f in recognizers(language)[kind].find(text)})
    assert [text[start:end] for start, end in found] == masked


@pytest.mark.parametrize(("kind", "language", "text", "masked"), [c for c in CASES if c[0] in ("phone", "id")])
def test_a_spoken_number_has_the_category_of_its_kind(kind: str, language: str, text: str, masked: list[str]) -> None:
    found = recognizers(language)[kind].find(text)
    assert [f.category for f in found] == [kind] * len(masked)


@pytest.mark.parametrize(
    ("text", "written", "heard"),
    [
        ("It was AB 12345.", ["AB 12345"], ["AB 12345"]),
        ("It was AB 12345 678.", ["AB 12345"], []),
        ("My car is ab 12345.", [], ["ab 12345"]),
        ("My car is AB 1234.", [], ["AB 1234"]),
    ],
)
def test_a_plate_is_looked_for_as_it_is_written_and_as_it_is_heard(
    text: str, written: list[str], heard: list[str]
) -> None:
    for recognizer, plates in ((IdNumbers(), written), (Plates("en"), heard)):
        assert [text[found.char_start : found.char_end] for found in recognizer.find(text)] == plates


@pytest.mark.parametrize("language", ["en", "nb"])
@examples(100)
@given(data=st.data(), digits=st.lists(st.integers(0, 9), min_size=8, max_size=15))
def test_eight_to_fifteen_digits_said_one_by_one_are_never_passed_over(
    language: str, data: st.DataObject, digits: list[int]
) -> None:
    words = {int(number): word for word, number in reversed(number_words(language).items()) if len(number) == 1}
    joint = data.draw(st.sampled_from([" ", ", ", " and then " if language == "en" else " og så "]))
    text = joint.join(words[digit] for digit in digits)
    found = list(Phones(language).find(text))
    assert [(f.char_start, f.char_end) for f in found] == [(0, len(text))]


ADVERSARIAL = [
    "one ",
    "en ",
    "1 ",
    "1-",
    "a dot ",
    "a.",
    "@a.",
    "a at ",
    "double ",
    "the ",
    "the first of ",
    "i ",
    "år ",
    "AB",
    "Tuva, ",
    "twenty-",
    "and then ",
    "dagen etter ",
    "12/",
    "NO12 ",
    "veien ",
    "A ",
    "( ",
    "+",
    "nummer ",
]


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("piece", ADVERSARIAL)
def test_a_very_long_turn_is_searched_to_its_end(language: str, piece: str) -> None:
    """Squared cost would take minutes here."""
    text = piece * 20_000
    for recognizer in recognizers(language).values():
        for found in recognizer.find(text):
            assert found.char_end <= len(text)
