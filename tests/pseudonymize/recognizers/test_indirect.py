"""Facts, occupations and organisations: `cases/indirect.toml`, with what must be left alone."""

import tomllib

import pytest

from ipstranscribe.pseudonymize.recognizers import Recognizer
from ipstranscribe.pseudonymize.recognizers.facts import IdentifyingFacts
from ipstranscribe.pseudonymize.recognizers.occupations import Occupations
from ipstranscribe.pseudonymize.recognizers.organisations import Organisations
from tests.conftest import CASE_FILES

FILE = CASE_FILES / "indirect.toml"
CASES = [
    (kind, language, text, masked)
    for kind, languages in tomllib.loads(FILE.read_text(encoding="utf-8")).items()
    for language, cases in languages.items()
    for text, masked in cases
]
RECOGNIZERS: dict[str, type[IdentifyingFacts] | type[Occupations] | type[Organisations]] = {
    "fact": IdentifyingFacts,
    "occupation": Occupations,
    "organisation": Organisations,
}


def recognizer(kind: str, language: str) -> Recognizer:
    """Which recognizer answers for which kind of case."""
    return RECOGNIZERS[kind](language)


@pytest.mark.parametrize(("kind", "language", "text", "masked"), CASES)
def test_what_points_at_somebody_is_found_and_what_is_common_is_left_alone(
    kind: str, language: str, text: str, masked: list[str]
) -> None:
    found = sorted({(f.char_start, f.char_end) for f in recognizer(kind, language).find(text)})
    assert [text[start:end] for start, end in found] == masked


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("kind", ["fact", "occupation"])
def test_a_rare_fact_or_occupation_is_never_replaced_unasked(kind: str, language: str) -> None:
    texts = [text for of_kind, spoken, text, masked in CASES if (of_kind, spoken) == (kind, language) and masked]
    assert not any(found.certain for text in texts for found in recognizer(kind, language).find(text))


@pytest.mark.parametrize("language", ["en", "nb"])
@pytest.mark.parametrize("kind", RECOGNIZERS)
@pytest.mark.parametrize(
    "piece", ["the only ", "won the ", "Anna ", "I was a ", "den eneste ", "fell ", "work at ", "school ", "som "]
)
def test_a_very_long_turn_is_searched_to_its_end(kind: str, language: str, piece: str) -> None:
    """Squared cost would take minutes here."""
    text = piece * 10_000
    assert all(found.char_end <= len(text) for found in recognizer(kind, language).find(text))
