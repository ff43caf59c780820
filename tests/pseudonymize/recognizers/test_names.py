"""Names without a language model: lists, vocabulary, capitals, and what stands around a word."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstranscribe.languages import rules_for
from ipstranscribe.pseudonymize.entities import name_kinds
from ipstranscribe.pseudonymize.lexicon import casing
from ipstranscribe.pseudonymize.lexicon.ambiguous_names import reads_as_name
from ipstranscribe.pseudonymize.recognizers import Found
from ipstranscribe.pseudonymize.recognizers.capitals import Capitals
from ipstranscribe.pseudonymize.recognizers.name_list import NameList
from tests.conftest import CASE_FILES
from tests.lanes import examples

CASES = tomllib.loads((CASE_FILES / "names.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_lists_know_names_with_and_without_capitals(case: dict[str, str]) -> None:
    found = list(NameList(rules_for(case["language"])).find(case["text"]))
    for certain, expected in ((True, case.get("sure", [])), (False, case.get("asked", []))):
        assert [case["text"][f.char_start : f.char_end] for f in found if f.certain == certain] == expected


ADDRESSED = [  # language, what is said, and who is somebody although the word is in every vocabulary
    ("en", "Ask Mr Close about it.", ["Close"]),
    ("en", "Mister Long has the key.", ["Long"]),
    ("en", "And then Dr. Good came in.", ["Good"]),
    ("en", "I told Missus Round so.", ["Round"]),
    ("en", "Mr and Mrs Close moved.", ["Close"]),
    ("nb", "Det var herr Stor som sa det.", ["Stor"]),
    ("nb", "Fru Lang bor der.", ["Lang"]),
    ("en", "See the doctor. Good luck.", []),
    ("en", "The Doctor I had was fine.", []),
    ("en", "Yes Miss. The bell went.", []),
    ("nb", "Doktor. Ja. Det gikk bra.", []),
]


@pytest.mark.parametrize(("language", "text", "names"), ADDRESSED)
def test_any_word_with_a_capital_behind_a_form_of_address_is_somebody(
    language: str, text: str, names: list[str]
) -> None:
    found = list(Capitals(language).find(text))
    assert [text[one.char_start : one.char_end] for one in found] == names
    assert {one.category for one in found} <= {"person"}


READINGS = [
    ("en", "i went there with >will and", True),
    ("en", "and then >will said no", True),
    ("en", "that was >will's idea", True),
    ("en", ">Grace dropped me off", True),
    ("en", ">Grace indeed is a word", False),
    ("en", ">Will, that's the union man", True),
    ("nb", ">Odd står på kaia", True),
    ("nb", ">Odd er mye her", True),
    ("en", "i hope it >will be fine", False),
    ("en", "they left a >mark on it", False),
    ("en", "it is >mark by mark", False),
    ("nb", "det er bare meg og >dag sa han", True),
    ("nb", "jeg bor med >dag", True),
    ("nb", "hver >dag er lik", False),
    ("nb", "vi tar det >dag for dag", False),
]


@pytest.mark.parametrize(("language", "marked", "is_name"), READINGS)
def test_the_words_around_tell_a_name_from_a_word(language: str, marked: str, is_name: bool) -> None:
    start, text = marked.index(">"), marked.replace(">", "")
    end = next((n for n in range(start, len(text)) if not text[n].isalpha()), len(text))
    assert reads_as_name(text, start, end, language) == is_name


SENTENCES = [
    ("one two", 4, False),
    ("One. Two", 5, True),
    ("Two", 0, True),
    ('he said "Two', 9, True),
    ("(Two", 1, True),
]


@pytest.mark.parametrize(("text", "start", "first"), SENTENCES)
def test_where_a_sentence_starts(text: str, start: int, first: bool) -> None:
    assert casing.starts_sentence(text, start) == first


CASED = [("so I said no", True), ("so i said no", True), ("So she said", False), ("I told Siri", False), ("123", False)]


@pytest.mark.parametrize(("text", "uncased"), CASED)
def test_when_a_text_has_no_capitals(text: str, uncased: bool) -> None:
    assert casing.is_uncased(text) == uncased


@examples(100)  # the first text waits for the lists
@given(st.text(max_size=80), st.sampled_from(["en", "nb", "nn"]))
def test_giving_capitals_moves_nothing(text: str, language: str) -> None:
    capitals = casing.truecase(text, language)
    assert len(capitals) == len(text)
    assert capitals.casefold() == text.casefold()


# A model's find, and what the lists make of it: category and whether nobody is asked.
KINDS = [
    ("en", "We met Agnieszka there", "place", "person", True),
    ("en", "We met Nesodden there", "person", "place", True),
    ("en", "We saw Kvistebo there", "other", "other", True),
    ("en", "We saw Work there", "other", "other", False),
    ("en", "so work there", "other", "other", False),
]


@pytest.mark.parametrize(("language", "text", "said", "category", "certain"), KINDS)
def test_lists_and_vocabulary_know_better_than_a_small_model(
    language: str, text: str, said: str, category: str, certain: bool
) -> None:
    word = text.split()[-2]
    start = text.index(word)
    found = Found(start, start + len(word), said, "test", 0.3, certain=False)  # type: ignore[arg-type]
    judged = name_kinds.classify(found, text, language)
    assert (judged.category, judged.certain) == (category, certain)
